"""Headers of a mail as text: encoded words, also broken ones, raw bytes of any charset, folded lines.

Leaves out the body (loaders.mail_mime) and who the people in them are (capacity.messages.people).
"""

import base64
import binascii
import quopri
import re
from email.message import Message
from email.utils import collapse_rfc2231_value
from urllib.parse import unquote_to_bytes

from loaders.encoding import decode, paired

WORD = re.compile(r"=\?([\w.:+-]+)(?:\*[\w-]*)?\?([bBqQ])\?(.*?)\?=", re.S)
BETWEEN = re.compile(r"(\?=)\s+(=\?[\w.:+-]+(?:\*[\w-]*)?\?[bBqQ]\?)")
SPACES = re.compile(r"[ \t]*[\r\n]+[ \t]*")
CONTINUED = re.compile(r"^(.+?)\*(\d+)(\*?)$")
PARAMETER = re.compile(r""";\s*([\w*-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)""", re.S)
ALIASES = {"unicode-1-1-utf-7": "utf-7", "x-unknown": "", "unknown-8bit": "", "8bit": "", "ansi_x3.110-1983": "cp1252",
           "iso-8859-8-i": "iso-8859-8", "iso-8859-1": "cp1252", "us-ascii": "", "ascii": "", "ks_c_5601-1987": "cp949",
           "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "windows-874": "cp874", "x-sjis": "cp932",
           "utf8mb4": "utf-8"}  # fmt: skip


def header_text(value: object) -> str:
    """One header's value as a line of text; never raises."""
    raw = str(value).encode("utf-8", "surrogateescape")
    text = _decoded(raw, "") if not raw.isascii() else raw.decode("ascii")
    return SPACES.sub(" ", decoded_words(text)).strip()


def decoded_words(text: str) -> str:
    """A text with its encoded words read, also where they stand in quotes, have no blank between or are cut short."""
    joined = BETWEEN.sub(r"\1\2", text)
    return _runs(joined) if "=?" in joined else joined


def _runs(text: str) -> str:
    """Neighbouring words of one charset are read together: some programs cut a letter in two."""
    parts: list[tuple[str, bytes]] = []
    read: list[str] = []
    at = 0
    for match in WORD.finditer(text):
        if match.start() > at or (parts and parts[-1][0].lower() != match[1].lower()):
            read += [_together(parts), text[at : match.start()]]
            parts = []
        parts.append((match[1], _word(match[2], match[3])))
        at = match.end()
    return "".join([*read, _together(parts), text[at:]])


def _together(parts: list[tuple[str, bytes]]) -> str:
    return text_of(b"".join(each for _, each in parts), parts[0][0]) if parts else ""


def _word(how: str, words: str) -> bytes:
    raw = words.encode("utf-8", "replace")
    if how in "qQ":
        return quopri.decodestring(raw.replace(b"_", b" "))
    return unpacked_base64(raw)


def unpacked_base64(raw: bytes) -> bytes:
    """Base64 read as far as it goes: foreign signs are passed over, missing padding added."""
    signs = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    if len(signs) % 4 == 1:
        signs = signs[:-1]
    try:
        return base64.b64decode(signs + b"=" * (-len(signs) % 4))
    except binascii.Error:
        return b""


def text_of(content: bytes, charset: str) -> str:
    """Bytes as text by the charset that was declared, unless that is unknown or plainly wrong."""
    return _decoded(content, charset.strip("\"' ").lower()).replace("\x00", "")


def _decoded(content: bytes, charset: str) -> str:
    known = ALIASES.get(charset, charset)
    if known.startswith(("iso-8859", "cp125", "windows-125", "latin")) and not content.isascii() and _is_utf8(content):
        return content.decode("utf-8")
    try:
        return paired(content.decode(known)) if known else decode(content).text
    except Exception:  # noqa: BLE001 an unknown charset, a wrong one, or a codec that trips over what it is given
        return decode(content).text


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def charset_of(part: Message) -> str:
    """The charset that a part declares, "" where it declares none."""
    return _parameter(part, "content-type", "charset")


def file_name(part: Message) -> str:
    """The name of a file as declared, in whatever way; "" where there is none."""
    return (
        _parameter(part, "content-disposition", "filename")
        or _parameter(part, "content-type", "name")
        or header_text(part.get("content-description", "")) * (part.get_content_maintype() not in ("text", "multipart"))
    )


def _parameter(part: Message, header: str, wanted: str) -> str:
    try:
        value = part.get_param(wanted, header=header)
        found = collapse_rfc2231_value(value) if value else ""
    except Exception:  # noqa: BLE001 the standard library trips over some names
        found = ""
    return header_text(found) if found and "\ufffd" not in found else _by_hand(raw_header(part, header), wanted)


def raw_header(part: Message, name: str) -> str:
    """The first header of a name as it was sent, "" where there is none; foreign bytes are kept as surrogates."""
    return next((str(value) for known, value in part.raw_items() if known.lower() == name), "")


def _by_hand(header: str, wanted: str) -> str:
    """A parameter of a header that the standard library cannot read."""
    found: dict[int, tuple[bool, str]] = {}
    for name, value in PARAMETER.findall(header):
        numbered = CONTINUED.match(name)
        base, place = (numbered[1], int(numbered[2])) if numbered else (name.rstrip("*"), 0)
        if base.lower() == wanted:
            found.setdefault(place, (name.endswith("*"), value.strip().strip('"')))
    return header_text("".join(_percent(*found[place]) for place in sorted(found)))


def _percent(encoded: bool, value: str) -> str:
    if not encoded:
        return value
    charset, _, words = value.partition("'")[::1] if "'" in value else ("", "", value)
    words = words.partition("'")[2] if "'" in words else words
    return text_of(unquote_to_bytes(words), charset)
