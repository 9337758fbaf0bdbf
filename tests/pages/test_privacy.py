"""The privacy page: whose data is held, the report, erasure after a question, anonymising after a period."""

import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from register.inbox import Inbox
from register.people import People
from tests.register.made_messages import question
from tests.screens import STAFF, download, downloads, opened, said
from ui import privacy, register_access


def people() -> People:
    return People(register_access.register(STAFF))


def somebody() -> str:
    """The mail address of an offer."""
    offers = register_access.register(STAFF).offers()
    return str(offers["email"].dropna().iloc[0]).split(";")[0]


def page(who: str = "") -> AppTest:
    return opened("privacy", lang="de", state={"signing.name": "K. Muster", privacy.WHO: who})


def ticked(who: str, **state: object) -> AppTest:
    """The page after a search, every row found ticked."""
    found = people().find(who)
    rows = {"selection": {"rows": list(range(len(found))), "columns": [], "cells": []}}
    key = f"privacy.found.{hash((who, tuple(found['offer_id'])))}"
    return opened("privacy", lang="de", state={"signing.name": "K. Muster", privacy.WHO: who, key: rows, **state})


def test_a_search_shows_what_is_held_and_says_when_there_is_nothing(few: None) -> None:
    who = somebody()
    app = page(who)
    assert who in set(app.dataframe[0].value["email"])
    assert len(app.dataframe[0].value) == len(people().find(who))
    app.text_input(key=privacy.WHO).set_value("niemand@example.org").run()
    assert "Unter dieser Angabe ist nichts gespeichert." in said(app)


def test_the_report_holds_the_person_as_json_and_as_workbook(few: None) -> None:
    who = somebody()
    ids = people().find(who)["offer_id"].tolist()
    offered = downloads(ticked(who))
    assert list(offered) == ["Auskunft laden (Excel)", "Auskunft laden (JSON)"]
    workbook, report = (download(each) for each in offered.values())
    assert who in json.dumps(json.loads(report.content))
    assert {each["offer_id"] for each in json.loads(report.content)["offers"]} == set(ids)
    assert workbook.content.startswith(b"PK")


def test_erasing_asks_says_what_goes_and_needs_a_tick(few: None) -> None:
    who = somebody()
    app = ticked(who)
    app.button(key="privacy.erase").click().run()
    assert "unwiderruflich" in said(app)
    assert app.button(key="privacy.erase_yes").disabled
    assert len(people().find(who))
    app = ticked(who, **{privacy.SURE: True, privacy.REASON: "Antrag"})
    app.button(key="privacy.erase").click().run()
    app.button(key="privacy.erase_yes").click().run()
    assert people().find(who).empty
    (erasure,) = people().erasures()
    assert (erasure.by, erasure.reason, erasure.kind) == ("K. Muster", "Antrag", "erased")
    assert "Gelöscht: Angebote" in said(app)
    assert who not in said(app)
    assert app.text_input(key=privacy.WHO).value == ""


def test_the_question_can_be_answered_with_no(few: None) -> None:
    who = somebody()
    app = ticked(who)
    app.button(key="privacy.erase").click().run()
    app.button(key="privacy.erase_no").click().run()
    assert len(people().find(who))
    assert people().erasures() == []


def test_the_period_shows_whom_it_concerns_before_it_is_run(few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page()
    assert "Keine Privatperson ist seit 365 Tagen ohne Nachricht." in said(app)
    old = pd.Timestamp.now(tz="UTC") + pd.Timedelta(days=800)
    due, retain = People.due, People.retain
    monkeypatch.setattr(People, "due", lambda self, days: due(self, days, now=old.to_pydatetime()))
    monkeypatch.setattr(People, "retain", lambda self, days, by: retain(self, days, by=by, now=old.to_pydatetime()))
    count = len(people().due(365))
    assert count > 0
    app = page()
    assert f"365 Tagen ohne Nachricht sind: **{count}**" in said(app)
    app.button(key="retention.run").click().run()
    app.button(key="retention.yes").click().run()
    assert f"Anonymisiert: {count}" in said(app)
    assert people().due(365).empty
    assert [each.kind for each in people().erasures()] == ["anonymised"]


def test_whoever_only_wrote_is_found_told_and_erased(few: None) -> None:
    inbox = Inbox(register_access.register(STAFF))
    for number in (1, 2):
        inbox.add(*question(number), by="poll")
    found = people().messages("ida1@example.org")
    rows = {"selection": {"rows": [0], "columns": [], "cells": []}}
    who = "ida1@example.org"
    key = f"privacy.messages.{hash((who, tuple(found['message_id'])))}"
    app = opened(
        "privacy", lang="de", state={"signing.name": "K. Muster", privacy.WHO: who, key: rows, privacy.SURE: True}
    )
    assert app.dataframe[0].value["subject"].tolist() == ["Frage"]
    report = json.loads(download(downloads(app)["Auskunft laden (JSON)"]).content)
    assert [each["body"] for each in report["messages"]] == ["Welche Norm gilt für Gesichtsvisiere?"]
    app.button(key="privacy.erase").click().run()
    app.button(key="privacy.erase_yes").click().run()
    assert "Gelöscht: Dateien 1 · Nachrichten 1" in said(app)
    assert inbox.state()["message_id"].tolist() == [2]
