"""Which number of a sentence each period belongs to: "20 Visiere und 30 Masken pro Woche", "täglich ca. 30 Teile".

Changes the numbers of a sentence in place. Leaves out what a number then amounts to (reader).
"""

import itertools
import re
from dataclasses import replace

from capacity.quantities.nouns import Noun, unit_before
from capacity.quantities.sentence import Counted, Period, Sentence
from capacity.vocabulary.words_matcher import grammar

_TIMES = re.compile(r"\s*(?:x|\*|mal|times|fois|volte|veces|keer|razy|vezes|krat)\s*")
_OFTEN = re.compile(r"\s*(?:x|\*|mal|times|fois|volte|veces|keer|razy|vezes|krat)\s*")
_SOON = re.compile(rf"[\s.,:]*(?:{grammar('each_machine')}\s+)?(?:{grammar('roughly')}\s*)?")
_MOST_OFTEN = 14
_ENUMERATED = re.compile(rf"(?:-?[^\W\d]*)\s*(?:{grammar('enumerated')})?\s*(?:{grammar('roughly')}\s*)?")

_LATER = re.compile(rf"(?<!\w)(?:{grammar('later')}(?!\w)|{grammar('after')}\s+\d+\s+[^\W\d]+)[^\d,;]{{0,14}}$")


def give_periods(sentence: Sentence) -> None:
    """Gives each period to the number it belongs to, and to the numbers enumerated with that one."""
    goods = [counted for counted in sentence.counted if counted.noun.kind not in ("people", "time", "calendar")]
    for period in sentence.periods:
        before = [counted for counted in goods if counted.amount.end <= period.start]
        after = [counted for counted in goods if counted.amount.start >= period.end]
        made = after if before else [counted for counted in after if counted.noun.kind != "machine"] or after
        spread = next((each for each in goods if each.amount.start < period.start < each.amount.end), None)
        owner = spread or _owner(period, before[-1] if before else None, made[0] if made else None, sentence)
        if owner and len(before) > 1 and _says_how_often(owner, period, before[-2], sentence):
            before[-2].period = replace(period, every=period.every / owner.amount.value, start=owner.amount.start)
            goods.remove(owner)
            sentence.counted.remove(owner)
        elif owner and (often := _often_before(owner, period, goods, sentence)):
            often.period = replace(period, every=period.every / owner.amount.value, start=owner.amount.start)
            goods.remove(owner)
            sentence.counted.remove(owner)
        elif owner and owner.period is None:
            owner.period = period
            unit = unit_before(sentence.covered, period.start) if owner.noun.kind == "none" else ""
            if unit and period.end <= owner.amount.start:
                owner.noun = Noun("goods", unit, -1, -1)
    _share_periods(goods, sentence)
    _join_bounds(sentence)
    _leave_out_earlier(sentence)
    _leave_out_usual(sentence)


def _says_how_often(times: Counted, period: Period, made: Counted, sentence: Sentence) -> bool:
    """Whether a number says how often another is made: "30-40 St., 3x pro Woche"."""
    gap = sentence.covered[times.amount.end : period.start]
    counts = times.noun.kind == "none" and made.noun.kind in ("goods", "product") and made.period is None
    return counts and times.amount.value > 0 and bool(_TIMES.fullmatch(gap))


def _often_before(times: Counted, period: Period, goods: list[Counted], sentence: Sentence) -> Counted | None:
    """What a number before a period says how often it is made: "3 x wöchentlich je 150"."""
    if times.noun.kind != "none" or not times.amount.value or times.amount.value > _MOST_OFTEN:
        return None
    if not _OFTEN.fullmatch(sentence.covered, times.amount.end, period.start):
        return None
    made = next((each for each in goods if each.amount.start >= period.end), None)
    return made if made and _SOON.fullmatch(sentence.covered, period.end, made.amount.start) else None


def _owner(period: Period, before: Counted | None, after: Counted | None, sentence: Sentence) -> Counted | None:
    """The number that a period belongs to: the one before, unless a new clause begins with the period."""
    if before and after and after.noun.kind == "machine" != before.noun.kind and not before.period:
        return before
    if before and after and (before.period or (before.noun.kind == "machine" and after.noun.kind != "machine")):
        return after
    if before and after and after.period is None:
        gap_before = sentence.covered[before.end : period.start]
        gap_after = sentence.covered[period.end : after.amount.start]
        opens = re.search(r"[,(]\s*\w*\s*$|\bund\s*$|\band\s*$|\bet\s*$", gap_before)
        if opens and len(gap_after) < 15 and "," not in gap_after:
            return after
        if len(gap_after) < 4 and len(gap_before) > 12:
            return after
    chosen = before or after
    if chosen is after and after and len(sentence.covered[period.end : after.amount.start]) > 60:
        return None
    return chosen


