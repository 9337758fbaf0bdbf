"""Issues: what was found wrong in a file, each code declared once in data/reference/issues.csv with its sentences.

An issue says where, what was read, what was done and what to do. Leaves out finding them: each module adds its own.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from capacity.reference import REFERENCE
from capacity.reports import ISSUE_COLUMNS, empty

FILE = REFERENCE / "issues.csv"
TYPES = {"row": "Int64", "column": "Int64", "row_lost": "bool"}


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Issue code → its row of the list: row_lost, de, en, done_de, done_en, advice_de, advice_en, example."""
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
    """docs/issues.md: every issue code explained in both languages, with an example."""
    lines = [
        "# Issue codes",
        "",
        "Every remark the loaders make about a file. Rows marked *row lost* became neither offer nor need.",
        "",
    ]
    for code, row in catalogue().items():
        lost = " (row lost)" if row["row_lost"] == "yes" else ""
        lines += [
            f"## {code}{lost}", "",
            f"- Deutsch: {row['de']} {row['done_de']} {row['advice_de']}",
            f"- English: {row['en']} {row['done_en']} {row['advice_en']}",
            f"- Beispiel / example: `{row['example']}`", "",
        ]  # fmt: skip
    return "\n".join(lines)
