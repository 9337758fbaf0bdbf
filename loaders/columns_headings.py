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
from capacity.schema import FIELDS, NO_COLUMN
from loaders.columns_combined import Spans, by_weight, is_separated, together

WORDS = REFERENCE / "words"
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "œ": "oe", "ı": "i", "&": " ", "№": " no ", "°": "o"}
    | {"€": " eur ", "$": " usd ", "£": " gbp "}
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z][a-z])|(?<=[a-zß-ÿ]{3})(?=[A-Z]{2,}(?![a-z]))")
JOINED = (
    (re.compile(r"\b([eé]) (mail|post)(?=\d?\b)"), r"\1\2"),
    (re.compile(r"\b3 d\b"), "3d"),
    (re.compile(r"\bn [o°º]\b"), "no"),
)
NO_LETTER = re.compile(r"[^\w#%]|_")
INITIALS = re.compile(r"\b(?:[^\W\d_] ){1,3}[^\W\d_]\b")
TRAILING_NUMBER = re.compile(r"(?<=\D) \d{1,2}$")
CUT_NUMBER = re.compile(r"(?<=[^\W\d]{3})nr$")
ATTACHED_NUMBER = re.compile(r"(?<=[^\W\d])\d$")
BOUNDS = frozenset({"lower", "upper"})
ASIDE = re.compile(r"\([^()]*\)?")
COUNTED = re.compile(r"^# (?=\S)")
LONGEST_PHRASE = 5
PROBE = "1000"
BY_RANK = 0.12
KINDS = ("supported_by", "foreign_to", "typical")

EXACT, WITHOUT_NUMBER, WITHOUT_STOPWORDS, MISSPELT, COVERED, COMPOUND = 0.95, 0.94, 0.92, 0.82, 0.88, 0.7
SIMILAR = 88
UNCOVERED, ASIDE_TRUST, BOTH_KINDS = 0.25, 0.75, 0.85


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
    """A role, the schema field it stands for ("" for none), and which kinds of values speak for or against it.

    Values must be `supported_by` a kind and not `foreign_to` the role; `typical` kinds make it likelier and may lack.
    """

    code: str
    field: str
    rank: int
    supported_by: frozenset[str]
    foreign_to: frozenset[str]
    typical: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """Every role by its code."""
    return {
        row["role"]: Role(row["role"], row["field"], int(row["rank"]), *(_set(row[kinds]) for kinds in KINDS))
        for row in word_rows("heading_roles")
    }


def _rank(code: str) -> int:
    return roles()[code].rank


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
    return COUNTED.sub("anzahl ", INITIALS.sub(lambda found: found[0].replace(" ", ""), text))


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
    for each in (each for each in FIELDS if each.code not in NO_COLUMN):
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
    found = exact or _both_kinds(folded, spans) or resembled or _with_aside(text, spans) or _parts(text, folded, spans)
    period = any("period" in codes for _, codes in spans) or bool(read_quantity(PROBE, heading=text).period)
    return Heading(text, dict(sorted(found.items(), key=lambda item: -item[1])), period, rest, bool(resembled))


def _both_kinds(folded: str, spans: Spans) -> dict[str, float]:
    """ "Möchten Sie anbieten oder suchen?" asks for the kind of the report: it names both, and no goods."""
    if any(size > 1 and codes[0] == "product" for size, codes in spans):
        return {}
    named = {kind_words().get(word, "") for word in folded.split()}
    return {"kind": BOTH_KINDS} if named >= {"offer", "need"} else {}


@cache
def kind_words() -> dict[str, str]:
    """Folded word → "offer" or "need"."""
    return {fold(word): row["code"] for row in word_rows("kind") for word in row["words"].split()}


def _whole(folded: str) -> dict[str, float]:
    """The heading as a whole: as listed, numbered, with stop words."""
    known = phrases()
    bare = TRAILING_NUMBER.sub("", folded)
    unnumbered = ATTACHED_NUMBER.sub("", folded)
    short = " ".join(word for word in bare.split() if word not in stopwords())
    for text, trust in (
        (folded, EXACT), (bare, WITHOUT_NUMBER), (unnumbered, WITHOUT_NUMBER), (short, WITHOUT_STOPWORDS),
        (CUT_NUMBER.sub("nummer", folded), WITHOUT_STOPWORDS),
    ):  # fmt: skip
        if text in known:
            return _ranked(known[text], trust)
    return {}


def _ranked(codes: Iterable[str], trust: float) -> dict[str, float]:
    """The first role of the list has the full trust, the next ones a little less: the values decide."""
    return {code: trust - 0.03 * place for place, code in enumerate(codes)}


def _misspelt(folded: str) -> dict[str, float]:
    nearest = _nearest(folded)
    return _ranked(phrases()[nearest], MISSPELT) if nearest else {}


@cache
def _nearest(folded: str) -> str:
    """The known phrase that a misspelt or inflected one must mean, "" when there is none."""
    if len(folded) < 6 or folded in stopwords():
        return ""
    alike = _long_phrases().get((folded[0], folded.count(" ")), [])
    best = process.extractOne(folded, alike, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return best[0] if best else ""


@cache
def _long_phrases() -> dict[tuple[str, int], list[str]]:
    """Phrases by their first letter, in which few err, and their number of blanks: only those may resemble a text."""
    found: dict[tuple[str, int], list[str]] = {}
    for phrase in phrases():
        if len(phrase) >= 6:
            found.setdefault((phrase[0], phrase.count(" ")), []).append(phrase)
    return found


def _spans(words: list[str]) -> tuple[Spans, str]:
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


def _with_aside(text: str, spans: Spans) -> dict[str, float]:
    """What stands in brackets explains: "Was fehlt? (Folie, Filament)" is no material, "Adresse (rue)" an address."""
    outer = ASIDE.sub(" ", text)
    named = {codes[0] for _, codes in spans}
    if outer == text or not fold(outer) or named & BOUNDS or together(named - {"period"}, text, spans):
        return {}
    found = _whole(fold(outer)) or _parts(outer, fold(outer), _spans(fold(outer).split())[0])
    inner = " ".join(found[0].strip("()") for found in ASIDE.finditer(text))
    for code, trust in (_whole(fold(inner)) or _parts(inner, fold(inner), _spans(fold(inner).split())[0])).items():
        found.setdefault(code, trust * ASIDE_TRUST)
    return found


def _parts(text: str, folded: str, spans: Spans) -> dict[str, float]:
    """A heading that is known only in parts: the roles of its parts together, trusted by how much they cover."""
    words = [word for word in folded.split() if word not in stopwords()]
    if not spans:
        return _compounds(words)
    covered = min(1.0, sum(size for size, _ in spans) / max(len(words), 1))
    trust = COVERED * (UNCOVERED + (1 - UNCOVERED) * covered)
    whole = together({codes[0] for _, codes in spans} - {"period"}, text, spans)
    if whole:
        return {whole: trust}
    meant = [codes for _, codes in spans if codes[0] != "period"]
    if not meant:
        return {"period": trust}
    found: dict[str, float] = {}
    for place, codes in enumerate(by_weight(meant, is_separated(text), _rank)):
        for code, certainty in _ranked(codes, trust - BY_RANK * place).items():
            found.setdefault(code, certainty)
    return found


def _compounds(words: list[str]) -> dict[str, float]:
    """German and Dutch compounds are headed by their last part: "Herstelleranschrift" is an address."""
    for word in reversed(words):
        for cut in range(3, len(word) - 4):
            tail = word[cut:]
            if len(word) >= 9 and len(tail) >= 5 and tail in phrases():
                return _ranked(phrases()[tail], COMPOUND)
    return {}
