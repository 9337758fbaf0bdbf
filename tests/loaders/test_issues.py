"""Issue codes: declared once, explained once, every code that the loaders use is known."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from capacity.reports import ISSUE_COLUMNS
from loaders import read_report
from loaders.issues import (
    Issues,
    advice,
    catalogue,
    document,
    example,
    located,
    question,
    sentence,
    told,
    what_was_done,
)
from tests.lines import every
from tests.loaders.issue_examples import NAME, examples

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path.read_text("utf-8") for path in sorted((ROOT / "loaders").glob("*.py"))]
WORDS = {"read": "31.02.2020", "done": "2", "sheet": "Liste"}


@every(product(catalogue(), ("de", "en")))
def test_every_code_has_its_sentences(case: tuple[str, str]) -> None:
    code, language = case
    for text in (sentence(code, language, **WORDS), what_was_done(code, language, **WORDS), advice(code, language)):
        assert text.strip()
        assert "{" not in text
    assert catalogue()[code][f"example_{language}"]
    assert catalogue()[code]["row_lost"] in ("yes", "no")


def test_a_question_is_asked_in_both_languages_or_not_at_all() -> None:
    asked = {code for code in catalogue() if question(code, "de")}
    assert asked == {code for code in catalogue() if question(code, "en")}
    assert "email_unreadable" in asked
    assert not asked & {"file_empty", "row_is_group", "second_engine"}


@every(catalogue())
def test_every_code_has_an_example_that_gives_it(code: str) -> None:
    assert code in read_report(examples()[code], NAME).issues["code"].tolist()


@every([code for code in catalogue() if example(code)])
def test_the_words_of_an_example_stand_in_its_list(code: str) -> None:
    shown = catalogue()[code]["example_de"]
    if shown == catalogue()[code]["example_en"]:
        assert all(word in example(code) for word in re.split(r" \| |: ", shown))


def test_an_issue_on_a_field_is_placed_in_its_only_column() -> None:
    report = read_report(example("email_unreadable").encode(), NAME)
    issue = report.issues.iloc[[0, 0, 0]].assign(
        row=pd.array([3, 3, None], "Int64"), column=pd.array([None] * 3, "Int64"), field=["town", "status", "town"]
    )
    assert located(replace(report, issues=issue))["column"].fillna(0).tolist() == [3, 0, 0]


def test_what_was_done_may_be_a_code() -> None:
    assert told({"read": "9999", "done": "typed_at_random", "sheet": None}, "en") == {
        "read": "9999", "done": "Run of digits that nobody means", "sheet": "",
    }  # fmt: skip


def test_every_code_used_is_declared_and_every_declared_one_is_used() -> None:
    called = {code for text in SOURCES for code in re.findall(r"(?:add|add_rows|Remark)\(\s*\"([a-z_]+)\"", text)}
    assert called <= set(catalogue())
    words = {word for text in SOURCES for word in re.findall(r"\"([a-z_]+)\"", text)}
    assert set(catalogue()) <= words


def test_the_document_is_up_to_date() -> None:
    assert (ROOT / "docs" / "issues.md").read_text("utf-8") == document()


def test_codes_of_lost_rows_begin_with_row() -> None:
    assert {code for code, row in catalogue().items() if row["row_lost"] == "yes"} == {
        code for code in catalogue() if code.startswith("row_")
    }


def test_issues_become_a_frame() -> None:
    issues = Issues()
    issues.add("file_empty")
    issues.add_rows("date_unreadable", "Liste", [3, 4], 2, ["a", "b"], field="received_at")
    frame = issues.frame()
    assert tuple(frame.columns) == ISSUE_COLUMNS
    assert frame["row"].tolist()[1:] == [3, 4]
    assert frame["read"].tolist()[1:] == ["a", "b"]
    assert not frame["row_lost"].any()


def test_an_undeclared_code_is_our_own_mistake() -> None:
    with pytest.raises(KeyError):
        Issues().add("no_such_code")


def test_no_issues_are_an_empty_frame_of_the_same_shape() -> None:
    assert tuple(Issues().frame().columns) == ISSUE_COLUMNS
