"""How many messages and questions wait, with the way to them, for the overview. Leaves out the pages themselves."""

import streamlit as st

from capacity.formats import number
from register.inbox import Inbox
from ui import inbox, navigation, register_access
from ui.language import language, t
from ui.register_access import Edition
from ui.visitor import visitor

FORWARD = ":material/chevron_right:"


def links(edition: Edition) -> bool:
    """A line for each of both that there is any of, as of `edition`; whether there was. For staff alone."""
    counts = _counts(str(edition))
    for page, count in counts.items():
        if count:
            navigation.link(page, said(page, count), icon=FORWARD)
    return any(counts.values())


def said(what: str, count: int) -> str:
    """How many of a kind of work wait, in words."""
    return f"**{number(count, language())}** {t(f'overview.waits.{what}' + ('.one' if count == 1 else ''))}"


@st.cache_resource(show_spinner=False, max_entries=4)
def _counts(edition: str) -> dict[str, int]:
    """The messages and the questions that wait; every arrival and step in the inbox makes another edition."""
    state = Inbox(register_access.register(visitor())).state()
    return {"inbox": len(inbox.shown(state, "waiting")), "questions": len(inbox.shown(state, "open"))}
