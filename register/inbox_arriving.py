"""A mail on its way into the inbox: stored once, joined to its thread, and told apart from one that was sent again.

The same mail twice (one key, one text) changes nothing. One key with another text is another mail: nothing is lost
because a program gave two mails one name. Leaves out the transaction (register.inbox) and how mails are read (loaders).
"""

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from capacity.message import Message, Person
from capacity.reports import Report
from register import storing
from register.inbox_tables import attachments, message_steps, messages
from register.rows import NUL
from register.storing import KEYS

MOST_ANSWERS = 500  # mails before one in its thread
HASHED = "sha256:"
REPEATS = "repeats"  # the value of a step "link": the message that this one says again


@dataclass(frozen=True)
class Arrived:
    """A mail in the inbox; `already` when it was there before, `repeats` is the first mail that says the same."""

    message_id: int
    already: bool = False
    repeats: int | None = None


def arrive(connection: Connection, report: Report, content: bytes, by: str, now: dt.datetime) -> Arrived:
    """Stores the message of a report with its file. Raises ValueError for a report without one."""
    message = report.message
    if message is None:
        raise ValueError("the report is of no mail")
    key = _told(message.key) or report.sha256
    known, key = _same(connection, key, report.sha256, message)
    if known is not None:
        return Arrived(known, already=True)
    storing.keep(connection, report.file, content, now)
    first = _said_before(connection, message)
    number = storing.raised(connection, KEYS[messages], 1)
    thread = _thread(connection, message, key, first)
    connection.execute(insert(messages), {**_row(message, now), "message_id": number, "key": key, "thread": thread,
                                          "sha256": report.sha256, "at": now, "by": by})  # fmt: skip
    _attach(connection, number, message)
    if first is not None:
        step(connection, number, "link", {REPEATS: first}, by, now)
    storing.changed(connection, "message", number)
    return Arrived(number, repeats=first)


def step(connection: Connection, message_id: int, what: str, value: object, by: str, now: dt.datetime) -> int:
    """Notes something that was done about a message: the step's number."""
    number = storing.raised(connection, KEYS[message_steps], 1)
    values = {"step_id": number, "message_id": message_id, "at": now, "by": by, "what": what, "value": value}
    connection.execute(insert(message_steps), values)
    return number


def told(text: str) -> str:
    """A text as every database takes it: without NUL and halves of letters."""
    return text.replace(NUL, "").encode("utf-8", "replace").decode("utf-8")


def hashed(key: str) -> str:
    """What stays of a key when its message is erased: it may hold a name, but tells answers which thread is theirs."""
    return key if key.startswith(HASHED) else f"{HASHED}{hashlib.sha256(key.encode()).hexdigest()}"


def _told(text: str | None) -> str:
    return told(text or "").strip()


def _row(message: Message, now: dt.datetime) -> dict[str, object]:
    people = {f"{role}_name": _told(person.name) for role, person in _people(message)}
    people |= {f"{role}_email": _told(person.email).casefold() for role, person in _people(message)}
    texts = {
        name: _told(getattr(message, name)) for name in ("from_organisation", "forwarded_by", "subject", "language")
    }
    return {
        **people,
        **texts,
        "received_at": min(message.sent_at or now, now),
        "body": told(message.body),
        "kind": message.kind,
        "confidence": message.confidence,
        "topic": message.topic,
    }


def _people(message: Message) -> tuple[tuple[str, Person], ...]:
    return ("sender", message.sender), ("writer", message.writer)


def _same(connection: Connection, key: str, sha256: str, message: Message) -> tuple[int | None, str]:
    """The stored mail that this one is, and the key for it where there is none.

    It is the same with the same bytes, or with the same key, text and attachments; a key that another mail has already
    is counted on. Of one that was erased only the bytes are known still.
    """
    kept = messages.c
    found = connection.scalar(select(kept.message_id).where(kept.sha256 == sha256).limit(1))
    free, count = key, 0
    while found is None:
        named = connection.execute(select(kept.message_id, kept.body, kept.erased_at).where(kept.key == free)).first()
        if named is None:
            return None, free
        alike = named.erased_at is None and named.body == told(message.body)
        if alike and _holds(connection, named.message_id, message):
            return named.message_id, free
        count += 1
        free = f"{key}#{count}"
    return found, free


def _holds(connection: Connection, message_id: int, message: Message) -> bool:
    """Whether a stored message came with the same attachments."""
    kept = select(attachments.c.sha256).where(attachments.c.message_id == message_id)
    return sorted(map(str, connection.scalars(kept))) == sorted(each.sha256 for each in message.attachments)


def _said_before(connection: Connection, message: Message) -> int | None:
    """The first mail of the same sender with the same words and attachments, sent under another key."""
    kept, sender = messages.c, _told(message.sender.email).casefold()
    if not sender:
        return None
    same = (kept.sender_email == sender, kept.subject == _told(message.subject), kept.body == told(message.body))
    alike = select(kept.message_id).where(*same).order_by(kept.message_id)
    return next((each for each in connection.scalars(alike).all() if _holds(connection, each, message)), None)


def _thread(connection: Connection, message: Message, key: str, first: int | None) -> str:
    """The thread of a mail, named by the key of its first; threads that prove to be one become one."""
    kept, before = messages.c, [_told(each) for each in message.answers if _told(each)][:MOST_ANSWERS]
    known = [*before, *map(hashed, before)]
    earlier = kept.key.in_(known) if first is None else kept.message_id == first
    parent = connection.scalar(select(kept.thread).where(earlier).order_by(kept.message_id).limit(1))
    name = parent or (before or [key])[0]
    joined = select(kept.thread).where(kept.key.in_(known) | kept.thread.in_([*known, key, hashed(key)])).distinct()
    if others := {*connection.scalars(joined)} - {name}:
        connection.execute(update(messages).where(kept.thread.in_(others)).values(thread=name))
    return name


def _attach(connection: Connection, number: int, message: Message) -> None:
    rows = [
        {"message_id": number, "ordinal": place, "name": _told(each.name), "media_type": _told(each.media_type),
         "size": each.size, "sha256": each.sha256}
        for place, each in enumerate(message.attachments, 1)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(attachments), rows)