def _share_periods(goods: list[Counted], sentence: Sentence) -> None:
    """Numbers enumerated before one with a period share it: "20 Visiere und 30 Masken pro Woche"."""
    for earlier, later in reversed(list(itertools.pairwise(goods))):
        gap = sentence.covered[earlier.end : later.amount.start]
        joined = _ENUMERATED.fullmatch(gap)
        if (
            later.period
            and not earlier.period
            and joined
            and earlier.noun.kind in ("goods", "product")
            and later.period.start > later.amount.start
        ):
            earlier.period = later.period
    _share_onwards(goods, sentence)


def _share_onwards(goods: list[Counted], sentence: Sentence) -> None:
    """Numbers enumerated behind one whose period stands before it share it: "pro Woche 20 Visiere und 30 Masken"."""
    if sentence.says("stock"):
        return
    for earlier, later in itertools.pairwise(goods):
        if earlier.period is None or earlier.period.start > earlier.amount.start:
            continue
        both = later.noun.kind in ("goods", "product") and earlier.noun.kind in ("goods", "product")
        gap = sentence.covered[earlier.end : later.amount.start]
        if both and not later.period and re.search(r"\w|,", gap) and _ENUMERATED.fullmatch(gap):
            at = later.amount.start  # its words are its own: those before name another product
            later.period = replace(earlier.period, start=at, end=at)


def _leave_out_earlier(sentence: Sentence) -> None:
    """Takes out the rates that a later one of the same thing follows: "3000 in 10 Tagen, danach 500 am Tag"."""
    rates = [counted for counted in sentence.counted if counted.period]
    for index, counted in enumerate(rates):
        if index and _LATER.search(sentence.covered, rates[index - 1].amount.end, counted.amount.start):
            same = [
                rate for rate in rates[:index] if "none" in (rate.noun.kind, counted.noun.kind) or _alike(rate, counted)
            ]
            sentence.counted = [each for each in sentence.counted if each not in same]


def _leave_out_usual(sentence: Sentence) -> None:
    """Takes out the rate of other times before one of now: "7000 St./Mon. (z.Zt. 3000)"."""
    for hit in sentence.places("now"):
        current = next((each for each in sentence.counted if 0 <= each.start - hit.end < 4), None)
        usual = [each for each in sentence.counted if each.period and each.end <= hit.start]
        if not current or not usual or not (current.noun.kind == "none" or _alike(usual[-1], current)):
            continue
        current.period = current.period or usual[-1].period
        current.noun = usual[-1].noun if current.noun.kind == "none" else current.noun
        sentence.counted = [each for each in sentence.counted if each is not usual[-1]]


def _alike(first: Counted, second: Counted) -> bool:
    return (first.noun.kind, first.noun.code) == (second.noun.kind, second.noun.code)


def _join_bounds(sentence: Sentence) -> None:
    """Makes one range of "min. 100 am Tag, max. 150 am Tag" and of "max. 150 am Tag, min. 100"."""
    for first, second in itertools.pairwise(list(sentence.counted)):
        least, most = first.amount.low, second.amount.high
        open_sides = first.amount.high is None and second.amount.low is None
        if open_sides and least is not None and most is not None and least < most and _comparable(first, second):
            second.amount = second.amount._replace(low=least, start=first.amount.start, said_from=first.start)
            second.start = first.start
            sentence.counted.remove(first)
        elif least is not None and first.amount.high is None and _is_most_of(second, first):
            first.amount = first.amount._replace(high=second.amount.high)
            first.end = second.end
            sentence.counted.remove(second)
        elif _is_least_of(second, first):
            first.amount = first.amount._replace(low=second.amount.low)
            first.end = second.end
            sentence.counted.remove(second)


def _is_least_of(least: Counted, most: Counted) -> bool:
    """Whether a lower bound without a period stands behind its upper one: "max. 2000 Stk/Wo, min. 300"."""
    if most.amount.low is not None or most.amount.high is None or not most.period or least.period:
        return False
    low = least.amount.low if least.amount.high is None else None
    alike = least.noun.kind == "none" or _alike(least, most)
    return low is not None and low < most.amount.high and alike and least.start >= most.period.start


def _is_most_of(most: Counted, least: Counted) -> bool:
    """Whether an upper bound without a period stands behind its lower one: "mínimo 200 a la semana, máximo 400"."""
    high = most.amount.high if most.amount.low is None else None
    alike = most.noun.kind == "none" or _alike(least, most)
    behind = least.period is not None and not most.period and most.start >= least.period.start
    return high is not None and high > least.amount.value and alike and behind


def _comparable(first: Counted, second: Counted) -> bool:
    """Whether two numbers count the same thing in the same period."""
    periods = second.period and (not first.period or first.period.code == second.period.code)
    alike = _alike(first, second) or (not first.period and first.noun.kind == "none")
    return bool(periods) and alike and first.times == second.times
