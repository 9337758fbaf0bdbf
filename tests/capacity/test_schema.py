"""Fields are declared once and completely."""

import pandas as pd
import pytest

from capacity import vocabulary
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS, empty
from capacity.schema import CAPABILITY_FIELDS, FIELDS, OFFER_FIELDS, field, typed
from tests.lines import every

FROM_GEOGRAPHY = {"country", "region"}


def test_codes_are_unique_and_in_one_table() -> None:
    codes = [each.code for each in FIELDS]
    assert len(codes) == len(set(codes)) == len(OFFER_FIELDS) + len(CAPABILITY_FIELDS)


@every(FIELDS, lambda each: each.code)
def test_every_field_is_documented_in_both_languages(each) -> None:
    for language in ("de", "en"):
        assert each.label(language).strip()
        assert each.meaning(language).strip()


@every([f for f in FIELDS if f.kind in ("code", "codes")], lambda each: each.code)
def test_every_code_field_has_its_list(each) -> None:
    assert each.vocabulary in FROM_GEOGRAPHY or vocabulary.codes(each.vocabulary)


def test_labels_tell_fields_apart() -> None:
    for language in ("de", "en"):
        labels = [each.label(language) for each in FIELDS]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("code", ["contact_name", "email", "phone", "street"])
def test_contacts_are_not_for_everybody(code: str) -> None:
    assert field(code).audience == "contact"


def test_typed_fills_and_types_every_field() -> None:
    frame = typed(pd.DataFrame({"machines": [9, None], "row_id": [1, 2], "stock": ["3.5", None]}), "capability")
    assert list(frame.columns) == ["row_id", *CAPABILITY_FIELDS]
    assert frame["machines"].tolist() == [9, pd.NA]
    assert frame["stock"].iloc[0] == 3.5
    assert frame["product"].isna().all()


def test_typed_refuses_what_is_not_interpreted() -> None:
    with pytest.raises((ValueError, TypeError)):
        typed(pd.DataFrame({"per_week_low": ["etwa 400"]}), "capability")


def test_typed_works_without_rows() -> None:
    assert len(typed(empty(OFFER_COLUMNS), "offer")) == 0
    assert len(typed(empty(CAPABILITY_COLUMNS), "capability")) == 0
