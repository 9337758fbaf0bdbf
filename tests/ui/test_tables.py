"""Tables derive from the schema: every column has a label, codes become words, sums keep to one unit."""

import pandas as pd
import pytest

from capacity.schema import FIELDS, typed
from capacity.situation import prepare
from tests.invented import AS_OF, invent
from ui import tables

LINES = [
    (1, "face_shield", "additive;laser_cutting", 100.0, 200.0, "piece", "plausible"),
    (1, "face_shield", "additive", 50.0, None, "piece", "confirmed"),
    (1, "gown", None, None, 9_000_000.0, "piece", "excluded"),
    (2, "gown", None, None, 10.0, "piece", "plausible"),
    (2, "disinfectant", None, None, 10.0, "litre", "plausible"),
    (3, "gown", None, None, None, "piece", "plausible"),
]


@pytest.fixture
def rows() -> pd.DataFrame:
    columns = ["offer_id", "product", "process", "per_week_low", "per_week_high", "unit", "plausibility"]
    days = pd.to_datetime(["2020-04-01", "2020-04-03", "2020-04-02", None])
    offers = pd.DataFrame({"offer_id": [1, 2, 3, 4], "received_at": days, "status": "new"})
    lines = typed(pd.DataFrame(LINES, columns=columns), "capability")
    return tables.per_offer(prepare(typed(offers, "offer"), lines, AS_OF.date())).set_index("offer_id")


def test_one_row_per_offer_newest_first(rows: pd.DataFrame) -> None:
    assert list(rows.index) == [2, 3, 1, 4]


def test_codes_of_all_lines_are_joined_once_each(rows: pd.DataFrame) -> None:
    assert rows.loc[1, "product"] == "face_shield;gown"
    assert rows.loc[1, "process"] == "additive;laser_cutting"
    assert pd.isna(rows.loc[4, "product"])


def test_sums_leave_out_what_is_excluded(rows: pd.DataFrame) -> None:
    assert rows.loc[1, "per_week_low"] == 150
    assert rows.loc[1, "per_week_high"] == 200
    assert rows.loc[1, "unit"] == "piece"


def test_units_are_never_added(rows: pd.DataFrame) -> None:
    assert pd.isna(rows.loc[2, "per_week_high"])
    assert pd.isna(rows.loc[2, "unit"])


def test_no_quantity_has_no_unit(rows: pd.DataFrame) -> None:
    assert pd.isna(rows.loc[3, "unit"])


def test_the_columns_come_from_the_schema() -> None:
    assert set(tables.columns("staff")) - set(tables.DERIVED) <= {each.code for each in FIELDS}
    assert {"organisation", "product", "per_week_high", "freshness", "received_at"} <= set(tables.columns("staff"))


def test_no_code_reaches_a_reader() -> None:
    invented = invent(200)
    offers = tables.per_offer(prepare(invented.offers, invented.capabilities, AS_OF.date()))
    codes = [code for code in tables.columns("staff") if code in tables.DERIVED or _has_list(code)]
    shown = tables.worded(offers, codes)
    for code in codes:
        raw = {part for value in offers[code].dropna() for part in str(value).split(";")} - {"nuts", "AT"}
        assert not set(shown[code].dropna()) & {each for each in raw if "_" in each or len(each) == 2}


def _has_list(code: str) -> bool:
    return next(each.vocabulary for each in FIELDS if each.code == code) != ""
