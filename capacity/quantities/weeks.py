"""Amounts per period turned into amounts per week.

Five working days a week unless the words say otherwise ("24/7", "inkl. Samstag"); eight hours a day; one shift a day;
a month is 52/12 weeks. Leaves out how the words are found in a sentence.
"""

import re
from dataclasses import dataclass, field

from capacity.vocabulary.words_matcher import grammar, lexicon

WEEKS = {"week": 1.0, "month": 12 / 52, "quarter": 4 / 52, "year": 1 / 52}


_WITHIN = re.compile(rf"(?:/|(?<!\w)(?:{grammar('within')}|{grammar('every')}|sous|entro|ciagu|do))\s*$")

_RANGE = re.compile(r"[5-7]\s*[^/\s\d]?\s*(?:7|24)")  # "6-7 al dia" is no "6/7"
_TWO_DAYS = re.compile(r"[^\W\d]+\.?\s*[+,/]\s*[^\W\d]+")  # "Mo+Mi" are two days, "Mo-Mi" three
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Working:
    """How many days a week, shifts a day and hours a day people work; `daily` is where words such as "Mo-Fr" stand,
    `shifted` where a number of shifts does."""

    days: float = 5.0
    shifts: float = 1.0
    hours: float = 8.0
    daily: tuple[int, int] | None = field(default=None, compare=False)
    shifted: tuple[int, int] | None = field(default=None, compare=False)


def read_working(folded: str) -> tuple[Working, str]:
    """The working time that a folded text states, and the text with those words covered by blanks."""
    days, shifts, hours = 5.0, 1.0, 8.0
    daily = shifted = None
    for hit in lexicon("workdays").hits(folded):
        words = folded[hit.start : hit.end]
        code = hit.code.split("|")[0]
        is_length = _WITHIN.search(folded[: hit.start]) and len(_WORDS.findall(words)) < 3
        if _RANGE.fullmatch(words) or (is_length and not code.startswith("shift")):
            continue
        if code == "7x24":
            days, hours, shifts = 7.0, 24.0, 3.0
        elif code.startswith("shift"):
            shifts = float(code.removeprefix("shift"))
            hours = max(hours, 8.0 * shifts)
            shifted = (hit.start, hit.end)
        else:
            days = float(code.removeprefix("daily"))
            daily = (hit.start, hit.end) if code.startswith("daily") else daily
            days = 2.0 if _TWO_DAYS.fullmatch(words) else days
        folded = folded[: hit.start] + "¦" * (hit.end - hit.start) + folded[hit.end :]
    return Working(days, shifts, hours, daily, shifted), folded


def per_week(value: float | None, period: str, every: float, working: Working) -> float | None:
    """An amount per `every` periods as an amount per week; None stays None."""
    if value is None:
        return None
    times = {"hour": working.days * working.hours, "shift": working.days * working.shifts, "day": working.days}
    return value * (times.get(period) or WEEKS[period]) / every
