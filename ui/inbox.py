"""The inbox: which message is open, whose it is, the keys that settle it, and the list of all.

Whoever opens the page gets the oldest message that waits and is nobody else's. Leaves out its text (ui.inbox_message),
what was understood of it (ui.inbox_understood) and dropping mails (ui.inbox_drop).
"""

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from capacity import vocabulary
from capacity.formats import number
from capacity.message import KINDS
from capacity.naming import name_of
from capacity.reports import Report
from register import RegisterError
from register.inbox import Inbox
from register.inbox_state import NEW, Stored
from register.places import PlaceCorrections
from ui import address, clock, deciding, inbox_reading, live, register_access, signing
from ui.language import language, t
from ui.markdown import literal
from ui.signing import signature
from ui.visitor import visitor

OPEN, VIEW, LISTED = "inbox.open", "inbox.view", "inbox.listed"
MESSAGE = "message"  # the parameter of the address that opens one
VIEWS = ("waiting", "mine", "open", "all")
RENEWED = dt.timedelta(minutes=1)
HIGH = 180
WIDTHS = {"from": 200, "subject": 260, "assignee": 130}
COLUMNS = ("from", "subject", "kind", "sure", "assignee", "state", "age")


def inbox() -> Inbox:
    """The inbox of the active register."""
    return Inbox(register_access.register(visitor()))


def at_work() -> tuple[pd.DataFrame, pd.Series | None]:
    """The state of all messages, and the one this session works on, claimed for it: the one that was picked, else the
    next that waits; None where none does.
    """
    if address.get(MESSAGE):
        st.session_state[OPEN] = address.number(MESSAGE) or st.session_state.get(OPEN)
        address.put({MESSAGE: ""})
    state = inbox().state()
    found = state[state["message_id"] == st.session_state.get(OPEN)]
    if found.empty:
        st.session_state[OPEN] = inbox().next(signature(), desk=signing.holder())
        state = inbox().state()
        found = state[state["message_id"] == st.session_state[OPEN]]
    if found.empty:
        return state, None
    _hold(found.iloc[0])
    return state, found.iloc[0]


def _hold(message: pd.Series) -> None:
    """Claims a message unless it is claimed freshly, and tells who else has it open."""
    now, by, me = dt.datetime.now(dt.UTC), message["claimed_by"], signing.holder()
    if by == me and message["claimed_at"] > now - RENEWED:
        return
    if by == signing.nameless():  # opened before they gave their name
        inbox().release(by)
    held = inbox().claim(int(message["message_id"]), me)
    if held.by != me:
        said = {"by": literal(signing.told(held.by)), "since": clock.said(held.at)}
        st.warning(t("inbox.held", **said), icon=":material/group:")


def in_full(message: pd.Series) -> tuple[Stored, Report | None]:
    """The open message with its text, and what is understood of it; None where it could not be read again."""
    number_, where = int(message["message_id"]), inbox()
    kept = where.message(number_)
    return kept, inbox_reading.report_of(kept.sha256, partial(asked, where, number_))


def ahead(state: pd.DataFrame) -> None:
    """Has the messages that come next read meanwhile."""
    waiting = state[(state["status"] == NEW) & state["claimed_by"].isna() & state["repeats"].isna()]
    numbers = [int(each) for each in waiting["message_id"].head(inbox_reading.AHEAD)]
    inbox_reading.read_ahead((sha256, partial(asked, inbox(), each)) for each, sha256 in _files(numbers))


def _files(numbers: list[int]) -> list[tuple[int, str]]:
    return [(each, inbox().message(each).sha256) for each in numbers]


def asked(where: Inbox, message_id: int) -> inbox_reading.Asked:
    """What it takes to read a message again; for threads, which have no session."""
    register, kept = where.register, where.original(message_id)
    held = tuple(each.correction for each in register.corrections())
    return inbox_reading.Asked(kept.content, kept.name, held, PlaceCorrections(register).meanings())


def shown(state: pd.DataFrame, view: str) -> pd.DataFrame:
    """The messages of one view of the list."""
    if view == "waiting":
        return state[(state["status"] == NEW) & state["repeats"].isna()]
    if view == "mine":
        return state[(state["assignee"] == signature()) & state["status"].isin([NEW, "open"])]
    if view == "open":
        return state[(state["kind"] == "question") & state["status"].isin([NEW, "open"])]
    return state


def kinds(message: pd.Series) -> None:
    """Six buttons, keys 1 to 6: what the message is."""
    for place, kind in enumerate(KINDS, 1):
        st.button(
            name_of("message_kind", kind, language()), key=f"inbox.kind.{kind}", shortcut=str(place),
            type="primary" if kind == message["kind"] else "secondary", on_click=_set_kind,
            args=(int(message["message_id"]), kind),
        )  # fmt: skip


def _set_kind(message_id: int, kind: str) -> None:
    step(lambda where: where.set_kind(message_id, kind, by=signature()), t("inbox.said.kind", kind=_kind(kind)))


def _kind(code: str) -> str:
    return vocabulary.label("message_kind", code, language())


def step(take: Any, said: str) -> bool:
    """Takes a step of the inbox and tells it with its undo; False where the register refused."""
    try:
        made = take(inbox())
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return False
    where = inbox()
    deciding.tell(said, undoing=partial(where.undo, made, by=signature()) if isinstance(made, int) else None)
    return True


