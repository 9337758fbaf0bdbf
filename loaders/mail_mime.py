"""Internet mail (.eml, one mail of an .mbox) taken apart, however broken: nothing that a mail holds raises.

Leaves out Outlook's files (loaders.mail_outlook), HTML to text (loaders.mail_html) and meaning.
"""

import binascii
import email
import email.parser
import email.policy
import re
from dataclasses import dataclass, field
from email.message import Message

from loaders.mail import MAX_BODY, MAX_DEPTH, MAX_MAIL, MAX_PARTS, File, Mail
from loaders.mail_headers import charset_of, file_name, header_text, text_of, unpacked_base64
from loaders.mail_tnef import files_of, is_tnef

UU_BEGIN = re.compile(r"^begin[ ]([0-7]{3,4})[ ](.+?)[ ]*\r?\n", re.M)
UU_END = re.compile(r"^end[ ]*\r?$", re.M)
BODIES = ("text/plain", "text/html", "text/enriched", "text/richtext", "text/x-amp-html", "text/watch-html")


@dataclass
class _Found:
    """What a mail holds while it is taken apart."""

    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    parts: int = 0
    cut: bool = False


def read_mime(content: bytes, depth: int = 0) -> Mail:
    """One mail from its bytes; what cannot be read is left out, `cut` says where limits did so."""
    start = content[:MAX_MAIL].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"From ", b">From ")):
        start = start.partition(b"\n")[2]
    cut = len(content) > MAX_MAIL
    try:
        return _mail(email.message_from_bytes(start, policy=email.policy.compat32), depth, cut)
    except RecursionError:  # parts within parts by the thousand: the mail is then its headers and one text
        return _mail(email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(start), depth, cut=True)


def _mail(message: Message, depth: int, cut: bool = False) -> Mail:
    found = _Found(cut=cut)
    _walk(message, found, depth, body=True)
    headers: dict[str, str] = {}
    for name, value in message.raw_items():
        headers.setdefault(str(name).lower(), header_text(value))
    text, html = "\n".join(found.texts), "\n".join(found.pages)
    cut = found.cut or len(text) > MAX_BODY or len(html) > MAX_BODY
    return Mail(headers, text[:MAX_BODY], html[:MAX_BODY], tuple(found.files), tuple(found.mails), cut)


def _walk(part: Message, found: _Found, depth: int, *, body: bool) -> None:
    """Sorts one part and what is in it into texts, files and mails; `body` where it may be what was written."""
    found.parts += 1
    if depth > MAX_DEPTH or found.parts > MAX_PARTS:
        found.cut = True
        return
    kind, inside = part.get_content_type(), _children(part)
    if kind in ("message/rfc822", "message/news", "message/global") and inside:
        _within(part, inside, found, depth)
    elif inside:
        for child in inside:
            _walk(child, found, depth + 1, body=body)
    elif _is_body(part, kind, body, found):
        _say(part, kind, found)
    else:
        _keep(part, kind, found)


def _children(part: Message) -> list[Message]:
    return [each for each in part.get_payload() if isinstance(each, Message)] if part.is_multipart() else []


def _within(part: Message, inside: list[Message], found: _Found, depth: int) -> None:
    """A mail within a mail: a file of its own, whose files count as those of the mail around it."""
    for message in inside:
        within = _mail(message, depth + 1)
        found.mails.append(within)
        found.cut |= within.cut
        name = file_name(part) or f"{within.headers.get('subject', '') or 'message'}.eml"
        found.files += [File(name, "message/rfc822", _bytes(message)), *within.files]


def _disposition(part: Message) -> str:
    return str(part.get("content-disposition", "")).strip().lower()


def _bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except Exception:  # noqa: BLE001 a mail that the standard library read but cannot write
        return str(message.get_payload()).encode("utf-8", "replace")


