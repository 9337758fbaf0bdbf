"""The rows of a long table as the XML of an Excel sheet, made by column: each distinct value is written once and then
taken for its rows. Leaves out headings and everything around the rows (capacity.workbook.writing).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.utility import xl_col_to_name

from capacity.workbook.shapes import Kind, Table
from capacity.workbook.strings import Strings, storable

LINE, MOST_LINES, ROOM = 13.0, 12, 1.15
LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
AT_ONCE = 16_384
DAY, EPOCH = np.timedelta64(86_400_000_000, "us"), np.datetime64("1899-12-31", "us")
LAST_RIGHT_DAY = 59  # Excel knows a 29 February 1900


@dataclass(frozen=True)
class Styles:
    """The numbers of the cell formats that rows use."""

    text: int
    inert: int
    plain: int
    whole: int
    broken: int
    degrees: int
    date: int
    moment: int


@dataclass(frozen=True)
class Cells:
    """A column: what follows the place in the XML of each distinct value, and which of them each row has (-1: none)."""

    tails: pa.Array
    codes: np.ndarray
    lines: np.ndarray  # that each distinct value needs


def xml_rows(table: Table, values: pd.DataFrame, first: int, styles: Styles, strings: Strings) -> Iterator[bytes]:
    """`values` as rows of a sheet from row `first` (from 0) on, high enough for their texts; no cell where none is.

    A block of many rows at a time. Texts are noted in `strings`.
    """
    made = [
        _cells(values.iloc[:, place], column.kind, column.width, styles, strings)
        for place, column in enumerate(table.columns)
    ]
    heads = [f'<c r="{xl_col_to_name(place)}' for place in range(len(made))]
    openings = _openings(made, len(values))
    for start in range(0, len(values), AT_ONCE):
        stop = min(start + AT_ONCE, len(values))
        rows = pc.cast(pa.array(np.arange(start, stop) + first + 1), pa.string())
        cells = [
            pc.binary_join_element_wise(head, rows, each.tails.take(_taken(each.codes[start:stop])), "")
            for head, each in zip(heads, made, strict=True)
        ]
        opened = pc.binary_join_element_wise('<row r="', rows, openings[start:stop], "")
        yield _bytes(_joined(opened, *cells, "</row>"))


def lines(length: Any, width: float) -> Any:
    """Lines of text of so many characters (a number or an array) in a column so many characters wide."""
    return np.maximum(1, np.ceil(length / (width * ROOM))).astype(int)


def _taken(codes: np.ndarray) -> pa.Array:
    return pa.array(codes, mask=codes < 0)


def _joined(*parts: Any) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "", null_handling="replace", null_replacement="")


def _bytes(texts: pa.Array) -> bytes:
    """All texts, one after the other: so they lie in memory already."""
    return texts.buffers()[2].to_pybytes()


def _openings(made: list[Cells], rows: int) -> pa.Array:
    """What follows the number of each row in its tag: its height in whole pixels where its texts need it."""
    needed = np.ones(rows, dtype=int)
    for each in made:
        if each.lines.size and each.lines.max() > 1:
            needed = np.maximum(needed, np.append(each.lines, 1)[each.codes])
    heights = [f'" ht="{round(LINE * count * 4 / 3) * 0.75:g}" customHeight="1">' for count in range(MOST_LINES + 1)]
    heights[:2] = ['">'] * 2
    return pa.array(heights).take(pa.array(np.minimum(needed, MOST_LINES)))


def _cells(values: pd.Series, kind: Kind, width: int, styles: Styles, strings: Strings) -> Cells:
    if kind == "text":
        codes, distinct = pd.factorize(values)
        words = [str(each) for each in np.asarray(distinct, dtype=object).tolist()]
        tails, needed = _texts(words, styles, strings), lines(np.array([len(each) for each in words] or [0]), width)
    else:
        codes, distinct = pd.factorize(_numbers(values, kind))
        tails, needed = _figures(distinct, kind, styles), np.ones(len(distinct), dtype=int)
    return Cells(pa.array(tails, pa.string()), codes, needed)


def _texts(words: list[str], styles: Styles, strings: Strings) -> list[str]:
    fit = [storable(each) for each in words]
    text, inert = f'" s="{styles.text}" t="s"><v>', f'" s="{styles.inert}" t="s"><v>'
    return [
        f"{inert if each.startswith(LIKE_FORMULA) else text}{number}</v></c>"
        for each, number in zip(fit, strings.numbers(fit), strict=True)
    ]


def _figures(numbers: np.ndarray, kind: Kind, styles: Styles) -> list[str]:
    if kind != "number":
        head = f'" s="{getattr(styles, kind)}"><v>'
        return [f"{head}{each:.16g}</v></c>" for each in numbers.tolist()]
    whole, broken = f'" s="{styles.whole}"><v>', f'" s="{styles.broken}"><v>'
    return [f"{whole if each.is_integer() else broken}{each:.16g}</v></c>" for each in numbers.tolist()]


def _numbers(values: pd.Series, kind: Kind) -> np.ndarray:
    """As Excel counts: days since 1900 for dates; NaN where there is none."""
    if kind in ("date", "moment"):
        days = (pd.to_datetime(values).to_numpy("datetime64[us]") - EPOCH) / DAY
        return days + (days > LAST_RIGHT_DAY)
    numbers = pd.to_numeric(values).to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isfinite(numbers), numbers, np.nan)
