"""Dates as people write them: "17.3.", "KW 14", "ab sofort", "May 3", "2020-05-22 07:38:09 UTC", Excel serials.

A date without a year is the one nearest to the day of reading. Leaves out times of day.
"""

import datetime
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from capacity.values.date_words import after_some_time, cut, from_today, last_of_month, part_of
from capacity.vocabulary.words_matcher import fold, grammar, rows

Date = datetime.date
_ISO = re.compile(r"\b((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?((?:19|20)?\d\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d.,])(\d{1,2})[./](\d{1,2})\.?(?![\d/])")
_WEEK = re.compile(
    rf"(?<!\w)(?:{part_of()}\s+(?:der |de la |della |of )?)?(?:"
    rf"(?:{grammar('week')}|wk|w)\.?\s*(?P<w>\d{{1,2}})(?:\s*[-/ ]\s*(?P<wy>(?:19|20)\d\d))?(?!\d)"
    rf"(?:\s*(?:-|bis|und|/|to|au|al)\s*(?:{grammar('week')}|wk|w)?\.?\s*(?P<until>\d{{1,2}})(?![\d.]))?"
    r"|(?P<w2>\d{1,2})\.\s*(?:kw|kalenderwoche|woche)(?:\s*(?P<w2y>(?:19|20)\d\d))?"
    r"|(?P<w3y>(?:19|20)\d\d)-?w(?P<w3>\d\d))"
)
_MONTH = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])\s?[./-]\s?((?:19|20)\d\d)(?![\d./-])")
_YEAR_MONTH = re.compile(r"(?<![\d./-])((?:19|20)\d\d)\s?[./-]\s?(0[1-9]|1[0-2])(?![\d./-])")
_ROMAN = re.compile(r"(?<!\d)(\d{1,2})[. ]+(i{1,3}|iv|vi{0,3}|ix|xi{0,2})[. ]+((?:19|20)\d\d)(?!\d)")
_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_DAYS = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(?:-|bis)\s?(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d(?!\d))?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_NOW = re.compile(rf"\b{grammar('now')}\b")
_TO = re.compile(rf"{grammar('date_to')}\s*$")
_UNTIL = re.compile(rf"(?<![^\W\d]){grammar('date_until')}$")
_FROM = re.compile(rf"(?<![^\W\d]){grammar('date_from')}(?: {grammar('date_filler')})?$")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_EPOCH = Date(1899, 12, 30)


@dataclass(frozen=True)
class Dated:
    """From when to when, both inclusive, None where not said; the words it rests on."""

    start: Date | None = None
    end: Date | None = None
    quote: str = ""


NOT_DATED = Dated()


@functools.cache
def _months() -> dict[str, int]:
    return {fold(word): int(row["code"]) for row in rows("month") for word in row["words"].split("|")}


@functools.cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    since = r"(?:(?P<d0>\d{1,2})(?:\.|st|nd|rd|th|er)?\s*(?:-|bis(?: zum)?|to|au|al|tot|do|az|ate)\s*)?"
    year = r"(?:[\s,\-/]*(?:de )?(?P<y>(?:19|20)\d\d|(?<=[\-/ ])\d\d(?!\d))(?!\d))?"
    return re.compile(
        rf"(?<![\d.])(?:{since}(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th|er|\xba|o)?[\s\-/]*(?:de |of |d')?(?P<m>{names})\b\.?|"
        rf"\b(?P<m2>{names})\b\.?[\s\-]*(?P<d2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?|"
        rf"\b(?:{part_of()}\s*-?\s*(?:of |de |d')?)?(?P<m3>{names})\b\.?){year}"
    )


def day_first(values: Iterable[str]) -> bool | None:
    """Whether a column writes the day before the month, by its values; None where they do not tell."""
    first = second = 0
    for value in set(values):
        for match in _NUMERIC.finditer(fold(value)):
            first += int(match[1]) > 12
            second += int(match[2]) > 12
    return None if first == second else first > second


def read_date(text: str, *, today: Date, day_first: bool | None = None, is_date: bool = False) -> Dated:
    """The date or span of dates that a cell states; an end alone ("bis 17.3.") leaves the start None.

    today: the day of reading, which "ab sofort" means and which settles a missing year. day_first: the column's own
    order, see `day_first`. is_date: the column is one of dates, so that 43906 is a serial day of a spreadsheet.
    """
    return _read(text, today, day_first, is_date)


@functools.lru_cache(maxsize=100_000)
def _read(text: str, today: Date, first: bool | None, is_date: bool) -> Dated:
    folded = fold(text).strip()
    if is_date and _SERIAL.fullmatch(folded) and 20_000 < int(folded[:5]) < 80_000:
        day = _EPOCH + datetime.timedelta(days=int(folded[:5]))
        return Dated(day, day, text.strip())
    found = _all(folded, today, True if first is None and is_date else first)
    if not found and not (found := list(from_today(folded, today))):
        return _undated(folded, text.strip(), today)
    return _span(found, folded, text.strip(), today)


def _undated(folded: str, text: str, today: Date) -> Dated:
    """What a text without a date says of time: "ab sofort", "in 2 Wochen", "nach Ostern"."""
    if span := after_some_time(folded, today):
        return Dated(*span, text)
    now = _NOW.search(folded)
    return Dated(today, None, text[now.start() : now.end()]) if now else NOT_DATED


