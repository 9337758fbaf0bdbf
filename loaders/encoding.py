"""Bytes to text: byte order marks, strict UTF-8 and UTF-16, then the code page whose letters read like words.

Leaves out repairing text that was already broken when it was written (mojibake): that is interpretation.
"""

import codecs
import re
from collections import Counter
from typing import NamedTuple

import chardet

from loaders.cells import Remark

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LATIN = ("cp1252", "iso8859-15", "cp1250", "iso8859-2", "mac_roman", "cp858", "cp852", "cp1257", "cp1254", "mac_latin2")
SAMPLE_BYTES = 1_000_000
SCRIPT_SHARE = 0.5

# The letters beyond ASCII that a language writes; a code page is believed when one language explains all that it shows.
ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "äöüß", "éèêëàâçîïôûùüÿœæ", "áéíóúüñ", "àèéìòù", "ãõáéíóúâêôàçü", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű",
        "æøåéä", "åäöé", "ëïéèöüê", "ăâîșțşţ", "čćđšž", "áäčďéíĺľňóôŕšťúýž", "ğıİöşüçâî", "õäöüšž",
        "āčēģīķļņšūž", "ąčęėįšųūž",
    )
)  # fmt: skip
COMMON = frozenset("äöüßéèàçêóáíñ")
SIGNS = {
    "€": 3.0,
    "°": 2.0,
    "§": 2.0,
    "–": 2.0,
    "—": 1.0,
    "’": 2.0,
    "‘": 1.0,
    "“": 1.5,
    "”": 1.5,
    "„": 2.0,
    "…": 1.0,
    "«": 1.5,
    "»": 1.5,
}
SIGNS |= dict.fromkeys("²³µ½¼¾±×·®©™•£ªº†‰‚‹›¿¡\u00a0´¹º", 0.5)
HIGH_RUN = re.compile(r"(.?)([^\x00-\x7f])(?=(.?))", re.S)
HIGH_WORD = re.compile(rb"[\x80-\xff]{3,}")
LONE_BYTES = re.compile(r"[\udc80-\udcff]")


class Decoded(NamedTuple):
    text: str
    encoding: str
    remarks: list[Remark]


def decode(content: bytes) -> Decoded:
    """Reads bytes as text; never raises. Characters replaced or guessed singly are told in a remark."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _with_bom(content, encoding)
    unmarked = _unmarked_utf16(content)
    if unmarked:
        return Decoded(content.decode(unmarked, "replace"), unmarked, [])
    text, remarks = _without_nul(content)
    try:
        return Decoded(text.decode("utf-8"), "utf-8", remarks)
    except UnicodeDecodeError:
        return _legacy(text, remarks)


def _with_bom(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    remarks = [Remark("characters_replaced", read=str(lost), done="\ufffd")] if lost else []
    if encoding == "utf-8-sig" and lost:
        mixed = _mixed_utf8(content[3:])
        if mixed:
            return Decoded(mixed, "utf-8-sig", [Remark("encoding_mixed", read=str(lost), done="cp1252")])
    return Decoded(text.replace("\x00", ""), encoding, remarks)


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without a mark: read that way there are line ends and blanks, and hardly a sign that does not print."""
    if len(content) < 8 or 0 not in content[:20_000]:
        return ""
    whole = content[: len(content) // 2 * 2]
    believed = {encoding: _spaces(whole[:20_000], encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(believed, key=lambda encoding: believed[encoding])
    return best if believed[best] > 0 and _decodes(whole, best) else ""


def _spaces(sample: bytes, encoding: str) -> int:
    """How many ASCII characters the sample has when read so; 0 when it does not read as text."""
    text = sample.decode(encoding, "replace")
    if len({ord(letter) >> 8 for letter in text}) > 5:  # text keeps to a few scripts
        return 0
    strange = sum(1 for letter in text if not letter.isprintable() and letter not in "\r\n\t\ufeff\u00a0")
    return 0 if strange > 0.02 * len(text) else sum(1 for letter in text if letter.isascii() and letter != "\x00")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def paired(text: str) -> str:
    """The text with halves of letters, as escapes name them, joined to whole ones; a half alone is a lost letter."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _without_nul(content: bytes) -> tuple[bytes, list[Remark]]:
    zeros = content.count(0)
    if not zeros:
        return content, []
    return content.replace(b"\x00", b""), [Remark("nul_bytes_removed", read=str(zeros), done="removed")]


def _legacy(content: bytes, remarks: list[Remark]) -> Decoded:
    mixed = _mixed_utf8(content)
    if mixed:
        return Decoded(mixed, "utf-8", [*remarks, Remark("encoding_mixed", done="cp1252")])
    encoding = _code_page(content)
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost:
        remarks = [*remarks, Remark("characters_replaced", read=str(lost), done="\ufffd")]
    return Decoded(text, encoding, remarks)


def _mixed_utf8(content: bytes) -> str:
    """UTF-8 with a few bytes of an older code page pasted in: those are read as cp1252; else ""."""
    text = content.decode("utf-8", "surrogateescape")
    lone = len(LONE_BYTES.findall(text))
    proper = sum(1 for byte in content if byte >= 0xC0) - lone
    if lone * 10 > proper:
        return ""
    return LONE_BYTES.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def _code_page(content: bytes) -> str:
    sample = _telling_sample(content)
    high = sum(1 for byte in sample if byte >= 0x80)
    if sum(map(len, HIGH_WORD.findall(sample))) > SCRIPT_SHARE * high:  # whole words beyond ASCII: not a Latin script
        return _other_script(sample)
    scores = {encoding: _reads_like_words(sample, encoding) for encoding in LATIN}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else _other_script(sample)


def _telling_sample(content: bytes) -> bytes:
    """The lines with bytes beyond ASCII, so that a late umlaut in a big file counts as much as an early one."""
    lines = [line for line in content.splitlines() if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE_BYTES] if lines else content[:SAMPLE_BYTES]


def _other_script(sample: bytes) -> str:
    found = chardet.detect(sample)["encoding"] or "cp1252"
    try:
        return codecs.lookup(found).name if _decodes(sample, found) else "cp1252"
    except LookupError:
        return "cp1252"


def _reads_like_words(sample: bytes, encoding: str) -> float:
    """Mean weight of the characters beyond ASCII, less what the best single language leaves unexplained."""
    text = sample.decode(encoding, "replace")
    seen = Counter(found.groups() for found in HIGH_RUN.finditer(text))
    letters = Counter[str]()
    for (_, character, _), times in seen.items():
        letters[character] += times if character.isalpha() and character not in "ªº" else 0
    weight = sum(_weight(*context) * times for context, times in seen.items()) / max(seen.total(), 1)
    return weight + 4 * _explained(letters)


def _explained(letters: Counter[str]) -> float:
    if not letters.total():
        return 0.0
    explained = (sum(times for letter, times in letters.items() if letter in alphabet) for alphabet in ALPHABETS)
    return max(explained) / letters.total() - 1.0


def _weight(before: str, character: str, after: str) -> float:
    if "\x80" <= character <= "\x9f" or character == "\ufffd":
        return -8.0
    inside = before.isalpha() and after.isalpha()
    if character.isalpha() and character not in "ªº":
        if not before.isalpha() and not after.isalpha() and character not in "àÀ":
            return 0.5
        shouted = character.isupper() and before.islower()
        return (3.5 if character.lower() in COMMON else 3.0) - (5.0 if shouted else 0.0)
    return SIGNS.get(character, -4.0) - (5.0 if inside and character not in "’–·" else 0.0)
