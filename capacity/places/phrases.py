"""Names in running words: which runs of words may be a town, a region or a country, and how well they stand.

Leaves out postcodes and everything that is a field of its own (capacity.places.clues).
"""

import csv
import itertools
import re
from functools import cache, lru_cache
from typing import NamedTuple

from capacity import regions
from capacity.places import gazetteer
from capacity.places.clue import Clues, Phrase, RegionClue
from capacity.places.country_words import country_code, country_name
from capacity.places.region_words import region_code, region_name, without_generic_words
from capacity.places.street_words import beside_words, is_street, part_glued, street_marks, street_words
from capacity.places.words import fold
from capacity.regions import GEOGRAPHY

LONGEST_NAME, LONGEST_WHOLE = 5, 60  # words of a name, letters of one with commas or numbers in it
SYLLABLES_APART = {"CN", "TW", "KR", "JP", "ID", "TH", "MM", "KH"}  # countries whose names are also written "Su Qian"
HOUSE_NUMBER, LONG_NUMBER = "1", "12345"  # stand for all such: what a run names is kept for either
SMALL_COUNTRY = 2_000_000  # inhabitants
SHORT_COUNTRY = 4  # letters of names that are some language's word for a country and an address's word for much else
FIELD_WEIGHT = {"town": 2.5, "text": 0.0, "region": -0.5, "street": -3.0, "postcode": 1.0, "country": -1.0}
_NUMBER_BEFORE = re.compile(r"(?:^|[,;])[^\w,;]*(?:[Nn]o\W*)?\d{1,3}[a-zA-Z]?\s*$")
_BREAKS = re.compile(r"[,;\n\r\t|•·:،؛、，；]+|(?<=[^\W\d_]{5})\.\s|\s\.\s|\s[-–—]\s|\d+[a-zA-Z]?\b|\d+")
_DASH = re.compile(r"\s[-–—]\s")
_DIGITS_BEFORE = re.compile(r"(?:\d\D{0,2}){4}$")
_WORD = re.compile(r"[^\W\d_]+(?:['’.`´][^\W\d_]+)*")


def read_words(clues: Clues, source: str, text: str) -> None:
    """Note every town, region and country that words of a field may name."""
    if not text:
        return
    text = part_glued(text)
    _read_whole(clues, source, text)
    runs = _runs(text)
    for number, (words, after, before) in enumerate(runs):
        _read_run(clues, source, text, words, after, before, number in (0, len(runs) - 1), number == len(runs) - 1)
    for (words, after, _), (more, _, _) in itertools.pairwise(runs):
        if _DASH.fullmatch(after):
            _read_joined(clues, source, text[words[0].start() : more[-1].end()], words[0].start())


def _read_whole(clues: Clues, source: str, text: str) -> None:
    """A town's own name with numbers, commas or brackets in it, such as "Zürich (Kreis 4) / Hard" and "Sector 2"."""
    if source not in ("town", "text") or len(text) > LONGEST_WHOLE or not _BREAKS.search(text):
        return
    key = fold(text)
    if any(not town.rank and fold(town.name) == key for town in gazetteer.towns(key)):
        clues.phrases.append(Phrase(text, key, 0, len(text), source, FIELD_WEIGHT[source] + 2.1, True, False))


def _runs(text: str) -> list[tuple[list[re.Match[str]], str, str]]:
    """The words between commas, numbers and the like, what breaks them off and what stands before."""
    position, runs = 0, []
    for found in [*_BREAKS.finditer(text), None]:
        end = found.start() if found else len(text)
        words = list(_WORD.finditer(text, position, end))
        while size := _closed(words) or _before_slash(text, words):
            runs.append((words[:size], " ", text[:position]))
            words, position = words[size:], words[size].start()
        if words:
            runs.append((words, found.group(0) if found else "", text[:position]))
        position = found.end() if found else end
    return runs


def _closed(words: list[re.Match[str]]) -> int:
    """How many words end with one that closes a name before another begins: "Pinghu City Zhejiang"; 0 for none."""
    if len(words) < 3:
        return 0
    folded = [fold(word.group(0)) for word in words]
    for size in range(2, len(words)):
        after = folded[size]
        if folded[size - 1] in beside_words("closes") and after not in beside_words("kind") and not is_street(after):
            return size
    return 0


