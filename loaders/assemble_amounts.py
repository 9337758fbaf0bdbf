"""Each capability line with how much it offers: from its own matrix cell, the row's quantity columns, or the words.

Leaves out reading one text (loaders.assemble_quantities).
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from capacity.quantities import read_quantities
from loaders.assemble_lines import MATRIX
from loaders.assemble_quantities import (
    AMOUNTS,
    Reading,
    how_to_read,
    quantity_columns,
    read_amounts,
    says_stock,
)
from loaders.assemble_units import with_unit_and_period
from loaders.columns import Mapped
from loaders.columns_values import TESTS
from loaders.interpret import Content, each_distinct
from loaders.issues import Issues
from loaders.joining import join

HOW_MUCH = AMOUNTS[:3]
IN_WORDS = Reading("", "", "quantity")
QUANTITY_ROLES = ("quantity", "stock", "per_week_high", "per_week_low")


def with_amounts(content: Content, lines: pd.DataFrame, prose: pd.Series, issues: Issues) -> pd.DataFrame:
    """The lines with AMOUNTS; `prose` holds each row's description and remarks."""
    filling = _Filling(content, lines, issues)
    for at in sorted(set(lines.loc[lines["order"] == MATRIX, "column"])):
        filling.matrix_column(content.mapped[at])
    for each in quantity_columns(content):
        filling.column(each)
    filling.quote_columns()
    filling.own_words()
    filling.prose(prose)
    filling.report_shared()
    _report_units(content, issues)
    return filling.lines.assign(**{code: filling.amounts[code] for code in AMOUNTS})


