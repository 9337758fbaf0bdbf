"""What a column's heading says about its numbers: per week, on hand, machines, minutes per piece, packs of a hundred.

Leaves out which field the column is (loaders).
"""

import functools
import re
from dataclasses import dataclass, field

from capacity.quantities.nouns import GOODS, PACKS, TIME, noun_of, things
from capacity.quantities.numbers import value_of
from capacity.quantities.weeks import Working, read_working
from capacity.vocabulary.words_matcher import Hit, Lexicon, entries, fold, grammar, lexicon

_SPATIAL = re.compile(r"\b[23][ -]?d\b|\bmin\.?\s*[/-]?\s*max\b")
_PER = re.compile(r"/|(?<!\w)(?:pro|per|par|je|por|al|na|za)(?!\w)")
_PACK = grammar("pack")
_PACK_SIZE = re.compile(
    rf"\b{_PACK}\s*(?:{grammar('contains')}\s*)?(\d[\d.]*)|(\d+)\s?er[ -]{_PACK}|(\d+)\s*/\s*{_PACK}(?!\w)"
)


@dataclass(frozen=True)
class Heading:
    """period: how often, or ""; stock, machines, time: what the numbers are; minutes: the unit of a time in minutes;
    pieces: how many pieces a time is for; unit: the unit named; times: pieces in a pack."""

    period: str = ""
    stock: bool = False
    machines: bool = False
    time: bool = False
    minutes: float = 1.0
    pieces: float = 1.0
    unit: str = ""
    times: float = 1.0
    working: Working = field(default_factory=Working)


@functools.cache
def _words(code: str) -> Lexicon:
    return Lexicon([entry for entry in entries("bound") if entry[0] == code])


@functools.lru_cache(maxsize=2_000)
def read_heading(heading: str) -> Heading:
    """What a heading says; an empty heading says nothing."""
    if not heading.strip():
        return Heading()
    working, folded = read_working(_SPATIAL.sub("", fold(heading)))
    periods = lexicon("period").hits(folded) or lexicon("heading_period").hits(folded)
    time_unit = _time_unit(folded)
    time = bool(_words("making").hits(folded)) or (
        bool(time_unit)
        and (_per_piece(folded) or (bool(re.search(r"/|pro |per |par |je |por |al |na |za ", folded)) and not periods))
    )
    machines = any(hit.code.startswith("machine:") for hit in things(folded)) and not periods
    size = _PACK_SIZE.search(folded)
    period = periods[0].code.split("|")[0] if periods and not time else ""
    return Heading(
        period,
        bool(_words("stock").hits(folded)) and not period,
        machines and not time,
        time,
        TIME.get(time_unit, 1.0),
        1.0,
        _unit(folded),
        _size(size),
        working,
    )


def _per_piece(folded: str) -> bool:
    """Whether a time is said of a piece or a product: "Stunden pro Stück", "min / masque"."""
    named = {hit.start: hit for hit in things(folded)}
    nouns = (noun_of(folded, per.end(), named) for per in _PER.finditer(folded))
    return any(noun.kind == "product" or (noun.kind == "goods" and noun.code == "piece") for noun in nouns)


def _size(match: re.Match[str] | None) -> float:
    """Pieces in a pack, 1 where the heading names no pack."""
    return value_of(next(group for group in match.groups() if group)) if match else 1.0


def _time_unit(folded: str) -> str:
    """The unit of time that a heading names: "Minuten pro Stück", "h", "(min)"."""
    for word in re.finditer(r"[^\W\d_]+", folded):
        noun = noun_of(folded, word.start(), {})
        if noun.kind == "time" and noun.start == word.start():
            return noun.code
    return ""


def _unit(folded: str) -> str:
    """The unit of goods that a heading names."""
    nothing: dict[int, Hit] = {}
    for word in re.finditer(r"[^\W\d_]+", folded):
        noun = noun_of(folded, word.start(), nothing)
        if (
            noun.start == word.start()
            and noun.kind == "goods"
            and (len(word[0]) > 2 or folded.strip() == word[0] or f"({word[0]})" in folded)
            and noun.code in GOODS
        ):
            return noun.code
        if noun.start == word.start() and noun.code in PACKS:
            return "piece"
    return ""
