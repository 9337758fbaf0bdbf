"""A worksheet of text cells that is written fast: lists go back to their senders with every cell they had.

The library takes and writes each cell in many small steps, half a minute for a list of two million cells. Leaves out
every other kind of cell, which the library writes as ever.
"""

from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from capacity.workbook.writing import LIKE_FORMULA, storable

COLUMN = cache(xl_col_to_name)
Look = tuple[Format, Format]  # for plain words, and for words like a formula


class TextSheet(Worksheet):
    """A worksheet whose text cells, each with a format, are put in and written out in one step."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[tuple[str, Look], CellStringTuple] = {}

    def put_rows(self, rows: int, columns: int) -> None:
        """Says how far the texts will reach that `put` writes."""
        self._check_dimensions(0, 0)
        self._check_dimensions(max(rows, 1) - 1, max(columns, 1) - 1)

    def put(self, row: int, at: int, words: str, look: Look) -> None:
        """Writes a text, rows and columns counted from 0; the same text is prepared once."""
        cell = self._told.get((words, look))
        if cell is None:
            text = storable(words)
            index = self.str_table._get_shared_string_index(text)
            cell = self._told[words, look] = CellStringTuple(index, look[text.startswith(LIKE_FORMULA)])
        else:
            self.str_table.count += 1
        self.table[row][at] = cell

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if type(cell) is CellStringTuple and cell.format and not self.constant_memory:
            style = cell.format._get_xf_index()
            self.fh.write(f'<c r="{COLUMN(col)}{row + 1}" s="{style}" t="s"><v>{cell.string}</v></c>')
        else:
            super()._write_cell(row, col, cell)

    def _calculate_spans(self) -> None:
        """Which columns the rows of a block fill: a hint that programs do without."""
