"""Finds the numbers of a sentence: their values, ranges and bounds ("bis zu 500", "60-80", "zwischen 100 und 200").

Leaves out what they count (nouns) and how often (reader).
"""

import functools
import re
from typing import NamedTuple

from capacity.quantities.numbers import FRACTIONS, GROUPED, INDIAN, PLAIN, scaled_mark, value_of
from capacity.quantities.numeral_words import scales
from capacity.quantities.numerals import find_numerals, scale_word
from capacity.vocabulary.words_matcher import Hit, Lexicon, entries, fold, grammar

_DIGITS = re.compile(
    rf"(?:(?<![\w¦])|(?<=\dx))(?<!\d[.,:])(?<![^\W\d_]-)(?P<sign>(?:(?<=^)|(?<=[:;=(] )|(?<=[:;=(]))-)?"
    rf"(?:(?P<digits>{INDIAN}|{GROUPED}|{PLAIN})(?P<fraction>\s?[½¼¾])?|(?P<lone>[½¼¾]))(?=(?P<tail>[^\W\d_]*\d*))"
)
_ROUGHLY = rf"(?:{grammar('roughly')}\s*)?"
_JOIN = re.compile(rf"\s*{grammar('range')}\s*{_ROUGHLY}")
_JOIN_BETWEEN = re.compile(rf"\s*{grammar('range_between')}\s*{_ROUGHLY}")
_BETWEEN = re.compile(rf"{grammar('between')}\s*{_ROUGHLY}$")
_BOXES = re.compile(rf"\s*{grammar('dutch_boxes')}(?!\w)")
_BOXES_OFTEN = re.compile(r"\s*dozen per(?!\w)")
_DUTCH = re.compile(rf"(?<!\w){grammar('dutch')}(?!\w)")
_MANY = re.compile(grammar("many"))  # "hundreds" state no number
_SOME = re.compile(rf"(?<!\w){grammar('some')}\s+$")
_SYMBOL = re.compile(r"(?<![-=])(<=?|≤|>=?|≥)\s*$")
_CLOCK = re.compile(r"(?:h|m|mn|min|std|x|stk|er)\d{1,3}")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_OR_MORE = re.compile(rf"\s?\+(?!\s?(?:/\s?-|[\d-]))|\s*{grammar('or_more')}(?!\w)")
_LEAST_BEHIND = re.compile(rf"\.?\s*{grammar('or_more')}(?!\w)(?!\.?\s*\d)")
_OR_LESS = re.compile(rf"\.?\s*{grammar('or_less')}(?!\w)(?!\.?\s*\d)")


class Amount(NamedTuple):
    """A number or range in a text; weak ones need a noun to count; `said_from` is where "bis zu" begins before it."""

    start: int
    end: int
    low: float | None
    high: float | None
    weak: bool = False
    tail: str = ""
    said_from: int = -1

    @property
    def value(self) -> float:
        """One figure for it: the upper bound, else the lower."""
        return self.high if self.high is not None else self.low or 0.0

    def times(self, factor: float) -> "Amount":
        """The same with both bounds multiplied."""
        return self._replace(low=self.low and self.low * factor, high=self.high and self.high * factor)


@functools.cache
def _bounds() -> Lexicon:
    return Lexicon(_bound_words())


def _bound_words() -> list[tuple[str, str]]:
    wanted = {"most", "least", "about", "more", ""}
    return [entry for entry in entries("bound") if entry[0] in wanted and re.search(r"\w", entry[1])]


@functools.cache
def _last_words() -> frozenset[str]:
    """The words that bounds end with, their words apart and run together."""
    words = [re.findall(r"[^\W\d_]+", fold(word)) for _, word in _bound_words()]
    return frozenset("".join(letters[start:]) for letters in words for start in range(len(letters)))


def find_amounts(folded: str, covered: str, decimal: str, glued: frozenset[int]) -> list[Amount]:
    """Every number of a sentence with its bounds. `covered` hides what is no quantity; `glued` are the places where a
    known noun begins, so that "9Ultimaker" still gives a number."""
    numbers = _digits(covered, decimal, glued) + _words(covered)
    numbers.sort(key=lambda number: number.start)
    hits = _bounds().hits(covered) if numbers else []
    return [_bounded(number, covered, hits) for number in _ranges(numbers, covered)]


def _digits(covered: str, decimal: str, glued: frozenset[int]) -> list[Amount]:
    found = []
    for match in _DIGITS.finditer(covered):
        end = max(match.end("fraction"), match.end("digits"), match.end("lone"))
        tail = match["tail"]
        if tail and not tail.isalpha() and not _CLOCK.fullmatch(tail) and end not in glued:
            continue
        digits = match["digits"] or "0"
        if len(digits) > 1 and digits.isdigit() and digits.startswith("0"):
            continue
        scale = scale_word(covered, end)
        scale = None if scale and _in_boxes(covered, end) else scale
        value = value_of(digits, decimal or (scaled_mark(digits) if scale else ""))
        value += FRACTIONS.get((match["fraction"] or match["lone"] or "").strip(), 0.0)
        value = -value if match["sign"] else value
        stop = scale[1] if scale else end
        found.append(
            Amount(
                match.start(), stop, value * (scale[0] if scale else 1), value * (scale[0] if scale else 1), tail=tail
            )
        )
    return found


