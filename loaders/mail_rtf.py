"""The text of mails that Outlook keeps as compressed RTF ([MS-OXRTFCP], [MS-OXRTFEX]).

Leaves out all formatting.
"""

import re
import struct

from loaders.encoding import paired
from loaders.mail import MAX_BODY

PRELOAD = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # fmt: skip
TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I)
SILENT = (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"generator", b"header",
          b"footer", b"mhtmltag")  # fmt: skip
SIGNS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"row": "\n", b"cell": "\t", b"emdash": "—", b"endash": "–",
         b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}  # fmt: skip


def unpacked_rtf(content: bytes) -> bytes:
    """RTF from its compressed form as far as it can be read."""
    if len(content) < 16:
        return b""
    _, size, how, _ = struct.unpack_from("<IIII", content)
    if how == 0x414C454D:
        return content[16 : 16 + size]
    window = bytearray(4096)
    window[: len(PRELOAD)] = PRELOAD
    return _unpacked(content, min(size, 4 * MAX_BODY), window, len(PRELOAD))


def _unpacked(content: bytes, size: int, window: bytearray, end: int) -> bytes:
    out = bytearray()
    at = 16
    while at < len(content) and len(out) < size:
        control = content[at]
        at += 1
        for bit in range(8):
            if at >= len(content):
                break
            if not control >> bit & 1:
                signs, at = content[at : at + 1], at + 1
            else:
                pair = int.from_bytes(content[at : at + 2], "big")
                start, at = pair >> 4, at + 2
                if start == end:
                    return bytes(out)
                signs = _copied(window, start, (pair & 15) + 2, end)
            for sign in signs:
                out.append(sign)
                window[end] = sign
                end = (end + 1) % 4096
    return bytes(out)


def _copied(window: bytearray, start: int, length: int, end: int) -> bytes:
    """What stands in the window; it may reach into what is being written."""
    found = bytearray()
    for step in range(length):
        at = (start + step) % 4096
        ahead = (at - end) % 4096
        found.append(found[ahead] if ahead < len(found) else window[at])
    return bytes(found)


def words_of_rtf(rtf: bytes) -> tuple[str, str]:
    """The plain text and the HTML of an RTF text: Outlook wraps pages of the web in it."""
    wrapped = b"\\fromhtml" in rtf[:500]
    text = _Words(wrapped).read(rtf)
    return ("", text) if wrapped else (text, "")


class _Words:
    """The words of an RTF text, or of the page that was wrapped in one."""

    def __init__(self, wrapped: bool) -> None:
        self.wrapped, self.out, self.bytes = wrapped, list[str](), bytearray()
        self.page, self.skip = "cp1252", 0
        self.groups: list[tuple[bool, bool]] = []
        self.silent, self.raw = False, False  # raw: shown by RTF readers only

    def read(self, rtf: bytes) -> str:
        for match in TOKEN.finditer(rtf):
            word, number, code, sign, brace, plain = match.groups()
            if code:
                self._byte(int(code, 16))
            elif plain is not None:
                self._plain(plain)
            elif brace == b"{":
                self.groups.append((self.silent, self.raw))
            elif brace == b"}":
                self._flush()
                self.silent, self.raw = self.groups.pop() if self.groups else (False, False)
            elif word:
                self._word(word.lower(), number)
            elif sign:
                self._sign(sign)
        self._flush()
        return paired("".join(self.out))

    def _byte(self, code: int) -> None:
        if self.skip:
            self.skip -= 1
        elif not (self.silent or self.raw):
            self.bytes.append(code)

    def _plain(self, plain: bytes) -> None:
        if self.skip:
            plain, self.skip = plain[self.skip :], max(self.skip - len(plain), 0)
        if not (self.silent or self.raw):
            self.bytes += plain

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.silent = True
        else:
            self._plain(b"\xa0" if sign == b"~" else sign if sign in b"\\{}" else b"")

    def _word(self, word: bytes, number: bytes | None) -> None:
        if word == b"ansicpg" and number:
            self.page = f"cp{int(number)}"
        elif word == b"htmlrtf":
            self._flush()
            self.raw = self.wrapped and number != b"0"
        elif word == b"htmltag":
            self._flush()
            self.silent = not self.wrapped
        elif word in SILENT:
            self.silent = True
        elif word == b"u" and number and not (self.silent or self.raw):
            self._flush()
            self.out.append(chr(int(number) % 65536))
            self.skip = 1
        elif word in SIGNS and not (self.silent or self.raw):
            self._flush()
            self.out.append(SIGNS[word])

    def _flush(self) -> None:
        if self.bytes:
            try:
                self.out.append(self.bytes.decode(self.page, "replace"))
            except LookupError:
                self.out.append(self.bytes.decode("cp1252", "replace"))
            self.bytes.clear()
