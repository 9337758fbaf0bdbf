"""The code lists hold what docs and other lists rely on."""

import re

import pytest

from capacity import vocabulary


@pytest.mark.parametrize("name", vocabulary.names())
def test_codes_are_unique_stable_words_with_both_labels(name: str) -> None:
    table = vocabulary.table(name)
    assert table["code"].is_unique
    assert all(re.fullmatch(r"[a-z0-9_.]+", code) for code in table["code"])
    assert (table["de"].str.strip() != "").all()
    assert (table["en"].str.strip() != "").all()


@pytest.mark.parametrize(("column", "target"), [("group", "product_group"), ("regime", "regime"), ("unit", "unit")])
def test_products_point_at_codes_that_exist(column: str, target: str) -> None:
    assert set(vocabulary.attribute("product", column).values()) <= set(vocabulary.codes(target))


def test_label_of_one_of_several_and_of_none() -> None:
    assert vocabulary.label("process", "sewing", "de") == "Nähen"
    assert vocabulary.label("process", "sewing;assembly", "en") == "Sewing, Assembly"
    assert vocabulary.label("process", "", "en") == ""


def test_unknown_list_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        vocabulary.table("no_such_list")


def test_iso_astm_52900_has_seven_categories_beside_the_unstated_one() -> None:
    groups = vocabulary.attribute("process", "group")
    assert sum(group == "additive" for group in groups.values()) == 7 + 1
