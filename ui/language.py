"""Which language this reader reads: the address bar's ?lang=, else the browser's, else English.

Leaves out the texts themselves (capacity.texts).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from capacity import texts
from ui import address

NAMES = {"de": "Deutsch", "en": "English"}
_SWITCH = "language.switch"
# where Streamlit says in English which key applies what was typed, and what is said there instead
KEYS = {
    'kbd[aria-label$="Ctrl + Enter"]': "frame.control_enter",
    "[data-testid=InputInstructions] span": "frame.enter",
    "[data-testid=stTextArea] [data-testid=InputInstructions] span": "frame.control_enter_applies",
}
_SPOKEN = ContextVar("language", default="")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Lets everything within be said in `language`; for what is made outside of a session."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language() -> str:
    """The code of the language of this session, "de" or "en"."""
    if spoken := _SPOKEN.get():
        return spoken
    asked = st.query_params.get(address.LANGUAGE) or address.get(address.LANGUAGE)
    if asked in NAMES:
        return asked
    return "de" if (st.context.locale or "").lower().startswith("de") else "en"


def t(key: str, **values: object) -> str:
    """The text `key` in this session's language, its {places} filled; raises KeyError for an unknown key."""
    return texts.say(key, language(), **values)


def keys() -> None:
    """Names the keys upon buttons and in fields as the reader's keyboard does; once on a page."""
    ours = (f'{at}{{font-size:0}}{at}::after{{font-size:.8rem;content:"{t(key)}"}}' for at, key in KEYS.items())
    st.html(f"<style>{''.join(ours)}</style>")


def switch() -> None:
    """The switch between the languages; the choice goes into the address bar."""
    st.session_state[_SWITCH] = language()
    st.segmented_control(
        t("frame.language"),
        list(NAMES),
        format_func=NAMES.__getitem__,
        key=_SWITCH,
        required=True,
        label_visibility="collapsed",
        on_change=_switched,
    )


def _switched() -> None:
    address.put({address.LANGUAGE: st.session_state[_SWITCH]})
