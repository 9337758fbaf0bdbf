"""The directory of regional initiatives: platforms and forms that bring needs and offers together.

Leaves out the keeping (ui.recording).
"""

import datetime as dt
from html import escape

import streamlit as st

from capacity import regions, vocabulary
from capacity.formats import date
from capacity.naming import name_of
from register.records import Initiative
from ui import field_inputs, recording, register_access
from ui.language import language, t
from ui.signing import signature
from ui.visitor import visitor

NAME, REGIONS, LINK, CONTACT, TAKES, LANGUAGES, NOTE, CHECKED = (
    f"initiatives.{name}" for name in ("name", "regions", "link", "contact", "takes", "languages", "note", "checked_on")
)
WEB = ("https://", "http://")


def listed() -> None:
    """Every initiative by name, with link, contact and what it takes; staff credit lists to it and end it."""
    recording.told()
    held = register_access.initiatives(visitor().audience)
    if not held:
        st.info(t("initiatives.none") if visitor().may_write else t("initiatives.none_yet"))
    for each in sorted(held, key=lambda kept: kept.record.name.casefold()):
        st.html(described(each.record))
        if visitor().may_write:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                recording.ask_imports(Initiative, each.number)
                st.button(t("initiatives.end"), key=f"initiatives.end.{each.number}", on_click=_end,
                          args=(each.number,))  # fmt: skip


def of_region(region: str) -> list[Initiative]:
    """The initiatives of a region, of a larger one around it or of a smaller one in it."""
    held = [each.record for each in register_access.initiatives(visitor().audience)]
    return [each for each in held if any(region.startswith(code) or code.startswith(region) for code in each.regions)]


def described(made: Initiative) -> str:
    """An initiative as HTML, people's words escaped."""
    places = ", ".join(name_of("region", code, language()) for code in made.regions)
    takes = ", ".join(name_of("product", code, language()) for code in made.takes)
    checked = t("guidance.checked", day=date(made.checked_on, language())) if made.checked_on else ""
    facts = [made.contact, takes, made.languages, made.note, checked]
    link = ""
    if made.link and made.link.startswith(WEB):
        target = escape(made.link)
        link = f' <a href="{target}" rel="noreferrer" target="_blank" style="color:inherit">{target}</a>'
    said = " · ".join(escape(each) for each in facts if each)
    return f"<b>{escape(made.name)}</b> ({escape(places)}){link}<br>{said}"


def form() -> None:
    """A new initiative; for staff."""
    if not visitor().may_write:
        return
    codes = [*regions.countries(), *(code for level in (1, 2, 3) for code in regions.codes(level))]
    with st.expander(t("initiatives.new")), st.form("initiatives.form", clear_on_submit=True, border=False):
        left, right = st.columns(2)
        left.text_input(t("initiatives.name"), key=NAME)
        right.text_input(t("initiatives.link"), key=LINK, placeholder="https://")
        left.multiselect(
            t("initiatives.regions"), codes, format_func=_region, key=REGIONS, filter_mode="contains",
            placeholder=t("frame.choose"),
        )  # fmt: skip
        right.text_input(t("initiatives.contact"), key=CONTACT)
        left.multiselect(
            t("initiatives.takes"), vocabulary.codes("product"), format_func=_product, key=TAKES,
            placeholder=t("frame.choose"),
        )  # fmt: skip
        right.text_input(t("initiatives.languages"), key=LANGUAGES)
        left.text_input(t("initiatives.note"), key=NOTE)
        right.date_input(t("initiatives.checked_on"), key=CHECKED, format=field_inputs.DAYS[language()])
        st.form_submit_button(t("initiatives.add"), type="primary", on_click=_add)


def _region(code: str) -> str:
    return f"{name_of('region', code, language())} ({code})"


def _product(code: str) -> str:
    return name_of("product", code, language())


def _add() -> None:
    words = {key: str(st.session_state[key] or "").strip() for key in (NAME, LINK, CONTACT, LANGUAGES, NOTE)}
    link = words[LINK]
    if not words[NAME] or not st.session_state[REGIONS] or (link and not link.startswith(WEB)):
        st.session_state[recording.TOLD] = True, t("initiatives.incomplete")
        return
    checked: dt.date = st.session_state[CHECKED]
    made = Initiative(
        words[NAME], tuple(st.session_state[REGIONS]), link or None, words[CONTACT] or None,
        tuple(st.session_state[TAKES]), words[LANGUAGES] or None, words[NOTE] or None, checked,
    )  # fmt: skip
    recording.carry_out(lambda: recording.records(Initiative).add(made, by=signature()), t("initiatives.added"))


def _end(number: int) -> None:
    recording.end(Initiative, number, t("initiatives.ended"))
