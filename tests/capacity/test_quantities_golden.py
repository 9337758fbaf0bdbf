"""Quantities as senders wrote them: invented sentences, and list cells under their heading."""

import csv
from pathlib import Path

import pytest

from capacity.quantities import read_quantity
from tests.lines import every

GOLDEN = Path(__file__).parent.parent / "golden"
FIGURES = ("low", "high", "per_week_low", "per_week_high")


def golden(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@every(golden("quantities_sentences") + golden("quantities_cells"), lambda row: f"{row['heading']}: {row['text']}")
def test_golden_quantity(row: dict[str, str]) -> None:
    found = read_quantity(row["text"], heading=row["heading"], product=row["product"])
    assert (found.kind, found.unit, found.period) == (row["kind"], row["unit"], row["period"])
    for column in FIGURES:
        expected = pytest.approx(float(row[column]), rel=1e-3, abs=0.01) if row[column] else None
        assert getattr(found, column) == expected
    assert found.kind == "none" or found.quote in row["text"]
