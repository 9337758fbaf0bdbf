"""Where everything came from: files with their hashes, filters in words, rules of counting, notices; codes.

Leaves out the offers' own sources, which stand in their rows.
"""

from datetime import datetime

import pandas as pd

from capacity import regions, vocabulary
from capacity.formats import number
from capacity.naming import name_of
from capacity.schema import FIELDS, field
from capacity.selection import Selection
from capacity.situation import Situation
from capacity.texts import say
from capacity.workbook.offers import Audience
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
