"""Which language this reader reads: the address bar's ?lang=, else the browser's, else English.

Leaves out the texts themselves (capacity.texts).
"""

import streamlit as st

from capacity import texts
from ui import address

NAMES = {"de": "Deutsch", "en": "English"}
_SWITCH = "language.switch"


def language() -> str:
    """The code of the language of this session, "de" or "en"."""
    asked = st.query_params.get(address.LANGUAGE) or address.get(address.LANGUAGE)
    if asked in NAMES:
        return asked
    return "de" if (st.context.locale or "").lower().startswith("de") else "en"


def t(key: str, **values: object) -> str:
    """The text `key` in this session's language, its {places} filled; raises KeyError for an unknown key."""
    return texts.say(key, language(), **values)


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