class _Filling:
    """The lines of one table while their quantities are filled in; what stands already is never overwritten."""

    def __init__(self, content: Content, lines: pd.DataFrame, issues: Issues) -> None:
        self.content, self.lines, self.issues = content, lines, issues
        self.amounts = pd.DataFrame(np.nan, index=lines.index, columns=AMOUNTS)
        self.amounts["machines"] = lines["machines"].astype(float)
        self.product = lines["product"].where(lines["product"].notna(), "")
        repeated = lines["row"].duplicated()
        self.first = lines.index[~repeated]
        self.later = lines.index[repeated & lines["product"].notna()]
        self.quotes: list[pd.Series] = []
        self.alone = self.first[~lines.loc[self.first, "row"].isin(lines.loc[self.later, "row"])]

    def matrix_column(self, each: Mapped) -> None:
        """The cells of a product column, each for its own line."""
        part = self.lines.index[self.lines["column"] == each.at]
        reading = replace(how_to_read(self.content, each, self.issues), only=True)
        self._fill(part, read_amounts(reading, self.lines.loc[part, "amount"], self.product[part]))

    def column(self, each: Mapped) -> None:
        """A quantity column: for the first line of a row, for the later ones where the cell names their product."""
        cells = self._of_rows(self.content.columns[each.at], self.first)
        texts = (
            cells if each.role == "machines" else self._of_rows(with_unit_and_period(self.content, each), self.first)
        )
        if each.role != "time_per_piece":
            reading = how_to_read(self.content, each, self.issues)
            found = self._read(reading, texts)
            if each.role == "per_week_high" and self.content.of("per_week_low"):
                found["per_week_low"] = np.nan
            self._fill(self.first, found)
            self._fill_named(reading, self._of_rows(self.content.columns[each.at], self.later))
            self._report_unreadable(each, cells, found)
        quotes = each_distinct(texts, lambda text: f"{each.heading}: {text}")
        self.quotes.append(quotes)

    def quote_columns(self) -> None:
        """The words of all quantity columns together, so that thousands of columns are joined once."""
        if self.quotes:
            self.lines.loc[self.first, "quote"] = join([self.lines.loc[self.first, "quote"], *self.quotes])

    def own_words(self) -> None:
        """The words that name the products, where they say how much as well."""
        open_ = self.first[self.amounts.loc[self.first, HOW_MUCH].isna().all(axis=1)]
        words = self.lines["amount"].where(self.lines["amount"].ne("") & self.lines["column"].lt(0), None)
        found = self._read(IN_WORDS, words[open_])
        told_apart = self.lines.loc[open_, "row"].isin(self.lines.loc[self.lines["machines"].notna(), "row"])
        self._fill(open_, found.assign(machines=found["machines"].where(~told_apart, np.nan)))
        self._fill_named(IN_WORDS, words[self.later])

    def prose(self, prose: pd.Series) -> None:
        """A description or remark that says how much per week, where neither a column nor the product's words do."""
        without = self.amounts[HOW_MUCH].isna().all(axis=1)
        for part, reading in ((self.alone, replace(IN_WORDS, only=True)), (self.later.union(self.first), NAMED)):
            open_ = part[without[part]]
            words = self._of_rows(prose, open_)
            found = read_amounts(reading, words, self.product[open_])[HOW_MUCH]
            found["stock"] = found["stock"].where(each_distinct(words, says_stock).eq(True), np.nan)
            said = open_[found.notna().any(axis=1)]
            self.amounts.loc[said, found.columns] = found.loc[said]
            self.lines.loc[said, "quote"] = join([self.lines.loc[said, "quote"], words[said]])
            without[said] = False

    def _of_rows(self, column: pd.Series, part: pd.Index) -> pd.Series:
        """A column of the table, one value for each line of `part`."""
        return column.iloc[self.lines.loc[part, "row"].to_numpy(dtype=int)].set_axis(part)

    def _read(self, reading: Reading, texts: pd.Series) -> pd.DataFrame:
        """Reads texts of first lines: the only product of a row has all that its text states."""
        alone = texts.index.isin(self.alone)
        if alone.all():
            return read_amounts(replace(reading, only=True), texts, self.product[texts.index])
        only, shared = texts[alone], texts[~alone]
        found = [
            read_amounts(replace(reading, only=True), only, self.product[only.index]),
            read_amounts(reading, shared, self.product[shared.index]),
        ]
        return pd.concat(found).loc[texts.index]

    def _fill_named(self, reading: Reading, texts: pd.Series) -> None:
        """Later lines of a row: only what is said of their own product."""
        spoken = texts[texts.notna()]
        if not len(spoken):
            return
        self._fill(spoken.index, read_amounts(replace(reading, named_only=True), spoken, self.product[spoken.index]))

    def _fill(self, part: pd.Index, found: pd.DataFrame) -> None:
        standing = self.amounts.loc[part]
        if (standing.isna() & found.notna()).to_numpy().any():
            self.amounts.loc[part] = standing.where(standing.notna(), found)

    def _report_unreadable(self, each: Mapped, cells: pd.Series, found: pd.DataFrame) -> None:
        lost = cells.index[cells.notna() & found.isna().all(axis=1)]
        rows = self.content.rows[self.lines.loc[lost, "row"].to_numpy(dtype=int)]
        code = "machines_unreadable" if each.role == "machines" else "quantity_unreadable"
        number = self.content.column_number(each)
        self.issues.add_rows(code, self.content.table.sheet, rows, number, cells[lost], field=each.field or "")

    def report_shared(self) -> None:
        """Rows whose several products have one quantity between them."""
        stated = self.amounts[HOW_MUCH].notna().any(axis=1)
        rows = self.lines["row"]
        others_stated = set(rows[self.later][stated[self.later]])
        shared = self.first.difference(self.alone)
        shared = shared[stated[shared] & self.lines.loc[shared, "order"].ne(MATRIX) & ~rows[shared].isin(others_stated)]
        if self.content.of(*QUANTITY_ROLES):
            places = rows[shared].to_numpy(dtype=int)
            quotes = self.lines.loc[shared, "quote"]
            sheet = self.content.table.sheet
            self.issues.add_rows("quantity_shared", sheet, self.content.rows[places], None, quotes, field="product")


def _report_units(content: Content, issues: Issues) -> None:
    """Cells of unit columns that name nothing to count in."""
    for each in content.of("unit"):
        column = content.columns[each.at]
        lost = (column.notna() & each_distinct(column, _counts).eq(False)).to_numpy()
        number = content.column_number(each)
        issues.add_rows("unit_unknown", content.table.sheet, content.rows[lost], number, column[lost], field="unit")


def _counts(unit: str) -> bool:
    return TESTS["unit"](unit) or TESTS["period"](unit) or any(each.unit for each in read_quantities(f"1 {unit}"))


NAMED = replace(IN_WORDS, named_only=True)
