"""People in the inbox: the messages and drafts that hold somebody's data, what is held in them, and emptying them.

A message that holds somebody who is erased is emptied whole, as every file is; that it came, what it was and who
settled it stays. Leaves out who is meant and everything about offers (register.people and its other modules).
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete, select, update

from capacity.folding import fold
from register.bulk import in_parts
from register.frames import framed
from register.inbox_arriving import hashed
from register.inbox_state import ANSWER, NOTE
from register.inbox_tables import attachments, claims, drafts, message_steps, messages
from register.people_marks import folded, mail_key, marked, phone_key

COLUMNS = ("message_id", "received_at", "sender_name", "sender_email", "writer_name", "writer_email",
           "from_organisation", "subject", "kind")  # fmt: skip
TYPES = {"message_id": "int64", "received_at": "datetime64[us, UTC]"}
TEXTS = ("sender_name", "sender_email", "writer_name", "writer_email", "from_organisation", "forwarded_by", "subject",
         "body")  # fmt: skip
SAID = (NOTE, ANSWER)
NUMBER = re.compile(r"(?:\+|\b0)[\d\s()/.\-]{5,}\d")
SHORTEST = 3  # letters of a name that are looked for
AT_ONCE = 200  # messages in memory at a time: their texts may be long


def find(connection: Connection, text: str) -> pd.DataFrame:
    """COLUMNS of the messages that a whole mail address, a telephone number or all words of a name lead to."""
    words = text.strip()
    if "@" in words:
        found = naming(connection, [words])
    elif not any(map(str.isalpha, words)):
        found = naming(connection, [words]) if phone_key(words) else set()
    else:
        found = _called(connection, folded(words).split())
    return shown(connection, found)


def shown(connection: Connection, message_ids: Collection[int]) -> pd.DataFrame:
    """COLUMNS of these messages, the oldest first."""
    statement = select(*(messages.c[name] for name in COLUMNS)).order_by(messages.c.message_id)
    rows = [row for some in in_parts(message_ids) for row in connection.execute(_of(statement, some))]
    return framed(COLUMNS, rows, TYPES)


def naming(connection: Connection, needles: Iterable[str]) -> set[int]:
    """The messages in which one of these mail addresses, telephone numbers or other texts stands, or in a step of
    which."""
    words = [each for each in needles if each.strip()]
    if not words:
        return set()
    says = saying(words)
    found = {row.message_id for row in _texts(connection) if says("\n".join(row[1:]))}
    told = select(message_steps.c.message_id, message_steps.c.value).where(message_steps.c.what.in_(SAID))
    return found | {number for number, value in connection.execute(told) if says(str(value))}


def of_files(connection: Connection, files: Collection[str]) -> set[int]:
    """The messages that these files are."""
    return {number for number, sha256 in connection.execute(_kept()) if sha256 in files}


def files_of(connection: Connection, message_ids: Collection[int]) -> set[str]:
    """The files that these messages are."""
    return {sha256 for some in in_parts(message_ids) for _, sha256 in connection.execute(_of(_kept(), some))}


def drafts_naming(connection: Connection, needles: Iterable[str]) -> set[int]:
    """The drafts in which one of these texts stands."""
    words = [each.casefold() for each in needles if each.strip()]
    says = _saying(words, {key for each in words if (key := phone_key(each))})
    kept = connection.execute(select(drafts.c.draft_id, drafts.c.body)) if words else ()
    return {number for number, body in kept if says("\n".join(map(str, body.values())))}


def recognised(connection: Connection, salt: str, hashes: Collection[str], before: dt.datetime) -> set[int]:
    """The messages of before a moment that somebody sent or wrote whose salted hash is among these."""
    kept = messages.c
    statement = select(kept.message_id, kept.sender_email, kept.writer_email).where(
        kept.erased_at.is_(None), kept.at <= before
    )
    return {
        number
        for number, *mails in connection.execute(statement)
        if not set(hashes).isdisjoint(marked([mail_key(each) for each in mails if each], salt))
    }


def writers(connection: Connection, message_ids: Collection[int]) -> set[str]:
    """The mail addresses of who wrote these messages."""
    statement = select(messages.c.message_id, messages.c.writer_email, messages.c.sender_email)
    rows = [row for some in in_parts(message_ids) for row in connection.execute(_of(statement, some))]
    return {writer or sender for _, writer, sender in rows} - {""}


def expired(connection: Connection, before: dt.datetime) -> set[int]:
    """Messages of nobody's organisation, as far as is known, that came before a moment."""
    statement = _kept().where(messages.c.from_organisation == "", messages.c.received_at < before)
    return {number for number, _ in connection.execute(statement)}


def forget(connection: Connection, message_ids: Collection[int], draft_ids: Collection[int], now: dt.datetime) -> None:
    """Empties these messages, what hangs on them and what was written about them; they leave the inbox, drafts go."""
    drop_drafts(connection, draft_ids)
    _hash_keys(connection, message_ids)
    for some in in_parts(message_ids):
        own = update(messages).where(messages.c.message_id.in_(some))
        connection.execute(own.values({**dict.fromkeys(TEXTS, ""), "erased_at": now}))
        connection.execute(update(attachments).where(attachments.c.message_id.in_(some)).values(name="", sha256=None))
        said = message_steps.c.message_id.in_(some) & message_steps.c.what.in_(SAID)
        connection.execute(update(message_steps).where(said).values(value=None))
        connection.execute(delete(claims).where(claims.c.message_id.in_(some)))