def _in_boxes(covered: str, end: int) -> bool:
    """Whether "dozen" behind a number are Dutch boxes."""
    return bool(_BOXES.match(covered, end) or (_BOXES_OFTEN.match(covered, end) and _DUTCH.search(covered)))


def _words(covered: str) -> list[Amount]:
    return [
        Amount(numeral.start, numeral.end, numeral.value, numeral.value, numeral.weak)
        for numeral in find_numerals(covered)
        if not re.search(r"\d[\s.]*$", covered[max(0, numeral.start - 3) : numeral.start])
        and not (
            _MANY.fullmatch(covered, numeral.start, numeral.end)
            or (numeral.value >= 12 and _SOME.search(covered, 0, numeral.start))
        )
    ]


def _ranges(numbers: list[Amount], covered: str) -> list[Amount]:
    """Numbers side by side joined into ranges."""
    merged: list[Amount] = []
    for number in numbers:
        last = merged[-1] if merged else None
        joined = _joined(last, number, covered) if last else None
        if last and number.start < last.end:
            continue
        if joined:
            merged[-1] = joined
        else:
            merged.append(number)
    return merged


def _joined(first: Amount, second: Amount, covered: str) -> Amount | None:
    """The range of two numbers, None where they are none."""
    gap = covered[first.end : second.start]
    gap = gap[1:] if gap.startswith("- ") else gap
    between = _BETWEEN.search(covered[max(0, first.start - 20) : first.start])
    if (
        not gap
        or len(gap) > 30
        or not (_JOIN.fullmatch(gap) or (between and _JOIN_BETWEEN.fullmatch(gap)) or _same_noun(gap, covered, second))
    ):
        return None
    low, high = first.low, second.high
    if low is None or high is None or first.low != first.high:
        return None
    raw = re.match(r"\d+(?:[.,]\d+)?", covered[second.start :])
    if low < 1000 <= high and raw and low < value_of(raw[0]) and high > 999 * value_of(raw[0]):
        low *= high / value_of(raw[0])
    elif not raw and low < 100:
        low *= _left_out(low, high, covered[second.start : second.end])
    if low >= high or high > 1000 * max(low, 1):
        return None
    return Amount(first.start, second.end, low, high, first.weak and second.weak, second.tail)


def _left_out(low: float, high: float, words: str) -> float:
    """What multiplies the first of two numbers in words as well: "zwei bis drei Dutzend", "zwei- bis dreitausend"."""
    said = scales().get(words.rpartition(" ")[2], 0.0)
    possible = [said] if said else [scale for scale in (1e6, 1000.0, 100.0) if high >= 100 and high % scale == 0]
    return next((scale for scale in possible if low < high / scale), 1.0)


def _same_noun(gap: str, covered: str, second: Amount) -> bool:
    """Whether a gap is "Stück bis" before another number with the same noun: "100 Stück bis 200 Stück"."""
    match = re.fullmatch(r"\s*([^\W\d_]+)\.?\s*(?:-|bis|to|a|do|az|ate|hasta|tot)\s*", gap)
    return bool(match and re.match(rf"\s*{match[1]}", covered[second.end :]))


def _bounded(number: Amount, covered: str, hits: list[Hit]) -> Amount:
    """The number with its open side: "bis zu", "mindestens", "+"."""
    if number.low != number.high:
        return number
    if _OR_MORE.match(covered, number.end):
        return number._replace(high=None)
    if _OR_LESS.match(covered, number.end):
        return number._replace(low=None)
    code, position = _bound_before(covered[: number.start].rstrip(" :"), hits)
    if not code and position < 0:
        return number
    low, high = (None if code == "most" else number.low), (None if code == "least" else number.high)
    return number._replace(low=low, high=high, said_from=position)


def bounded_behind(number: Amount, covered: str, end: int) -> tuple[Amount, int]:
    """The number with the bound that stands behind all it counts ("5 pro Tag mindestens"), and where that ends."""
    if number.low is None or number.low != number.high:
        return number, end
    if least := _LEAST_BEHIND.match(covered, end):
        return number._replace(high=None), least.end()
    most = _OR_LESS.match(covered, end)
    return (number._replace(low=None), most.end()) if most else (number, end)


def _bound_before(before: str, hits: list[Hit]) -> tuple[str, int]:
    """The bound whose word ends right before a number, and where its words begin, -1 where there are none; "about"
    words are passed over. `hits` are the sentence's bounds."""
    if symbol := _SYMBOL.search(before, max(0, len(before) - 4)):
        return ("most" if symbol[1] in ("<", "<=", "≤") else "least"), symbol.start()
    if before[-1:].isalpha() and not any(hit.end == len(before) for hit in hits):
        last = _LAST_WORD.search(before, max(0, len(before) - 28))
        if not last or last[0] not in _last_words():
            return "", -1
        hits = _bounds().hits(before[-28:])
        hits = [Hit(hit.code, hit.start + max(0, len(before) - 28), hit.end + max(0, len(before) - 28)) for hit in hits]
    position = len(before)
    for hit in reversed(hits):
        if hit.end > position:
            continue
        if before[hit.end : position].strip(" .:~(") != "":
            break
        position = hit.start
        if _named(hit) != "about":
            return _named(hit), position
    return "", position if position < len(before) else -1


def _named(hit: Hit) -> str:
    return hit.code.split("|")[0]
