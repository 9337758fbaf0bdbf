"""The forwardings page: who was sent what, on which consent, found by organisation."""

import datetime as dt

from register.decisions import Change, Decisions
from register.forwarding import Ledger
from tests.screens import STAFF, links, opened, said
from ui import register_access


def sent() -> list[str]:
    """Sends what is due; the organisations that were told of."""
    register = register_access.register(STAFF)
    offers = register.offers()
    fit = offers[(offers["kind"] == "offer") & (offers["consent"] == "yes")]
    changes = [Change(int(row.offer_id), "status", row.status, "checked") for row in fit.itertuples()]
    Decisions(register).edit(changes, by="Ada")
    proposed = Ledger(register).propose(now=dt.datetime.now(dt.UTC))
    Ledger(register).confirm(proposed, b"invented workbook", by="Ada", language="de", name="lage.xlsx")
    return [body["organisation"] for body in proposed.proposal.of("new")["body"] if "organisation" in body]


def test_before_anything_was_sent_the_way_leads_to_the_export(few: None) -> None:
    app = opened("forwardings", lang="de")
    assert "Noch wurde nichts weitergeleitet" in said(app)
    assert "Zum Wochenexport" in links(app)


def test_everybody_who_was_sent_is_listed_and_found_by_name(few: None) -> None:
    names = sent()
    assert len(names) > 3
    app = opened("forwardings", lang="de")
    assert sorted(app.dataframe[0].value["organisation"]) == sorted(names)
    assert set(app.dataframe[0].value["consent"]) == {"Ja"}
    assert set(app.dataframe[0].value["what"]) == {"neu"}
    assert set(app.dataframe[0].value["recipient"]) == {"Europäische Kommission"}
    app.text_input(key="forwardings.search").set_value(names[0].upper()).run()
    assert names[0] in set(app.dataframe[0].value["organisation"])
    assert len(app.dataframe[0].value) < len(names)
    app.text_input(key="forwardings.search").set_value("").run()
    app.pills(key="forwardings.what").set_value(["withdrawn"]).run()
    assert app.dataframe[0].value.empty


def test_a_chosen_line_shows_what_was_sent_and_leads_to_the_offer(few: None) -> None:
    names = sent()
    key = f"forwardings.{len(names)}.{len(names)}"
    picked = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app = opened("forwardings", lang="de", state={key: picked})
    first = app.dataframe[0].value["organisation"].iloc[0]
    assert f"<b>Organisation:</b> {first}" in said(app)
    assert "<b>Fähigkeiten:</b> Produkt: " in said(app)
    assert links(app)["Zum Angebot"]["offer"].isdecimal()
