"""Requests for help as records: the list with what answers to each, and the form for a new one.

Leaves out the keeping (ui.recording) and how a request spread (ui.reach).
"""

import datetime as dt

import streamlit as st

from capacity import vocabulary
from capacity.formats import date
from capacity.naming import name_of
from register.records import Kept, Request
from ui import downloads, field_inputs, navigation, recording
from ui.language import language, t
from ui.markdown import literal
from ui.signing import signature

TITLE, GERMAN, ENGLISH, ASKED, CLOSES, PRODUCTS = (
    f"requests.{name}" for name in ("title", "text_de", "text_en", "asked_on", "closes_on", "products")
)


def listed() -> None:
    """Every request that holds, with its text, its lists, the way to its reach, and the end."""
    recording.told()
    held = recording.records(Request).held()
    if not held:
        st.info(t("requests.none"))
    for each in reversed(held):
        _shown(each)


def _shown(kept: Kept[Request]) -> None:
    made = kept.record
    until = t("requests.until", day=date(made.closes_on, language())) if made.closes_on else ""
    with st.expander(f"{date(made.asked_on, language())} · {literal(made.title)} {until}", expanded=True):
        st.text(made.text_de if language() == "de" else made.text_en)
        if made.products:
            st.caption(", ".join(name_of("product", code, language()) for code in made.products))
        recording.ask_imports(Request, kept.number)
        with st.container(horizontal=True, vertical_alignment="center"):
            navigation.link("reach", t("requests.to_reach"), icon=":material/campaign:", request=str(kept.number))
            downloads.button("template", t("requests.template"), {}, key=f"requests.template.{kept.number}")
            st.button(t("requests.end"), key=f"requests.end.{kept.number}", on_click=_end, args=(kept.number,))


def form() -> None:
    """A new request: what is asked, in both languages, from when until when."""
    with st.expander(t("requests.new")), st.form("requests.form", clear_on_submit=True, border=False):
        st.text_input(t("requests.title"), key=TITLE)
        left, right = st.columns(2)
        left.text_area(t("requests.text_de"), key=GERMAN, height=140)
        right.text_area(t("requests.text_en"), key=ENGLISH, height=140)
        days = field_inputs.DAYS[language()]
        left.date_input(t("requests.asked_on"), key=ASKED, format=days)
        right.date_input(t("requests.closes_on"), value=None, key=CLOSES, format=days)
        codes = vocabulary.codes("product")
        st.multiselect(
            t("requests.products"), codes, format_func=lambda code: name_of("product", code, language()), key=PRODUCTS,
            placeholder=t("frame.choose"),
        )  # fmt: skip
        st.form_submit_button(t("requests.add"), type="primary", on_click=_add)


def _add() -> None:
    words = {key: str(st.session_state[key] or "").strip() for key in (TITLE, GERMAN, ENGLISH)}
    if not words[TITLE]:
        st.session_state[recording.TOLD] = True, t("requests.needs_title")
        return
    asked: dt.date = st.session_state[ASKED]
    made = Request(
        words[TITLE], words[GERMAN] or words[ENGLISH], words[ENGLISH] or words[GERMAN], asked, st.session_state[CLOSES],
        tuple(st.session_state[PRODUCTS]),
    )  # fmt: skip
    recording.carry_out(lambda: recording.records(Request).add(made, by=signature()), t("requests.added"))


def _end(number: int) -> None:
    recording.end(Request, number, t("requests.ended"))
