"""How long one piece takes: "45 min / 2 pièces", "1h36/4 pieces", "Druckzeit 3 h", "2 Stück in 45 Minuten".

A length of time of eight hours or more in which many are made is a rate, not a time per piece. Leaves out lead times.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from capacity.quantities.durations import Duration
from capacity.quantities.headings import Heading
from capacity.quantities.model import Quantity
from capacity.quantities.moulds import count_cavities
from capacity.quantities.nouns import CALENDAR
from capacity.quantities.sentence import Counted, Period, Sentence
from capacity.vocabulary.words_matcher import grammar

_ROUGHLY = rf"(?:{grammar('roughly')}\s*)?"
_PER = re.compile(rf"\s*\(?\s*(?:/|x(?=\s+[^\W\d])|{grammar('per_piece')}(?![^\W\d]))\s*(?:l'|{grammar('one')} )?")
_PER_AFTER_WORD = re.compile(rf"\s+[^\W\d]+\s+{grammar('per_piece')}(?![^\W\d])\s*")
_TO = re.compile(rf"\s*to\s+(?={grammar('to_make')}\s)")
_TO_MAKE = re.compile(rf"{grammar('to_make')}\s+")
_IN = re.compile(rf"\s*(?:{grammar('within')}|{grammar('every')})\s*{_ROUGHLY}(?:den )?$")
_EVERY = re.compile(rf"\b{grammar('every')}\s*{_ROUGHLY}$")
_BATCH = re.compile(rf"\s*{grammar('batch')}\s*(?:{grammar('contains')}|,|\()?\s*")
_PER_BATCH = re.compile(
    rf"(?:(?:pro|per|par|je|por|na|1|ein|one)\s*{grammar('batch')}\s*[(:,=]?"
    rf"|(?<!\w){grammar('batch')}\s+(?:of|de|von|mit|di|van|po))\s*{_ROUGHLY}$"
)
_PER_BATCH_BEHIND = re.compile(
    rf"\s*(?:/|(?:pro|per|par|je|por|na|in einem|auf einer?|a)\s)\s*{grammar('batch')}(?!\w)"
)
_EACH = re.compile(rf"\s*{grammar('apiece')}(?!\w)")
_APIECE = re.compile(r"\.?\s*[àáÀÁ@]\s*")
_PER_ONE = re.compile(
    rf"(?<!\w)(?:je|pro|per|par|por|na|fur ein|for one|pour une?)\s+(?!{grammar('batch')})[^\W\d]{{3,}}"
    rf"\s*[:=,]?\s*{_ROUGHLY}$"
)
_EQUALS = re.compile(rf"\s*\.?\s*(?:[=:]|{grammar('takes')}(?!\w))\s*{_ROUGHLY}")
_GIVES = re.compile(
    rf"\s*(?:{grammar('batch')}\s*)?(?:=|,?\s*(?:{grammar('and')}\s+)?{grammar('yields')}(?!\w))\s*{_ROUGHLY}"
)
_NOUN = re.compile(r"\s*[^\W\d]{2,}")
_ONE_WORD = re.compile(r"\.?\s*[^\W\d]{4,}\s+")
WORKDAY = 480.0


def time_per_piece(sentence: Sentence, wanted: Heading, cavities: float = 0.0) -> Iterator[Quantity]:
    """The times per piece of a sentence. Numbers of pieces used up leave the sentence; long times become periods.

    cavities: pieces that one cycle gives, where another sentence of the text says so.
    """
    if not sentence.durations and wanted.time:
        yield from _clock(sentence)
    _take_working_hours(sentence)
    for duration in _each_of(sentence):
        pieces, start, end = _pieces(sentence, duration)
        many = duration.high >= WORKDAY and _before(sentence, duration)
        if many and not _behind(sentence, duration) and not _lot(sentence, duration):
            _as_period(sentence, duration)
        elif pieces or _is_meant(sentence, duration, wanted):
            _use_up(sentence, start, end)
            count = pieces or count_cavities(sentence.folded) or (cavities if sentence.says("making") else 0.0) or 1.0
            quote = sentence.text[start:end].strip(" ,;:.-(")
            yield Quantity(
                "time per piece", round(duration.low / count, 6), round(duration.high / count, 6), "minute", quote=quote
            )


def _each_of(sentence: Sentence) -> list[Duration]:
    """Of several lengths of time those that are said of each piece: "40 hrs left, 2 hrs each"."""
    apiece = [each for each in sentence.durations if _EACH.match(sentence.covered, each.end)]
    return apiece or sentence.durations


def _take_working_hours(sentence: Sentence) -> None:
    """ "8 Std./Tag" says how long people work, not how often something is made."""
    for duration in list(sentence.durations):
        near = (p for p in sentence.periods if 0 <= p.start - duration.end <= 2 or 0 < duration.start - p.end <= 2)
        often = next((p for p in near if p.start > duration.start or _hours_of_day(sentence, p, duration)), None)
        often = often or next((p for p in sentence.periods if _machine_time(sentence, p, duration)), None)
        if often and duration.high >= 120:
            sentence.periods.remove(often)
            sentence.durations = [other for other in sentence.durations if other is not duration]
            if often.code == "day" and duration.high <= 1440:
                sentence.working = replace(sentence.working, hours=duration.high / 60)


def _hours_of_day(sentence: Sentence, often: Period, duration: Duration) -> bool:
    """Whether a sentence is about hours of a day and no pieces: "tgl. 2 Std Druckzeit frei"."""
    return often.code == "day" and not sentence.counted and not _pieces(sentence, duration)[0]


def _machine_time(sentence: Sentence, often: Period, duration: Duration) -> bool:
    """Whether hours are those that machines run: "20 Std. Druckzeit pro Tag"."""
    gap = sentence.covered[duration.end : max(often.start, duration.end)]
    return not sentence.counted and bool(_ONE_WORD.fullmatch(gap))


def _clock(sentence: Sentence) -> Iterator[Quantity]:
    """ "0:45" and "01:30:00" under a heading that is a time."""
    if match := re.fullmatch(r"\s*(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:h|std|uhr|hours?)?\s*", sentence.folded):
        minutes = int(match[1]) * 60 + int(match[2]) + int(match[3] or 0) / 60
        sentence.counted.clear()
        yield Quantity("time per piece", minutes, minutes, "minute", quote=match[0].strip())


def _behind(sentence: Sentence, duration: Duration) -> Counted | None:
    """The number of pieces behind "/": the "2" of "45 min / 2 pièces"."""
    per = (
        _PER.match(sentence.covered, duration.end)
        or _PER_AFTER_WORD.match(sentence.covered, duration.end)
        or _TO.match(sentence.covered, duration.end)
    )
    if not per:
        return None
    verb = _TO_MAKE.match(sentence.covered, per.end())
    place = verb.end() if verb else per.end()
    behind = (counted for counted in sentence.counted if counted.amount.start == place)
    return next((counted for counted in behind if counted.noun.kind in ("goods", "product", "none")), None)


def _before(sentence: Sentence, duration: Duration) -> Counted | None:
    """The number of pieces made in that time: the "2" of "2 Stück in 45 Minuten"."""
    earlier = [counted for counted in sentence.counted if counted.amount.end <= duration.start]
    if not earlier:
        return None
    gap = sentence.covered[earlier[-1].end : duration.start]
    return (
        earlier[-1]
        if len(gap) < 30
        and _IN.search(gap)
        and re.fullmatch(r"\.?(?:\s*[^\W\d]+\.?){0,3}", _IN.sub("", gap))
        and not re.fullmatch(r"[\s:=-]*", gap)
        else None
    )


def _pieces(sentence: Sentence, duration: Duration) -> tuple[float, int, int]:
    """How many pieces a length of time is for (0 where the words do not say), and where those words begin and end."""
    if behind := _behind(sentence, duration):
        return behind.amount.value, duration.start, behind.end
    if (before := _before(sentence, duration)) and before.noun.kind != "machine":
        given = _lot(sentence, duration) if _BATCH.match(sentence.covered, before.amount.end) else None
        times = given.amount.value if given and given is not before else 1.0
        return before.amount.value * times, before.start, max(duration.end, given.end if given else 0)
    if same := _equal(sentence, duration):
        return same.amount.value, min(same.start, duration.start), max(same.end, duration.end)
    if lot := _lot(sentence, duration):
        return lot.amount.value, min(lot.start, duration.start), max(lot.end, duration.end)
    if every := _EVERY.search(sentence.covered[: duration.start]):
        after = next((counted for counted in sentence.counted if 0 <= counted.amount.start - duration.end < 15), None)
        return (after.amount.value if after else 1.0), every.start(), (after.end if after else duration.end)
    if taking := _taking(sentence, duration):
        return 1.0, taking.start, duration.end
    if each := _EACH.match(sentence.covered, duration.end):
        return 1.0, duration.start, each.end()
    if one := _PER_ONE.search(sentence.covered[: duration.start]):
        return 1.0, one.start(), duration.end
    per = _PER.match(sentence.covered, duration.end)
    noun = _NOUN.match(sentence.covered, per.end()) if per and per[0].strip() else None
    batch = _BATCH.match(sentence.covered, per.end()) if per else None
    lot = next((counted for counted in sentence.counted if batch and counted.amount.start == batch.end()), None)
    if lot:
        return lot.amount.value, duration.start, lot.end
    if noun and not any(period.start <= duration.end + 2 < period.end for period in sentence.periods):
        return (count_cavities(sentence.folded) if batch else 0.0) or 1.0, duration.start, noun.end()
    return 0.0, duration.start, duration.end


def _taking(sentence: Sentence, duration: Duration) -> Counted | None:
    """The pieces that take so long each: "10 Stk. à 3 h"."""
    goods = [counted for counted in sentence.counted if counted.noun.kind in ("goods", "product")]
    before = [counted for counted in goods if counted.end <= duration.start]
    if not before or len(sentence.text) != len(sentence.covered):
        return None
    return before[-1] if _APIECE.fullmatch(sentence.text, before[-1].end, duration.start) else None


def _lot(sentence: Sentence, duration: Duration) -> Counted | None:
    """The number of pieces that one print gives: "Pro Druck (3h 20) 4 Stk.", "6 Stück pro Druck, Druckzeit 5 h"."""
    before = _PER_BATCH.search(sentence.covered[: duration.start])
    for counted in sentence.counted:
        if before and 0 <= counted.amount.start - duration.end < 6:
            return counted
        if _PER_BATCH_BEHIND.match(sentence.covered, counted.end):
            return counted
        if counted.noun.kind in ("goods", "product", "none") and _PER_BATCH.search(
            sentence.covered[: counted.amount.start]
        ):
            return counted
    return None


def _equal(sentence: Sentence, duration: Duration) -> Counted | None:
    """The pieces that a length of time is said to equal: "1 Stk = 1h45", "12h Druck = 6 Rahmen"."""
    pieces = [counted for counted in sentence.counted if counted.noun.kind in ("goods", "product")]
    before = (counted for counted in pieces if counted.end <= duration.start)
    gaps = ((counted, sentence.covered[counted.end : duration.start]) for counted in before)
    if same := next((each for each, gap in gaps if _EQUALS.fullmatch(gap) or _is_one(each, gap)), None):
        return same
    behind = ((counted, sentence.covered[duration.end : counted.start]) for counted in pieces)
    return next((counted for counted, gap in behind if _GIVES.fullmatch(gap)), None)


def _is_one(counted: Counted, gap: str) -> bool:
    """Whether a time stands right behind a single piece: "1 Stk 90 min"."""
    return counted.amount.low == counted.amount.high == 1 and not gap.strip(" .,-")


def _is_meant(sentence: Sentence, duration: Duration, wanted: Heading) -> bool:
    """Whether a length of time without "per piece" is a time per piece all the same."""
    if sentence.says("lead") or (wanted.period and not wanted.time):
        return False
    if any(0 <= period.start - duration.end <= 2 for period in sentence.periods):
        return False
    if wanted.time or sentence.says("making") or count_cavities(sentence.folded):
        return True
    around = sentence.folded[: duration.start] + sentence.folded[duration.end :]
    return not re.search(r"\d", around) and len(around.strip()) < 45


def _as_period(sentence: Sentence, duration: Duration) -> None:
    """ "66 toutes les 48h" is a rate per two days."""
    days = max(1.0, round(duration.high / 1440)) if duration.high > WORKDAY * 1.5 else 1.0
    sentence.periods = [period for period in sentence.periods if not period.start <= duration.start < period.end]
    sentence.periods.append(Period(duration.start, duration.end, "day", days))
    sentence.periods.sort(key=lambda period: period.start)


def _use_up(sentence: Sentence, start: int, end: int) -> None:
    sentence.counted = [
        counted
        for counted in sentence.counted
        if not start <= counted.amount.start < end and counted.noun.code not in CALENDAR
    ]
    sentence.periods = [period for period in sentence.periods if not start <= period.start < end]
