"""A small table as plain HTML: nothing to load for the browser, read aloud as a table. Leaves out sorting."""

from collections.abc import Sequence
from html import escape

import pandas as pd

TABLE = "width:100%;border-collapse:collapse;font-size:clamp(0.75rem,2.9vw,0.95rem)"
# on a telephone less room and smaller letters, or the whole page would scroll sideways
CELL = "padding:0.3rem clamp(0.2rem,1.2vw,0.6rem);border:1px solid #8882;vertical-align:top;hyphens:auto"
HEAD = CELL + ";text-align:left;font-weight:600;background:#8881"
RIGHT = ";text-align:right"
NUMBER = RIGHT + ";white-space:nowrap"


def small_table(frame: pd.DataFrame, headings: Sequence[str], *, numbers: Sequence[str] = (), missing: str = "") -> str:
    """`frame` as an HTML table under `headings`; the columns `numbers` stand to the right, all text is escaped."""
    looks = [NUMBER if column in numbers else "" for column in frame.columns]
    pairs = zip(headings, (RIGHT if look else "" for look in looks), strict=True)  # headings may break
    head = "".join(f'<th scope="col" style="{HEAD}{look}">{escape(said)}</th>' for said, look in pairs)
    columns = [[missing if pd.isna(value) else value for value in frame[column]] for column in frame.columns]
    body = "".join(_row(row, looks) for row in zip(*columns, strict=True))
    return f'<table style="{TABLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(values: Sequence[object], looks: Sequence[str]) -> str:
    cells = (f'<td style="{CELL}{look}">{escape(str(value))}</td>' for value, look in zip(values, looks, strict=True))
    return f"<tr>{''.join(cells)}</tr>"
