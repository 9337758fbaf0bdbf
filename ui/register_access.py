"""The active register and what is in view of it, read and selected once for all sessions.

Leaves out the filling of the samples (ui.samples), the widgets of the filters (ui.filters) and imports (pages/import).
"""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import streamlit as st

from capacity.selection import Selection, all_counts, from_query, select, to_query
from capacity.situation import Situation, last_day, prepare
from register import Register, active, open_register
from ui import samples


@dataclass(frozen=True)
class Edition:
    """One state of one register on one day; `today` is None for the samples, whose today is their last day."""

    url: str
    version: int
    today: dt.date | None


@dataclass(frozen=True, eq=False)
class View:
    """What a selection leaves of a register: `everything` in it, the part in view, and what each choice would leave."""

    edition: Edition
    selection: Selection
    everything: Situation
    situation: Situation
    choices: dict[str, pd.Series]

    @property
    def key(self) -> str:
        """Names this view; for caches of what is worked out from it."""
        return f"{self.edition}|{_query(self.selection)}"


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Register:
    return open_register(url)


@st.cache_resource(show_spinner=False, max_entries=2)
def _situation(url: str, version: int, today: dt.date | None) -> Situation:
    contents = _opened(url).contents()
    return prepare(contents.offers, contents.capabilities, today or last_day(contents.offers))


@st.cache_resource(show_spinner=False, max_entries=24)
def _view(url: str, version: int, today: dt.date | None, query: str) -> View:
    everything, selection = _situation(url, version, today), from_query(dict(parse_qsl(query, keep_blank_values=True)))
    found, choices = select(everything, selection), all_counts(everything, selection)
    return View(Edition(url, version, today), selection, everything, found, choices)


def _query(selection: Selection) -> str:
    return urlencode(sorted(to_query(selection).items()))


def register() -> Register:
    """The active register: the team's own when there is one, else the samples. Raises RegisterError."""
    return _opened(active().url)


def is_sample() -> bool:
    """Whether the active register is the one with the invented reports."""
    return active().is_sample


def edition() -> Edition:
    """The active register as it is now; equal until something in it changes or the day does."""
    place = active()
    return Edition(place.url, _opened(place.url).version(), None if place.is_sample else dt.date.today())


def situation() -> Situation:
    """Everything in the active register as of today; the samples as of their last day."""
    now = edition()
    return _situation(now.url, now.version, now.today)


def view(selection: Selection) -> View:
    """What `selection` leaves of the active register."""
    now = edition()
    return _view(now.url, now.version, now.today, _query(selection))


def warm_up() -> None:
    """Loads what the first visitor will need; begins to fill the samples."""
    place = active()
    if place.is_sample:
        samples.filling(place.url)
    else:
        view(Selection())
