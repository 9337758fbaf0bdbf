"""Events that mark the time axis: the requests that were sent, and what staff note beside them.

Leaves out the chart (ui.reach).
"""

import pandas as pd
import streamlit as st

from capacity.charts.arrivals import Mark
from capacity.formats import date
from register.records import Event, Kept
from ui import field_inputs, recording, register_access
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
    recording.told()
    for each in recording.records(Event).held():
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
    if said := words[GERMAN] or words[ENGLISH]:
        event = Event(st.session_state[DAY], words[GERMAN] or said, words[ENGLISH] or said)
        recording.carry_out(lambda: recording.records(Event).add(event, by=signature()), t("reach.event_added"))


def _end(number: int) -> None:
    recording.end(Event, number, t("reach.event_ended"))
