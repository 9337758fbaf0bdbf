"""A call in a form: who, where, what, how much, call back; kept as a draft while it is typed, stored with one key.

Whoever asks something instead becomes a question of the inbox. Leaves out the drafts' list (ui.calls_drafts) and how a
report is made of what was entered (capacity.by_hand).
"""

import datetime as dt
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from capacity import by_hand, vocabulary
from capacity.message import TOPICS, Message, Person
from capacity.reports import Report
from capacity.schema import field
from register import RegisterError, begin_own
from register.inbox import Inbox
from ui import calls_drafts, deciding, register_access
from ui.field_inputs import DAYS
from ui.inbox_places import chosen, place
from ui.language import language, t
from ui.signing import signature
from ui.visitor import visitor

KINDS = ("offer", "need", "question")
WHO = ("organisation", "contact_name", "phone", "email")
WHAT = ("product", "per_week_low", "per_week_high", "stock")
TEXTS = (*WHO, "place", "remarks", "callback", "question")
LINES, MOST_LINES = "call.lines", 6


def key(name: str) -> str:
    """The key of an input; another one for every call, so that a new one begins empty."""
    return f"call.{calls_drafts.edition()}.{name}"


def form() -> str:
    """The whole form; the kind of call that it is for."""
    kind = _kinds()
    columns = st.columns(4, gap="small")
    for column, code in zip(columns, WHO, strict=True):
        column.text_input(field(code).label(language()), key=key(code))
    place(key("").removesuffix("."), {})
    if kind == "question":
        _question()
    else:
        for number in range(int(st.session_state.get(key("lines"), 1))):
            _line(number, kind)
    _rest(kind)
    return kind


def _kinds() -> str:
    names = {each: t(f"call.kind.{each}") for each in KINDS}
    st.session_state.setdefault(key("kind"), KINDS[0])
    return st.segmented_control(
        t("call.kind"), KINDS, key=key("kind"), format_func=names.__getitem__, required=True,
        label_visibility="collapsed",
    ) or KINDS[0]  # fmt: skip


def _line(number: int, kind: str) -> None:
    """One product with its amounts; what is needed has a quantity and no rate."""
    columns = st.columns((3, 2, 2, 2), gap="small")
    names = vocabulary.labels("product", language())
    columns[0].selectbox(
        field("product").label(language()), list(names), index=None, format_func=names.__getitem__, placeholder="",
        key=key(f"product.{number}"),
    )  # fmt: skip
    for column, code in zip(columns[1:], WHAT[1:], strict=True):
        label = t("call.needed") if kind == "need" and code == "stock" else t(f"inbox.{code}")
        column.number_input(label, value=None, min_value=0.0, step=1.0, format="%g", key=key(f"{code}.{number}"))


def _question() -> None:
    names = vocabulary.labels("message_topic", language())
    st.text_area(t("call.question"), key=key("question"), height=90)
    st.segmented_control(t("inbox.topic"), TOPICS, key=key("topic"), format_func=names.__getitem__)


def _rest(kind: str) -> None:
    """Urgency and day of a need, consent, remarks, calling back."""
    columns = st.columns((2, 2, 3, 3), gap="small", vertical_alignment="bottom")
    if kind == "need":
        _choice(columns[0], "urgency")
        columns[1].date_input(
            field("available_until").label(language()), value=None, format=DAYS[language()], key=key("available_until")
        )
    elif kind == "offer":
        _choice(columns[0], "consent")
        columns[1].button(t("call.more"), key="call.more", on_click=_more, width="stretch")
    columns[2].text_input(field("remarks").label(language()), key=key("remarks"))
    columns[3].text_input(t("call.callback"), key=key("callback"), placeholder=t("call.callback_help"))


def _choice(column: Any, code: str) -> None:
    names = vocabulary.labels(field(code).vocabulary, language())
    column.selectbox(
        field(code).label(language()), list(names), index=None, format_func=names.__getitem__, placeholder="",
        key=key(code),
    )  # fmt: skip


def _more() -> None:
    lines = int(st.session_state.get(key("lines"), 1))
    st.session_state[key("lines")] = min(lines + 1, MOST_LINES)


def store(kind: str) -> None:
    """The button that stores the call."""
    st.button(
        t("call.store"), key="call.store", type="primary", shortcut="Ctrl+Enter", icon=":material/check:",
        on_click=_store, args=(kind,),
    )  # fmt: skip


