"""One mail as understood: who wrote it, who passed it on, what it is, what hung on it.

Declares shapes only. Leaves out how mails are read (loaders), how they are told apart (capacity.messages) and how they
are kept (register).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal["offer", "need", "question", "withdrawal", "donation", "other"]
KINDS: tuple[Kind, ...] = ("offer", "need", "question", "withdrawal", "donation", "other")
Topic = Literal["standards", "certification", "where_to_send", "logistics", "funding", "other"]
TOPICS: tuple[Topic, ...] = ("standards", "certification", "where_to_send", "logistics", "funding", "other")


@dataclass(frozen=True)
class Person:
    """A name and a mail address as the mail gives them, "" where it gives none."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file on a mail: `name` as sent, never to be used as a path; `size` in bytes; `sha256` of its content."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Message:
    """A mail: `key` names it however often it is sent, `answers` are the keys of the mails before it in its thread.

    `sender` sent it to us, `writer` wrote what it says: another one where the mail was passed on, and `forwarded_by`
    then names the organisation that did. `sent_at` is aware, None where the mail has no date. `text` is what was
    written for us without quoted mails and signature, `body` everything as plain text. `confidence` of the `kind` lies
    between 0 and 1; `topic` is that of a question; `language` is that of the text, "" where it is not certain.
    """

    key: str
    answers: tuple[str, ...]
    sent_at: dt.datetime | None
    sender: Person
    writer: Person
    from_organisation: str
    forwarded_by: str
    subject: str
    text: str
    body: str
    kind: Kind
    confidence: float
    topic: Topic | None
    language: str
    attachments: tuple[Attachment, ...] = ()
