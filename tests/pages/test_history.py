"""The history page: the latest decisions and imports of the team, searched, looked at, taken back."""

from streamlit.testing.v1 import AppTest

from register.decisions import Change, Decisions
from tests.screens import STAFF, links, opened, said
from ui import register_access


def decide() -> list[int]:
    """Two decisions of two people on the first offers; their numbers."""
    made, offers = (
        Decisions(register_access.register(STAFF)),
        register_access.situation("staff").offers.set_index("offer_id"),
    )
    ids = [int(each) for each in offers.index[:3]]
    edit = made.edit([Change(ids[0], "phone", offers.at[ids[0], "phone"], "030 23125 111")], by="Ada", why="Anruf")
    confirmed = made.confirm(ids, by="K. Muster")
    assert edit is not None
    assert confirmed is not None
    return [edit, confirmed]


def shown(app: AppTest) -> list[tuple[str, str, str, str]]:
    found = app.dataframe[0].value
    return list(found[["by", "what", "about", "why"]].itertuples(index=False, name=None))


def chosen(row: int, numbers: list[int]) -> AppTest:
    key = f"decided.latest.{hash(tuple(numbers))}"
    picked = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return opened("history", lang="de", state={key: picked, "signing.name": "Ben"})


def test_the_newest_decision_comes_first_in_words(few: None) -> None:
    decide()
    app = opened("history", lang="de")
    name = register_access.situation("staff").offers["organisation"].iloc[0]
    assert shown(app) == [("K. Muster", "Heute bestätigt", "3 Angebote", ""), ("Ada", "Telefon", name, "Anruf")]
    app.text_input(key="decided.search").set_value("ada").run()
    assert [row[0] for row in shown(app)] == ["Ada"]


def test_a_chosen_decision_leads_to_its_offer_and_is_taken_back(few: None) -> None:
    edit, confirmed = decide()
    assert "Zum Angebot" not in links(chosen(0, [confirmed, edit]))  # of three offers none is the one
    app = chosen(1, [confirmed, edit])
    offer = str(register_access.situation("staff").offers["offer_id"].iloc[0])
    assert links(app)["Zum Angebot"]["offer"] == offer
    app.button(key="decided.undo").click().run()
    assert register_access.situation("staff").offers["phone"].iloc[0] != "030 23125 111"
    assert app.dataframe[0].value["state"].iloc[1].startswith("rückgängig gemacht von Ben")
    assert not [each for each in app.button if each.key == "decided.undo"]


def test_what_a_later_decision_rests_on_stays_and_says_why(few: None) -> None:
    edit, confirmed = decide()
    offer = int(register_access.situation("staff").offers["offer_id"].iloc[0])
    later = Decisions(register_access.register(STAFF)).edit([Change(offer, "phone", "030 23125 111", None)], by="Ada")
    assert later
    app = chosen(2, [later, confirmed, edit])
    app.button(key="decided.undo").click().run()
    assert f"solange die spätere Entscheidung {later}" in said(app)


def test_imports_stand_below_and_nothing_decided_is_said(few: None) -> None:
    app = opened("history", lang="en")
    assert "Nobody has decided anything yet." in said(app)
    assert len(app.dataframe) == 1
