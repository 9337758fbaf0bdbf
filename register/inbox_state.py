"""The state of all messages as one frame, folded from what was read and the steps that stand.

The last standing step of a kind counts; an answer is a step that makes a question answered. Leaves out taking steps
(register.inbox) and the texts of the messages, which are asked for one by one.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select, true

from register.bulk import rows_in
from register.frames import framed
from register.inbox_arriving import REPEATS
from register.inbox_tables import attachments, claims, message_steps, messages

NEW, OPEN, ANSWERED, ACCEPTED, DONE = STATES = ("new", "open", "answered", "accepted", "done")
SETTLED = frozenset(STATES) - {NEW, OPEN}
KIND, TOPIC, ASSIGN, STATUS, ANSWER, NOTE, LINK = ("kind", "topic", "assign", "status", "answer", "note", "link")
STEPS = (KIND, TOPIC, ASSIGN, STATUS, ANSWER, NOTE, LINK)
READ = ("message_id", "received_at", "sender_name", "sender_email", "writer_name", "writer_email", "from_organisation",
        "forwarded_by", "subject", "kind", "confidence", "topic", "language", "thread", "import_id")  # fmt: skip
FOLDED = ("status", "status_at", "status_by", "assignee", "repeats", "notes", "claimed_by", "claimed_at")
COLUMNS = (*READ, *FOLDED)
TYPES = {
    **dict.fromkeys(("message_id", "notes"), "int64"),
    **dict.fromkeys(("import_id", "repeats"), "Int64"),
    **dict.fromkeys(("received_at", "status_at", "claimed_at"), "datetime64[us, UTC]"),
    "confidence": "float64",
}


@dataclass(frozen=True)
class Attached:
    """A file on a stored mail; `import_id` is the import that holds what stands in it, if any."""

    name: str
    media_type: str
    size: int
    sha256: str
    import_id: int | None


@dataclass(frozen=True)
class Step:
    """Something that was done about a message; `value` as in JSON."""

    step_id: int
    what: str
    value: Any
    by: str
    at: dt.datetime
    undone_at: dt.datetime | None
    undone_by: str | None


@dataclass(frozen=True)
class Stored:
    """One message in full: where its file is, its text, what hangs on it and every step, the newest last."""

    message_id: int
    sha256: str
    subject: str
    body: str
    attachments: tuple[Attached, ...]
    steps: tuple[Step, ...]


def state(connection: Connection, *, claimed_since: dt.datetime, only: int | None = None) -> pd.DataFrame:
    """COLUMNS of every message that was not erased, or of one, the oldest first; a claim of before `claimed_since` has
    ended.

    `kind` and `topic` are what people said, else what was read; what people said is certain (confidence 1).
    """
    kept, done, held = messages.c, message_steps.c, claims.c
    standing = messages.outerjoin(message_steps, (done.message_id == kept.message_id) & done.undone_at.is_(None))
    held_now = (held.message_id == kept.message_id) & (held.at >= claimed_since)
    statement = (
        select(*(kept[name] for name in READ), held.by, held.at, done.what, done.value, done.at, done.by)
        .select_from(standing.outerjoin(claims, held_now))
        .where(kept.erased_at.is_(None), true() if only is None else kept.message_id == only)
        .order_by(kept.received_at, kept.message_id, done.step_id)
    )
    found: dict[int, dict[str, Any]] = {}
    for row in connection.execute(statement):
        claimed_by, claimed_at, what, value, at, by = row[len(READ) :]
        fresh = {"status": NEW, "assignee": None, "notes": 0, "claimed_by": claimed_by, "claimed_at": claimed_at}
        known = found.setdefault(row[0], dict(zip(READ, row, strict=False)) | fresh)
        if what is not None:
            _fold(known, what, value, at, by)
    rows = [[each.get(name) for name in COLUMNS] for each in found.values()]
    return framed(COLUMNS, rows, TYPES)


def _fold(known: dict[str, Any], what: str, value: Any, at: dt.datetime, by: str) -> None:
    if what in (KIND, TOPIC):
        known[what] = value
        known["confidence"] = 1.0
    elif what == ASSIGN:
        known["assignee"] = value
    elif what in (STATUS, ANSWER):
        status = value["status"] if what == STATUS else ANSWERED
        known.update(status=status, status_at=at, status_by=by)
    elif what == NOTE:
        known["notes"] += 1
    elif what == LINK:
        known["repeats"] = value[REPEATS]


def stored(connection: Connection, message_id: int) -> Stored:
    """One message. Raises KeyError for an unknown number or one that was erased."""
    kept = messages.c
    own = (kept.message_id, kept.sha256, kept.subject, kept.body)
    found = connection.execute(select(*own).where(kept.message_id == message_id, kept.erased_at.is_(None))).first()
    if found is None:
        raise KeyError(message_id)
    files = select(*(attachments.c[name] for name in Attached.__dataclass_fields__))
    files = files.where(attachments.c.message_id == message_id).order_by(attachments.c.ordinal)
    hung = tuple(Attached(*row) for row in connection.execute(files))
    return Stored(*found, hung, tuple(steps_of(connection, message_id)))


def texts(connection: Connection, message_ids: Collection[int]) -> dict[int, str]:
    """The text of each of these messages that was not erased."""
    said = select(messages.c.message_id, messages.c.body).where(messages.c.erased_at.is_(None))
    return {row.message_id: row.body for row in rows_in(connection, said, messages.c.message_id, message_ids)}


def steps_of(connection: Connection, message_id: int) -> list[Step]:
    """Every step of a message, those taken back among them, the oldest first."""
    columns = (message_steps.c[name] for name in Step.__dataclass_fields__)
    statement = select(*columns).where(message_steps.c.message_id == message_id).order_by(message_steps.c.step_id)
    return [Step(*row) for row in connection.execute(statement)]