def _before_slash(text: str, words: list[re.Match[str]]) -> int:
    """How many words stand before a slash and the region that they lie in: "PENDİK/İSTANBUL"; 0 for none."""
    for size in range(1, len(words)):
        between = text[words[size - 1].end() : words[size].start()]
        region = " ".join(fold(word.group(0)) for word in words[size:])
        if "/" in between and len(region) > SHORT_COUNTRY and region_name(region):
            return size
    return 0


def _read_joined(clues: Clues, source: str, words: str, start: int) -> None:
    """A name with a dash between blanks, such as "Villingen - Schwenningen", if there is such a town."""
    key = fold(words)
    if len(key.split()) <= LONGEST_NAME and gazetteer.towns(key):
        clues.phrases.append(
            Phrase(words, key, start, start + len(words), source, FIELD_WEIGHT[source] + 2.1, True, False)
        )


class _Named(NamedTuple):
    """What the words of a run name; starts and ends of phrases count from the run's first letter."""

    countries: tuple[tuple[str, float, str], ...]
    regions: tuple[RegionClue, ...]
    phrases: tuple[Phrase, ...]


def _read_run(
    clues: Clues, source: str, text: str, words: list[re.Match[str]], after: str, before: str, outer: bool, last: bool
) -> None:
    start, end = words[0].start(), words[-1].end()
    numbered = _NUMBER_BEFORE.search(before) is not None and not last
    alone = not before.strip() and end == len(text)
    after_postcode = _DIGITS_BEFORE.search(before[-7:]) is not None
    number = (LONG_NUMBER if after[4:5].isdigit() else HOUSE_NUMBER) if after[:1].isdigit() else ""
    named = _named(source, text[start:end], number, (numbered, alone, after_postcode, outer, last))
    for country in named.countries:
        clues.add_country(*country)
    clues.regions.extend(named.regions)
    for phrase in named.phrases:
        spans = (start + phrase.start, start + phrase.end)
        clues.phrases.append(Phrase._make((*phrase[:2], *spans, *phrase[4:])))


@lru_cache(maxsize=20_000)
def _named(source: str, run: str, after: str, stands: tuple[bool, bool, bool, bool, bool]) -> _Named:
    """What a run names where it stands so: behind a house number, alone, behind a postcode, at either end, last."""
    numbered, alone, after_postcode, outer, last = stands
    words = list(_WORD.finditer(run))
    folded = [fold(word.group(0)) for word in words]
    street = street_marks(folded, after, numbered)
    vague = [word in beside_words("vague") for word in folded]
    kind = [word in beside_words("kind") for word in folded]
    for place in range(len(words) - _state_at_end(folded), len(words)):
        kind[place] = True
    blurred, of_kind = any(vague), any(kind) and not all(kind)
    found, phrases = Clues(), []
    for first in range(len(words)):
        for size in range(min(LONGEST_NAME, len(words) - first), 0, -1):
            start, end = words[first].start(), words[first + size - 1].end()
            key, written = " ".join(folded[first : first + size]), run[start:end]
            whole, ends = size == len(words), first + size == len(words)
            if size == 1 and not alone and _says_street(key, whole, after):
                continue
            _note_country(found, source, key, written, whole, ends and last, outer)
            _note_region(found, source, key, written, whole, ends)
            whole = whole or (of_kind and all(kind[:first]) and all(kind[first + size :]))
            bonus = FIELD_WEIGHT[source] + 0.6 * (size - 1) + (1.5 if whole else 0.3 if ends else 0.0)
            bonus += 1.5 if first == 0 and after_postcode else 0.0
            against = max(street[first : first + size]) if size < 3 else 0.0
            if len(key) > 1 and (size > 1 or len(key) > 2 or whole):
                around = blurred and (any(vague[:first]) or any(vague[first + size :]))
                phrases.append(Phrase(written, key, start, end, source, bonus - against, whole, around, against))
    countries = tuple((code, weight, found.country_words[code]) for code, weight in found.countries.items())
    return _Named(countries, tuple(found.regions), tuple(phrases))


