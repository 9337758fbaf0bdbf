"""Moments are told on the reader's own clock."""

from streamlit.testing.v1 import AppTest


def shown(zone: str | None) -> str:
    app = AppTest.from_string(
        "import datetime as dt\n"
        "import streamlit as st\n"
        "from ui import clock\n"
        "st.text(clock.said(dt.datetime(2020, 4, 3, 12, 0, tzinfo=dt.UTC)))\n"
    )
    app.query_params["lang"] = "de"
    app.context["timezone"] = zone
    return app.run().text[0].value


def test_the_browser_tells_the_zone() -> None:
    assert shown("Europe/Berlin") == "03.04.2020, 14:00"
    assert shown("America/New_York") == "03.04.2020, 08:00"


def test_without_a_zone_it_is_utc() -> None:
    assert shown(None) == "03.04.2020, 12:00"
