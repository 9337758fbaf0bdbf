"""The calls page: a form that stores an offer, a need or a question, and loses nothing that was typed."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from register import begin_own
from register.drafts import Drafts
from register.inbox import Inbox
from tests.screens import STAFF, only_home, opened, said
from ui import register_access


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_home(monkeypatch, tmp_path)
    begin_own()


def page(name: str = "A. Muster", lang: str = "de") -> AppTest:
    return opened("calls", lang=lang, state={"signing.name": name})


def fill(app: AppTest, **texts: str) -> AppTest:
    for name, text in texts.items():
        app.text_input(key=f"call.0.{name}").set_value(text)
    return app.run()


def test_an_offer_is_stored_with_its_place_and_amount(own: None) -> None:
    app = fill(page(), organisation="Näherei Nord", contact_name="Ida Berg", phone="030 23125 101", place="Flensburg",
               remarks="spricht Dänisch")  # fmt: skip
    app.selectbox(key="call.0.product.0").select("mask_community")
    app.number_input(key="call.0.per_week_high.0").set_value(400)
    app.selectbox(key="call.0.consent").select("yes")
    app.button(key="call.more").click().run()
    app.selectbox(key="call.0.product.1").select("gown")
    app.number_input(key="call.0.stock.1").set_value(20)
    app.button(key="call.store").click().run()
    register = register_access.register(STAFF)
    offer = register.offers().iloc[0]
    told = ("kind", "organisation", "town", "country", "precision", "channel", "consent", "status", "remarks")
    assert [offer[name] for name in told] == [
        "offer", "Näherei Nord", "Flensburg", "DE", "town", "call", "yes", "new", "spricht Dänisch",
    ]  # fmt: skip
    assert offer["nuts3"] == "DEF01"
    lines = register.capabilities()
    assert lines[["product", "unit"]].to_numpy().tolist() == [["mask_community", "piece"], ["gown", "piece"]]
    assert (lines["per_week_high"][0], lines["stock"][1]) == (400, 20)
    assert register.original_words(1)["organisation"] == "Näherei Nord"
    assert "Angebot von Näherei Nord gespeichert" in said(app)
    assert app.text_input(key="call.1.organisation").value == ""
    assert Drafts(register).kept("call") == []
    app.button(key="deciding.undo").click().run()
    assert register.offers().empty


def test_a_need_says_how_urgent_and_until_when(own: None) -> None:
    app = page(lang="en")
    app.segmented_control(key="call.0.kind").set_value("need").run()
    fill(app, organisation="Klinik am Ufer", place="24103", callback="heute 16 Uhr")
    app.selectbox(key="call.0.urgency").select("critical")
    app.selectbox(key="call.0.product.0").select("mask_ffp2")
    app.number_input(key="call.0.stock.0").set_value(2000)
    app.button(key="call.store").click().run()
    offer = register_access.register(STAFF).offers().iloc[0]
    assert (offer["kind"], offer["urgency"], offer["postcode"]) == ("need", "critical", "24103")
    assert (offer["status"], offer["assignee"]) == ("in_contact", "A. Muster")
    assert "To be called back" in said(app)
    app.button(key="call.called.1").click().run()
    assert register_access.register(STAFF).offers()["status"].tolist() == ["new"]
    assert "To be called back" not in said(app)


def test_a_question_waits_in_the_inbox_as_open(own: None) -> None:
    app = page()
    app.segmented_control(key="call.0.kind").set_value("question").run()
    fill(app, contact_name="Cem Aydin", phone="030 23125 102")
    app.button(key="call.store").click().run()
    assert "Noch nicht gespeichert" in said(app)
    app.text_area(key="call.0.question").set_value("Welche Norm gilt für Visiere?").run()
    app.segmented_control(key="call.0.topic").set_value("standards").run()
    app.button(key="call.store").click().run()
    inbox = Inbox(register_access.register(STAFF))
    row = inbox.state().iloc[0]
    assert (row["kind"], row["topic"], row["status"]) == ("question", "standards", "open")
    assert row["sender_name"] == "Cem Aydin"
    assert "030 23125 102" in inbox.message(1).body
    assert register_access.register(STAFF).offers().empty


def test_what_was_typed_survives_a_lost_connection(own: None) -> None:
    app = page("Anna")
    app.segmented_control(key="call.0.kind").set_value("need").run()
    fill(app, organisation="*Heim* am Ufer", place="Kiel")
    app.number_input(key="call.0.stock.0").set_value(7).run()
    other = page("Ben")
    assert r"\*Heim\* am Ufer" in said(other)
    other.button(key="call.go_on.1").click().run()
    assert other.text_input(key="call.1.organisation").value == "*Heim* am Ufer"
    assert other.number_input(key="call.1.stock.0").value == 7
    other.selectbox(key="call.1.product.0").select("gown")
    other.button(key="call.store").click().run()
    offer = register_access.register(STAFF).offers().iloc[0]
    assert (offer["kind"], offer["organisation"], offer["town"]) == ("need", "*Heim* am Ufer", "Kiel")
    assert "Angefangen" not in said(other)


def test_a_draft_can_be_thrown_away(own: None) -> None:
    fill(page(), organisation="Falsch verbunden")
    other = page()
    other.button(key="call.drop.1").click().run()
    assert Drafts(register_access.register(STAFF)).kept("call") == []


def test_whoever_is_known_already_is_named(few: None) -> None:
    name = register_access.register(STAFF).offers()["organisation"].iloc[0]
    app = fill(page(), organisation=name[:12])
    assert "Schon im Register" in said(app)


def test_a_real_call_never_lies_among_the_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_home(monkeypatch, tmp_path)
    monkeypatch.setattr("ui.samples.wait", lambda _: None)
    app = fill(page(), organisation="Näherei Nord")
    app.button(key="call.store").click().run()
    assert not register_access.is_sample()
    assert register_access.register(STAFF).offers()["organisation"].tolist() == ["Näherei Nord"]
