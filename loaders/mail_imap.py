"""A mailbox on a server, read over TLS with IMAP: the mails behind the last one read, oldest first, as bytes.

Nothing is marked, moved or deleted there. Leaves out keeping how far one read, and what the mails say.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from loaders.mail import MAX_MAIL

URL, PASSWORD, PASSWORD_FILE, CERTIFICATES = "MAILBOX", "MAILBOX_PASSWORD", "MAILBOX_PASSWORD_FILE", "MAILBOX_CA"
SECONDS = 60.0
PORT = 993


class MailboxError(Exception):
    """The mailbox cannot be read; `code` is "not_configured", "not_encrypted", "unreachable", "untrusted", "refused" or
    "no_folder"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Mailbox:
    """Where mails lie: imaps://user@host:port/FOLDER, the password, and a file of certificates to trust, "" for the
    system's."""

    host: str
    port: int
    user: str
    folder: str
    password: str = field(repr=False)
    certificates: str = ""

    @property
    def name(self) -> str:
        """What the mailbox is known by; it tells no password."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


class Fetched(NamedTuple):
    """One mail of a mailbox: its number there, good while `validity` holds; no `content` where it is too large."""

    validity: int
    uid: int
    content: bytes | None


def configured(environment: Mapping[str, str]) -> Mailbox:
    """The mailbox that MAILBOX names, its password from MAILBOX_PASSWORD or the file MAILBOX_PASSWORD_FILE.

    Raises MailboxError "not_configured" or, for anything but imaps://, "not_encrypted".
    """
    url = urlsplit(environment.get(URL, ""))
    if url.scheme and url.scheme != "imaps":
        raise MailboxError("not_encrypted")
    password = environment.get(PASSWORD) or _first_line(environment.get(PASSWORD_FILE, ""))
    if not (url.hostname and url.username and password) or url.password:
        raise MailboxError("not_configured")
    folder = unquote(url.path.strip("/")) or "INBOX"
    trusted = environment.get(CERTIFICATES, "")
    return Mailbox(url.hostname, url.port or PORT, unquote(url.username), folder, password, trusted)


def _first_line(path: str) -> str:
    try:
        return Path(path).read_text("utf-8").partition("\n")[0].strip() if path else ""
    except OSError:
        raise MailboxError("not_configured") from None


def new_mails(box: Mailbox, read_up_to: tuple[int, int] | None) -> Iterator[Fetched]:
    """The mails behind `read_up_to` (validity, uid); all of them where the server numbered its mails anew.

    Raises MailboxError; a connection that breaks between two mails raises "unreachable".
    """
    with _opened(box) as server:
        validity = _validity(server, box)
        last = read_up_to[1] if read_up_to and read_up_to[0] == validity else 0
        for uid, size in _sizes(server, last):
            yield Fetched(validity, uid, _content(server, uid) if size <= MAX_MAIL else None)


@contextmanager
def _opened(box: Mailbox) -> Iterator[imaplib.IMAP4_SSL]:
    try:
        trusted = ssl.create_default_context(cafile=box.certificates or None)
        server = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=trusted, timeout=SECONDS)
    except ssl.SSLError:
        raise MailboxError("untrusted") from None
    except (OSError, imaplib.IMAP4.error):
        raise MailboxError("unreachable") from None
    try:
        _log_in(server, box)
        yield server
    except (OSError, imaplib.IMAP4.abort):
        raise MailboxError("unreachable") from None
    finally:
        _leave(server)


def _log_in(server: imaplib.IMAP4_SSL, box: Mailbox) -> None:
    try:
        server.login(box.user, box.password)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError):
        raise MailboxError("refused") from None


def _leave(server: imaplib.IMAP4_SSL) -> None:
    try:
        server.logout()
    except (OSError, imaplib.IMAP4.error):
        server.shutdown()


def _validity(server: imaplib.IMAP4_SSL, box: Mailbox) -> int:
    """Opens the folder for reading alone; under which validity its mails are numbered."""
    quoted = '"' + _utf7(box.folder).replace("\\", "\\\\").replace('"', '\\"') + '"'
    answer, _ = server.select(quoted, readonly=True)
    if answer != "OK":
        raise MailboxError("no_folder")
    told = server.response("UIDVALIDITY")[1]
    return int(told[0]) if told and told[0] else 0


def _utf7(folder: str) -> str:
    """A folder's name as IMAP writes it (RFC 3501, 5.1.3)."""
    import base64

    def encoded(match: "re.Match[str]") -> str:
        packed = base64.b64encode(match[0].encode("utf-16-be")).decode("ascii").rstrip("=")
        return f"&{packed.replace('/', ',')}-"

    return re.sub(r"[^\x20-\x7e]+", encoded, folder.replace("&", "&-"))


def _sizes(server: imaplib.IMAP4_SSL, last: int) -> list[tuple[int, int]]:
    """(uid, bytes) of the mails behind one, in their order."""
    _, lines = server.uid("FETCH", f"{last + 1}:*", "(UID RFC822.SIZE)")
    texts = [line.decode("ascii", "replace") for line in lines if isinstance(line, bytes)]
    found = [(_number("UID", text), _number("RFC822.SIZE", text)) for text in texts]
    return sorted((uid, size) for uid, size in found if uid > last)


def _number(word: str, text: str) -> int:
    match = re.search(rf"\b{re.escape(word)} (\d+)", text)
    return int(match[1]) if match else 0


def _content(server: imaplib.IMAP4_SSL, uid: int) -> bytes:
    """A mail's bytes; b"" where somebody deleted it meanwhile."""
    _, parts = server.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple) and isinstance(part[1], bytes)), b"")
