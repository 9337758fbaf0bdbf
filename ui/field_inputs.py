"""One input per field of the schema, after its kind: words, a choice of codes, a number, a day.

Leaves out which fields are asked (ui.offer_correcting) and whether a value fits (register.values).
"""

import datetime as dt
from typing import Any

import streamlit as st

from capacity import vocabulary
from capacity.schema import Field, field
from ui.language import language
from ui.values import NOTHING

LONG = ("remarks", "consent_words")
DAYS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}
Seen = str | float | int | None


def ask(code: str, seen: Seen, key: str) -> None:
    """The input for a field, filled with the value as JSON has it; what is typed is `given` under the same key."""
    known = field(code)
    draw = _coded if known.vocabulary else _by_kind(known)
    draw(known, seen, {"label": known.label(language()), "key": key, "label_visibility": "collapsed"})


def given(code: str, key: str) -> object:
    """What stands in the input now; codes of several joined by ";" in the order of the vocabulary, nothing is None."""
    value = st.session_state[key]
    if isinstance(value, list):
        order = vocabulary.codes(field(code).vocabulary)
        return ";".join(sorted(value, key=order.index)) or None
    if isinstance(value, str):
        return value.strip() or None
    return value


def same(code: str, one: Seen, other: Seen) -> bool:
    """Whether two values of a field say the same; several codes do in any order."""
    if field(code).kind == "codes":
        return set(str(one or "").split(";")) == set(str(other or "").split(";"))
    return one == other


def _by_kind(known: Field) -> Any:
    if known.kind == "date":
        return _day
    if known.kind in ("number", "integer"):
        return _number
    return _words


def _coded(known: Field, seen: Seen, common: dict[str, Any]) -> None:
    names = vocabulary.labels(known.vocabulary, language())
    held = [code for code in str(seen or "").split(";") if code in names]
    if known.kind == "codes":
        st.multiselect(options=list(names), default=held, format_func=names.__getitem__, placeholder=NOTHING, **common)
        return
    index = list(names).index(held[0]) if held else None
    st.selectbox(options=list(names), index=index, format_func=names.__getitem__, placeholder=NOTHING, **common)


def _day(known: Field, seen: Seen, common: dict[str, Any]) -> None:
    value = dt.date.fromisoformat(str(seen)) if seen else None
    st.date_input(value=value, format=DAYS[language()], **common)


def _number(known: Field, seen: Seen, common: dict[str, Any]) -> None:
    if known.kind == "integer":
        st.number_input(value=None if seen is None else int(seen), min_value=0, step=1, **common)
    else:
        value = None if seen is None else float(seen)
        st.number_input(value=value, min_value=0.0, step=1.0, format="%g", **common)


def _words(known: Field, seen: Seen, common: dict[str, Any]) -> None:
    if known.code in LONG:
        st.text_area(value=str(seen or ""), height=68, **common)
    else:
        st.text_input(value=str(seen or ""), **common)