def _state_at_end(folded: list[str]) -> int:
    """How many of the last words are the name of a state far away, behind another name: "Haining Zhejiang"."""
    for size in range(min(3, len(folded) - 1), 0, -1):
        if any("-" in code for code in region_name(" ".join(folded[-size:]))):
            return size
    return 0


def _note_country(clues: Clues, source: str, key: str, words: str, whole: bool, at_end: bool, outer: bool) -> None:
    if source == "street":
        return
    if code := "" if key in street_words() else country_name(key):
        sure = outer or at_end or len(key) > SHORT_COUNTRY
        weight = (5.0 if outer else 4.0) if whole and sure else 4.0 if at_end else 1.0
        clues.add_country(code, weight, words)
    elif (
        len(words) in (2, 3)
        and words.isupper()
        and (whole or key not in street_words())
        and (code := country_code(words))
        and not _rather_a_state(words, code)
    ):
        clues.add_country(code, 3.0 if whole and at_end else 2.5 if whole and outer else 2.0 if at_end else 0.5, words)


def _says_street(key: str, whole: bool, after: str) -> bool:
    """True for a word of streets that a number parts from the name ("D3 Street", "Lot 89"): it names no town."""
    place = street_words().get(key, "")
    return whole and (place in ("after", "any", "none") or (place == "before" and after[:1].isdigit()))


def _rather_a_state(letters: str, country: str) -> bool:
    """True for letters of a state of the US that are also those of a small country far away: NC, VA."""
    states = [code for code in region_code(letters) if code.startswith("US-")]
    return bool(states) and country not in regions.codes(0) and (regions.population(country) or 0) < SMALL_COUNTRY


def _note_region(clues: Clues, source: str, key: str, words: str, whole: bool, ends: bool) -> None:
    if source in ("street", "region"):
        return
    plain = without_generic_words(key) if whole else key
    if codes := region_name(key) or (region_name(plain) if plain else ()) or _syllables_apart(plain):
        clues.regions.append(RegionClue(words, codes, 2.0 if whole else 1.2))
    elif len(words) in (2, 3) and words.isupper() and (whole or ends) and (codes := region_code(words)):
        clues.regions.append(RegionClue(words, codes, 2.0))


def _syllables_apart(key: str) -> tuple[str, ...]:
    """A Chinese province whose syllables are parted: "Zhe Jiang"."""
    together = region_name(key.replace(" ", "")) if key.count(" ") == 1 else ()
    return together if len(together) == 1 and together[0].startswith("CN-") else ()


def towns_of(phrase: Phrase, country: str) -> tuple[gazetteer.Town, ...]:
    """Towns that the phrase may name; two letters only if they are all of a town's own name."""
    if len(phrase.key) < 3:
        return tuple(town for town in gazetteer.towns(phrase.key, country) if town.name == phrase.words)
    key = f"{phrase.key}asse" if phrase.key.endswith("str") else phrase.key
    apart = country in SYLLABLES_APART and " " in key
    found = gazetteer.towns(key, country) or (gazetteer.towns(key.replace(" ", ""), country) if apart else ())
    return found or _otherwise_spelt(key, country)


@cache
def _spellings() -> dict[str, list[tuple[str, str]]]:
    """By country: letters as people there also write them, and as lists of towns do."""
    found: dict[str, list[tuple[str, str]]] = {}
    with (GEOGRAPHY / "spellings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["country"], []).append((row["written"], row["listed"]))
    return found


def _otherwise_spelt(key: str, country: str) -> tuple[gazetteer.Town, ...]:
    """Towns of a name that no list has, once some of its letters are written as lists do: "Sriracha"."""
    changed = key
    for written, listed in _spellings().get(country, ()):
        if written in key:
            changed = changed.replace(written, listed)
            if found := gazetteer.towns(key.replace(written, listed), country) or gazetteer.towns(changed, country):
                return found
    return ()
