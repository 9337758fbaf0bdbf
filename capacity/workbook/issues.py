"""The sheet of remarks on files, and each kind of remark in words.

Leaves out counting them (capacity.workbook.quality) and the questions to the sender (loaders).
"""

import csv
from collections import defaultdict
from functools import cache

import numpy as np
import pandas as pd

from capacity.reference import REFERENCE
from capacity.schema import FIELDS
from capacity.situation import Situation
from capacity.texts import say
from capacity.workbook.offers import Audience, held_back
from capacity.workbook.shapes import Column, Table, table


def issues_sheet(situation: Situation, issues: pd.DataFrame, language: str, audience: Audience) -> Table:
    """One row per remark on a file, in words. What was read may hold people's data: for staff only, and not of those
    who did not consent to forwarding."""
    read = issues["read"].mask(_of_held_back(situation, issues) | (audience != "staff"))
    known = {each.code: each.label(language) for each in FIELDS}
    columns = {
        "source_file": (Column(say("workbook.source_file", language), width=30), issues["source_file"]),
        "sheet": (Column(say("workbook.source_sheet", language)), issues["sheet"]),
        "row": (Column(say("workbook.source_row", language), "plain", 8), issues["row"]),
        "column": (Column(say("workbook.column", language), "plain", 8), issues["column"]),
        "field": (Column(say("workbook.field", language), width=22), issues["field"].replace(known)),
        "issue": (Column(say("workbook.issue", language), width=50), _worded(issues, read, language)),
        "read": (Column(say("workbook.read", language), width=28), read),
        "done": (Column(say("workbook.done", language), width=44), _worded(issues, read, f"done_{language}")),
        "advice": (Column(say("workbook.advice", language), width=44), _worded(issues, read, f"advice_{language}")),
        "lost": (Column(say("workbook.row_lost", language), width=14),
                 issues["row_lost"].map({True: say("workbook.yes", language), False: None})),
    }  # fmt: skip
    if audience != "staff":
        del columns["read"]
    return table(say("workbook.sheet_issues", language), columns, frozen=1)


def _of_held_back(situation: Situation, issues: pd.DataFrame) -> np.ndarray:
    """Which issues are about the row of an offer whose sender did not consent to forwarding."""
    offers = situation.columns.offers
    held = pd.MultiIndex.from_frame(offers.loc[held_back(offers), ["import_id", "source_row"]].astype("Int64"))
    return pd.MultiIndex.from_frame(issues[["import_id", "row"]].astype("Int64")).isin(held)


def _worded(issues: pd.DataFrame, read: pd.Series, wording: str) -> pd.Series:
    """Each issue in a column of data/reference/issues.csv, its places filled; a code that is not listed as it is."""
    parts = zip(issues["code"], read.fillna(""), issues["done"].fillna(""), issues["sheet"].fillna(""), strict=True)
    known = _issue_words()
    filled = [
        known[code][wording].format_map(defaultdict(str, read=read, done=done, sheet=sheet)) if code in known else code
        for code, read, done, sheet in parts
    ]
    return pd.Series(filled, index=issues.index, dtype="str")


def said_of(code: str, language: str) -> str:
    """What a kind of remark says, whatever was read; a code that is not listed as it is."""
    known = _issue_words()
    return known[code][language].format_map(defaultdict(lambda: "…")) if code in known else code


@cache
def _issue_words() -> dict[str, dict[str, str]]:
    with (REFERENCE / "issues.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
