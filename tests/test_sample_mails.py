"""The sample mails read as a careful human reads them: tests/golden/samples/mails.csv was written by hand."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from loaders import read_report

ROOT = Path(__file__).resolve().parent.parent
MAILS = ROOT / "data" / "sample" / "mails"
with (ROOT / "tests" / "golden" / "samples" / "mails.csv").open(encoding="utf-8", newline="") as golden:
    EXPECTED = {row.pop("file"): row for row in csv.DictReader(golden)}


def test_every_mail_has_its_line() -> None:
    assert {path.name for path in MAILS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_mail_says(name: str) -> None:
    report = read_report((MAILS / name).read_bytes(), name)
    message, lines = report.message, report.capabilities
    assert message is not None
    stated = lines[lines["product"].notna() & lines["per_week_high"].notna()]
    found = {
        "kind": message.kind,
        "topic": message.topic or "",
        "from_organisation": message.from_organisation,
        "forwarded_by": message.forwarded_by,
        "consent": ";".join(report.offers["consent"].dropna().unique()),
        "capabilities": ";".join(sorted(map(_line, stated.itertuples()))),
    }
    assert found == EXPECTED[name]


def _line(row: pd.Series) -> str:
    return f"{row.product} {row.per_week_low:.0f}-{row.per_week_high:.0f}"
