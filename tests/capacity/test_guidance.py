"""Every product that people ask about has guidance, in both languages, with the day it was checked."""

import pytest

from capacity import vocabulary
from capacity.guidance import EVERY, KINDS, about, in_words, notes, regime, standard

NOT_REGULATED = ("none", "unknown")
REGULATED = [code for code, each in vocabulary.attribute("product", "regime").items() if each not in NOT_REGULATED]


def test_every_note_is_whole() -> None:
    products = {*vocabulary.codes("product"), EVERY}
    for each in notes():
        assert each.kind in KINDS
        assert set(each.products) <= products
        assert each.de
        assert each.en
        assert each.link == "" or each.link.startswith("https://")
        assert each.dated is None or each.dated <= each.checked
    assert len({each.code for each in notes()}) == len(notes())


@pytest.mark.parametrize("product", REGULATED)
def test_a_regulated_product_has_its_law_and_what_a_maker_may_do(product: str) -> None:
    own = {each.kind for each in about(product) if EVERY not in each.products}
    assert "law" in own
    if product not in ("swab", "test_kit"):
        assert "maker" in own


def test_law_comes_first_and_what_holds_for_all_last() -> None:
    found = about("mask_ffp2")
    assert found[0].code == "ppe_regulation"
    assert EVERY in found[-1].products
    assert standard("mask_ffp2").startswith("EN 149")
    assert regime("mask_ffp2", "de") != regime("mask_ffp2", "en")


def test_guidance_can_be_pasted_into_an_answer() -> None:
    text = in_words(["mask_community", "gown"], "de")
    assert text.startswith("Alltags-")
    assert "CWA 17553:2020" in text
    assert "EN 13795-1:2019" in text
    assert text.count("93/42/EWG") == 1
