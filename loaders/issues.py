"""Issues: what was found wrong in a file, each code declared once in data/reference/issues.csv with its sentences.

An issue says where, what was read, what was done, what to do, and what the sender can be asked. Leaves out finding
them (each module adds its own) and the workbook for the sender (loaders.marked).
"""

import csv
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from capacity.reference import REFERENCE
from capacity.reports import ISSUE_COLUMNS, Report, empty
from capacity.texts import catalogue as texts

FILE = REFERENCE / "issues.csv"
EXAMPLES = REFERENCE / "issue_examples"
WORDS = ("read", "done", "sheet")
TYPES = {"row": "Int64", "column": "Int64", "row_lost": "bool"}


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Issue code → its row of the list: row_lost, then in de and en the sentence, done_, advice_, ask_ and example_."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def sentence(code: str, language: str, **values: object) -> str:
    """What is wrong, in one sentence; `values` are read, done, sheet and the like. KeyError for what is no code."""
    return _filled(catalogue()[code][language], values)


def what_was_done(code: str, language: str, **values: object) -> str:
    """What the loaders did about it, in one sentence."""
    return _filled(catalogue()[code][f"done_{language}"], values)


def advice(code: str, language: str) -> str:
    """What people can do about it, in one sentence."""
    return catalogue()[code][f"advice_{language}"]


def question(code: str, language: str) -> str:
    """What the sender can be asked, in one sentence; "" where the sender can do nothing about it."""
    return catalogue()[code][f"ask_{language}"]


def told(words: Mapping[Hashable, object], language: str) -> dict[str, object]:
    """The words of one issue for its sentences; what was done may be a code, such as why a quantity does not count."""
    said = {str(key): "" if pd.isna(value) else value for key, value in words.items()}
    done = str(said.get("done", ""))
    return said | {"done": texts(language).get(done, done)}


def located(report: Report) -> pd.DataFrame:
    """The issues; those that name a field but no column get the one column of their sheet that holds the field."""
    holding: dict[tuple[str, str], set[int]] = {}
    for table in report.tables:
        for each in table.columns:
            if each.field:
                holding.setdefault((table.sheet, each.field), set()).add(each.index)
    single = {place: columns.pop() for place, columns in holding.items() if len(columns) == 1}
    issues = report.issues
    places = zip(issues["sheet"].fillna(""), issues["field"].fillna(""), strict=True)
    found = pd.Series([single.get(place) for place in places], index=issues.index, dtype="Int64")
    return issues.assign(column=issues["column"].astype("Int64").fillna(found.where(issues["row"].notna())))


def example(code: str) -> str:
    """A small list that gives this issue, as text; "" where only bytes can show it."""
    file = EXAMPLES / f"{code}.csv"
    return file.read_text("utf-8") if file.is_file() else ""


def _filled(template: str, values: dict[str, object]) -> str:
    known = {"read": "", "done": "", "sheet": "", **values}
    return template.format(**known)


@dataclass
class Issues:
    """Collects the issues of one file as columns."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self, code: str, sheet: str = "", row: int | None = None, column: int | None = None, **words: str | None
    ) -> None:
        """One issue; `words` are field, read, done and suggestion. Raises KeyError for a code that is not declared."""
        lost = catalogue()[code]["row_lost"] == "yes"
        self.rows.append({"code": code, "sheet": sheet, "row": row, "column": column, "row_lost": lost, **words})

    def add_rows(
        self,
        code: str,
        sheet: str,
        rows: Iterable[int],
        column: int | None = None,
        read: Iterable[str] = (),
        **words: str,
    ) -> None:
        """The same issue for many rows, `read` telling the words of each."""
        texts = list(read)
        for place, row in enumerate(rows):
            self.add(code, sheet, int(row), column, read=texts[place] if texts else "", **words)

    def frame(self) -> pd.DataFrame:
        """All issues, ISSUE_COLUMNS, in the order of sheet, row and column as they were found."""
        if not self.rows:
            return empty(ISSUE_COLUMNS).astype(TYPES)
        frame = pd.DataFrame(self.rows).reindex(columns=list(ISSUE_COLUMNS))
        words = frame.columns.difference(list(TYPES))
        return frame.astype(TYPES).astype(dict.fromkeys(words, "str"))


def document() -> str:
    """docs/issues.md: every issue code explained in both languages, with an example that gives it."""
    lines = [
        "# Issue codes",
        "",
        "Every remark the loaders make about a file. Rows marked *row lost* became neither offer nor need.",
        "A test reads every example and finds its remark.",
        "",
    ]
    for code in catalogue():
        lines += _explained(code)
    return "\n".join(lines)


def _explained(code: str) -> list[str]:
    row, shown = catalogue()[code], example(code)
    lost = " (row lost)" if row["row_lost"] == "yes" else ""
    lines = [f"## {code}{lost}", ""]
    for language, name, asked, such in (
        ("de", "Deutsch", "Frage an den Absender", "Beispiel"),
        ("en", "English", "Question to the sender", "Example"),
    ):
        said = " ".join(row[key] for key in (language, f"done_{language}", f"advice_{language}"))
        ask = f" {asked}: {row[f'ask_{language}']}" if row[f"ask_{language}"] else ""
        lines.append(f"- {name}: {said}{ask} {such}: `{row[f'example_{language}']}`")
    return [*lines, "", *(["```text", shown.rstrip("\n"), "```", ""] if shown else [])]
