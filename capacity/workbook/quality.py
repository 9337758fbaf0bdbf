"""How good the data is: what needs attention, how precisely places are known, which remarks there are of what kind.

Leaves out the single remarks (capacity.workbook.issues).
"""

import pandas as pd

from capacity.naming import name_of
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import attention
from capacity.vocabulary import codes
from capacity.workbook.issues import said_of
from capacity.workbook.shapes import Column, Page, Table, table


def quality(situation: Situation, issues: pd.DataFrame, language: str) -> Page:
    """The page on data quality; counts only, so that anybody may read it."""
    name = say("workbook.sheet_quality", language)
    tables = (
        attention_table(situation, language),
        counted("places", _places(situation, language), language),
        _remarks(issues, language),
    )
    return Page(name, name, (), tables)


def counted(name: str, rows: dict[str, int], language: str) -> Table:
    """What is counted, and how often, under the title of the text key `name`."""
    return table(
        say(f"workbook.{name}", language),
        {
            "figure": (Column(say("workbook.figure", language), width=44), pd.Series(list(rows), dtype="str")),
            "value": (Column(say("workbook.value", language), "number", 14), pd.Series(list(rows.values()))),
        },
    )


def attention_table(situation: Situation, language: str, without: tuple[str, ...] = ()) -> Table:
    """What needs attention, and of how many offers, `without` some of its codes."""
    found = attention(situation)
    shown = {name_of("attention", code, language): len(found[code]) for code in found if code not in without}
    return counted("attention", shown, language)


def _places(situation: Situation, language: str) -> dict[str, int]:
    tally = situation.columns.coded("precision").tally(situation.rows)
    return {name_of("precision", code, language): tally[code] for code in codes("precision") if code in tally}


def _remarks(issues: pd.DataFrame, language: str) -> Table:
    """One row per kind of remark, the most frequent first."""
    kinds = issues.groupby("code", sort=True).agg(count=("code", "size"), lost=("row_lost", "sum"))
    kinds = kinds.sort_values("count", ascending=False, kind="stable").reset_index()
    words = kinds["code"].map(lambda code: said_of(code, language))
    return table(
        say("workbook.remarks", language),
        {
            "issue": (Column(say("workbook.issue", language), width=60), words.astype("str")),
            "count": (Column(say("workbook.count", language), "number", 14), kinds["count"]),
            "lost": (Column(say("workbook.rows_lost", language), "number", 18), kinds["lost"].astype("int64")),
        },
    )
