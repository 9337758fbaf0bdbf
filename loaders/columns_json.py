"""Cells that hold JSON, as exports of platforms do: an object's keys become columns of their own, a list its words.

The columns keep the number that they have in the file. Leaves out JSON files (loaders.source says what is a table).
"""

import json
from dataclasses import replace
from typing import Any

from loaders.cells import FoundTable
from loaders.encoding import paired

BRACKETS = ("{", "[")
MOST = 0.8


Columns = list[tuple[str, ...]]


def unfolded(found: FoundTable) -> tuple[FoundTable, Columns]:
    """The table and its columns, every column of JSON objects or lists taken apart; unchanged when there is none."""
    columns: Columns = list(zip(*found.records, strict=True)) or [()] * len(found.headings)
    read = [_read(column) for column in columns]
    if not any(read):
        return found, columns
    headings: list[str] = []
    numbers: list[int] = []
    cells: list[tuple[str, ...]] = []
    for place, (column, objects) in enumerate(zip(columns, read, strict=True)):
        parts = _parts(found.headings[place], objects) if objects else {found.headings[place]: column}
        headings += parts
        numbers += [found.columns[place]] * len(parts)
        cells += parts.values()
    records = [list(record) for record in zip(*cells, strict=True)]
    return replace(found, headings=headings, columns=numbers, records=records), cells


def _read(column: tuple[str, ...]) -> list[Any] | None:
    """The column's cells as JSON values, None when most of them are no JSON objects or lists."""
    first = next(filter(str.strip, column), "")
    if first.lstrip()[:1] not in BRACKETS:
        return None
    filled = [text for text in column if text.strip()]
    values = [_value(text) for text in column]
    return values if sum(1 for value in values if isinstance(value, dict | list)) >= MOST * len(filled) else None


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _parts(heading: str, values: list[Any]) -> dict[str, tuple[str, ...]]:
    """Column heading → cells: one per key of the objects, one for all lists and other texts."""
    keys = dict.fromkeys(key for value in values if isinstance(value, dict) for key in value)
    parts = {
        f"{heading} {paired(key)}": tuple(_text(value.get(key)) if isinstance(value, dict) else "" for value in values)
        for key in keys
    }
    rest = tuple("" if isinstance(value, dict) else _text(value) for value in values)
    return parts | ({heading: rest} if any(rest) or not parts else {})


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return ", ".join(filter(None, map(_text, value.values())))
    return "" if value is None else paired(str(value))
