"""The active register and what is in view of it, read and selected once per audience for all sessions.

Whoever asks says for which audience; only staff get at the register itself. Leaves out who is visiting (ui.visitor),
what an audience may see (capacity.audiences), the filling of the samples (ui.samples) and the filters (ui.filters).
"""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pandas as pd
import streamlit as st

from capacity import keeping
from capacity.audiences import WORK, Audience, Seen, private, seen
from capacity.audiences import told as told_to_viewers
from capacity.selection import Selection, answer, from_query, select, to_query
from capacity.situation import Situation, last_day, prepare
from register import Register, active, open_register
from register.decisions import Decisions
from register.forwarding import Ledger
from register.records import Event, Initiative, Kept, Records, Request
from register.warm import LEAST
from ui import samples
from ui.visitor import Forbidden, Visitor, visitor


@dataclass(frozen=True)
class Edition:
    """One state of one register on one day; `today` is None for the samples, whose today is their last day."""

    url: str
    version: int
    today: dt.date | None


@dataclass(frozen=True, eq=False)
class View:
    """What a selection leaves of a register: `everything` that `audience` may see, the part in view, and what each
    choice would leave."""

    audience: Audience
    edition: Edition
    selection: Selection
    everything: Situation
    situation: Situation
    choices: dict[str, pd.Series]

    @cached_property
    def key(self) -> str:
        """Names this view, its audience first; for caches of what is worked out from it."""
        return _key(self.audience, self.edition, _query(self.selection))

    @cached_property
    def attention(self) -> dict[str, int]:
        """Kind of work that is this audience's → offers that it alone would leave, but for none."""
        others = select(self.everything, self.selection.without("attention"))
        found = {
            code: int(np.count_nonzero(others.columns.attention[code][others.rows])) for code in WORK[self.audience]
        }
        return {code: count for code, count in found.items() if count}

    @property
    def is_stale(self) -> bool:
        """Whether the register or the visitor's audience is another by now, or their login has ended."""
        try:
            return edition() != self.edition or visitor().audience != self.audience
        except Forbidden:
            return True


# Each of these is asked by one text that says all, the audience first: several arguments could be confused with each
# other when Streamlit joins them.


@st.cache_resource(show_spinner=False)
def _opened(url: str) -> Register:
    return open_register(url)


@st.cache_resource(show_spinner=False, max_entries=6)
def _situation(key: str) -> Situation:
    audience, now, _ = _of_key(key)
    opened = _opened(now.url)
    contents = opened.contents()
    as_of = now.today or last_day(contents.offers)
    worked_out = opened.worked_out(contents.version)
    if audience == "staff" and worked_out:
        return keeping.taken_up(worked_out, contents.offers, contents.capabilities, as_of)
    forwarded = Ledger(opened).standing(contents=contents) if audience == "liaison" else {}
    return _prepared(seen(contents.offers, contents.capabilities, audience, forwarded), as_of)


@st.cache_resource(show_spinner=False, max_entries=24)
def _told(key: str) -> Situation:
    _, now, asked = _of_key(key)
    contents = _opened(now.url).contents()
    field, _, product = asked.partition("&")
    found = told_to_viewers(contents.offers, contents.capabilities, (field,), product)
    return select(_prepared(found, now.today or last_day(contents.offers)), Selection())


def _prepared(found: Seen, as_of: dt.date) -> Situation:
    return prepare(found.offers, found.capabilities, as_of)


@st.cache_resource(show_spinner=False, max_entries=36)
def _view(key: str) -> View:
    audience, now, query = _of_key(key)
    everything, selection = _situation(_key(audience, now)), from_query(dict(parse_qsl(query, keep_blank_values=True)))
    found, choices = answer(everything, selection)
    return View(audience, now, selection, everything, found, choices)


def _key(audience: Audience, now: Edition, query: str = "") -> str:
    return json.dumps([audience, now.url, now.version, now.today and now.today.isoformat(), query])


def _of_key(key: str) -> tuple[Audience, Edition, str]:
    audience, url, version, today, query = json.loads(key)
    return audience, Edition(url, version, today and dt.date.fromisoformat(today)), query


def _query(selection: Selection) -> str:
    return urlencode(sorted(to_query(selection).items()))


