"""The kept files in which somebody stands: words and mail addresses looked for in the bytes, in archives and mails too.

Leaves out whose they are and emptying them (register.people_erasing).
"""

import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable
from email import message_from_bytes
from xml.sax.saxutils import escape

from sqlalchemy import ColumnElement, Connection, select

from register.tables import originals

FILES_AT_ONCE = 20
MAIL = re.compile(rb"[^\s<>\"';:,()]+@[^\s<>\"';:,()]+")
MIME = re.compile(rb"^content-transfer-encoding:\s*(base64|quoted-printable)|^content-type:\s*multipart/", re.I | re.M)
HEAD = 64_000  # bytes in which the headers of a mail stand
LARGEST = 200_000_000  # bytes that one part of an archive may unfold to


def naming(connection: Connection, words: Collection[str], among: ColumnElement[bool]) -> set[str]:
    """The files `among` those kept in which one of these words stands, in any spelling of letters that files have."""
    if not words:
        return set()
    wanted = {form for each in words for form in _forms(each)}
    kept = select(originals.c.sha256, originals.c.content).where(originals.c.erased_at.is_(None), among)
    rows = connection.execute(kept, execution_options={"yield_per": FILES_AT_ONCE})
    return {sha256 for sha256, content in rows if _holds(content, wanted)}


def addressing(connection: Connection, mails: Collection[str], among: ColumnElement[bool]) -> set[str]:
    """The workbooks in which one of many mail addresses stands."""
    wanted = {each.strip().lower().encode() for each in mails}
    kept = select(originals.c.sha256, originals.c.content).where(originals.c.erased_at.is_(None), among)
    rows = connection.execute(kept, execution_options={"yield_per": FILES_AT_ONCE}) if wanted else ()
    return {
        sha256
        for sha256, content in rows
        if any(not wanted.isdisjoint(MAIL.findall(part.lower())) for part in _parts(content))
    }


def _forms(word: str) -> set[bytes]:
    """A word as files may hold it, A to Z in lower case: other letters as written and in lower case."""
    texts = {word, word.casefold(), escape(word)}
    return {
        form.lower()
        for text in texts
        for form in (text.encode("utf-8"), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode())
    }


def _holds(content: bytes, wanted: Collection[bytes]) -> bool:
    return any(each in part.lower() for part in _parts(content) for each in wanted)


def _parts(content: bytes) -> Iterable[bytes]:
    """The bytes of a file and, where it is an archive as workbooks are or a mail, those of what is in it."""
    yield content
    if MIME.search(content[:HEAD]):
        for part in message_from_bytes(content).walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload not in (b"", content):
                yield from _parts(payload)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.infolist():
                if each.file_size <= LARGEST:
                    yield archive.read(each)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return  # no archive, or one that cannot be opened: its bytes were searched