def _is_body(part: Message, kind: str, body: bool, found: _Found) -> bool:
    """Whether a part is what was written: text without a name that nobody declares to be a file."""
    attached = _disposition(part).startswith("attachment")
    if attached or not body:
        return False
    if kind.startswith("multipart/"):
        return True  # no boundary was found: all of it is one text
    if kind not in BODIES:
        return False
    named = bool(file_name(part))
    return not named or not (found.texts or found.pages)


def _say(part: Message, kind: str, found: _Found) -> None:
    content = payload(part)
    text = text_of(content, charset_of(part))
    if kind == "text/html":
        found.pages.append(text)
    elif kind in ("text/plain", "text/enriched", "text/richtext") or kind.startswith("multipart/"):
        if found.texts:
            found.files.append(File(file_name(part), kind, content, inline=True))
        text, packed = _unpacked_uu(_unwrapped(part, text))
        found.texts.append(text)
        found.files += packed
    if file_name(part):
        found.files.append(File(file_name(part), kind, content, inline=True))


def _keep(part: Message, kind: str, found: _Found) -> None:
    content = payload(part)
    name = file_name(part)
    shown = bool(part.get("content-id")) or _disposition(part).startswith("inline")
    found.files.append(File(name, kind, content, inline=shown and kind.startswith("image/")))
    if is_tnef(content):
        packed = files_of(content)
        found.files += packed.files
        if packed.text and not (found.texts or found.pages):
            found.texts.append(packed.text)
        if packed.html and not found.pages:
            found.pages.append(packed.html)


def payload(part: Message) -> bytes:
    """A part's bytes by its transfer encoding, read as far as they go."""
    if part.is_multipart():
        return b""
    try:
        raw = str(part.get_payload() or "")
    except ValueError:  # a charset with a zero in it, which no codec can be asked for
        return bytes(part.get_payload(decode=True) or b"")
    how = str(part.get("content-transfer-encoding", "")).strip().strip('"').lower()
    if how == "base64":
        return unpacked_base64(raw.encode("utf-8", "replace"))
    if how in ("x-uuencode", "uuencode", "uue", "x-uue"):
        _, packed = _unpacked_uu(raw)
        return packed[0].content if packed else raw.encode("utf-8", "replace")
    plain = part.get_payload(decode=True)  # the bytes as they came: without that they are read by the charset declared
    return plain if isinstance(plain, bytes) else b""


def _unwrapped(part: Message, text: str) -> str:
    """Lines as they were typed, where the program declares how it broke them (format=flowed)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    together = str(part.get_param("delsp", "")).lower() == "yes"
    lines: list[str] = []
    depth, open_ = 0, False
    for line in text.splitlines():
        quoted = len(line) - len(line.lstrip(">"))
        words = line[quoted:].removeprefix(" ")
        goes_on = words.endswith(" ") and words != "-- "
        if open_ and quoted == depth and words != "-- ":
            lines[-1] += words
        else:
            lines.append(">" * quoted + (" " if quoted else "") + words)
        if goes_on and together:
            lines[-1] = lines[-1][:-1]
        depth, open_ = quoted, goes_on
    return "\n".join(lines)


def _unpacked_uu(text: str) -> tuple[str, list[File]]:
    """A text without the uuencoded files in it, and these files."""
    files: list[File] = []
    while (begin := UU_BEGIN.search(text)) and (end := UU_END.search(text, begin.end())):
        content = _uu(text[begin.end() : end.start()])
        if not content:
            break
        files.append(File(begin[2], "application/octet-stream", content))
        text = text[: begin.start()] + text[end.end() :]
    return text, files


def _uu(lines: str) -> bytes:
    read = []
    for line in lines.splitlines():
        try:
            read.append(binascii.a2b_uu(line))
        except (binascii.Error, ValueError):
            try:  # some programs count the signs wrongly
                count = (((ord(line[0]) - 32) & 63) * 4 + 5) // 3
                read.append(binascii.a2b_uu(line[:count]))
            except (binascii.Error, ValueError, IndexError):
                continue
    return b"".join(read)