def register(asking: Visitor) -> Register:
    """The active register itself, to read all of it and to write: the team's own when there is one, else the samples.

    Ask for it at the moment of writing. Raises Forbidden for anybody but staff, and for staff who look as another
    audience; RegisterError.
    """
    if asking.role != "staff":
        raise Forbidden("not_staff")
    if asking.audience != "staff":
        raise Forbidden("preview")
    return _opened(active().url)


def is_sample() -> bool:
    """Whether the active register is the one with the invented reports."""
    return active().is_sample


def edition() -> Edition:
    """The active register as it is now; equal until something in it changes or the day does."""
    place = active()
    return Edition(place.url, _opened(place.url).version(), None if place.is_sample else dt.date.today())


def situation(audience: Audience) -> Situation:
    """Everything in the active register that `audience` may see, as of today; the samples as of their last day."""
    return _situation(_key(audience, edition()))


def view(audience: Audience, selection: Selection, now: Edition | None = None) -> View:
    """What `selection` leaves of what `audience` may see of the active register; `now` where that was just asked."""
    return _view(_key(audience, now or edition(), _query(_allowed(audience, selection))))


def unfiltered(shown: View) -> View:
    """The same state of the register for the same audience and kinds of rows without filters."""
    return _view(_key(shown.audience, shown.edition, _query(Selection(kind=shown.selection.kind))))


def _allowed(audience: Audience, selection: Selection) -> Selection:
    """The selection without filters that would tell `audience` of what it may not see."""
    if audience == "staff":
        return selection
    if audience == "viewer":
        return Selection()
    shown = tuple(code for code in selection.attention if code in WORK[audience])
    return selection.without("imports").choosing("attention", shown)


def told(shown: View, field: str, product: str = "") -> Situation:
    """What is in view, for figures that tell of `field` (one of capacity.crowds.FIELDS), if said of one product.

    Staff and liaisons have all fields at once; viewers have each by itself, without what too few share.
    """
    if shown.audience != "viewer":
        return shown.situation
    return _told(_key(shown.audience, shown.edition, f"{field}&{product}"))


def left_out(shown: View) -> int:
    """How many offers and needs are kept from viewers since they are private persons'."""
    return _left_out(_key(shown.audience, shown.edition)) if shown.audience == "viewer" else 0


@st.cache_resource(show_spinner=False, max_entries=6)
def _left_out(key: str) -> int:
    _, now, _ = _of_key(key)
    return int(private(_opened(now.url).contents().offers).sum())


def marks(audience: Audience) -> tuple[list[Kept[Request]], list[Kept[Event]]]:
    """The requests for help and the events that the time axis is marked with; viewers are shown none."""
    if audience == "viewer":
        return [], []
    opened = _opened(active().url)
    return Records(opened, Request).held(), Records(opened, Event).held()


def initiatives(audience: Audience) -> list[Kept[Initiative]]:
    """The regional initiatives, which viewers are not shown."""
    return [] if audience == "viewer" else Records(_opened(active().url), Initiative).held()


def last_change(shown: View) -> dt.datetime | None:
    """When something was last imported, decided or taken back; None while nothing was."""
    return _last_change(_key("staff", shown.edition))


@st.cache_resource(show_spinner=False, max_entries=2)
def _last_change(key: str) -> dt.datetime | None:
    _, now, _ = _of_key(key)
    opened = _opened(now.url)
    frames = (opened.imports(), Decisions(opened).latest(1))
    moments = [frame[name].max() for frame in frames for name in ("at", "undone_at")]
    return max((each.to_pydatetime() for each in moments if not pd.isna(each)), default=None)


def warm_up() -> None:
    """Loads what the first visitor will need; begins to fill the samples."""
    place = active()
    if place.is_sample:
        samples.filling(place.url)
    else:
        view("staff", Selection())


def is_warm() -> bool:
    """Whether a copy of the active register lies ready for the next start; see register.warm."""
    return _opened(active().url).is_warm()


def keep_warm() -> None:
    """Makes such a copy, unless the register is so small that it is read as fast."""
    now = edition()
    everything = _situation(_key("staff", now))
    if len(everything.rows) >= LEAST:
        _opened(now.url).keep_warm(now.version, keeping.kept(everything))


def forget_warm() -> None:
    """Deletes the copy."""
    _opened(active().url).forget_warm()