def given() -> dict[str, Any]:
    """What stands in the form now, by name; what is empty is left out."""
    prefix, state = key(""), st.session_state.to_dict()
    found = {str(name)[len(prefix) :]: value for name, value in state.items() if str(name).startswith(prefix)}
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _store(kind: str) -> None:
    said, now = given(), dt.datetime.now(dt.UTC).replace(microsecond=0)
    if not any(said.get(name) for name in WHO) or not (said.get("question") or kind != "question"):
        deciding.tell(t("call.missing"), failed=True)
        return
    try:
        if register_access.is_sample():  # what people said never lies among the invented reports
            calls_drafts.drop()
            begin_own()
        undoing = _ask(said, now) if kind == "question" else _add(kind, said, now)
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return
    calls_drafts.done()
    who = str(next(said[name] for name in WHO if said.get(name)))
    deciding.tell(t(f"call.stored.{kind}", who=who), undoing=undoing)


def _add(kind: str, said: dict[str, Any], now: dt.datetime) -> Any:
    """Stores an offer or need by telephone; what takes it back."""
    register = register_access.register(visitor())
    report, content = report_of(kind, said, now)
    done = register.add(report, content, by=signature(), now=now)
    return partial(register.undo, done.import_id, by=signature())


def _ask(said: dict[str, Any], now: dt.datetime) -> Any:
    """Puts a question by telephone into the inbox, read already; what takes it back."""
    inbox = Inbox(register_access.register(visitor()))
    report, content = question_of(said, now)
    number = inbox.add(report, content, by=signature(), now=now).message_id
    inbox.accept(number, None, by=signature(), now=now)
    return partial(inbox.set_status, number, "done", by=signature())


def report_of(kind: str, said: dict[str, Any], now: dt.datetime) -> tuple[Report, bytes]:
    """The report of an offer or need as it was told on the telephone, and the words as its content."""
    day = pd.Timestamp(now).tz_convert(None).normalize()
    offer: dict[str, object] = {code: said.get(code) for code in (*WHO, "urgency", "available_until")}
    offer |= {"kind": kind, "channel": "call", "received_at": day, "confirmed_at": day, "precision": "none"}
    offer |= {"consent": said.get("consent") or "not_stated", "remarks": _remarks(said)}
    offer |= {"status": "in_contact", "assignee": signature()} if said.get("callback") else {"status": "new"}
    offer |= chosen("", {}, {f".{name}": value for name, value in said.items()})
    lines = [line for at in range(MOST_LINES) if (line := _told(said, at)).get("product")]
    return by_hand.entered(f"call {now:%Y-%m-%d %H%M%S}.json", offer, lines, _words(kind, said, now))


def _told(said: dict[str, Any], at: int) -> dict[str, object]:
    return {code: said.get(f"{code}.{at}") for code in WHAT}


def _remarks(said: dict[str, Any]) -> str | None:
    back = t("call.back", when=said["callback"]) if said.get("callback") else ""
    return " · ".join(each for each in (str(said.get("remarks") or ""), back) if each) or None


def _words(kind: str, said: dict[str, Any], now: dt.datetime) -> dict[str, str]:
    """What was typed, under the headings of the form; the moment makes it one call of its own."""
    known = {"kind": kind, "at": now.isoformat(), "by": signature()}
    return known | {name: str(value) for name, value in sorted(said.items()) if name not in ("kind", "lines")}


def question_of(said: dict[str, Any], now: dt.datetime) -> tuple[Report, bytes]:
    """A question by telephone as a message, with how to reach who asked."""
    asked = str(said["question"])
    person = Person(str(said.get("contact_name") or ""), str(said.get("email") or ""))
    report, content = by_hand.entered(f"call {now:%Y-%m-%d %H%M%S}.json", {}, (), _words("question", said, now))
    reach = "\n".join(str(said[name]) for name in ("phone", "callback") if said.get(name))
    message = Message(
        key=f"call {report.sha256}", answers=(), sent_at=now, sender=person, writer=person,
        from_organisation=str(said.get("organisation") or ""), forwarded_by="", subject=asked.splitlines()[0][:120],
        text=asked, body=f"{asked}\n\n{reach}".strip(), kind="question", confidence=1.0, topic=said.get("topic"),
        language=language(),
    )  # fmt: skip
    return by_hand.of_message(report, message), content
