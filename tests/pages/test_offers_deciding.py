"""Deciding on the offers page: state, corrections, places, documents, notes, many at once; told, and taken back."""

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from capacity.folding import fold_words
from capacity.places.remembered import address_words
from capacity.selection import Selection
from register.decisions import Change, Decisions
from register.places import PlaceCorrections
from tests.screens import STAFF, opened, said
from ui import register_access
from ui.offers import page_of, table_key


def offers() -> pd.DataFrame:
    return register_access.situation("staff").offers.set_index("offer_id")


def decisions() -> Decisions:
    return Decisions(register_access.register(STAFF))


def first() -> int:
    """An offer with a town and at least one capability."""
    capable = set(register_access.situation("staff").capabilities["offer_id"])
    found = offers()
    return int(found[found["town"].notna() & found.index.isin(capable)].index[0])


def offer_page(identity: int, panel: str = "offer", *, by: str = "K. Muster") -> AppTest:
    return opened("offers", lang="de", offer=str(identity), state={"signing.name": by, "offer.panel": panel})


def history(identity: int) -> list[tuple[str, str, object]]:
    found = decisions().history(identity)
    return [tuple(row) for row in found[["by", "field", "after"]].itertuples(index=False)]


def field_input(app: AppTest, kind: str, code: str, capability: int = 0):
    """The input of the form for one field."""
    return next(each for each in app.get(kind) if each.key and each.key.endswith(f".{capability}.{code}"))


def shown() -> list[int]:
    """The offers in the order of the table."""
    return page_of(register_access.view("staff", Selection()).situation, "received_at", 1)["offer_id"].tolist()


def ticked(identities: list[int]) -> AppTest:
    """The page with the rows of these offers ticked."""
    order = np.array(shown())
    rows = [shown().index(each) for each in identities]
    selection = {"selection": {"rows": rows, "columns": [], "cells": []}}
    return opened("offers", lang="de", state={"signing.name": "K. Muster", table_key(order): selection})


def test_a_state_is_set_with_one_choice_told_and_taken_back(few: None) -> None:
    identity = first()
    app = offer_page(identity)
    app.selectbox(key=f"state.status.{identity}").select("checked").run()
    assert offers().at[identity, "status"] == "checked"
    assert history(identity)[0] == ("K. Muster", "status", "checked")
    assert "Stand: Geprüft" in said(app)
    app.button(key="deciding.undo").click().run()
    assert offers().at[identity, "status"] != "checked"
    assert "Rückgängig gemacht." in said(app)


def test_somebody_new_is_put_in_charge_and_is_offered_from_then_on(few: None) -> None:
    identity = first()
    app = offer_page(identity)
    chooser = app.selectbox(key=f"state.assignee.{identity}")
    assert chooser.options == ["K. Muster"]
    chooser.select("K. Muster").run()
    assert offers().at[identity, "assignee"] == "K. Muster"
    other = next(each for each in offers().index if each != identity)
    later = offer_page(other, by="Ada")
    assert later.selectbox(key=f"state.assignee.{other}").options == ["Ada", "K. Muster"]


def test_confirming_and_withdrawing_are_noted_with_the_reason(few: None) -> None:
    identity = first()
    app = offer_page(identity)
    app.button(key="state.confirm").click().run()
    assert offers().at[identity, "confirmed_at"] == pd.Timestamp.today().normalize()
    app.text_input(key=f"state.why.{identity}").set_value("Anruf").run()
    app.button(key="state.withdraw").click().run()
    assert offers().at[identity, "status"] == "withdrawn"
    assert decisions().history(identity)["why"][0] == "Anruf"


def test_a_choice_over_another_persons_says_who_was_first(few: None) -> None:
    identity = first()
    app = offer_page(identity)
    before = offers().at[identity, "status"]
    decisions().edit([Change(identity, "status", before, "accepted")], by="Ada")
    app.selectbox(key=f"state.status.{identity}").select("checked").run()
    assert offers().at[identity, "status"] == "accepted"
    assert "Ada hat inzwischen „Stand“ geändert" in said(app).replace("\\", "")
    assert "Dort steht jetzt Angenommen" in said(app).replace("\\", "")
    assert app.selectbox(key=f"state.status.{identity}").value == "accepted"


def test_a_correction_is_saved_and_what_was_read_stays_beside_it(few: None) -> None:
    identity = first()
    name = offers().at[identity, "organisation"]
    app = offer_page(identity, "correct")
    field_input(app, "text_input", "organisation").set_value("Werkstatt Nord GmbH")
    field_input(app, "text_input", "email").set_value("nord@example.org")
    app.button(key="FormSubmitter:correcting-Speichern").click().run()
    assert not app.exception
    assert offers().at[identity, "organisation"] == "Werkstatt Nord GmbH"
    assert "Berichtigt: Organisation, E-Mail" in said(app)
    assert field_input(app, "text_input", "organisation").value == "Werkstatt Nord GmbH"
    assert any(str(name) in each.value for each in app.html)


def test_capabilities_are_corrected_in_the_same_form(few: None) -> None:
    lines = register_access.situation("staff").capabilities
    identity = first()
    number = int(lines[lines["offer_id"] == identity]["capability_id"].iloc[0])
    app = offer_page(identity, "correct")
    field_input(app, "number_input", "per_week_high", number).set_value(750.0)
    field_input(app, "multiselect", "process", number).set_value(["sewing", "additive"])
    field_input(app, "selectbox", "plausibility", number).set_value("confirmed")
    app.button(key="FormSubmitter:correcting-Speichern").click().run()
    now = register_access.situation("staff").capabilities.set_index("capability_id").loc[number]
    assert (now["per_week_high"], now["plausibility"]) == (750.0, "confirmed")
    assert set(now["process"].split(";")) == {"additive", "sewing"}


