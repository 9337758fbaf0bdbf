"""The sample reports read as a careful human reads them: what stands in tests/golden/samples was written by hand.

`accounts.csv` says what becomes of each sheet, `columns.csv` what each column means (alternatives joined by "|", "-"
for none), `capabilities/FILE.csv` what is offered, one line per capability. What is still read otherwise
stands in `open.csv`.
"""

import csv
import math
from collections import defaultdict
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from capacity.reports import Report, Table
from loaders import read_report
from tests.lines import every

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "data" / "sample"
GOLDEN = ROOT / "tests" / "golden" / "samples"
NUMBERS = ("machines", "stock", "per_week_low", "per_week_high")

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ACCOUNTS = rows(GOLDEN / "accounts.csv")
FILES = sorted({row["file"] for row in ACCOUNTS})


def by_offer() -> dict[tuple[str, str, str], list[Row]]:
    """(file, sheet, row) → the capabilities expected there."""
    found = defaultdict(list)
    for path in sorted((GOLDEN / "capabilities").glob("*.csv")):
        for row in rows(path):
            found[path.name.removesuffix(".csv"), row["source_sheet"], row["source_row"]].append(row)
    return dict(found)


def by_sheet() -> dict[tuple[str, str], list[Row]]:
    found = defaultdict(list)
    for row in rows(GOLDEN / "columns.csv"):
        found[row["file"], row["sheet"]].append(row)
    return dict(found)


OFFERS = by_offer()
COLUMNS = by_sheet()


OPEN = {(row["file"], row["sheet"], row["row"]): row["reason"] for row in rows(GOLDEN / "open.csv")}


def case(key: tuple[str, str, str], *values: object) -> object:
    """One case by file, sheet and row; expected to fail where open.csv names it, which must then be taken out there."""
    marks = [pytest.mark.xfail(strict=True, reason=OPEN[key])] if key in OPEN else []
    return pytest.param(*(values or key), id="-".join(filter(None, key)), marks=marks)


@cache
def report(file: str) -> Report:
    return read_report((SAMPLES / file).read_bytes(), file)


def text(value: object) -> str:
    return "" if pd.isna(value) else str(value)


def codes(value: object) -> tuple[str, ...]:
    """Codes in alphabetical order; "other" says no more than nothing."""
    return tuple(sorted(set(text(value).split(";")) - {"", "other"}))


def facts(row: dict) -> tuple:
    """What is compared of one capability; numbers to four digits."""
    numbers = tuple(float(f"{float(row[n]):.4g}") if text(row[n]) else None for n in NUMBERS)
    return text(row["product"]), codes(row["process"]), codes(row["material"]), *numbers


def test_every_sample_has_its_account_and_its_line_in_the_readme() -> None:
    present = {path.name for path in SAMPLES.iterdir() if path.is_file()} - {"README.md"}
    assert present == set(FILES)
    readme = (SAMPLES / "README.md").read_text("utf-8")
    assert [name for name in present if f"| `{name}` |" not in readme] == []


def test_the_samples_are_as_many_and_as_far_apart_as_a_newcomer_should_see() -> None:
    lines = [line for found in OFFERS.values() for line in found]
    countries = {line["country"] for line in lines}
    laender = {line["nuts3"][:3] for line in lines if line["country"] == "DE" and line["nuts3"]}
    assert 250 <= len(OFFERS) <= 400
    assert len(laender) == 16
    assert len(countries) >= 30


@pytest.mark.parametrize("file", FILES)
def test_format_encoding_and_error(file: str) -> None:
    expected, got = next(row for row in ACCOUNTS if row["file"] == file), report(file)
    assert (got.format, got.error or "") == (expected["format"], expected["error"])
    assert (got.encoding or "").lower().startswith(expected["encoding"])


@pytest.mark.parametrize("file", FILES)
def test_every_row_is_accounted_for(file: str) -> None:
    got = report(file)
    lost = got.issues[got.issues["row_lost"].astype(bool)]
    lost_rows = len(lost[["sheet", "row"]].drop_duplicates())
    assert sum(table.rows for table in got.tables) == len(got.offers) + lost_rows
    assert sum(table.offers + table.needs for table in got.tables) == len(got.offers)


@pytest.mark.parametrize("account", [case((row["file"], row["sheet"], ""), row) for row in ACCOUNTS])
def test_header_offers_and_needs_of_each_sheet(account: Row) -> None:
    tables = [
        table for table in report(account["file"]).tables if not account["sheet"] or table.sheet == account["sheet"]
    ]
    counts = sum(table.offers for table in tables), sum(table.needs for table in tables)
    assert counts == (int(account["offers"]), int(account["needs"]))
    headers = [table.header_rows for table in tables if table.offers + table.needs]
    expected = (int(account["first_header"]), int(account["last_header"])) if counts != (0, 0) else None
    assert headers == ([expected] if expected else [])


def meant(table: Table, row: Row) -> list[tuple[str, str]]:
    """Heading and field of the column; several where its cells hold several, each heading with a word more."""
    return [(each.source, each.field or "-") for each in table.columns if each.index == int(row["column"])]


def fits(row: Row, got: list[tuple[str, str]]) -> bool:
    headings = all(heading.startswith(row["heading"].strip()) for heading, _ in got)
    return headings and bool({field for _, field in got} & set(row["field"].split("|")))


@pytest.mark.parametrize(("file", "sheet"), COLUMNS)
def test_columns_mean_what_a_reader_takes_them_for(file: str, sheet: str) -> None:
    table = next(each for each in report(file).tables if each.sheet == sheet)
    wrong = {
        row["heading"]: (row["field"], got) for row in COLUMNS[file, sheet] if not fits(row, got := meant(table, row))
    }
    assert wrong == {}


@every(sorted(OFFERS.keys() - OPEN))
def test_an_offer_says_what_a_reader_finds_in_its_row(key: tuple[str, str, str]) -> None:
    as_expected(key)


def test_rows_said_to_be_open_are_so() -> None:
    for key in OPEN.keys() & OFFERS.keys():
        with pytest.raises(AssertionError):
            as_expected(key)


def as_expected(key: tuple[str, str, str]) -> None:
    """Asserts that the offer at (file, sheet, row) says what was written down."""
    expected, (file, sheet, row) = OFFERS[key], key
    got = report(file)
    here = (got.offers["source_row"] == int(row)) & (got.offers["source_sheet"].fillna("") == sheet)
    assert here.sum() == 1
    offer = got.offers[here].iloc[0]
    assert expected[0]["organisation"] in (text(offer["organisation"]), text(offer["contact_name"]))
    assert (offer["kind"], text(offer["country"])) == (expected[0]["kind"], expected[0]["country"])
    assert fnmatch(text(offer["nuts3"]), expected[0]["nuts3"])
    lines = got.capabilities[got.capabilities["row_id"] == offer["row_id"]].to_dict("records")
    assert sorted(map(facts, lines), key=str) == sorted(map(facts, expected), key=str)
    excluded = [line["plausibility"] == "excluded" for line in expected]
    assert [line["plausibility"] == "excluded" for line in lines] == excluded


def test_nothing_is_placed_at_null_island_and_quantities_are_numbers() -> None:
    for file in FILES:
        got = report(file)
        assert not ((got.offers["latitude"] == 0) & (got.offers["longitude"] == 0)).any()
        highs = got.capabilities["per_week_high"].dropna()
        assert all(math.isfinite(value) for value in highs)
