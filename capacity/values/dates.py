"""Dates as people write them: "17.3.", "KW 14", "ab sofort", "May 3", "2020-05-22 07:38:09 UTC", Excel serials.

A date without a year is the one nearest to the day of reading. Leaves out times of day.
"""

import datetime
import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from capacity.vocabulary.words_matcher import fold, grammar, rows

Date = datetime.date
_ISO = re.compile(r"\b((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?((?:19|20)?\d\d)(?!\d)")
_SHORT = re.compile(r"(?<![\d.,])(\d{1,2})[./](\d{1,2})\.?(?![\d/])")
_WEEK = re.compile(
    rf"\b(?:{grammar('week')}|wk|w)\.?\s*(\d{{1,2}})(?:\s*[-/ ]\s*((?:19|20)\d\d))?(?!\d)"
    r"|\b(\d{1,2})\.\s*(?:kw|kalenderwoche|woche)(?:\s*((?:19|20)\d\d))?|\b((?:19|20)\d\d)-?w(\d\d)"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_NOW = re.compile(rf"\b{grammar('now')}\b")
_TO = re.compile(rf"{grammar('date_to')}\s*$")
_UNTIL = re.compile(rf"(?<![^\W\d]){grammar('date_until')}$")
_FROM = re.compile(rf"(?<![^\W\d]){grammar('date_from')}(?: {grammar('date_filler')})?$")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
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
    year = r"(?:[\s,\-/]*(?:de )?(?P<y>(?:19|20)\d\d|(?<=[\-/ ])\d\d(?!\d))(?!\d))?"
    return re.compile(
        rf"(?<![\d.])(?:(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th|er|\xba|o)?[\s\-/]*(?:de |of |d')?(?P<m>{names})\b\.?|"
        rf"\b(?P<m2>{names})\b\.?[\s\-]*(?P<d2>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?|"
        rf"\b(?:(?P<part>anfang|mitte|ende|early|mid|late|debut|mi|fin)\s*-?\s*)?(?P<m3>{names})\b\.?){year}"
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
    if is_date and _SERIAL.fullmatch(folded) and 20_000 < float(folded) < 80_000:
        day = _EPOCH + datetime.timedelta(days=int(float(folded)))
        return Dated(day, day, text.strip())
    found = _all(folded, today, first)
    if not found:
        now = _NOW.search(folded)
        return Dated(today, None, text.strip()[now.start() : now.end()]) if now else NOT_DATED
    return _span(found, folded, text.strip(), today)


def _all(folded: str, today: Date, first: bool | None) -> list[tuple[int, int, Date, Date]]:
    """Every date of a folded text: where it stands, its first and last day."""
    found: list[tuple[int, int, Date, Date]] = []
    readers = (
        (_ISO, _from_iso),
        (_COMPACT, _from_iso),
        (_NUMERIC, lambda match: _from_numbers(match, first)),
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


def _from_week(match: re.Match[str], today: Date) -> tuple[Date, Date] | None:
    """Monday to Sunday of a calendar week."""
    week = int(match[1] or match[3] or match[6])
    year = match[2] or match[4] or match[5]
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
        return _day(int(year), month, int(day)) if year else _nearest(today, month, int(day))
    if not (year and len(year) == 4) and (len(match["m3"]) < 4 and match["m3"] not in ("mai", "mei", "maj")):
        return None
    around = _day(int(year), month, 1) if year else _nearest(today, month, 1)
    return _part_of_month(around[0], match["part"] or "") if around else None


def _part_of_month(first: Date, part: str) -> tuple[Date, Date]:
    """The first to the last day of a month or of its beginning, middle or end."""
    last = (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
    if part in ("anfang", "early", "debut"):
        return first, first.replace(day=10)
    if part in ("mitte", "mid", "mi"):
        return first.replace(day=11), first.replace(day=20)
    return (first.replace(day=21), last) if part in ("ende", "late", "fin") else (first, last)
