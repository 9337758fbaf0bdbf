"""The inbox: mails as they came, what people did about each, and who is at work on which at the moment.

A step is one transaction, added and never overwritten, and can be taken back. Who opens a message claims it for a
while, so that two never work on one unknowingly. Leaves out how mails arrive (register.inbox_arriving), the folding of
steps (register.inbox_state) and drafts (register.drafts).
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, delete, insert, select, update

from capacity.message import KINDS, TOPICS
from capacity.reports import Report
from register import frames, inbox_arriving, inbox_imports, inbox_state, storing
from register.decisions import withdrawn
from register.errors import RegisterError
from register.frames import Original
from register.inbox_arriving import Arrived
from register.inbox_state import (
    ACCEPTED,
    ANSWER,
    ASSIGN,
    DONE,
    KIND,
    NEW,
    NOTE,
    OPEN,
    SETTLED,
    STATES,
    STATUS,
    TOPIC,
    Stored,
)
from register.inbox_tables import claims, mailboxes, message_steps, messages
from register.store import Register
from register.storing import Imported

EXPIRES = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Claim:
    """Who has a message open, since when."""

    message_id: int
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Taken:
    """A message that was accepted: the step that says so, the import and the decision where there was one to make."""

    step_id: int
    imported: Imported | None
    decision_id: int | None


class Inbox:
    """The inbox of one register. Every method raises RegisterError, and then nothing has changed.

    "no_message": it was erased or never came; "settled": somebody settled it before.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    @property
    def register(self) -> Register:
        """The register that it is of."""
        return self._register

    def add(self, report: Report, content: bytes, *, by: str, now: dt.datetime | None = None) -> Arrived:
        """Stores a mail that was read from `content`; the same one twice changes nothing.

        Raises ValueError for a report without a message or of other bytes.
        """
        storing.check_content(report, content)
        with self._register.writing() as connection:
            return inbox_arriving.arrive(connection, report, content, by, now or _now())

    def state(self, *, now: dt.datetime | None = None) -> pd.DataFrame:
        """inbox_state.COLUMNS of every message, the oldest first, in one query."""
        with self._register.reading() as connection:
            return _state(connection, now or _now())

    def message(self, message_id: int) -> Stored:
        """One message in full. Raises "no_message"."""
        with self._register.reading() as connection:
            try:
                return inbox_state.stored(connection, message_id)
            except KeyError:
                raise RegisterError("no_message") from None

    def original(self, message_id: int) -> Original:
        """The file of a message, as it came. Raises "no_message"."""
        with self._register.reading() as connection:
            return frames.original(connection, _existing(connection, message_id).sha256)

    def texts(self, message_ids: Collection[int]) -> dict[int, str]:
        """The text of each of these messages."""
        with self._register.reading() as connection:
            return inbox_state.texts(connection, message_ids)

    def next(self, by: str, *, after: int | None = None, desk: str = "", now: dt.datetime | None = None) -> int | None:
        """The oldest unread message behind `after` that is nobody else's, claimed at once for `by`, or the `desk` of
        several who sign so; from the first again behind the last. None where there is none; their other claims end."""
        now, desk = now or _now(), desk or by
        with self._register.writing() as connection:
            free = _waiting(_state(connection, now), by, desk)["message_id"].tolist()
            behind = free[free.index(after) + 1 :] + free[: free.index(after)] if after in free else free
            _let_go(connection, desk)
            if not behind:
                return None
            _claim(connection, behind[0], desk, now)
        return behind[0]

    def claim(self, message_id: int, by: str, *, now: dt.datetime | None = None) -> Claim:
        """Opens a message: the claim that holds, of somebody else who was first or of `by`, whose others end."""
        now = now or _now()
        with self._register.writing() as connection:
            _existing(connection, message_id)
            columns = (claims.c.message_id, claims.c.by, claims.c.at)
            held = connection.execute(select(*columns).where(claims.c.message_id == message_id)).first()
            if held and held.by != by and held.at >= now - EXPIRES:
                return Claim(*held)
            _let_go(connection, by)
            return _claim(connection, message_id, by, now)

    def release(self, by: str) -> None:
        """Ends every claim of `by`."""
        with self._register.writing() as connection:
            _let_go(connection, by)

    def set_kind(self, message_id: int, kind: str, *, by: str, now: dt.datetime | None = None) -> int:
        """Says what a message is, one of capacity.message.KINDS: the step's number."""
        return self._step(message_id, KIND, _one_of(kind, KINDS), by, now)

    def set_topic(self, message_id: int, topic: str, *, by: str, now: dt.datetime | None = None) -> int:
        """Says what a question is about, one of capacity.message.TOPICS: the step's number."""
        return self._step(message_id, TOPIC, _one_of(topic, TOPICS), by, now)

    def assign(self, message_id: int, to: str | None, *, by: str, now: dt.datetime | None = None) -> int:
        """Gives a message to somebody, None to nobody: the step's number."""
        return self._step(message_id, ASSIGN, inbox_arriving.told(to or "").strip() or None, by, now)

    def note(self, message_id: int, text: str, *, by: str, now: dt.datetime | None = None) -> int:
        """Writes a note to a message: the step's number. Raises ValueError for an empty text."""
        return self._step(message_id, NOTE, _words(text), by, now)

    def set_status(self, message_id: int, status: str, *, by: str, now: dt.datetime | None = None) -> int:
        """Sets how far a message is, one of inbox_state.STATES but "accepted", which accept() sets.

        Raises "settled" for DONE where somebody else took its offers over or set it aside meanwhile.
        """
        now, value = now or _now(), {"status": _one_of(status, set(STATES) - {ACCEPTED})}
        with self._register.writing() as connection:
            _existing(connection, message_id)
            seen = _state(connection, now, message_id).iloc[0]
            if status == DONE and seen["status"] in (ACCEPTED, DONE) and seen["status_by"] != by:
                raise RegisterError("settled", by=seen["status_by"])
            return _noted(connection, message_id, STATUS, value, by, now)

    def answer(
        self, message_ids: Collection[int], text: str, *, by: str, language: str, now: dt.datetime | None = None
    ) -> list[int]:
        """Notes that one or several questions were answered with `text`: the numbers of the steps."""
        value, now = {"text": _words(text), "language": language}, now or _now()
        with self._register.writing() as connection:
            return [_noted(connection, each, ANSWER, value, by, now) for each in message_ids]

    def accept(
        self, message_id: int, report: Report | None, content: bytes = b"", *, by: str,
        withdrawing: Collection[int] = (), why: str | None = None, now: dt.datetime | None = None,
    ) -> Taken:  # fmt: skip
        """Settles a message: imports `report`, read from `content`, with what the person corrected; a question is open.

        `withdrawing`: offers that it takes back. Raises "settled", "gone", "unfit", ValueError for other bytes, and
        "already" where the file was imported by itself and `report` says something else.
        """
        now = now or _now()
        if report is not None:
            storing.check_content(report, content)
        with self._register.writing() as connection:
            known = _existing(connection, message_id)
            seen = _state(connection, now, message_id).iloc[0]
            if seen["status"] in SETTLED:
                raise RegisterError("settled", by=seen["status_by"])
            done = None
            if report is not None:
                if report.sha256 != known.sha256:
                    raise ValueError("the report is of another mail")
                done = inbox_imports.brought_in(connection, report, content, by, now)
                inbox_imports.belongs(connection, message_id, done.import_id)
            decision_id = withdrawn(connection, withdrawing, by, why, now) if withdrawing else None
            value = {"status": OPEN if seen["kind"] == "question" else ACCEPTED,
                     "import_id": done and done.import_id, "joined": bool(done and done.already),
                     "decision_id": decision_id}  # fmt: skip
            number = _noted(connection, message_id, STATUS, value, by, now)
            connection.execute(delete(claims).where(claims.c.message_id == message_id))
        return Taken(number, done, decision_id)

    def undo(self, step_id: int, *, by: str, now: dt.datetime | None = None) -> bool:
        """Takes a step back, and with an acceptance the import that it made; False if somebody did before.

        Raises KeyError for an unknown number, "built_upon" when a later version of a list rests on the import.
        """
        now = now or _now()
        with self._register.writing() as connection:
            found = connection.execute(select(message_steps).where(message_steps.c.step_id == step_id)).first()
            if found is None:
                raise KeyError(step_id)
            if found.undone_at is not None:
                return False
            said = (found.value or {}) if found.what == STATUS else {}
            if import_id := said.get("import_id"):
                if not said.get("joined"):
                    inbox_imports.take_back(connection, import_id, by, now)
                inbox_imports.belongs(connection, found.message_id, None)
            undone = {"undone_at": now, "undone_by": by}
            connection.execute(update(message_steps).where(message_steps.c.step_id == step_id).values(undone))
            storing.changed(connection, "message", found.message_id)
        return True

    def read_up_to(self, mailbox: str) -> tuple[int, int] | None:
        """How far a mailbox was read: its UIDVALIDITY and the last UID."""
        with self._register.reading() as connection:
            statement = select(mailboxes.c.validity, mailboxes.c.uid).where(mailboxes.c.mailbox == mailbox)
            found = connection.execute(statement).first()
        return None if found is None else (found.validity, found.uid)

    def note_read(self, mailbox: str, validity: int, uid: int, *, now: dt.datetime | None = None) -> None:
        """Notes how far a mailbox was read, so that the next reading goes on from there."""
        values = {"validity": validity, "uid": uid, "at": now or _now()}
        with self._register.writing() as connection:
            own = mailboxes.c.mailbox == mailbox
            if not connection.execute(update(mailboxes).where(own).values(values)).rowcount:
                connection.execute(insert(mailboxes), {"mailbox": mailbox, **values})

    def _step(self, message_id: int, what: str, value: Any, by: str, now: dt.datetime | None) -> int:
        with self._register.writing() as connection:
            return _noted(connection, message_id, what, value, by, now or _now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _state(connection: Connection, now: dt.datetime, message_id: int | None = None) -> pd.DataFrame:
    return inbox_state.state(connection, claimed_since=now - EXPIRES, only=message_id)


def _waiting(state: pd.DataFrame, by: str, desk: str) -> pd.DataFrame:
    """What is unread and nobody else's: neither given to another nor open at theirs, nor a repetition."""
    unread = (state["status"] == NEW) & state["repeats"].isna()
    return state[unread & state["assignee"].fillna(by).eq(by) & state["claimed_by"].fillna(desk).eq(desk)]


def _existing(connection: Connection, message_id: int) -> Row:
    columns = select(messages.c.message_id, messages.c.sha256)
    found = connection.execute(
        columns.where(messages.c.message_id == message_id, messages.c.erased_at.is_(None))
    ).first()
    if found is None:
        raise RegisterError("no_message")
    return found


def _noted(connection: Connection, message_id: int, what: str, value: Any, by: str, now: dt.datetime) -> int:
    _existing(connection, message_id)
    number = inbox_arriving.step(connection, message_id, what, value, by, now)
    storing.changed(connection, "message", message_id)
    return number


def _let_go(connection: Connection, by: str) -> None:
    connection.execute(delete(claims).where(claims.c.by == by))


def _claim(connection: Connection, message_id: int, by: str, now: dt.datetime) -> Claim:
    connection.execute(delete(claims).where(claims.c.message_id == message_id))
    connection.execute(insert(claims), {"message_id": message_id, "by": by, "at": now})
    return Claim(message_id, by, now)


def _one_of(word: str, words: Collection[str]) -> str:
    if word not in words:
        raise ValueError(f"{word!r} is none of {', '.join(sorted(words))}")
    return word


def _words(text: str) -> str:
    words = inbox_arriving.told(text).strip()
    if not words:
        raise ValueError("this needs words")
    return words
