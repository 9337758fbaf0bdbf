"""Events that mark the time axis: the requests that were sent, and what staff note beside them.

Leaves out the chart (ui.reach).
"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from capacity.charts.arrivals import Mark
from capacity.formats import date
from register import RegisterError
from register.records import Event, Kept, Records
from ui import field_inputs, register_access
from ui.language import language, t
from ui.markdown import literal
from ui.signing import signature
from ui.visitor import visitor

DAY, GERMAN, ENGLISH = ("reach.event.day", "reach.event.de", "reach.event.en")


def marks() -> list[Mark]:
    """Days with their words, the earliest first: requests and events, for every audience that sees the page."""
    requests, events = register_access.marks(visitor().audience)
    found = [(pd.Timestamp(each.record.asked_on), each.record.title) for each in requests]
    found += [(pd.Timestamp(each.record.day), _words(each)) for each in events]
    return sorted(found)


def listed() -> None:
    """The events with a form for a new one; for staff who may write."""
    if not visitor().may_write:
        return
    st.header(t("reach.events"), anchor=False, help=t("reach.events_help"))
    for each in Records(register_access.register(visitor()), Event).held():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{date(each.record.day, language())} · {literal(_words(each))}", width="content")
            st.button(
                "", icon=":material/close:", key=f"reach.event.end.{each.number}", on_click=_end, args=(each.number,),
                type="tertiary", help=t("reach.event_remove", name=literal(_words(each))),
            )  # fmt: skip
    with st.form("reach.event", clear_on_submit=True), st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(t("reach.event_day"), key=DAY, format=field_inputs.DAYS[language()], width=150)
        st.text_input(t("reach.event_words"), key=GERMAN)
        st.text_input(t("reach.event_words_en"), key=ENGLISH)
        st.form_submit_button(t("reach.event_add"), on_click=_add)


def _words(kept: Kept[Event]) -> str:
    return kept.record.label_de if language() == "de" else kept.record.label_en


def _add() -> None:
    words = {key: str(st.session_state[key] or "").strip() for key in (GERMAN, ENGLISH)}
    said = words[GERMAN] or words[ENGLISH]
    if said:
        event = Event(st.session_state[DAY], words[GERMAN] or said, words[ENGLISH] or said)
        _kept(lambda events: events.add(event, by=signature()))


def _end(number: int) -> None:
    _kept(lambda events: events.end(number, by=signature()))


def _kept(step: Callable[[Records[Event]], object]) -> None:
    try:
        step(Records(register_access.register(visitor()), Event))
    except RegisterError as error:
        st.error(error.message(language()))
