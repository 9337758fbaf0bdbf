"""What each distinct text of a coded column was read as, for people to look at and set right.

The codes are those that all rows with the text have in common, so that they show what really came of it. Leaves out
reading (loaders.assemble) and applying what people say (loaders.corrections).
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from capacity.corrections import Correction
from capacity.reports import Column, Report, Table
from loaders.cells import Sheet
from loaders.corrections import CODED, codes_of, said_codes
from loaders.interpret import as_said
from loaders.issues import located

VALUE_COLUMNS = ("fingerprint", "sheet", "column", "field", "text", "rows", "codes", "unread", "by_hand")
UNREAD = frozenset({"product_unknown", "words_unknown", "code_unknown", "country_unknown", "answer_unreadable"})
SAMPLED, MOST = 8, 1_000


def value_readings(report: Report, sheets: Sequence[Sheet], corrections: Sequence[Correction] = ()) -> pd.DataFrame:
    """VALUE_COLUMNS, the texts of each coded column, those not understood first, then the most frequent.

    `rows` counts the offers with the text; `codes` are joined by ";"; at most MOST texts of a column.
    """
    cells = {sheet.name: sheet.cells for sheet in sheets}
    issues = located(report)
    issues = issues[issues["code"].isin(UNREAD) & issues["row"].notna() & issues["column"].notna()]
    told = {each.fingerprint: said_codes(each) for each in reversed(corrections)}
    found = [
        _of_column(report, table, column, cells[table.sheet], issues, told.get(table.fingerprint, {}))
        for table in report.tables
        if table.offers + table.needs
        for column in table.columns
        if column.field in CODED and ":" not in column.role
    ]
    return pd.concat([pd.DataFrame(columns=list(VALUE_COLUMNS)), *found], ignore_index=True)


def _of_column(
    report: Report, table: Table, column: Column, cells: list[list[str]], issues: pd.DataFrame,
    told: Mapping[tuple[str, str], tuple[str, ...]],
) -> pd.DataFrame:  # fmt: skip
    code, at = str(column.field), column.index - 1
    rows = _offers_of(report, table)
    texts = [cells[row - 1][at].strip() if at < len(cells[row - 1]) else "" for row in rows["source_row"]]
    rows = rows.assign(text=texts)
    rows = rows[rows["text"] != ""]
    here = issues[(issues["sheet"].fillna("") == table.sheet) & (issues["column"] == column.index)]
    lost = rows["source_row"].isin(here["row"])
    counted = (
        rows.assign(unread=lost).groupby("text", sort=False).agg(rows=("row_id", "size"), unread=("unread", "any"))
    )
    counted = counted.sort_values(["unread", "rows"], ascending=False, kind="stable").head(MOST)
    rows = rows[rows["text"].isin(counted.index)].groupby("text").head(SAMPLED)
    codes = _common_codes(rows, report.offers if code in report.offers else report.capabilities, code)
    counted = counted.reset_index()
    return counted.assign(
        fingerprint=table.fingerprint,
        sheet=table.sheet,
        column=column.index,
        field=code,
        codes=counted["text"].map(codes).fillna(""),
        by_hand=[(code, as_said(text)) in told for text in counted["text"]],
    )[list(VALUE_COLUMNS)]


def _offers_of(report: Report, table: Table) -> pd.DataFrame:
    """row_id and source_row of the offers and needs that came out of a table."""
    first, last = table.first_data_row or 0, table.last_data_row or 0
    offers = report.offers
    here = (offers["source_sheet"].fillna("") == table.sheet) & offers["source_row"].between(first, last)
    return offers.loc[here, ["row_id", "source_row"]]


def _common_codes(rows: pd.DataFrame, values: pd.DataFrame, code: str) -> dict[str, str]:
    """Text → the codes that all its rows have in common, in the order of the code list, joined by ";"."""
    named = rows.merge(values[["row_id", code]], on="row_id", how="left")
    known: dict[str, dict[int, set[str]]] = {}
    for text, row_id, joined in zip(named["text"], named["row_id"], named[code], strict=True):
        codes = known.setdefault(text, {}).setdefault(row_id, set())
        if isinstance(joined, str):
            codes.update(joined.split(";"))
    order = {each: place for place, each in enumerate(codes_of(code, "en"))}
    return {
        text: ";".join(sorted(set.intersection(*rows.values()), key=lambda each: order.get(each, len(order))))
        for text, rows in known.items()
    }
