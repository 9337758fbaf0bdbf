"""The address bar as the memory of what is shown: a link reproduces the view.

The parameters of the view live in the session and are written to the address bar; a link, or the browser's way back,
brings them in again. Filters and language go along from page to page, a page's own parameters stay behind.
Leaves out what the parameters mean (ui.filters, ui.language and the pages).
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import cast
from urllib.parse import urlencode

import streamlit as st

from capacity.selection import Selection

LANGUAGE = "lang"
FILTERS = tuple(each.name for each in fields(Selection))
LONGEST_NUMBER = 15  # digits; every database takes it
_VIEW, _PAGE = "address.view", "address.page"


def open_page(name: str, language: str) -> None:
    """Brings address bar and session together when a run of page `name` begins, read in `language`.

    The address wins where it says something: a link, an edited address, the way back. With a bare address the reader
    keeps the filters, coming from another page. The language is written on arrival, so that the way back to a view
    without filters is not taken for a bare address.
    """
    asked, before = st.query_params.to_dict(), st.session_state.get(_PAGE)
    if before != name:
        asked = {LANGUAGE: language} | (asked or shared())
    st.session_state[_PAGE] = name
    _show(asked)


def page() -> str:
    """The name of the page that this run shows."""
    return str(st.session_state.get(_PAGE, ""))


def view() -> dict[str, str]:
    """Every parameter of the view, as in the address bar."""
    return dict(cast(dict[str, str], st.session_state.get(_VIEW, {})))


def shared() -> dict[str, str]:
    """The parameters that go along to other pages."""
    return {key: value for key, value in view().items() if key in (LANGUAGE, *FILTERS)}


def get(name: str) -> str:
    """One parameter of the view; "" when it is not set."""
    return view().get(name, "")


def number(name: str) -> int | None:
    """One parameter of the view as a number that a register may hold; None where it says no such number."""
    return as_number(get(name))


def as_number(said: str) -> int | None:
    """What an address says, as a number of at most LONGEST_NUMBER digits; None where it is no such number."""
    return int(said) if said.isdecimal() and len(said) <= LONGEST_NUMBER else None


def put(values: Mapping[str, str]) -> None:
    """Sets parameters of the view and of the address bar; "" takes one away."""
    _show(view() | dict(values))


def link() -> str:
    """The whole address of the view without its language, which every reader has for themselves."""
    query = urlencode({key: value for key, value in view().items() if key != LANGUAGE}, safe=";")
    place = (st.context.url or "").split("?")[0]
    return f"{place}?{query}" if query else place


def _show(values: Mapping[str, str]) -> None:
    st.session_state[_VIEW] = {key: value for key, value in values.items() if value}
    if st.query_params.to_dict() != view():
        st.query_params.from_dict(view())
