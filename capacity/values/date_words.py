"""Dates told from the day of reading: "nächste Woche", "ab Montag", "in 3 Tagen", "nach Ostern", "Q2 2020".

The words are data/reference/words/date.csv. Leaves out dates that name a day, a month or a calendar week (dates).
"""

import datetime
import functools
import re
from collections.abc import Iterator

from capacity.vocabulary.words_matcher import fold, rows

Date = datetime.date
Found = tuple[int, int, Date, Date]
_PLANS = ("tomorrow", "this_week", "next_week", "next_month")


@functools.cache
def words(code: str) -> str:
    """The words with this code as a group of a pattern, the longest first."""
    found = {fold(word) for row in rows("date") if row["code"] == code for word in row["words"].split("|")}
    return f"(?:{'|'.join(re.escape(word) for word in sorted(found, key=len, reverse=True))})"


@functools.cache
def part_of() -> str:
    """A pattern for "Anfang", "mid", "fin de" with one group for each part."""
    return "(?:" + "|".join(rf"(?P<{code}>{words(code)})" for code in ("begin", "middle", "end")) + r")"


def cut(match: re.Match[str], span: tuple[Date, Date]) -> tuple[Date, Date]:
    """The part of a week or a month that the words before it name: its beginning, its middle or its end."""
    first, last = span
    days = (last - first).days + 1
    begins, ends = (2, 4) if days == 7 else (10, 20)
    if match["begin"]:
        return first, first + datetime.timedelta(days=begins if days == 7 else begins - 1)
    if match["middle"]:
        return first + datetime.timedelta(days=begins), first + datetime.timedelta(days=begins + 1 if days == 7 else 19)
    return (first + datetime.timedelta(days=ends if days != 7 else 3), last) if match["end"] else span


def from_today(folded: str, today: Date) -> Iterator[Found]:
    """Every date of a folded text that only the day of reading settles; weekdays are the next ones."""
    for match in _told().finditer(folded):
        span = _span(match, today)
        if span:
            yield match.start(), match.end(), *span


@functools.cache
def _told() -> re.Pattern[str]:
    days = "|".join(rf"(?P<day{number}>{words(f'weekday {number}')})" for number in range(1, 8))
    plans = "|".join(rf"(?P<{code}>{words(code)})" for code in _PLANS)
    quarter = rf"{words('quarter')}\s?(?P<q>[1-4])(?:[\s/.-]+(?P<qy>20\d\d))?|(?P<q2>[1-4])\.?\s?{words('quarter')}"
    return re.compile(rf"(?<!\w)(?:{days}|{plans}|{quarter}(?:[\s/.-]+(?P<q2y>20\d\d))?)(?!\w)")


def _span(match: re.Match[str], today: Date) -> tuple[Date, Date] | None:
    code = match.lastgroup or ""
    if code.startswith("day"):
        ahead = (int(code[3:]) - today.isoweekday() - 1) % 7 + 1
        day = today + datetime.timedelta(days=ahead)
        return day, day
    if match["q"] or match["q2"]:
        year = int(match["qy"] or match["q2y"] or today.year)
        return _quarter(year, int(match["q"] or match["q2"]))
    if code == "tomorrow":
        return today + datetime.timedelta(days=1), today + datetime.timedelta(days=1)
    if code == "next_month":
        first = (today.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
        return first, last_of_month(first)
    monday = today - datetime.timedelta(days=today.weekday()) + datetime.timedelta(weeks=int(code == "next_week"))
    return monday, monday + datetime.timedelta(days=6)


def _quarter(year: int, quarter: int) -> tuple[Date, Date]:
    return Date(year, 3 * quarter - 2, 1), last_of_month(Date(year, 3 * quarter, 1))


def last_of_month(first: Date) -> Date:
    """The last day of the month that a day is in."""
    return (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


@functools.cache
def _delayed() -> re.Pattern[str]:
    unit = "|".join(rf"(?P<{code}>{words(code)})" for code in ("day", "week", "month"))
    return re.compile(
        rf"(?:(?P<within>{words('within')})|{words('in')})\s+(?:ca\.?\s+|etwa\s+|about\s+)?"
        rf"(?:\d{{1,2}}\s?-\s?)?(?P<count>\d{{1,3}})\s*(?:{unit})\b"
    )


def after_some_time(folded: str, today: Date) -> tuple[Date | None, Date | None] | None:
    """ "in 2 Wochen" is from then on, "within 2 weeks" until then; "nach Ostern" from the Tuesday after Easter."""
    if match := _delayed().search(folded):
        days = int(match["count"]) * (1 if match["day"] else 7 if match["week"] else 30)
        then = today + datetime.timedelta(days=days)
        return (None, then) if match["within"] else (then, None)
    if re.search(rf"(?<!\w){words('after')}\s+(?:\w{{1,4}}\s+)?{words('easter')}(?!\w)", folded):
        return easter(today.year) + datetime.timedelta(days=2), None
    return None


def easter(year: int) -> Date:
    """Easter Sunday in the Western church (the anonymous Gregorian rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return Date(year, month, day + 1)