def _hash_keys(connection: Connection, message_ids: Collection[int]) -> None:
    """Leaves of these messages' keys, and of the names of their threads, hashes alone: both may hold a name."""
    kept = messages.c
    statement = select(kept.message_id, kept.key, kept.thread)
    rows = [row for some in in_parts(message_ids) for row in connection.execute(_of(statement, some))]
    for thread in {row.thread for row in rows}:
        connection.execute(update(messages).where(kept.thread == thread).values(thread=hashed(thread)))
    for number, key, _ in rows:
        held = connection.scalar(select(kept.message_id).where(kept.key == hashed(key)))
        name = hashed(key) if held is None else hashed(f"{key}#{number}")
        connection.execute(update(messages).where(kept.message_id == number).values(key=name))


def drop_drafts(connection: Connection, draft_ids: Collection[int]) -> None:
    """Throws these drafts away."""
    for some in in_parts(draft_ids):
        connection.execute(delete(drafts).where(drafts.c.draft_id.in_(some)))


def old_drafts(connection: Connection, before: dt.datetime) -> set[int]:
    """The drafts that nobody went on with since a moment."""
    return set(connection.scalars(select(drafts.c.draft_id).where(drafts.c.at < before)))


def held(connection: Connection, message_ids: Collection[int]) -> list[dict[str, Any]]:
    """Everything that is held of these messages, as rows of an access report; moments as they are."""
    names = ("message_id", "received_at", *TEXTS, "kind", "topic", "language")
    statement = select(*(messages.c[name] for name in names)).order_by(messages.c.message_id)
    return [dict(row._mapping) for some in in_parts(message_ids) for row in connection.execute(_of(statement, some))]


def held_beside(connection: Connection, message_ids: Collection[int]) -> list[dict[str, Any]]:
    """What was done about these messages and what hangs on them."""
    done, files = message_steps.c, attachments.c
    steps = select(done.message_id, done.at, done.by, done.what, done.value, done.undone_at).order_by(done.step_id)
    hung = select(files.message_id, files.name, files.media_type, files.size).order_by(files.ordinal)
    rows: list[dict[str, Any]] = []
    for some in in_parts(message_ids):
        rows += [dict(row._mapping) for row in connection.execute(steps.where(done.message_id.in_(some)))]
        for number, name, media_type, size in connection.execute(hung.where(files.message_id.in_(some))):
            told = {"name": name, "media_type": media_type, "size": size}
            rows.append({"message_id": number, "at": None, "by": None, "what": "attachment", "value": told,
                         "undone_at": None})  # fmt: skip
    return rows


def held_drafts(connection: Connection, draft_ids: Collection[int]) -> list[dict[str, Any]]:
    """What stands in these drafts."""
    statement = select(drafts.c.draft_id, drafts.c.at, drafts.c.by, drafts.c.body).order_by(drafts.c.draft_id)
    return [
        dict(row._mapping)
        for some in in_parts(draft_ids)
        for row in connection.execute(statement.where(drafts.c.draft_id.in_(some)))
    ]


def _kept() -> Any:
    return select(messages.c.message_id, messages.c.sha256).where(messages.c.erased_at.is_(None))


def _of(statement: Any, some: list[int]) -> Any:
    return statement.where(messages.c.message_id.in_(some), messages.c.erased_at.is_(None))


def _texts(connection: Connection) -> Iterable[Any]:
    statement = select(messages.c.message_id, *(messages.c[name] for name in TEXTS))
    return connection.execute(statement.where(messages.c.erased_at.is_(None)), execution_options={"yield_per": AT_ONCE})


def saying(needles: Iterable[str]) -> Any:
    """Whether a text holds one of these mail addresses, telephone numbers or other texts."""
    words = [each.casefold() for each in needles if each.strip()]
    return _saying(words, {key for each in words if not re.search(r"[^\W\d]", each) and (key := phone_key(each))})


def _saying(words: Collection[str], numbers: Collection[str]) -> Any:
    """Whether a text holds one of these folded words, mail addresses whole, or one of these telephone numbers."""
    mails = [re.compile(rf"(?<![\w.+-]){re.escape(each)}(?![\w-]|\.\w)") for each in words if "@" in each]
    others = [each for each in words if "@" not in each]

    def says(text: str) -> bool:
        lower = text.casefold()
        if any(each in lower for each in others) or any(each.search(lower) for each in mails):
            return True
        return bool(numbers) and any(phone_key(each) in numbers for each in NUMBER.findall(lower))

    return says


def _called(connection: Connection, wanted: list[str]) -> set[int]:
    """The messages sent or written by somebody, or from an organisation, whose name has all these folded words."""
    if sum(map(len, wanted)) < SHORTEST:
        return set()
    kept = messages.c
    names = select(kept.message_id, kept.sender_name, kept.writer_name, kept.from_organisation)
    rows = connection.execute(names.where(kept.erased_at.is_(None))).all()
    said = fold(pd.Series([" ".join(row[1:]) for row in rows], dtype="str")).to_pylist() if rows else []
    return {row[0] for row, name in zip(rows, said, strict=True) if all(each in name for each in wanted)}
