"""Every text is there in German and English with the same places to fill, and every key that code says exists."""

import ast
import csv
import re
import string
from pathlib import Path

import pytest

from capacity.texts import catalogue, say

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("capacity", "loaders", "register", "ui", "pages", "dashboard.py", "import_reports.py", "weekly_export.py")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def said_keys() -> set[str]:
    """Keys written out in calls of say("…") or t("…"); keys put together at run time are not seen here."""
    paths = [p for place in PLACES for p in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))]
    text = "\n".join(path.read_text("utf-8") for path in paths if path.is_file())
    return set(re.findall(r"""\b(?:say|t)\(\s*["']([a-z0-9_.]+)["']""", text))


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in catalogue(language).items() if not text.strip()] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data" / "reference" / "texts").glob("*.csv")), ids=lambda path: path.stem
)
def test_no_comma_cuts_a_text_in_two(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        assert [row[0] for row in csv.reader(file) if len(row) != 3] == []


def test_both_languages_fill_the_same_places() -> None:
    german, english = catalogue("de"), catalogue("en")
    assert [key for key in german if fields(german[key]) != fields(english[key])] == []


def test_every_key_said_exists() -> None:
    assert sorted(said_keys() - set(catalogue("en"))) == []


def test_an_unknown_key_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        say("no.such.key", "de")


def test_formal_german() -> None:
    informal = re.compile(r"\b(du|dein|deine|deinen|dir|dich|euch|eure)\b")
    assert [key for key, text in catalogue("de").items() if informal.search(text)] == []


def test_streamlits_own_word_for_an_empty_choice_is_never_seen() -> None:
    """It is English whatever the reader reads: what may be empty says so in a text of ours."""
    calls = [
        (f"{path.name}:{node.lineno}", ast.unparse(node))
        for path in (ROOT / "ui").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rsplit(".", 1)[-1] in ("multiselect", "selectbox")
    ]
    may_be_empty = [(where, call) for where, call in calls if "multiselect(" in call or "index=None" in call]
    assert len(may_be_empty) > 5
    assert [where for where, call in may_be_empty if "placeholder=" not in call] == []
