"""What a cell looks like, in one letter, and the words that layouts use (total, source, example, unit, heading).

Leaves out what a value means: capacity.quantities and capacity.values read values.
"""

import csv
import re
from functools import cache, lru_cache

from capacity.reference import REFERENCE

EMPTY, NOTHING, NUMBER, YEAR, DATE, ADDRESS, CODE, TEXT, PROSE = "", "0", "n", "y", "d", "a", "c", "t", "p"
TYPED = frozenset((NUMBER, YEAR, DATE, ADDRESS, CODE))
LONG = 70

_NUMBER = re.compile(
    r"[(<>≈~±]?\s?[-+−–]?\s?(?:[€$£]\s*)?(?:\d{1,3}(?:[.,'’\s\u00a0\u202f]\d{3})+|\d+)?(?:[.,]\d+)?(?:(?<=\d)[eE][-+]?\d+)?"
    r"\s?(?:%|€|\$|£|EUR|USD)?\)?\s?(?:[*†‡]{1,3}|\d?/|[a-z]|\([a-z0-9]\)|[¹²³])?"
)
_YEAR = re.compile(
    r"(?:1[89]|20|21)\d\d(?:\.0|\s?[-–/]\s?(?:\d{2}|\d{4}))?\s?(?:[*¹²³]|\d?/|p|r|\([a-z0-9]\))?"
    r"(?:\s?(?:[€$£]|EUR|USD|GBP|CHF)\s?(?:mn?|bn|k|[’']?000s?))?"
)
_MONTH = (
    "(?:jan|ene|led|sty|feb|fév|fev|úno|lut|mar|mär|mrz|mrt|bře|apr|avr|abr|dub|kwi|may|mai|mag|mei|maj|kvě|jun|giu|čer|cze"
    "|jui|jul|lug|lip|aug|aoû|aou|ago|srp|sie|sep|set|zář|wrz|oct|okt|ott|out|říj|paź|nov|lis|dec|dez|dic|déc|pro|gru)"
    r"[^\W\d]{0,8}\.?"
)
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T\s].{4,24})?|\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})?(?:,?\s+\d{1,2}:\d{2}.{0,12})?"
    r"|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[ap]\.?m\.?)?"
    rf"|\d{{1,2}}[-.\s]{{1,2}}{_MONTH}[-,\s]{{0,2}}(?:\d{{2,4}})?|{_MONTH}[-\s]\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s\d{{4}})?"
    rf"|{_MONTH}[-\s]\d{{2,4}}",
    re.I,
)
_ADDRESS = re.compile(
    r"\S+@\S+\.\w+|(?:https?://|www\.)\S+|(?:\+|\(?0|\(?\d{3}\)?[\s.-]\d{3}[\s.-])[\d\s()/.-]{3,}\d", re.I
)
_CODE = re.compile(r"(?=\S*\d)[^\s]{2,40}")
_UNIT_PARTS = re.compile(r"\d[\d.,'’\s\u00a0\u202f]*(?![^\W\d])|[^\s/\\()\[\]:;-]+")
_ROUND = re.compile(r"10{2,}|10{0,2}(?:[.,'’\s\u00a0\u202f]000)+")
_RULE = re.compile(r"[-_=~*.·•—–]{3,}")
_BRACKETS = re.compile(r"^[\s(\[{]+|[\s)\]}:]+$")


@cache
def layout_words(role: str) -> frozenset[str]:
    """The words of one role in all languages, lower case."""
    with (REFERENCE / "layouts" / "words.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["word"] for row in csv.DictReader(lines) if row["role"] == role)


def plain(text: str) -> str:
    """Lower case, blanks folded, without enclosing brackets and a colon at the end: as layout words are written."""
    return _BRACKETS.sub("", " ".join(text.lower().split()))


@lru_cache(maxsize=400_000)
def kind(text: str) -> str:
    """One letter for what a cell looks like."""
    text = text.strip()
    if not text:
        return EMPTY
    if text.lower() in layout_words("nothing") or _RULE.fullmatch(text):
        return NOTHING
    if text[0] in "([" and is_unit(text):
        return TEXT
    if text[0].isdecimal() or (len(text) > 1 and not text[0].isalpha()) or len(text) < 40:
        for letter, pattern in ((YEAR, _YEAR), (NUMBER, _NUMBER), (DATE, _DATE), (ADDRESS, _ADDRESS), (CODE, _CODE)):
            if pattern.fullmatch(text) and (letter != NUMBER or any(map(str.isdecimal, text))):
                return letter
    return PROSE if len(text) > LONG else TEXT


def kinds(row: list[str]) -> list[str]:
    """The kinds of a row's cells."""
    return [kind(text) if text else EMPTY for text in row]


@lru_cache(maxsize=50_000)
def is_unit(text: str) -> bool:
    """True for a unit of measure as it stands under a heading: "%", "[Tsd. EUR]", "pcs/week"."""
    words = plain(text)
    units = layout_words("unit")
    if words in units:
        return True
    parts = [part.strip(".,") for part in _UNIT_PARTS.findall(words)]
    told = [part for part in parts if part not in layout_words("between_units")]
    if len(told) == 1 and told[0].isdecimal() and len(told[0]) < 4:
        return False
    return bool(told) and all(part in units or f"{part}." in units or _ROUND.fullmatch(part) for part in told)


@lru_cache(maxsize=50_000)
def is_heading_word(text: str) -> bool:
    """True when a text is, or begins or ends with, a word that people use as a column heading."""
    words = plain(text.replace("_", " "))
    headings = layout_words("heading")
    if words in headings:
        return True
    parts = re.split(r"[\s/,()-]+", words)
    return len(parts) <= 6 and (parts[0] in headings or parts[-1] in headings)


@cache
def _beginning(role: str) -> re.Pattern[str]:
    words = sorted(map(re.escape, layout_words(role)), key=len, reverse=True)
    return re.compile(rf"[\s(\[{{]*(?:{'|'.join(words)})", re.I)


@cache
def openings(role: str) -> frozenset[str]:
    """The first two letters of the words of a role: most texts have others, which is quickly told."""
    return frozenset(word[:2].lower() for word in layout_words(role))


def says(role: str, text: str) -> bool:
    """True when a text is a word of that role, alone or followed by a colon, a number or a bracket."""
    if not _beginning(role).match(text):
        return False
    words = plain(text)
    known = layout_words(role)
    return words in known or (re.sub(r"[\s:(\[].*$", "", words) in known and len(words) < 200)