def _all(folded: str, today: Date, first: bool | None) -> list[tuple[int, int, Date, Date]]:
    """Every date of a folded text: where it stands, its first and last day."""
    found: list[tuple[int, int, Date, Date]] = []
    readers = (
        (_ISO, _from_iso),
        (_COMPACT, _from_iso),
        (_DAYS, lambda match: _from_days(match, today)),
        (_NUMERIC, lambda match: _from_numbers(match, first)),
        (_ROMAN, lambda match: _day(int(match[3]), _ROMANS.index(match[2]), int(match[1]))),
        (_MONTH, lambda match: _month(int(match[2]), int(match[1]))),
        (_YEAR_MONTH, lambda match: _month(int(match[1]), int(match[2]))),
        (_WEEK, lambda match: _from_week(match, today)),
        (_named(), lambda match: _from_name(match, today)),
        (_SHORT, lambda match: _from_short(match, today, first)),
    )
    for pattern, reader in readers:
        for match in pattern.finditer(folded):
            span = reader(match)
            if span and not any(start < match.end() and match.start() < end for start, end, _, _ in found):
                found.append((match.start(), match.end(), *span))
    return sorted(found)


def _span(found: list[tuple[int, int, Date, Date]], folded: str, text: str, today: Date) -> Dated:
    """One date, or from the first to the last of them."""
    start, end, begins, ends = found[0]
    before = folded[:start].rstrip(" :(")
    if len(found) > 1 and _TO.search(folded[end : found[1][0]].rstrip() or "-"):
        return Dated(begins, found[1][3], text[start : found[1][1]])
    if _UNTIL.search(before):
        return Dated(today if _NOW.search(before) else None, ends, text[:end])
    if _FROM.search(before):
        return Dated(begins, None, text[start:end])
    return Dated(begins, ends, text[start:end])


def _day(year: int, month: int, day: int) -> tuple[Date, Date] | None:
    try:
        date = Date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
    return date, date


def _from_iso(match: re.Match[str]) -> tuple[Date, Date] | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _from_numbers(match: re.Match[str], first: bool | None) -> tuple[Date, Date] | None:
    """Day and month in the column's order; the other order where that is no date."""
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    usual = first is not False
    return _day(year, two, one) or _day(year, one, two) if usual else _day(year, one, two) or _day(year, two, one)


def _nearest(today: Date, month: int, day: int) -> tuple[Date, Date] | None:
    """The date of that day and month nearest to today."""
    days = [span[0] for year in (today.year - 1, today.year, today.year + 1) if (span := _day(year, month, day))]
    date = min(days, key=lambda other: abs((other - today).days), default=None)
    return (date, date) if date else None


def _from_short(match: re.Match[str], today: Date, first: bool | None) -> tuple[Date, Date] | None:
    one, two = int(match[1]), int(match[2])
    if "." not in match[0] and first is None and not (one > 12 or two > 12 or re.search(r"\b0", match[0])):
        return None
    if "." in match[0] and not match[0].endswith(".") and not re.fullmatch(r"\s*\d{1,2}\.\d{2}\s*", match.string):
        return None
    return _nearest(today, two, one) or _nearest(today, one, two) if first is not False else _nearest(today, one, two)


def _month(year: int, month: int) -> tuple[Date, Date]:
    return Date(year, month, 1), last_of_month(Date(year, month, 1))


def _from_days(match: re.Match[str], today: Date) -> tuple[Date, Date] | None:
    """ "1.-15.4." and "1. - 15.4.2020"."""
    if match[4]:
        spans = [_day(int(match[4]), int(match[3]), int(match[group])) for group in (1, 2)]
    else:
        spans = [_nearest(today, int(match[3]), int(match[group])) for group in (1, 2)]
    first, last = spans
    return (first[0], last[0]) if first and last else None


def _from_week(match: re.Match[str], today: Date) -> tuple[Date, Date] | None:
    """Monday to Sunday of a calendar week, or of several."""
    year = match["wy"] or match["w2y"] or match["w3y"]
    week, until = int(match["w"] or match["w2"] or match["w3"]), int(match["until"] or 0)
    first = _week(week, year, today)
    last = _week(until, year, today) if week < until <= 53 else None
    if first and last:
        return first[0], last[1]
    return cut(match, first) if first else None


def _week(week: int, year: str | None, today: Date) -> tuple[Date, Date] | None:
    try:
        years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
        monday = min(
            (Date.fromisocalendar(each, week, 1) for each in years), key=lambda other: abs((other - today).days)
        )
    except ValueError:
        return None
    return monday, monday + datetime.timedelta(days=6)


def _from_name(match: re.Match[str], today: Date) -> tuple[Date, Date] | None:
    """A date with its month's name; a month alone needs a year, "Anfang" or a full name."""
    month = _months()[match["m"] or match["m2"] or match["m3"]]
    year = match["y"]
    day = match["d"] or match["d2"]
    if day:
        spans = [
            _day(int(year), month, int(each)) if year else _nearest(today, month, int(each))
            for each in (match["d0"] or day, day)
        ]
        return (spans[0][0], spans[1][0]) if spans[0] and spans[1] else None
    told = match["begin"] or match["middle"] or match["end"] or (year and len(year) == 4)
    if not told and len(match["m3"]) < 4 and match["m3"] not in ("mai", "mei", "maj", "may"):
        return None
    around = _day(int(year), month, 1) if year else _nearest(today, month, 1)
    return cut(match, (around[0], last_of_month(around[0]))) if around else None
