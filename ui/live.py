"""Pages that follow the register: what is drawn from it is drawn anew within seconds of a change, and only that.

One thread of the server asks the register for its version; where it changed, the sessions that show an older one are
told to draw their parts again. So a hundred who only watch cost nothing between two changes, and no timer runs in a
browser. Leaves out what the parts show.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

import streamlit as st
from streamlit import runtime
from streamlit.logger import get_logger
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from capacity.selection import from_query
from ui import address, register_access, turns
from ui.language import language, speaking, t
from ui.register_access import Edition, View
from ui.visitor import visitor

EVERY = 0.1  # seconds between two questions to the register
AHEAD, PAUSE = 4, 0.005  # so many runs may wait for their turn; seconds until the next session is told then
Rest = ParamSpec("Rest")


def part(draw: Callable[Concatenate[View, Rest], None]) -> Callable[Concatenate[View, Rest], None]:
    """Lets `draw`, which draws of a view, draw again whenever the register has changed, with the view as it is then."""

    @wraps(draw)
    def drawn(view: View, *rest: Rest.args, **named: Rest.kwargs) -> None:
        with turns.PAGES.turn(), speaking(language()):
            draw(followed(view), *rest, **named)

    return st.fragment(drawn)


def followed(view: View) -> View:
    """The view as it is now, within a fragment, which is drawn again when that changes."""
    if not alone():
        note(view.edition)
        return view
    asked = replace(from_query(address.view()), kind=view.selection.kind)
    now = register_access.view(visitor().audience, asked, WATCH.heard(*_this()))
    if _frame(now) != _frame(view):
        st.rerun()  # what stands around this part is another, too
    note(now.edition)
    return now


def again(draw: Callable[Rest, None]) -> Callable[Rest, None]:
    """Lets `draw`, which asks the register itself, draw again whenever that has changed."""

    @wraps(draw)
    def drawn(*rest: Rest.args, **named: Rest.kwargs) -> None:
        visitor()  # a login that ended since the page was drawn is told nothing more
        with turns.PAGES.turn(), speaking(language()):
            now = WATCH.heard(*_this()) or register_access.edition()
            draw(*rest, **named)
            note(now)

    return st.fragment(drawn)


def alone() -> bool:
    """Whether this run draws parts of a page alone: in a run of the whole page the view has just been made."""
    context = get_script_run_ctx(suppress_warning=True)
    return bool(context and context.fragment_ids_this_run)


def _frame(view: View) -> tuple[object, ...]:
    """What decides which parts a page has and what its filters say."""
    return view.audience, view.selection, len(view.situation.rows) > 0


@st.fragment
def whole(edition: Edition) -> None:
    """Draws the whole page anew when the register is no longer as in `edition`; for pages that show nothing of it."""
    if register_access.edition() != edition:
        st.rerun()
    note(edition)


@st.fragment
def hint(edition: Edition) -> None:
    """Says quietly when the register is no longer as in `edition`: for pages on which something is picked or typed."""
    now = register_access.edition()
    if now != edition:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(t("live.newer"), width="content")
            if st.button(t("live.show"), key="live.show", type="tertiary", icon=":material/refresh:"):
                st.rerun()
    note(now)


def note(edition: Edition) -> None:
    """Notes that the fragment that is being drawn shows the register as of `edition`."""
    session, fragment = _this()
    if session and fragment:
        WATCH.shown(session, fragment, edition)


def _this() -> tuple[str, str]:
    """The session and the part of its page that are being drawn; "" outside of any."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else "", ThreadState.get().fragment_id or ""


class Watch:
    """Which parts of which sessions show which edition of the register."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: dict[str, dict[str, Edition]] = {}
        self._told: dict[tuple[str, str], Edition] = {}

    def shown(self, session: str, fragment: str, edition: Edition) -> None:
        """Notes what a part of a session shows."""
        with self._lock:
            self._shown.setdefault(session, {})[fragment] = edition
            self._told.pop((session, fragment), None)

    def behind(self, now: Edition, active: set[str]) -> dict[str, list[str]]:
        """Session → its parts that show another edition than `now`, which then count as told; others are forgotten."""
        with self._lock:
            self._shown = {session: parts for session, parts in self._shown.items() if session in active}
            found = {
                session: [fragment for fragment, edition in parts.items() if edition != now]
                for session, parts in self._shown.items()
            }
            self._shown = {session: dict.fromkeys(parts, now) for session, parts in self._shown.items()}
            told = {(session, part): now for session, parts in found.items() for part in parts}
            self._told = {each: edition for each, edition in self._told.items() if each[0] in active} | told
        return {session: fragments for session, fragments in found.items() if fragments}

    def heard(self, session: str, fragment: str) -> Edition | None:
        """The edition that a part was told to show, once: it need not ask the register again; None where it was not."""
        with self._lock:
            return self._told.pop((session, fragment), None)

    def follow(self, ended: threading.Event) -> None:
        """Asks the register time and again, and tells the sessions, until `ended` is set."""
        while not ended.wait(EVERY):
            if not self._shown:
                continue
            try:
                now = register_access.edition()
            except Exception as failure:  # noqa: BLE001 - the register may be out of reach for a while
                get_logger(__name__).warning("the register cannot be asked for its version: %s", type(failure).__name__)
                continue
            _tell(self, now)


WATCH = Watch()


def _tell(watch: Watch, now: Edition) -> None:
    """Lets each session that is behind draw its parts again; on the server's own thread, where sessions live."""
    server = runtime.get_instance()
    loop = server._get_async_objs().eventloop

    def tell() -> None:
        sessions = {each.session.id: each.session for each in server._session_mgr.list_active_sessions()}
        behind = watch.behind(now, set(sessions)).items()
        _draw_each(loop, deque((sessions[session], fragments) for session, fragments in behind))

    loop.call_soon_threadsafe(tell)


def _draw_each(loop: asyncio.AbstractEventLoop, waiting: deque[tuple[AppSession, list[str]]]) -> None:
    """One session after the other, few before the turn they wait for: what is drawn is sent while others are told."""
    if waiting:
        _draw(*waiting.popleft())
        loop.call_later(PAUSE if turns.PAGES.waiting >= AHEAD else 0, _draw_each, loop, waiting)


def _draw(session: AppSession, parts: list[str]) -> None:
    """Runs parts of a page as their timers would, without touching what the visitor has typed or chosen meanwhile."""
    fragments = [each for each in parts if session.has_fragment(each)]
    if not fragments or session._state is AppSessionState.SHUTDOWN_REQUESTED:
        return
    last = session._client_state
    asked = RerunData(
        query_string=last.query_string,
        page_script_hash=last.page_script_hash,
        fragment_id_queue=fragments,
        is_auto_rerun=True,
        context_info=last.context_info,
    )
    if not (session._scriptrunner and session._scriptrunner.request_rerun(asked)):
        session._create_scriptrunner(asked)
