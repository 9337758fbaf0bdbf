"""The page of reach: arrivals with marks, whom to thank, first answers, from report to forwarding."""

import datetime as dt

from register.crediting import credit
from register.records import Event, Records, Request
from tests.screens import STAFF, download, downloads, opened, said
from ui import register_access


def test_the_page_tells_how_the_request_spread(busy: None) -> None:
    app = opened("reach", lang="de", by="nuts0")
    text = said(app)
    assert "Von der Meldung zur Weiterleitung" in text
    assert "weitergeleitet" in text
    figure = app.get("plotly_chart")[0].proto.spec
    assert "Deutschland" in figure
    assert any("/export/arrivals" in url for url in downloads(app).values())


def test_an_event_marks_the_axis_and_can_be_removed(few: None) -> None:
    app = opened("reach", lang="en")
    app.date_input(key="reach.event.day").set_value(dt.date.today())
    app.text_input(key="reach.event.en").set_value("Form opened")
    next(each for each in app.button if each.label == "Note the event").click().run()
    assert not app.exception
    assert "Form opened" in app.get("plotly_chart")[0].proto.spec
    (kept,) = Records(register_access.register(STAFF), Event).held()
    assert kept.record.label_de == "Form opened"
    app.button(key=f"reach.event.end.{kept.number}").click().run()
    assert "Form opened" not in app.get("plotly_chart")[0].proto.spec


def test_one_request_shows_only_what_answered_it(few: None) -> None:
    register = register_access.register(STAFF)
    made = Request("Zweiter Aufruf", "Wer näht?", "Who sews?", dt.date.today() - dt.timedelta(days=400))
    number = Records(register, Request).add(made, by="Ada")
    everything = said(opened("reach", lang="de"))
    assert "Zweiter Aufruf" in opened("reach", lang="de").get("plotly_chart")[0].proto.spec
    credit(register, Request, number, [1])
    app = opened("reach", lang="de", request=str(number))
    assert said(app) != everything
    (address,) = downloads(app).values()
    (whole,) = downloads(opened("reach", lang="de")).values()
    assert download(address).content != download(whole).content
    assert download(address.replace(f"request={number}", "request=99")).status_code == 404
