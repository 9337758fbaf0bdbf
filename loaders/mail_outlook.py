"""Outlook's own mail files (.msg, [MS-OXMSG]) taken apart as an Internet mail is.

Leaves out everything but headers, text, files and the mails within.
"""

import datetime as dt
import io
import struct
from collections.abc import Iterator
from email.utils import format_datetime, formataddr

import olefile

from loaders.encoding import decode
from loaders.mail import MAX_BODY, MAX_DEPTH, MAX_PARTS, File, Mail
from loaders.mail_headers import header_text
from loaders.mail_rtf import unpacked_rtf, words_of_rtf

SUBJECT, BODY, HTML, RTF, TRANSPORT = 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
SENDER, SENDER_MAIL, SENDER_SMTP, SENT_FOR, SENT_FOR_SMTP = 0x0C1A, 0x0C1F, 0x5D01, 0x0042, 0x5D02
DISPLAY_TO, MESSAGE_ID, IN_REPLY_TO, REFERENCES = 0x0E04, 0x1035, 0x1042, 0x1039
LONG_NAME, SHORT_NAME, DISPLAY_NAME, MEDIA_TYPE, CONTENT, CONTENT_ID = 0x3707, 0x3704, 0x3001, 0x370E, 0x3701, 0x3712
SUBMITTED, DELIVERED, CODE_PAGES = 0x0039, 0x0E06, (0x3FFD, 0x3FDE)
EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
TAGS = {
    "subject": SUBJECT,
    "to": DISPLAY_TO,
    "message-id": MESSAGE_ID,
    "in-reply-to": IN_REPLY_TO,
    "references": REFERENCES,
}
Path = tuple[str, ...]


class _Store:
    """The properties of one message or attachment in the container."""

    def __init__(self, document: "olefile.OleFileIO", at: Path, head: int) -> None:
        self.document, self.at = document, at
        self.names = {path[len(at)]: path for path in document.listdir(storages=True) if path[: len(at)] == list(at)
                      and len(path) > len(at)}  # fmt: skip
        self.fixed = dict(self._fixed(head))

    def _fixed(self, head: int) -> Iterator[tuple[int, bytes]]:
        data = self._stream("__properties_version1.0")
        for place in range(head, len(data) - 15, 16):
            yield int.from_bytes(data[place + 2 : place + 4], "little"), data[place + 8 : place + 16]

    def _stream(self, name: str) -> bytes:
        try:
            return bytes(self.document.openstream([*self.at, name]).read())
        except Exception:  # noqa: BLE001 there is no such stream, or the container is damaged
            return b""

    def raw(self, code: int, kind: int = 0x0102) -> bytes:
        """The bytes of a property."""
        return self._stream(f"__substg1.0_{code:04X}{kind:04X}")

    def text(self, code: int) -> str:
        """A property's text, in whichever of the two ways it is kept."""
        wide = self.raw(code, 0x001F)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self.raw(code, 0x001E).rstrip(b"\x00")
        return self._narrow(narrow) if narrow else ""

    def _narrow(self, content: bytes) -> str:
        pages = (int.from_bytes(self.fixed.get(code, b"")[:4], "little") for code in CODE_PAGES)
        page = next(filter(None, pages), 0)
        try:
            return content.decode("utf-8" if page == 65001 else f"cp{page}")
        except (LookupError, UnicodeDecodeError):
            return decode(content).text

    def time(self, code: int) -> dt.datetime | None:
        """A property's moment."""
        ticks = struct.unpack("<Q", self.fixed.get(code, b"\0" * 8))[0]
        try:
            return EPOCH + dt.timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def under(self, start: str) -> list[Path]:
        """The storages whose names begin so."""
        return [(*self.at, name) for name in sorted(self.names) if name.startswith(start)]


def read_outlook(content: bytes) -> Mail:
    """One mail of an Outlook file; an empty one where the container cannot be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as document:
            return _mail(document, (), 0)
    except Exception:  # noqa: BLE001 whatever is wrong with a container
        return Mail({}, cut=True)


def _mail(document: "olefile.OleFileIO", at: Path, depth: int) -> Mail:
    store = _Store(document, at, 24 if depth else 32)
    page = store.raw(HTML)
    html = decode(page).text if page else store.text(HTML)
    text = store.text(BODY)
    rtf = unpacked_rtf(store.raw(RTF)) if not (text.strip() or html) else b""
    files, mails, cut = _attachments(store, depth)
    words, shown = words_of_rtf(rtf) if rtf else ("", "")
    return Mail(
        _headers(store), (text or words)[:MAX_BODY], (html or shown)[:MAX_BODY], tuple(files), tuple(mails), cut
    )


def _headers(store: _Store) -> dict[str, str]:
    """The headers as they came where the file keeps them, completed by what Outlook knows itself."""
    from email import message_from_string

    headers: dict[str, str] = {}
    for name, value in message_from_string(store.text(TRANSPORT).lstrip()).items():
        headers.setdefault(name.lower(), header_text(value))
    for name, code in TAGS.items():
        if not headers.get(name):
            headers[name] = store.text(code)
    name, mail = store.text(SENDER) or store.text(SENT_FOR), _address(store)
    if not headers.get("from"):
        headers["from"] = formataddr((name, mail)) if name.isascii() else f'"{name}" <{mail}>'
    sent = store.time(SUBMITTED) or store.time(DELIVERED)
    if sent and not headers.get("date"):
        headers["date"] = format_datetime(sent)
    return {name: value for name, value in headers.items() if value}


def _address(store: _Store) -> str:
    found = (store.text(code) for code in (SENDER_SMTP, SENT_FOR_SMTP, SENDER_MAIL))
    return next((each for each in found if "@" in each), "")


def _attachments(store: _Store, depth: int) -> tuple[list[File], list[Mail], bool]:
    files: list[File] = []
    mails: list[Mail] = []
    places = store.under("__attach_version1.0_")
    for at in places[:MAX_PARTS]:
        each = _Store(store.document, at, 8)
        name = next(filter(None, map(each.text, (LONG_NAME, SHORT_NAME, DISPLAY_NAME))), "")
        if f"__substg1.0_{CONTENT:04X}000D" in each.names and depth < MAX_DEPTH:
            within = _mail(store.document, (*at, f"__substg1.0_{CONTENT:04X}000D"), depth + 1)
            if within.headers or within.text or within.files:
                mails.append(within)
                name = f"{name or within.headers.get('subject', '') or 'message'}"
                files += [File(name, "message/rfc822", within.text.encode()), *within.files]
                continue
        kind = each.text(MEDIA_TYPE) or "application/octet-stream"
        files.append(File(name, kind, each.raw(CONTENT), bool(each.text(CONTENT_ID)) and kind.startswith("image/")))
    return files, mails, len(places) > MAX_PARTS
