"""Machines and people: "9 Drucker mit je 10 am Tag", "25 per printer per day, 10 printers" multiplied out.

Changes the numbers of a sentence in place. Leaves out packs, and how many machines there are in all (machines).
"""

import itertools
import re

from capacity.quantities.nouns import noun_of
from capacity.quantities.sentence import Counted, Sentence
from capacity.vocabulary.words_matcher import grammar

_AT = re.compile(r"[^\W\d]*\.?\s*(?:a|zu|@|x|a raison de|a razon de|da)\s*")
_PER = re.compile(
    r"(?:/|(?<!\w)(?:p\.|c/|x(?=\s+[^\W\d])|pro|per|par|je|por|na|za|jeder|jede|chaque|ogni|cada|elke)(?!\w))\s*"
)
_JOINED = re.compile(rf"\s+{grammar('enumerated')}\s+")
_HAVE = re.compile(rf"(?:\(\s*x?|(?<!\w){grammar('have')})\s*(?:{grammar('roughly')}\s*)?$")
_TIMES = re.compile(r"(?:x|\*|mal|times|fois)\s*$")
_BATCHES = re.compile(rf"\s*{grammar('batch')}(?!\w)")
_OF = re.compile(rf"\s{grammar('contains')}\s*$")
_WORD = re.compile(r"\s*([^\W\d]{2,})")
_PER_WORD = re.compile(_PER.pattern + r"([^\W\d]{2,})")
HANDS = ("machine", "people")


def multiply_each(sentence: Sentence, elsewhere: dict[str, float]) -> None:
    """Multiplies what each machine or person makes by their number; `elsewhere` are those that other sentences of the
    text count, by kind."""
    _multiply_batches(sentence)
    hands = [counted for counted in sentence.counted if counted.noun.kind in HANDS]
    if not hands:
        _multiply_by_others(sentence, elsewhere or _bare_hands(sentence))
        _multiply_named(sentence)
    elif sum(hand.amount.value for hand in hands) == 1 and (count := _had(sentence)):
        for counted in sentence.counted:
            counted.times *= 1 if counted in hands else count
        return
    for counted in sentence.counted if hands else ():
        if counted in hands:
            continue
        makers = [hand for hand in hands if hand.start < counted.start] or hands
        if (
            _each(counted, sentence)
            or _AT.fullmatch(sentence.covered[makers[-1].end : counted.amount.start])
            or _per_hand(counted, sentence)
            or _each_hand(counted, sentence) in [hand.noun.kind for hand in makers]
            or any(_said_of(hand, counted, sentence) for hand in hands)
        ):
            counted.times *= sum(hand.amount.value for hand in makers)
            counted.start = min(counted.start, makers[0].start)


def _multiply_by_others(sentence: Sentence, elsewhere: dict[str, float]) -> None:
    """ "Cada impresora fabrica 6 viseras; contamos con 20 impresoras"."""
    for counted in sentence.counted if elsewhere else ():
        if kind := _per_hand(counted, sentence) or _each_hand(counted, sentence):
            counted.times *= elsewhere.get(kind, 1.0)
        elif len(elsewhere) == 1 and _each(counted, sentence):
            counted.times *= next(iter(elsewhere.values()))


def _multiply_batches(sentence: Sentence) -> None:
    """Multiplies what a batch gives by their number: "2 Druckplatten täglich mit je 12 Stück"."""
    for outer, inner in itertools.pairwise(list(sentence.counted)):
        named = _BATCHES.match(sentence.covered, outer.amount.end)
        counts = outer.noun.kind in ("none", "pack") and inner.noun.kind in ("goods", "product", "none")
        if named and counts and (_each(inner, sentence) or _OF.search(sentence.covered, named.end(), inner.start)):
            inner.times *= outer.amount.value * outer.times
            sentence.counted.remove(outer)


