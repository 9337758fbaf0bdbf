"""winmail.dat: what Outlook wraps around the files of a mail (TNEF, [MS-OXTNEF]).

Leaves out everything but the files, the text and the page in it.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from loaders.mail import MAX_PARTS, File

SIGNATURE = b"\x78\x9f\x3e\x22"
TITLE, DATA, MAPI, MESSAGE, BODY, STARTS = 0x8010, 0x800F, 0x9005, 0x9003, 0x800C, 0x9002
LONG_NAME, SHORT_NAME, MEDIA_TYPE, CONTENT = 0x3707, 0x3704, 0x370E, 0x3701
PLAIN, HTML = 0x1000, 0x1013
SIZES = {2: 4, 3: 4, 4: 4, 10: 4, 11: 4, 5: 8, 6: 8, 7: 8, 20: 8, 64: 8, 72: 16}
VARIABLE = {13: "bytes", 30: "text", 31: "wide", 258: "bytes"}


class Packed(NamedTuple):
    """What a winmail.dat holds."""

    files: list[File]
    text: str
    html: str


def is_tnef(content: bytes) -> bool:
    """Whether the bytes are such a file."""
    return content.startswith(SIGNATURE)


def files_of(content: bytes) -> Packed:
    """The files, the text and the page of a winmail.dat, as far as it can be read; never raises."""
    files: list[dict[str, bytes | str]] = []
    text, html = "", ""
    for code, data in _attributes(content):
        if code == STARTS:
            files.append({})
        elif code == BODY:
            text = data.rstrip(b"\x00").decode("cp1252", "replace")
        elif code == MESSAGE:
            said = dict(_properties(data))
            text = text or _text(said.get(PLAIN, ""))
            html = html or _text(said.get(HTML, ""))
        elif files and len(files) <= MAX_PARTS:
            _describe(files[-1], code, data)
    return Packed([_file(each) for each in files if each], text, html)


def _describe(file: dict[str, bytes | str], code: int, data: bytes) -> None:
    if code == TITLE:
        file.setdefault("name", data.rstrip(b"\x00").decode("cp1252", "replace"))
    elif code == DATA:
        file["content"] = data
    elif code == MAPI:
        said = dict(_properties(data))
        name = said.get(LONG_NAME) or said.get(SHORT_NAME)
        if name:
            file["name"] = _text(name)
        if said.get(MEDIA_TYPE):
            file["media_type"] = _text(said[MEDIA_TYPE])
        if "content" not in file and isinstance(said.get(CONTENT), bytes):
            file["content"] = bytes(said[CONTENT])[16:]  # type: ignore[arg-type]


def _file(file: dict[str, bytes | str]) -> File:
    content = file.get("content", b"")
    return File(
        str(file.get("name", "")),
        str(file.get("media_type", "")) or "application/octet-stream",
        content if isinstance(content, bytes) else b"",
    )


def _text(value: bytes | str) -> str:
    return value if isinstance(value, str) else value.rstrip(b"\x00").decode("utf-8", "replace")


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(content):
        _, code, _, size = struct.unpack_from("<BHHI", content, at)
        yield code, content[at + 9 : at + 9 + size]
        at += 9 + size + 2


def _properties(data: bytes) -> list[tuple[int, bytes | str]]:
    """The properties of a MAPI block as far as it can be read."""
    found: list[tuple[int, bytes | str]] = []
    try:
        (count,) = struct.unpack_from("<I", data, 0)
        at = 4
        for _ in range(min(count, MAX_PARTS)):
            at = _property(data, at, found)
    except (struct.error, ValueError, LookupError):
        pass
    return found


def _property(data: bytes, at: int, found: list[tuple[int, bytes | str]]) -> int:
    kind, code = struct.unpack_from("<HH", data, at)
    at += 4
    if code >= 0x8000:
        at = _past_name(data, at)
    several, kind = bool(kind & 0x1000), kind & 0x0FFF
    if kind in SIZES and not several:
        return at + SIZES[kind]
    (values,) = struct.unpack_from("<I", data, at)
    at += 4
    for _ in range(min(values, MAX_PARTS)):
        if kind in SIZES:
            at += SIZES[kind]
            continue
        (size,) = struct.unpack_from("<I", data, at)
        raw = data[at + 4 : at + 4 + size]
        wide = VARIABLE[kind] == "wide"
        found.append((code, raw.decode("utf-16-le", "replace").rstrip("\x00") if wide else raw))
        at += 4 + size + -size % 4
    return at


def _past_name(data: bytes, at: int) -> int:
    """Named properties carry their name before their value."""
    (by,) = struct.unpack_from("<I", data, at + 16)
    if by == 0:
        return at + 24
    (size,) = struct.unpack_from("<I", data, at + 20)
    return at + 24 + size + -size % 4
