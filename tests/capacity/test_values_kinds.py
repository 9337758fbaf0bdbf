"""Kinds in people's words, as the reader who labelled tests/golden/kinds.csv takes them."""

import csv
from pathlib import Path

from capacity.values import kinds
from tests.lines import every

GOLDEN = Path(__file__).parent.parent / "golden" / "kinds.csv"


def rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@every(rows(), lambda row: f"{row['kind']}: {row['text']}")
def test_a_kind_is_read_as_a_reader_takes_it(row: dict[str, str]) -> None:
    found = getattr(kinds, f"read_{row['kind']}")(row["text"])
    assert (";".join(found) if isinstance(found, list) else found) == row["code"]