def test_words_typed_over_anothers_change_stay_and_a_second_save_overwrites(few: None) -> None:
    identity = first()
    app = offer_page(identity, "correct")
    seen = offers().at[identity, "phone"]
    decisions().edit([Change(identity, "phone", seen, "030 23125 111")], by="Ada")
    field_input(app, "text_input", "phone").set_value("030 23125 222")
    app.button(key="FormSubmitter:correcting-Speichern").click().run()
    told = said(app).replace("\\", "")
    assert "Ada hat inzwischen „Telefon“ geändert" in told
    assert "030 23125 111" in told
    assert field_input(app, "text_input", "phone").value == "030 23125 222"
    assert offers().at[identity, "phone"] == "030 23125 111"
    app.button(key="FormSubmitter:correcting-Speichern").click().run()
    assert offers().at[identity, "phone"] == "030 23125 222"


def test_saving_without_a_change_says_so(few: None) -> None:
    app = offer_page(first(), "correct")
    version = register_access.register(STAFF).version()
    app.button(key="FormSubmitter:correcting-Speichern").click().run()
    assert "nichts wurde geändert" in said(app)
    assert register_access.register(STAFF).version() == version


def test_a_chosen_place_is_remembered_for_the_words_that_were_read(few: None) -> None:
    identity = first()
    read = decisions().beside(identity).read.offers.iloc[0]
    app = offer_page(identity, "place")
    app.text_input(key=f"place.words.{identity}").set_value("52062").run()
    app.checkbox(key=f"place.remember.{identity}").check().run()
    app.button(key="place.take").click().run()
    (held,) = PlaceCorrections(register_access.register(STAFF)).held()
    assert held.words == " ".join(fold_words(address_words(read.to_dict())))
    assert (held.country, held.place["nuts3"]) == (read["country"], "DEA2D")


def test_a_place_is_chosen_from_our_geography(few: None) -> None:
    identity = first()
    app = offer_page(identity, "place")
    app.text_input(key=f"place.words.{identity}").set_value("52062").run()
    assert app.radio[0].options[0].startswith("52062 Aachen")
    app.button(key="place.take").click().run()
    now = offers().loc[identity]
    assert (now["postcode"], now["town"], now["nuts3"], now["precision"]) == ("52062", "Aachen", "DEA2D", "postcode")
    assert app.text_input(key=f"place.words.{identity}").value == ""
    app.text_input(key=f"place.words.{identity}").set_value("qqqqq").run()
    assert "kennt unser Verzeichnis keinen Ort" in said(app)


def test_evidence_is_attached_and_the_ladder_climbed(few: None) -> None:
    identity = first()
    lines = register_access.situation("staff").capabilities
    number = int(lines[lines["offer_id"] == identity]["capability_id"].iloc[0])
    app = offer_page(identity, "documents")
    app.file_uploader[0].upload("Prüfbericht.pdf", b"%PDF-1.4 invented", "application/pdf").run()
    app.button(key="documents.attach").click().run()
    (kept,) = decisions().documents(identity)
    assert decisions().document(kept.document_id).content == b"%PDF-1.4 invented"
    assert "Angehängt: Prüfbericht.pdf" in said(app)
    app.selectbox(key=f"documents.conformity.{number}").select("document_seen").run()
    now = register_access.situation("staff").capabilities.set_index("capability_id")
    assert now.at[number, "conformity"] == "document_seen"
    app.button(key=f"documents.undo.{kept.document_id}").click().run()
    assert decisions().documents(identity) == []


def test_notes_and_all_decisions_stand_in_the_history_and_can_be_taken_back(few: None) -> None:
    identity = first()
    app = offer_page(identity, "history")
    app.text_area(key=f"history.note.{identity}").set_value("Ruft <b>morgen</b> zurück")
    app.button(key=f"FormSubmitter:history.note_form.{identity}-Notiz speichern").click().run()
    assert "Ruft &lt;b&gt;morgen&lt;/b&gt; zurück" in said(app)
    assert app.text_area(key=f"history.note.{identity}").value == ""
    assert "Aufgenommen aus" in said(app)
    (number,) = decisions().history(identity)["decision_id"].dropna()
    app.button(key=f"history.undo.{number}").click().run()
    assert "rückgängig gemacht von K. Muster" in said(app)


def test_many_are_decided_together_and_taken_back_together(few: None) -> None:
    chosen = shown()[:5]
    before = offers()["status"]
    app = ticked(chosen)
    assert "**5** gewählt" in said(app)
    app.selectbox(key="bulk.status").select("in_contact").run()
    assert set(offers().loc[chosen, "status"]) == {"in_contact"}
    assert "Stand: In Kontakt (Angebote: 5)" in said(app)
    assert "gewählt" not in said(app)
    app.button(key="deciding.undo").click().run()
    pd.testing.assert_series_equal(offers()["status"], before)


@pytest.mark.parametrize(("button", "field"), [("bulk.confirm", "confirmed_at"), ("bulk.withdraw", "status")])
def test_many_are_confirmed_or_withdrawn(few: None, button: str, field: str) -> None:
    chosen = shown()[2:6]
    app = ticked(chosen)
    app.button(key=button).click().run()
    now = offers().loc[chosen, field]
    assert set(now) == ({"withdrawn"} if field == "status" else {pd.Timestamp.today().normalize()})
