"""Places that somebody set right and that are remembered for their words: to look at and to forget.

Leaves out setting a place right (ui.offer_place).
"""

import html

import streamlit as st

from capacity.formats import number
from capacity.naming import name_of
from register import RegisterError
from register.places import PlaceCorrections, RememberedPlace
from ui import clock, deciding, register_access
from ui.language import language, t
from ui.signing import signature
from ui.values import in_words
from ui.visitor import visitor

LEVELS = ("nuts3", "nuts2", "nuts1", "country")


def listed() -> None:
    """All remembered places, one line each, under an expander; nothing where there are none."""
    deciding.outcome()
    held = PlaceCorrections(register_access.register(visitor())).held()
    if not held:
        return
    with st.expander(t("places.remembered", count=number(len(held), language())), key="places.remembered"):
        for each in held:
            _line(each)


def _line(each: RememberedPlace) -> None:
    left, right = st.columns((10, 2), vertical_alignment="center")
    within = next((code for level in LEVELS if (code := each.place.get(level))), "")
    named = name_of("region", str(within), language()) if within else ""
    exact = in_words("precision", each.place.get("precision"))
    by = t("imports.remembered.by", when=clock.said(each.at), by=each.by)
    said = " · ".join(part for part in (each.words, in_words("country", each.country) if each.country else "") if part)
    left.html(f"<b>{html.escape(said)}</b> → {html.escape(named)} ({html.escape(exact)})<br>{html.escape(by)}")
    key = f"places.forget.{each.words}.{each.country}"
    right.button(t("imports.remembered.forget"), key=key, on_click=_forget, args=(each.words, each.country or None))


def _forget(words: str, country: str | None) -> None:
    try:
        PlaceCorrections(register_access.register(visitor())).forget(words, country, by=signature())
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return
    deciding.tell(t("places.forgotten", words=words))
