"""What a heading says by itself: the roles its column could have, from phrases in many languages, also misspelt.

A role is a field of the schema or a shade of one (a family name, a full address, a quantity whose period is told
elsewhere); data/reference/words/heading_roles.csv says which field each stands for. Leaves out the column's values
(loaders.columns_values) and headings that are a product or a process themselves (loaders.columns_matrix).
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz, process

from capacity.quantities import read_quantity
from capacity.reference import REFERENCE
from capacity.schema import FIELDS

WORDS = REFERENCE / "words"
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "ı": "i", "&": " ", "№": " no ", "°": "o"}
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z][a-z])")
JOINED = (
    (re.compile(r"\b([eé]) (mail|post)\b"), r"\1\2"),
    (re.compile(r"\b3 d\b"), "3d"),
    (re.compile(r"\bn [o°º]\b"), "no"),
)
NO_LETTER = re.compile(r"[^\w#%]|_")
INITIALS = re.compile(r"\b(?:[^\W\d_] ){1,3}[^\W\d_]\b")
TRAILING_NUMBER = re.compile(r"(?<=\D) \d{1,2}$")
SEPARATOR = re.compile(r"[/,;+|(&\n]|\b(?:und|oder|and|or|et|ou|e|y|en|(?<!type )(?<!kind )of|oraz|lub|a)\b", re.I)
LONGEST_PHRASE = 5
PROBE = "1000"
BY_RANK = 0.12

EXACT, WITHOUT_NUMBER, WITHOUT_STOPWORDS, MISSPELT, COVERED, COMPOUND = 0.95, 0.94, 0.92, 0.82, 0.88, 0.7
SIMILAR = 88
CONTACT_ROLES = frozenset({"contact_name", "contact", "given_name", "family_name", "name", "email", "phone"})
PLACE_ROLES = frozenset({"town", "region", "country", "place", "postcode", "postcode_town"})
AMOUNT_ROLES = frozenset({"quantity", "per_week_high", "stock"})
TOGETHER: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"given_name", "family_name"}), "contact_name"),
    (frozenset({"name", "given_name"}), "contact_name"),
    (frozenset({"contact", "name"}), "contact_name"),
    (frozenset({"street", "house_number"}), "street"),
    (frozenset({"machine_models", "quantity"}), "machines"),
    (frozenset({"per_week_high", "lower"}), "per_week_low"),
    (frozenset({"per_week_high", "upper"}), "per_week_high"),
)
UNSEPARATED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"organisation", "type"}), "organisation_type"),
    (frozenset({"product", "type"}), "product"),
    (frozenset({"process", "type"}), "process"),
    (frozenset({"material", "type"}), "material"),
)
SEPARATED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"postcode", "town"}), "postcode_town"),
    (frozenset({"latitude", "longitude"}), "coordinates"),
    (frozenset({"standard", "conformity"}), "conformity"),
    (frozenset({"organisation", "contact_name"}), "organisation"),
    (frozenset({"organisation", "name"}), "organisation"),
)


@dataclass(frozen=True)
class Heading:
    """What one heading says: role → confidence (0..1), best first, whether it names a period, and words not known.

    `misspelt`: the roles are those of the phrase that the heading resembles.
    """

    text: str
    roles: dict[str, float] = field(default_factory=dict)
    period: bool = False
    rest: str = ""
    misspelt: bool = False


@dataclass(frozen=True)
class Role:
    """A role, the schema field it stands for ("" for none), and which kinds of values speak for or against it."""

    code: str
    field: str
    rank: int
    supported_by: frozenset[str]
    foreign_to: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """Every role by its code."""
    return {
        row["role"]: Role(
            row["role"], row["field"], int(row["rank"]), _set(row["supported_by"]), _set(row["foreign_to"])
        )
        for row in word_rows("heading_roles")
    }


def _set(joined: str) -> frozenset[str]:
    return frozenset(filter(None, joined.split(";")))


def word_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a word list under data/reference/words."""
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def fold(text: str) -> str:
    """Lower case without accents, punctuation, line breaks or camel case: "E-MailAdresse*" → "email adresse"."""
    text = CAMEL.sub(" ", text).lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(LETTERS))
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).lower()
    text = " ".join(NO_LETTER.sub(" ", text).split())
    for pattern, joined in JOINED:
        text = pattern.sub(joined, text)
    return INITIALS.sub(lambda found: found[0].replace(" ", ""), text)


