"""Where the offer that is open lies: what was read, and another place to choose from our own geography.

Leaves out the search itself (capacity.places.choosing) and the other fields (ui.offer_correcting).
"""

from functools import partial
from html import escape

import streamlit as st

from capacity import regions
from capacity.places.choosing import as_fields, choices
from capacity.places.place import Place
from capacity.places.remembered import address_words
from capacity.vocabulary import label
from register.decisions import Change
from register.overlay import PLACE
from register.places import PLACED, PlaceCorrections
from ui import deciding, register_access, tables
from ui.detail import Opened
from ui.language import language, t
from ui.markdown import literal
from ui.signing import signature
from ui.values import in_words
from ui.visitor import visitor

SHOWN = ("postcode", "town", "region", "country", "nuts3", "precision", "place_words")


def show(opened: Opened) -> None:
    """The place now and as read, the field to type in, and what it may mean."""
    beside = deciding.decisions().beside(opened.identity)
    now, read = beside.now.offers.iloc[0], beside.read.offers.iloc[0]
    _search(opened.identity, {code: now[code] for code in PLACE}, read.to_dict())
    st.html(_compared(now.to_dict(), read.to_dict()))


def _search(identity: int, seen: dict, read: dict) -> None:
    """The field to type in, what that may mean, and the button that takes it."""
    key = f"place.words.{identity}"
    typed = st.text_input(t("place.search"), key=key, placeholder=t("place.search_help"), type="search")
    found = choices(typed)
    if typed and not found:
        st.caption(t("place.nothing"))
    if not found:
        return
    names = {number: named(place) for number, place in enumerate(found)}
    chosen = st.radio(
        t("place.which"), list(names), format_func=names.__getitem__, key=f"place.chosen.{identity}.{typed}",
        label_visibility="collapsed",
    )  # fmt: skip
    words = address_words(read)
    keep = bool(words) and st.checkbox(
        t("place.remember", words=literal(words)), key=f"place.remember.{identity}", help=t("place.remember_help")
    )
    st.button(
        t("place.take"),
        key="place.take",
        type="primary",
        on_click=_take,
        args=(identity, seen, found[chosen], key, (words, read["country"]) if keep else None),
    )


def _compared(now: dict, read: dict) -> str:
    rows = "".join(
        f"<tr><td>{escape(tables.heading(code))}</td><td><b>{escape(in_words(code, now[code]))}</b></td>"
        f"<td>{escape(in_words(code, read[code]))}</td></tr>"
        for code in SHOWN
    )
    head = "".join(
        f'<th style="text-align:left">{escape(t(key))}</th>' for key in ("place.field", "place.now", "place.read")
    )
    return f'<table style="font-size:0.85rem;width:100%"><tr>{head}</tr>{rows}</table>'


def named(place: Place) -> str:
    """A place as it is offered: its words, what it lies in, how exact that is."""
    within = [code for code in (place.nuts3, place.nuts1, place.country) if code]
    names = list(dict.fromkeys(regions.name(code, language()) for code in within if regions.known(code)))
    exact = label("precision", place.precision, language())
    return f"{place.words} · {', '.join(name for name in names if name != place.words)} ({exact})"


def _take(identity: int, seen: dict, place: Place, key: str, said: tuple[str, str | None] | None) -> None:
    fields = as_fields(place)
    changes = [Change(identity, code, seen[code], after) for code, after in fields.items()]
    step = partial(deciding.decisions().edit, changes, by=signature())
    if deciding.decide(step, t("place.taken", place=place.words)):
        st.session_state[key] = ""
        if said:
            _remember(*said, fields)


def _remember(words: str, country: str | None, fields: dict) -> None:
    kept = PlaceCorrections(register_access.register(visitor()))
    country = country if isinstance(country, str) else None
    kept.remember(words, country, {code: fields[code] for code in PLACED}, by=signature())
