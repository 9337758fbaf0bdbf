"""Pages of the table of offers: every offer once, in the order that was asked for, sorted once."""

from datetime import date

import pandas as pd
import pytest

from capacity.selection import Selection, select
from capacity.situation import Situation, prepare
from tests.invented import invent
from ui import offers, tables


@pytest.fixture(scope="module")
def situation() -> Situation:
    made = invent(120)
    return prepare(made.offers, made.capabilities, date(2020, 4, 3))


@pytest.mark.parametrize("order", [*offers.ASCENDING, "stock"])
@pytest.mark.parametrize("selection", [Selection(), Selection(product=("face_shield",))], ids=["all", "some"])
def test_pages_are_parts_of_the_whole_in_order(
    situation: Situation, order: str, selection: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "PAGE", 25)
    view = select(situation, selection)
    pages = [offers.page_of(view, order, page) for page in range(1, -(-len(view.rows) // 25) + 1)]
    keys = list(dict.fromkeys([order, "received_at", "offer_id"]))
    whole = tables.per_offer(view)
    key = {name: (lambda values: values.str.casefold()) if whole[name].dtype == "str" else None for name in keys}
    told = whole.assign(**{name: act(whole[name]) for name, act in key.items() if act})
    wanted = told.sort_values(keys, ascending=[offers.ASCENDING.get(name, False) for name in keys]).index
    pd.testing.assert_frame_equal(pd.concat(pages, ignore_index=True), whole.loc[wanted].reset_index(drop=True))


def test_an_order_is_made_once(situation: Situation, monkeypatch: pytest.MonkeyPatch) -> None:
    view = select(situation, Selection())
    first = offers.page_of(view, "organisation", 1)
    monkeypatch.setattr(offers, "_ordered", None)
    pd.testing.assert_frame_equal(offers.page_of(view, "organisation", 1), first)


def test_no_offer_is_an_empty_page(situation: Situation) -> None:
    assert offers.page_of(select(situation, Selection(words="nobody writes this")), "received_at", 1).empty
