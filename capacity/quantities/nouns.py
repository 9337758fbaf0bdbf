"""What a number of a sentence counts: pieces, pairs, litres, packs, machines, people, or a length of time.

Leaves out totals over several numbers (reader) and which product or machine it is (capacity.vocabulary.words).
"""

import functools
import re
from typing import NamedTuple

from capacity.vocabulary.words_matcher import Hit, Lexicon, entries, lexicon

TIME = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
CALENDAR = {"day", "week", "month", "year"}
GOODS = {
    "piece": ("piece", 1.0),
    "pair": ("pair", 1.0),
    "litre": ("litre", 1.0),
    "millilitre": ("litre", 0.001),
    "centilitre": ("litre", 0.01),
    "hectolitre": ("litre", 100.0),
    "cubic_metre": ("litre", 1000.0),
    "gallon": ("litre", 3.785411784),
    "kilogram": ("kilogram", 1.0),
    "tonne": ("kilogram", 1000.0),
    "metre": ("metre", 1.0),
    "square_metre": ("square_metre", 1.0),
}
PACKS = {"pack", "bottle"}
_START = re.compile(r"[ \t']*(?:x\s|[x*](?=[^\W\d_])|-?(?=er\b)|fach|mal\s)?[ -]*")
_PER = re.compile(r"(?:pro|per|por|je|jeweils|each)(?!\w)")
_PREPOSITION = re.compile(r"para?")
_LAST_WORD = re.compile(r"(?<!\w)([^\W\d]+)$")
_APART = re.compile(r"[,/]")
_STEP = re.compile(r"(?:[^\W\d_]+|3d)[.\-/]?[ \t]*")


class Noun(NamedTuple):
    """What is counted and where it stands: goods, product, pack, machine, people, time, calendar or none."""

    kind: str
    code: str
    start: int
    end: int


NOTHING = Noun("none", "", -1, -1)


@functools.cache
def _things() -> Lexicon:
    """Products and machines in one search."""
    return lexicon("product", "machine")


def things(folded: str) -> list[Hit]:
    """The products and machines named in a folded text, codes such as "product:mask"."""
    return _things().hits(folded)


@functools.cache
def _units() -> Lexicon:
    return Lexicon(entries("unit"))


def _kind(code: str) -> str:
    if code in PACKS:
        return "pack"
    if code in TIME:
        return "time"
    return "calendar" if code in CALENDAR else "people" if code == "people" else "goods"


def noun_of(covered: str, position: int, named: dict[int, Hit], stops: frozenset[int] = frozenset()) -> Noun:
    """What the number that ends at `position` counts, looking past a few words; `named` are the things by their start,
    `stops` the places where words such as "pro Tag" begin, beyond which nothing is counted."""
    start = _START.match(covered, position)
    place = start.end() if start else position
    for step in range(5):
        if place in stops or place - 1 in stops:
            return NOTHING
        if hit := named.get(place):
            return _named_noun(hit)
        if _PER.match(covered, place):
            return NOTHING
        unit = _units().at(covered, place)
        if unit and _PREPOSITION.fullmatch(covered, unit.start, unit.end) and not _ends(covered, unit.end, named):
            return NOTHING
        code = unit.code.split("|")[0] if unit else ""
        if unit and (step == 0 or (unit.end - unit.start > 3 and code not in TIME and code not in CALENDAR)):
            near = (
                end
                for end in range(unit.end, unit.end + 4)
                if end in named and not _APART.search(covered, unit.end, end)
            )
            behind = next((named[end] for end in near), None)
            if code == "piece" and behind and behind.code.startswith("machine:"):
                return _named_noun(behind)
            return Noun(_kind(code), code, unit.start, unit.end)
        word = _STEP.match(covered, place)
        if not word or not word[0].strip():
            return NOTHING
        place = word.end()
    return NOTHING


def unit_before(covered: str, end: int) -> str:
    """The unit of goods whose word ends at `end`, as in "Ltr/Wo: 400"; "" where there is none."""
    word = _LAST_WORD.search(covered, 0, end)
    unit = _units().at(covered, word.start(1)) if word else None
    code = unit.code.split("|")[0] if unit and unit.end == end else ""
    return code if code in GOODS else ""


def _ends(covered: str, end: int, named: dict[int, Hit]) -> bool:
    """Whether a product follows or nothing: "500 par", "500 par rękawic" are pairs, "500 par semaine" are not."""
    rest = covered[end:].strip(" .,;:)")
    return not rest or any(start in named for start in (end, end + 1))


def _named_noun(hit: Hit) -> Noun:
    code = hit.code.split("|")[0]
    kind, _, name = code.partition(":")
    return Noun("machine" if kind == "machine" else "product", name, hit.start, hit.end)
