"""Lengths of time in a sentence ("45 min", "1h36", "entre 10 secondes et 3 min"), in minutes.

Leaves out days and longer: those are periods. What a length of time is for is settled in the reader.
"""

import functools
import re
from dataclasses import dataclass

from capacity.quantities.numbers import value_of
from capacity.vocabulary.words_matcher import fold, rows

_TO = r"\s*(?:-|bis|to|a|al|do|az|ate|ou|oder|or|o|und|and|et|y|e|i|en|tot)\s*"


AND_A_HALF = re.compile(
    r"\s+(?:"
    + "|".join(
        sorted({fold(word) for row in rows("numeral") if row["code"] == "+0.5" for word in row["words"].split("|")})
    )
    + r")(?!\w)"
)


@dataclass(frozen=True)
class Duration:
    """A length of time in minutes and where it stands."""

    start: int
    end: int
    low: float
    high: float


def _words(code: str) -> str:
    found = {fold(word) for row in rows("unit") if row["code"] == code for word in row["words"].split("|")}
    return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))


@functools.cache
def _pattern() -> re.Pattern[str]:
    number = r"\d+(?:[.,]\d+)?"
    hours, minutes, seconds = _words("hour"), _words("minute"), _words("second")
    hours += r"|u(?=\d\d\b|\s*(?:/|per)\s*st)"
    and_ = r"(?:et|und|and|en|e|y|i|a)?"
    counted = "|".join(_words(code) for code in ("piece", "pack", "bottle"))
    counted = rf"(?:x\b(?!\s+(?:{counted})(?!\w))|{counted})"
    bare = rf"(?!\w|[.,]\d)(?:(?<=\w\d\d)|(?<=\w\d)(?<!\d\d)|(?<=\d\d))(?:(?<=[hu]\d\d)|(?!\s*{counted}(?!\w)))"
    rest = rf"(?:\s*{and_}\s*(?P<hm>\d{{1,2}})(?!\d)(?:\s*(?:{minutes}|m)\b\.?|{bare})(?!\s*(?:{hours})))?"
    rest = rf"(?:(?P<half>{AND_A_HALF.pattern})|{rest})"
    hour = rf"(?P<h>{number})\s*(?:{hours})\.?(?![^\W\d]){rest}"
    rest = rf"(?:\s*{and_}\s*(?P<ms>\d{{1,2}})(?!\d)\s*(?:(?:{seconds})\b|(?![\w.,])(?!\s*[^\W\d])))?"
    minute = rf"(?P<m>{number})\s*(?:(?:{minutes}|')\.?(?![^\W\d])|m(?=\d\d\b)){rest}"
    second = rf"(?P<s>{number})\s*(?:(?:{seconds})\b|'')"
    clock = rf"(?P<ch>\d{{1,2}}):(?P<cm>\d\d)(?::\d\d)?\s*(?:{hours})\.?(?![^\W\d])"
    return re.compile(
        rf"(?<![\w.,:])(?:{clock}|(?P<first>{number})(?={_TO}{number}\s*(?:{hours}|{minutes}|{seconds})\b)|{hour}|{minute}|{second})"
    )


def _minutes(match: re.Match[str]) -> float:
    """The length of one match in minutes."""

    def part(name: str) -> float:
        return value_of(match[name], ",") if match[name] and "," in match[name] else float(match[name] or 0)

    return (
        (part("h") + (0.5 if match["half"] else 0) + part("ch")) * 60
        + part("cm")
        + part("hm")
        + part("m")
        + part("ms") / 60
        + part("s") / 60
    )


def find_durations(covered: str) -> list[Duration]:
    """Every length of time of a folded text, ranges joined, sums ("40 s + 20 s") added."""
    found: list[Duration] = []
    bare: re.Match[str] | None = None
    for match in _pattern().finditer(covered):
        if match["first"]:
            bare = match
            continue
        minutes = _minutes(match)
        scale = 60 if match["h"] else 1 if match["m"] else 1 / 60
        first = value_of(bare["first"]) * scale if bare else 0.0
        if bare and first < minutes and re.fullmatch(_TO, covered[bare.end() : match.start()]):
            found.append(Duration(bare.start(), match.end(), first, minutes))
        else:
            _append(found, Duration(match.start(), match.end(), minutes, minutes), covered)
        bare = None
    return found


def _append(found: list[Duration], new: Duration, covered: str) -> None:
    """Adds a length of time, joined with the one before where both are a range or a sum."""
    last = found[-1] if found else None
    gap = covered[last.end : new.start] if last else ""
    if last and re.fullmatch(_TO, gap) and last.low == last.high < new.high:
        found[-1] = Duration(last.start, new.end, last.low, new.high)
    elif last and re.fullmatch(r"[^\d;,.\n]{0,25}\+\s*", gap):
        found[-1] = Duration(last.start, new.end, last.low + new.low, last.high + new.high)
    else:
        found.append(new)