def others(message: pd.Series) -> None:
    """The buttons beside accepting: give to me or back, set aside, next."""
    number_ = int(message["message_id"])
    mine = message["assignee"] == signature()
    st.button(
        t("inbox.unassign" if mine else "inbox.assign"), key="inbox.assign", shortcut="a", on_click=_assign,
        args=(number_, None if mine else signature()),
    )  # fmt: skip
    with st.popover(t("inbox.give")):
        st.text_input(t("inbox.give_to"), key=f"inbox.give.{number_}", on_change=_give, args=(number_,))
    st.button(t("inbox.done"), key="inbox.done", shortcut="d", on_click=_done, args=(number_,))
    st.button(t("inbox.next"), key="inbox.next", shortcut="n", on_click=go_on, args=(number_,))


def _give(message_id: int) -> None:
    if to := str(st.session_state[f"inbox.give.{message_id}"]).strip():
        _assign(message_id, to)
        go_on(message_id)


def _assign(message_id: int, to: str | None) -> None:
    said = t("inbox.said.assigned", to=to) if to else t("inbox.said.unassigned")
    step(lambda where: where.assign(message_id, to, by=signature()), said)


def _done(message_id: int) -> None:
    if step(lambda where: where.set_status(message_id, "done", by=signature()), t("inbox.said.done")):
        go_on(message_id)


def go_on(message_id: int) -> None:
    """Opens the next message that waits behind this one."""
    st.session_state[OPEN] = inbox().next(signature(), after=message_id, desk=signing.holder())


@live.again
def views() -> None:
    """Which messages the list shows: the choice, each with its number as it is now."""
    state = inbox().state()
    said = {each: f"{t(f'inbox.view.{each}')} {number(len(shown(state, each)), language())}" for each in VIEWS}
    st.segmented_control(
        t("inbox.view"), VIEWS, default=VIEWS[0], key=VIEW, required=True, label_visibility="collapsed",
        format_func=said.__getitem__,
    )  # fmt: skip
    if live.alone() and _view() != st.session_state.get(LISTED):
        st.rerun()


def _view() -> str:
    return str(st.session_state.get(VIEW) or VIEWS[0])


@live.again
def listed(current: int | None) -> None:
    """The list of messages as they are now; a click opens one. `current` is open; where none is, the next may be."""
    state, view = inbox().state(), _view()
    st.session_state[LISTED] = view
    if live.alone() and (st.session_state.get(OPEN) != current or (current is None and len(shown(state, VIEWS[0])))):
        st.rerun()
    if not len(state):
        return
    found = shown(state, view).iloc[:: 1 if view == "waiting" else -1].reset_index(drop=True)
    if found.empty:
        st.caption(t("inbox.none_here"))
        return
    key = f"inbox.list.{view}.{current}.{len(found)}"
    st.dataframe(
        _worded(found, current), hide_index=True, column_config=_config(), height=min(HIGH, 37 + 35 * len(found)),
        key=key, on_select=partial(_pick, key, found["message_id"].tolist()), placeholder="",
        selection_mode="single-cell",
    )  # fmt: skip


def _pick(key: str, numbers: list[int]) -> None:
    for row, _ in st.session_state[key]["selection"]["cells"]:
        st.session_state[OPEN] = numbers[row]


def _worded(found: pd.DataFrame, current: int | None) -> pd.DataFrame:
    names = found["from_organisation"].where(found["from_organisation"].ne(""), found["writer_name"])
    names = names.where(names.ne(""), found["sender_email"])
    here = found["message_id"].eq(current if current is not None else -1).map({True: "▸ ", False: ""})
    held = found["claimed_by"].where(found["claimed_by"].ne(signing.holder()))
    said = found["assignee"].where(held.isna(), held.map(_open_at, na_action="ignore"))
    return pd.DataFrame(
        {
            "from": here + names,
            "subject": found["subject"],
            "kind": found["kind"].map(_kind),
            "sure": found["confidence"].round(2),
            "assignee": said,
            "state": [_state(row) for row in found[["status", "repeats"]].itertuples(index=False)],
            "age": found["received_at"].map(partial(age, now())),
        }
    )


def _open_at(holder: str) -> str:
    return t("inbox.open_nameless") if signing.mark_of(holder) else t("inbox.open_at", by=holder)


def now() -> dt.datetime:
    """Now; in the samples on their last day."""
    sample = register_access.is_sample()
    return clock.now(register_access.situation(visitor().audience).as_of if sample else None)


def age(now: dt.datetime, since: dt.datetime) -> str:
    """How long ago something was, in minutes, hours or days."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    size, unit = (1440, "days") if minutes >= 2880 else (60, "hours") if minutes >= 120 else (1, "minutes")
    return t(f"inbox.age.{unit}", count=number(minutes // size, language()))


def _state(row: Any) -> str:
    again = "" if pd.isna(row.repeats) else f" · {t('inbox.again')}"
    return name_of("message_status", row.status, language()) + again


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {
        name: columns.TextColumn(t(f"inbox.column.{name}"), width=WIDTHS.get(name)) for name in COLUMNS
    }
    found["sure"] = columns.ProgressColumn(t("inbox.column.sure"), format="percent", width=90)
    return found
