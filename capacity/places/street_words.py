"""Words beside names: those of streets and firms, whose names are no towns, those that blur a name or say its kind.

Leaves out towns, postcodes and regions.
"""

import csv
import re
from functools import cache, lru_cache

from capacity.places.words import fold
from capacity.regions import GEOGRAPHY

STREET_ENDINGS = (
    "strasse",
    "str",
    "weg",
    "platz",
    "gasse",
    "allee",
    "straat",
    "laan",
    "gatan",
    "vagen",
    "katu",
    "utca",
    "vej",
)


_RUN_ON = re.compile(r"(?<=[a-z]{4})(?=[A-Z][a-z]{3})")  # HainingZhejiang, but not HeShan
LONG = 7  # letters from which a word's small first letter is enough to part it from the name before it


@cache
def street_words() -> dict[str, str]:
    """Folded words of streets and firms, and on which side the name stands: before it, after it, any, or none."""
    with (GEOGRAPHY / "street_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["place"] for row in csv.DictReader(file)}


@cache
def beside_words(says: str) -> frozenset[str]:
    """Folded words that stand beside names: "vague" ones blur them (Raum, near), those of a "kind" (City) do not.

    Some of a kind stand behind the name and so "close" it; some name something "wide" around the town.
    """
    with (GEOGRAPHY / "beside_words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if says in row["says"].split("|"))


@cache
def _glued() -> re.Pattern[str]:
    """A word that closes a name and lost the blank before it: "GuangdongProvince", "Tay Ninhprovince"."""
    closing = sorted(beside_words("closes"), key=len, reverse=True)
    titled, long = "|".join(map(str.title, closing)), "|".join(word for word in closing if len(word) >= LONG)
    return re.compile(rf"(?<=[^\W\d_]{{3}})(?:{titled}|{long})(?![^\W\d_])")


def part_glued(text: str) -> str:
    """The text with a blank before each word such as Province, and each longer name, that is written onto a name."""
    return _RUN_ON.sub(" ", _glued().sub(r" \g<0>", text))


@lru_cache(maxsize=50_000)
def _street_word(word: str) -> str:
    """ "before", "after" or "any" for a word of streets, also for one that ends in it ("Hauptstraße")."""
    if found := street_words().get(word, ""):
        return found
    return "after" if len(word) > 6 and word.endswith(STREET_ENDINGS) else ""


def is_street(text: str) -> bool:
    """True for text with a word of streets or firms in it."""
    return any(_street_word(word) not in ("", "none") for word in fold(text).split())


def _of_kind(folded: list[str], position: int) -> bool:
    """True for a word of streets that a word of kind says more of: the zone of "Sihong Economic Development Zone"."""
    return position > 0 and folded[position - 1] in beside_words("kind")


def street_marks(folded: list[str], after: str, numbered: bool = False) -> list[float]:
    """For each word of a run how much speaks for a street's or firm's name; `numbered`: a house number leads it."""
    marks = [0.0] * len(folded)
    kinds = ["" if _of_kind(folded, position) else _street_word(word) for position, word in enumerate(folded)]
    house_number = re.fullmatch(r"\d{1,4}[a-zA-Z]?", after) is not None
    for position, kind in enumerate(kinds):
        if kind and (position or kind != "after"):
            marks[position] = 4.0
            if kind in ("before", "any"):
                for follower in range(position + 1, min(position + 4, len(marks))):
                    marks[follower] = max(marks[follower], 2.5)
            if kind in ("after", "any"):
                for leader in range(max(0, position - 3), position):
                    marks[leader] = max(marks[leader], 2.5)
    least = 2.5 if numbered and len(folded) > 1 else 1.0 if house_number else 0.0
    return [max(mark, least) for mark in marks]
