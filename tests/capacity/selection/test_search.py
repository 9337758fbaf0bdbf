"""Filters and their counts against a plain reading of the same frames, row by row."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity.columns import NOT_STATED
from capacity.schema import typed
from capacity.selection import FACETS, Selection, all_counts, answer, counts, loosen, select
from capacity.situation import Situation, prepare
from tests.fuzzing import times
from tests.invented import invent

TODAY = date(2020, 4, 3)
MADE = invent(250, seed=3)
SITUATION = prepare(MADE.offers, MADE.capabilities, TODAY)
CHOICES = {
    "region": ("DE", "DE2", "DEA2", "DE212", "AT1", "FR", "US", NOT_STATED, "XX"),
    "sector": ("22", "13", "unknown"),
    "product": ("face_shield", "mask_ffp2", "mask_community", NOT_STATED),
    "process": ("material_extrusion", "laser_cutting", "sewing", NOT_STATED),
    "organisation_type": ("company", "private_person", "unknown"),
    "organisation_size": ("micro", "unknown"),
    "status": ("new", "checked"),
    "freshness": ("days_0_7", "days_over_21", "unknown"),
}
WORDS = ("", "", "munchen", "MUENCHEN fablab", "stück 5", "Kim", "nowhere")
selections = st.builds(
    Selection,
    **{name: st.lists(st.sampled_from(codes), max_size=2, unique=True).map(tuple) for name, codes in CHOICES.items()},
    words=st.sampled_from(WORDS),
    kind=st.sampled_from((("offer",), ("need",), ())),
)
LEVELS = ("nuts0", "nuts1", "nuts2", "nuts3")
RECORDS = SITUATION.offers.to_dict("records")
LINES = {owner: lines.to_dict("records") for owner, lines in SITUATION.capabilities.groupby("offer_id")}
SIMPLE = ("sector", "organisation_type", "organisation_size", "status", "freshness")


def stated(value: object, missing: str) -> set[str]:
    return set(value.split(";")) if isinstance(value, str) else {missing}


def plainly(selection: Selection) -> set[int]:
    """The offers that meet a selection without words, found one by one."""
    found = set()
    for offer in RECORDS:
        places = {offer[level] for level in LEVELS if isinstance(offer[level], str)} or {NOT_STATED}
        meets = not selection.region or places & set(selection.region)
        for name in SIMPLE:
            chosen = getattr(selection, name)
            meets = meets and (not chosen or stated(offer[name], "unknown") & set(chosen))
        meets = meets and (not selection.kind or offer["kind"] in selection.kind)
        if meets and lines_meet(LINES.get(offer["offer_id"], []), selection):
            found.add(offer["offer_id"])
    return found


def lines_meet(lines: list[dict], selection: Selection) -> bool:
    if not selection.product and not selection.process:
        return True
    return any(
        (not selection.product or stated(line["product"], NOT_STATED) & set(selection.product))
        and (not selection.process or stated(line["process"], NOT_STATED) & set(selection.process))
        for line in lines or [{"product": None, "process": None}]
    )


@given(selections)
@settings(max_examples=times(50), deadline=None)
def test_select_finds_what_a_plain_reading_finds(selection: Selection) -> None:
    found = set(select(SITUATION, selection.without("words")).offers["offer_id"])
    assert found == plainly(selection)


@given(selections, st.sampled_from(FACETS))
@settings(max_examples=times(50), deadline=None)
def test_counts_are_what_each_choice_would_leave(selection: Selection, facet: str) -> None:
    found = counts(SITUATION, selection, facet)
    for code in CHOICES[facet]:
        left = select(SITUATION, selection.choosing(facet, (code,)))
        assert found.get(code, 0) == len(left.offers)


@given(selections)
@settings(max_examples=times(12), deadline=None)
def test_selecting_in_two_steps_counts_as_one(selection: Selection) -> None:
    first = Selection(region=selection.region, product=selection.product, kind=selection.kind)
    narrow = select(SITUATION, first)
    pd.testing.assert_frame_equal(select(narrow, first).offers, narrow.offers)
    for facet, found in all_counts(narrow, selection).items():
        for code, number in found.items():
            asked = selection.choosing(facet, (code,))
            assert number == len(select(narrow, asked).offers)


def test_product_and_process_must_hold_in_one_line() -> None:
    frame = typed(pd.DataFrame({"offer_id": [1, 2], "kind": "offer"}), "offer")
    lines = pd.DataFrame({
        "offer_id": [1, 1, 2], "product": ["gown", "face_shield", "gown"],
        "process": ["sewing", "material_extrusion;laser_cutting", "material_extrusion"],
    })  # fmt: skip
    situation = prepare(frame, typed(lines, "capability"), TODAY)
    found = select(situation, Selection(product=("gown",), process=("material_extrusion",)))
    assert found.offers["offer_id"].tolist() == [2]
    cut = select(situation, Selection(product=("face_shield",), process=("laser_cutting",)))
    assert cut.capabilities["product"].tolist() == ["face_shield"]
    assert counts(situation, Selection(process=("material_extrusion",)), "product").to_dict() == {
        "face_shield": 1,
        "gown": 1,
    }


def words(situation: Situation, text: str) -> list[int]:
    return select(situation, Selection(words=text)).offers["offer_id"].tolist()


def test_free_text_wants_every_word_whatever_the_spelling() -> None:
    frame = pd.DataFrame({
        "offer_id": [1, 2, 3], "kind": "offer", "organisation": ["Näherei Größ", "Łódź Print", None],
        "town": ["MÜNCHEN", None, "Ulm"], "contact_name": [None, "Kim Beispiel", None],
    })  # fmt: skip
    lines = pd.DataFrame({"offer_id": [3, 1], "quote": ["400 Stück wöchentlich", None]})
    situation = prepare(typed(frame, "offer"), typed(lines, "capability"), TODAY)
    assert words(situation, "naeherei munchen") == [1]
    assert words(situation, "gross") == [1]
    assert words(situation, "  lodz   KIM ") == [2]
    assert words(situation, "ulm wochentlich") == [3]
    assert words(situation, "ulm munchen") == []
    assert words(situation, "400 (") == []


def test_what_the_reader_may_not_see_is_not_searched() -> None:
    hidden = prepare(MADE.offers.drop(columns=["contact_name", "remarks"]), MADE.capabilities, TODAY)
    assert words(SITUATION, "Kim Beispiel")
    assert not words(hidden, "Kim Beispiel")


def test_a_class_counts_under_its_division() -> None:
    frame = typed(pd.DataFrame({"offer_id": [1, 2], "kind": "offer", "sector": ["32.50", "32"]}), "offer")
    situation = prepare(frame, MADE.capabilities.iloc[:0], TODAY)
    assert len(select(situation, Selection(sector=("32",))).rows) == 2
    assert counts(situation, Selection(), "sector").to_dict() == {"32": 2, "32.50": 1}


def test_loosen_says_which_filter_hides_most() -> None:
    selection = Selection(region=("US",), product=("swab",), status=("unusable",), words="Muster")
    assert select(SITUATION, selection).offers.empty
    found = loosen(SITUATION, selection)
    assert [number for _, number in found] == sorted((number for _, number in found), reverse=True)
    for name, number in found:
        assert number == len(select(SITUATION, selection.without(name)).rows) > 0
    assert loosen(SITUATION, Selection()) == []


@pytest.mark.parametrize("code", ["new", "without_place", "without_product", "excluded", "without_contact", "stale"])
def test_attention_leads_to_its_rows(code: str) -> None:
    found = select(SITUATION, Selection(attention=(code,), kind=()))
    assert len(found.rows) == SITUATION.columns.attention[code].sum() > 0


def test_one_import_can_be_asked_for_alone() -> None:
    numbers = sorted(MADE.offers["import_id"].unique())[:2]
    found = select(SITUATION, Selection(imports=tuple(map(str, numbers)), kind=()))
    assert (
        found.offers["offer_id"].tolist()
        == MADE.offers.loc[MADE.offers["import_id"].isin(numbers), "offer_id"].tolist()
    )
    assert select(SITUATION, Selection(imports=("999999",))).offers.empty
    assert loosen(SITUATION, Selection(imports=("999999",)))[0][0] == "imports"


def test_an_answer_is_the_selection_and_its_counts() -> None:
    situation = SITUATION
    chosen = Selection(region=("DE",), product=("face_shield", "none"), process=("sewing", "none"))
    found, choices = answer(situation, chosen)
    assert found.offers.equals(select(situation, chosen).offers)
    assert found.capabilities.equals(select(situation, chosen).capabilities)
    assert {facet: each.to_dict() for facet, each in choices.items()} == {
        facet: counts(situation, chosen, facet).to_dict() for facet in FACETS
    }