def foldings(text: str) -> set[str]:
    """The spellings under which a phrase is found: with and without "ae" for "ä"."""
    written_out = text.lower().translate(UMLAUTS)
    return {fold(text), *([fold(written_out)] if written_out != text.lower() else [])} - {""}


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Folded phrase → the roles it may mean, in the order of the list."""
    found: dict[str, dict[str, None]] = {}
    for row in word_rows("headings"):
        for phrase in foldings(row["heading"]):
            found.setdefault(phrase, {})[row["field"]] = None
    for each in FIELDS:
        for phrase in foldings(each.de) | foldings(each.en) | {fold(each.code)}:
            found.setdefault(phrase, {each.code: None})
    return {phrase: tuple(codes) for phrase, codes in found.items()}


@cache
def stopwords() -> frozenset[str]:
    """Words that carry no meaning in a heading."""
    return frozenset(fold(word) for row in word_rows("heading_stopwords") for word in row["words"].split())


def knows(text: str) -> bool:
    """Whether a text is a known column heading: evidence for where the header is."""
    return fold(text) in phrases()


@cache
def read_heading(text: str) -> Heading:
    """The roles that a heading may mean, each with a confidence."""
    folded = fold(text)
    spans, rest = _spans(folded.split())
    exact = _whole(folded)
    resembled = {} if exact else _misspelt(TRAILING_NUMBER.sub("", folded))
    found = exact or resembled or _parts(text, folded, spans)
    period = any("period" in codes for _, codes in spans) or bool(read_quantity(PROBE, heading=text).period)
    return Heading(text, dict(sorted(found.items(), key=lambda item: -item[1])), period, rest, bool(resembled))


def _whole(folded: str) -> dict[str, float]:
    """The heading as a whole: as listed, numbered, with stop words."""
    known = phrases()
    bare = TRAILING_NUMBER.sub("", folded)
    short = " ".join(word for word in bare.split() if word not in stopwords())
    for text, trust in ((folded, EXACT), (bare, WITHOUT_NUMBER), (short, WITHOUT_STOPWORDS)):
        if text in known:
            return _ranked(known[text], trust)
    return {}


def _ranked(codes: Iterable[str], trust: float) -> dict[str, float]:
    """The first role of the list has the full trust, the next ones a little less: the values decide."""
    return {code: trust - 0.03 * place for place, code in enumerate(codes)}


def _misspelt(folded: str) -> dict[str, float]:
    nearest = _nearest(folded)
    return _ranked(phrases()[nearest], MISSPELT) if nearest else {}


def _nearest(folded: str) -> str:
    """The known phrase that a misspelt or inflected one must mean, "" when there is none."""
    if len(folded) < 6 or folded in stopwords():
        return ""
    best = process.extractOne(folded, _long_phrases(), scorer=fuzz.ratio, score_cutoff=SIMILAR)
    if best is None or best[0][0] != folded[0] or len(best[0].split()) != len(folded.split()):
        return ""
    return best[0]


@cache
def _long_phrases() -> list[str]:
    return [phrase for phrase in phrases() if len(phrase) >= 6]


def _spans(words: list[str]) -> tuple[list[tuple[int, tuple[str, ...]]], str]:
    """The longest known phrases from left to right: how many words each has, what it may mean; the words between."""
    spans, rest = [], []
    start = 0
    while start < len(words):
        sizes = range(min(LONGEST_PHRASE, len(words) - start), 0, -1)
        known = (size for size in sizes if " ".join(words[start : start + size]) in phrases())
        size = next((size for size in known if size > 1 or words[start] not in stopwords()), 0)
        phrase = " ".join(words[start : start + size]) if size else _nearest(words[start])
        if phrase:
            spans.append((max(size, 1), phrases()[phrase]))
        else:
            rest.append(words[start])
        start += max(size, 1)
    return spans, " ".join(rest)


def _parts(text: str, folded: str, spans: list[tuple[int, tuple[str, ...]]]) -> dict[str, float]:
    """A heading that is known only in parts: the roles of its parts together, trusted by how much they cover."""
    words = [word for word in folded.split() if word not in stopwords()]
    if not spans:
        return _compounds(words)
    covered = min(1.0, sum(size for size, _ in spans) / max(len(words), 1))
    trust = COVERED * (0.55 + 0.45 * covered)
    together = _together({codes[0] for _, codes in spans} - {"period"}, bool(SEPARATOR.search(text)))
    if together:
        return {together: trust}
    meant = sorted((codes for _, codes in spans if codes != ("period",)), key=lambda codes: -roles()[codes[0]].rank)
    if not meant:
        return {"period": trust}
    found: dict[str, float] = {}
    for place, codes in enumerate(meant if meant[0][0] != "none" else meant[:1]):
        for code, certainty in _ranked(codes, trust - BY_RANK * place).items():
            found.setdefault(code, certainty)
    return found


def _together(named: set[str], separated: bool) -> str:
    """The one role of several named together: "PLZ, Ort", "Straße, PLZ, Ort", "Kontakt (Name, Tel., Mail)"."""
    named = named - {"other"}
    for group, role in TOGETHER + (SEPARATED if separated else UNSEPARATED):
        if named == group:
            return role
    if separated and len(named) > 1:
        if named & {"street", "address"} and named <= {"street", "address", "house_number", *PLACE_ROLES}:
            return "address"
        if named & {"email", "phone"} and named <= CONTACT_ROLES:
            return "contact"
        if named <= PLACE_ROLES:
            return "place"
        if "product" in named and named & AMOUNT_ROLES and named <= {"product", "unit", *AMOUNT_ROLES}:
            return "product_quantity"
    return ""


def _compounds(words: list[str]) -> dict[str, float]:
    """German and Dutch compounds are headed by their last part: "Herstelleranschrift" is an address."""
    for word in reversed(words):
        for cut in range(3, len(word) - 4):
            tail = word[cut:]
            if len(word) >= 9 and len(tail) >= 5 and tail in phrases():
                return _ranked(phrases()[tail], COMPOUND)
    return {}
