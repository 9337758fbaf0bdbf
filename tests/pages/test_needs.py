"""The page of needs: the matrix, the best offers for a need, a promise, and the proposal for all."""

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from register.commitments import Commitments
from tests.screens import STAFF, opened, said
from ui import needs_proposal, register_access, turns


def table(app: AppTest, column: str) -> Any:
    """The table on a page that has this column."""
    return next(each for each in app.dataframe if column in each.value)


def key(found: Any) -> str:
    """The key under which the page keeps what is picked in a table."""
    return str(found.proto.id.split("-", 2)[2])


def row(number: int) -> dict:
    """A pick of one row."""
    return {"selection": {"rows": [number], "columns": [], "cells": []}}


def promised() -> list[tuple[float, str]]:
    """Quantity and state of what stands promised, the newest first."""
    opened_register = register_access.register(STAFF)
    state = Commitments(opened_register).state(opened_register.contents())
    return list(state[["quantity", "state"]].itertuples(index=False, name=None))


def test_the_matrix_says_what_is_missing_and_a_cell_narrows_the_needs(busy: None) -> None:
    app = opened("needs", lang="de")
    matrix, everything = app.dataframe[0], len(table(app, "urgency").value)
    assert any(gap.endswith(" °") for gap in matrix.value.to_numpy().ravel())
    assert "° keine Meldung" in said(app)
    cell = {"selection": {"rows": [], "columns": [], "cells": [(0, matrix.value.columns[0])]}}
    app = opened("needs", lang="de", state={key(matrix): cell})
    assert 0 < len(table(app, "urgency").value) < everything
    assert str(matrix.value.index[0]) in said(app)


def test_the_title_counts_needs_and_a_filter_that_leaves_no_offer_still_shows_them(few: None) -> None:
    everything = register_access.situation("staff")
    needs = everything.offers.loc[everything.offers["kind"] == "need"]
    assert f"**{len(needs)}** Bedarfe" in said(opened("needs", lang="de"))
    without_offers = needs["organisation"].iloc[0]
    app = opened("needs", lang="de", words=without_offers)
    assert f"von {len(needs)} Bedarfen" in said(app)
    assert app.dataframe


def test_a_need_shows_its_best_offers_and_one_is_promised(few: None) -> None:
    app = opened("needs", lang="en", level="0")
    held = table(app, "urgency")
    picks = {key(held): row(0)}
    app = opened("needs", lang="en", level="0", state=picks)
    offers = table(app, "why")
    assert offers.value["why"].str.contains("conformity").all()
    app = opened("needs", lang="en", level="0", state=picks | {key(offers): row(0), "signing.name": "Ben"})
    quantity = app.number_input[-1].value
    next(each for each in app.button if each.label == "Commit").click().run()
    assert not app.exception
    assert "Commitments noted: 1" in said(app)
    assert promised() == [(quantity, "committed")]
    listed = table(app, "state_by")
    assert listed.value["state_by"].tolist() == ["Ben"]
    app = opened("needs", lang="en", level="0", state={key(listed): row(0)})
    app.button(key="needs.set.delivered").click().run()
    assert promised() == [(quantity, "delivered")]


def test_a_proposal_for_all_is_noted_and_can_be_taken_back(few: None) -> None:
    app = opened("needs", lang="de")
    app.button(key="needs.propose").click().run()
    plan = table(app, "kilometres").value
    app.button(key="needs.note_all").click().run()
    assert promised() == [(quantity, "proposed") for quantity in plan["quantity"][::-1]]
    app = opened("needs", lang="de", state={key(table(app, "state_by")): row(0)})
    app.button(key="needs.undo").click().run()
    assert len(promised()) == len(plan) - 1


def test_a_proposal_is_worked_out_once_while_others_go_ahead(few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, working = needs_proposal.proposed, []

    def proposed(*sides: pd.DataFrame) -> pd.DataFrame:
        working.append(getattr(turns.PAGES._mine, "held", False))
        return kept(*sides)

    needs_proposal._plan.clear()
    monkeypatch.setattr(needs_proposal, "proposed", proposed)
    app = opened("needs", lang="de")
    app.button(key="needs.propose").click().run()
    assert len(table(app, "kilometres").value) > 0
    app.run()
    assert working == [False]


def test_a_need_that_is_covered_is_none_that_states_no_quantity() -> None:
    wanted = pd.DataFrame({"offer_id": [1, 2, 3], "product": "gown", "left": [0.0, 20.0, None]})
    plan = pd.DataFrame({"need_offer_id": [2], "need_product": ["gown"], "quantity": [20.0]})
    said = needs_proposal._covered(wanted, plan)
    assert said == "1 of 1 needs covered in full, 0 in part; 1 needs state no quantity."


@pytest.mark.parametrize("language", ["de", "en"])
def test_without_a_need_the_page_says_what_to_do(empty: None, language: str) -> None:
    app = opened("needs", lang=language)
    assert len(app.dataframe) == 0
    assert len(app.info) == 1


def test_an_offer_shows_the_needs_nearby_and_where_to_read_on(busy: None) -> None:
    offers = register_access.situation("staff")
    view = offers.offers
    maker = offers.capabilities.loc[offers.capabilities["product"] == "face_shield", "offer_id"]
    one = view.loc[
        view["offer_id"].isin(maker) & (view["kind"] == "offer") & (view["status"] == "new"), "offer_id"
    ].iloc[0]
    app = opened("offers", lang="de", offer=str(one))
    assert "Hinweise und Normen: Gesichtsschild, Visier" in said(app)
    assert "Zu Bedarfen und Lücken" in said(app)


def test_a_need_shows_offers_that_fit(few: None) -> None:
    need = table(opened("needs", lang="de"), "urgency")
    assert len(need.value)
    offers = register_access.situation("staff").offers
    found = [
        opened("offers", lang="de", kind="need", offer=str(each))
        for each in offers.loc[offers["kind"] == "need", "offer_id"]
    ]
    assert any("Passende Angebote" in said(app) for app in found)
