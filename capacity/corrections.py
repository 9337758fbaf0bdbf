"""What a person said about one kind of table, so that next week's file of the same headings is read in the same way.

A plain value: the loaders apply it (loaders.corrections), the register remembers it. Leaves out who said it and when,
which only the register knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HeaderRows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Correction:
    """A person's words about the tables of one `fingerprint`; each of them beats all evidence.

    `headings` are the table's, to show which one is meant. `header_rows`: None, the header as the reader finds it; else
    the folded words of each header row, by which it is found again wherever it stands; empty: the table has no header,
    what was taken for one is a record. `fields`: key of a column (Column.key) → role of loaders.corrections.choices, ""
    for no field. `values`: (field, text of a cell) → codes joined by ";", "" for none. `skip`: the table is not read.
    """

    fingerprint: str
    headings: tuple[str, ...] = ()
    header_rows: HeaderRows | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    skip: bool = False

    @property
    def says_something(self) -> bool:
        """Whether it changes any reading at all."""
        return bool(self.header_rows is not None or self.fields or self.values or self.skip)


def as_data(correction: Correction) -> dict[str, Any]:
    """The correction as plain data for JSON."""
    rows = correction.header_rows
    return {
        "fingerprint": correction.fingerprint,
        "headings": list(correction.headings),
        "header_rows": None if rows is None else [list(row) for row in rows],
        "fields": dict(correction.fields),
        "values": [[code, text, codes] for (code, text), codes in correction.values.items()],
        "skip": correction.skip,
    }


def from_data(data: Mapping[str, Any]) -> Correction:
    """The correction that as_data wrote. Raises KeyError for what is none."""
    rows = data["header_rows"]
    return Correction(
        fingerprint=data["fingerprint"],
        headings=tuple(data["headings"]),
        header_rows=None if rows is None else tuple(tuple(row) for row in rows),
        fields=dict(data["fields"]),
        values={(code, text): codes for code, text, codes in data["values"]},
        skip=data["skip"],
    )
