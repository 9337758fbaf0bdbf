"""Where everything came from: files with their hashes, filters in words, rules of counting, notices; issues; codes.

Leaves out the offers' own sources, which stand in their rows.
"""

import csv
from collections import defaultdict
from datetime import datetime
from functools import cache

import numpy as np
import pandas as pd

from capacity import regions, vocabulary
from capacity.formats import number
from capacity.naming import name_of
from capacity.reference import REFERENCE
from capacity.schema import FIELDS, field
from capacity.selection import Selection
from capacity.situation import Situation
from capacity.texts import say
from capacity.workbook.offers import Audience, held_back
from capacity.workbook.shapes import Column, Page, Table, table
from capacity.workbook.summary import about

RULES = ("sums", "bounds", "products", "filter")
REGIONAL = ("country", "region")


def provenance(situation: Situation, imports: pd.DataFrame, selection: Selection, language: str, made_at: datetime,
               audience: Audience) -> Page:  # fmt: skip
    """What the workbook rests on. `imports` as the register gives them; those taken back are left out."""
    columns = situation.columns
    lines = (
        *about(situation, selection, language, made_at, audience),
        (say("workbook.in_register", language), number(len(columns.offers), language)),
        (say("workbook.in_file", language), number(len(situation.rows), language)),
        (say("workbook.without_line", language), number(int(columns.lineless[situation.rows].sum()), language)),
    )
    notes = (
        (say("workbook.counting", language), tuple(say(f"workbook.rule_{rule}", language) for rule in RULES)),
        (say("workbook.notices", language), tuple(regions.notices(language))),
    )
    name = say("workbook.sheet_provenance", language)
    return Page(name, name, lines, (_files(imports, language),), notes)


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


def codes_sheet(situation: Situation, language: str) -> Table:
    """Every code of every list that the fields use, in German and in English; of the regions those in view."""
    lists = dict.fromkeys(each.vocabulary for each in FIELDS if each.vocabulary not in ("", *REGIONAL))
    rows = [(name, code) for name in (*lists, "product_group", "freshness") for code in vocabulary.codes(name)]
    rows += [("region", code) for code in sorted(situation.columns.coded("region").tally(situation.rows))]
    own = ("product_group", "freshness", "region")
    named = {
        name: say(f"selection.{name}", language) if name in own else field(name).label(language) for name, _ in rows
    }
    found = pd.DataFrame(rows, columns=["list", "code"])
    columns = {"list": (Column(say("workbook.list", language), width=28), found["list"].map(named)),
               "code": (Column(say("workbook.code", language), width=28), found["code"])}  # fmt: skip
    for word, other in (("german", "de"), ("english", "en")):
        names = pd.Series([name_of(name, code, other) for name, code in rows], dtype="str")
        columns[other] = (Column(say(f"workbook.{word}", language), width=52), names)
    return table(say("workbook.sheet_codes", language), columns)


def _files(imports: pd.DataFrame, language: str) -> Table:
    kept = imports[imports["undone_at"].isna()]
    answers = {True: say("workbook.unreadable", language), False: say("workbook.yes", language)}
    readable, at = kept["error"].notna().map(answers), kept["at"].dt.tz_convert("UTC").dt.tz_localize(None)
    columns = {"file": (Column(say("workbook.source_file", language), width=44), kept["file"])}
    for key in ("offers", "needs", "issues"):
        columns[key] = Column(say(f"workbook.{key}", language), "number", 14), kept[key]
    columns["readable"] = Column(say("workbook.readable", language)), readable
    columns["at"] = Column(say("workbook.imported_at", language), "moment", 18), at
    columns["sha256"] = Column(say("workbook.sha256", language), width=68), kept["sha256"]
    return table(say("workbook.files", language), columns)


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


@cache
def _issue_words() -> dict[str, dict[str, str]]:
    with (REFERENCE / "issues.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