def _multiply_named(sentence: Sentence) -> None:
    """Multiplies by the number of a maker that no list knows, said twice in the same word: "30/j/imp., 4 imp."."""
    last = sentence.counted[-1] if len(sentence.counted) > 1 else None
    named = _WORD.match(sentence.covered, last.amount.end) if last and not last.period else None
    if not last or not named or last.noun.kind not in ("none", "machine", "people"):
        return
    for counted in sentence.counted[:-1]:
        between = sentence.covered[counted.amount.end : last.amount.start]
        words = (match[1] for match in _PER_WORD.finditer(between))
        if any(word.startswith(named[1]) or named[1].startswith(word) for word in words):
            counted.times *= last.amount.value
            sentence.counted.remove(last)
            return


def _had(sentence: Sentence) -> float:
    """The number at the end that says how many there are of the one maker before: "1 Näherin näht 15, wir haben 6"."""
    last = sentence.counted[-1]
    if last.noun.kind != "none" or not _HAVE.search(sentence.covered[: last.amount.start]):
        return 0.0
    sentence.counted.pop()
    return last.amount.value


def _bare_hands(sentence: Sentence) -> dict[str, float]:
    """The number of machines or people said without their name: "15 per printer per day, have 6", "(4)"."""
    last = sentence.counted[-1] if len(sentence.counted) > 1 else None
    if not last or last.noun.kind != "none" or not _HAVE.search(sentence.covered[: last.amount.start]):
        return {}
    each = (_per_hand(counted, sentence) or _each_hand(counted, sentence) for counted in sentence.counted)
    kind = next(filter(None, each), "")
    if not kind:
        return {}
    sentence.counted.pop()
    return {kind: last.amount.value}


def count_hands(sentence: Sentence) -> dict[str, float]:
    """How many machines and people a sentence counts, by kind; those it does not count are left out."""
    found: dict[str, float] = {}
    for counted in sentence.counted:
        if counted.noun.kind in HANDS:
            found[counted.noun.kind] = found.get(counted.noun.kind, 0.0) + counted.amount.value
    return found


def _each_hand(counted: Counted, sentence: Sentence) -> str:
    """The kind of machine or person that "jeder" names before a number: "Cada impresora fabrica 6"."""
    named = {hit.start: hit for hit in sentence.machines}
    for hit in sentence.places("each"):
        noun = noun_of(sentence.covered, hit.end, named)
        if noun.kind in HANDS and noun.start - hit.end < 3 and hit.end < counted.amount.start:
            return noun.kind
    return ""


def _each(counted: Counted, sentence: Sentence) -> bool:
    """Whether a number is said of each: the word right before it or soon behind it."""
    for hit in sentence.places("each"):
        if 0 <= counted.amount.start - hit.end < 12 and not _digit(sentence, hit.end, counted.amount.start):
            return True
        if 0 <= hit.start - counted.amount.end < 30 and not _digit(sentence, counted.amount.end, hit.start):
            return True
    return False


def _digit(sentence: Sentence, start: int, end: int) -> bool:
    return bool(re.search(r"\d", sentence.covered[start:end]))


def _per_hand(counted: Counted, sentence: Sentence) -> str:
    """The kind that is named where "per printer" or "par couturière" stands behind a number; "" elsewhere."""
    named = {hit.start: hit for hit in sentence.machines}
    following = (other.amount.start for other in sentence.counted if other.amount.start > counted.amount.start)
    until = min(next(following, len(sentence.covered)), counted.amount.end + 60)
    often = (period.end for period in sentence.periods if counted.amount.end <= period.start < until)
    joined = (match.end() for end in often if (match := _JOINED.match(sentence.covered, end)))
    for place in (*(per.end() for per in _PER.finditer(sentence.covered, counted.amount.end, until)), *joined):
        noun = noun_of(sentence.covered, place, named)
        if noun.kind in HANDS and noun.start == place:
            return noun.kind
    return ""


def _said_of(hand: Counted, counted: Counted, sentence: Sentence) -> bool:
    """Whether the machines are named one by one ("jeder unserer 4 Drucker") or as a factor ("x 4 imprimantes")."""
    before = sentence.covered[: hand.amount.start]
    if _TIMES.search(before) and counted.start < hand.start:
        return True
    return any(
        0 <= hand.amount.start - hit.end < 14 and not _digit(sentence, hit.end, hand.amount.start)
        for hit in sentence.places("each")
    )
