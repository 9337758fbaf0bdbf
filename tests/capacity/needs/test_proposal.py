"""The proposal for all needs gives no more than there is, to the most urgent first, from the cheapest."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity.needs.amounts import demands, supplies
from capacity.needs.proposal import GIVEN, proposed
from tests.capacity.needs.made import AACHEN, KOELN, WIEN, committed, situation


def plan(*rows: dict) -> pd.DataFrame:
    """The proposal for a situation."""
    made = situation(*rows)
    return proposed(demands(made, committed(), 4), supplies(made, committed(), 4))


def need(quantity: float, **more: object) -> dict:
    """A need of so many face shields."""
    return {"kind": "need", "stock": quantity, **more}


def pairs_of(found: pd.DataFrame) -> dict[tuple[int, int], float]:
    """(need, offer) → quantity."""
    return dict(zip(zip(found["need_offer_id"], found["offer_id"], strict=True), found["quantity"], strict=True))


def test_each_need_is_served_from_near() -> None:
    found = plan(
        need(10, place=KOELN), need(10, place=WIEN), {"stock": 10, "place": WIEN}, {"stock": 10, "place": AACHEN}
    )
    assert pairs_of(found) == {(1, 4): 10, (2, 3): 10}


def test_all_together_costs_least_even_where_one_need_alone_would_choose_otherwise() -> None:
    found = plan(
        need(10, place=KOELN), need(10, place=AACHEN), {"stock": 10, "place": AACHEN}, {"stock": 10, "place": WIEN}
    )
    assert found["quantity"].sum() == 20


def test_the_most_urgent_is_served_first() -> None:
    found = plan(need(10, place=KOELN), need(10, place=WIEN, urgency="critical"), {"stock": 12, "place": KOELN})
    assert pairs_of(found) == {(2, 3): 10, (1, 3): 2}


def test_a_substitute_steps_in_only_for_what_is_missing() -> None:
    found = plan(
        need(10, product="mask_ffp2"), {"stock": 4, "product": "mask_ffp2"}, {"stock": 50, "product": "mask_ffp3"}
    )
    assert pairs_of(found) == {(1, 2): 4, (1, 3): 6}


def test_without_offers_or_without_quantities_nothing_is_proposed() -> None:
    assert plan(need(10)).empty
    nothing = plan({"kind": "need"}, {"stock": 5})
    assert nothing.empty
    assert list(nothing) == list(GIVEN)


quantities = st.lists(st.integers(1, 500), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(quantities, quantities, st.randoms(use_true_random=False))
def test_nobody_gives_more_than_there_is_and_all_that_can_be_given_is(asked, held, random) -> None:
    places = (KOELN, AACHEN, WIEN)
    rows = [need(each, place=random.choice(places)) for each in asked]
    rows += [{"stock": each, "place": random.choice(places)} for each in held]
    found = plan(*rows)
    assert found["quantity"].sum() == min(sum(asked), sum(held))
    by_offer, by_need = found.groupby("offer_id")["quantity"].sum(), found.groupby("need_offer_id")["quantity"].sum()
    assert all(by_offer[number] <= held[number - len(asked) - 1] for number in by_offer.index)
    assert all(by_need[number] <= asked[number - 1] for number in by_need.index)
