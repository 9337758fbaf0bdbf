"""What a cell's number format makes of its number: a date, leading zeros ("01067"), a percentage.

Leaves out looks that only help the eye: thousands marks, colours, currency signs, rounding.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from loaders.cell_text import number_text

DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
FAST_ENGINE_KNOWS = frozenset([*range(14, 23), *range(45, 48)])
PERCENT = {9: "0%", 10: "0.00%"}
DATE_LETTERS = re.compile(r"[dmyhsjt]", re.I)
NO_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|General|Standard', re.I)
QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].')
ZEROS = re.compile(r"0[0 /\-]*0")
MAX_WIDTH = 40


class Styles(NamedTuple):
    """By the number of a cell's style: which show a date, and the format of those that show other than the number.

    `late` are date styles that the fast engine does not take for such.
    """

    dates: frozenset[int] = frozenset()
    shown: dict[int, str] = {}  # noqa: RUF012 a NamedTuple's default, never written to
    late: frozenset[int] = frozenset()


def read_styles(xml: bytes) -> Styles:
    """The styles of a workbook's styles.xml; none where it cannot be read."""
    try:
        root = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError):
        return Styles()
    codes = {number: code for number, code in map(_format, _all(root, "numFmt")) if number >= 0}
    cells = next((list(element) for element in _all(root, "cellXfs")), [])
    formats = [_whole(style.get("numFmtId", "0")) for style in cells]
    dates = frozenset(at for at, number in enumerate(formats) if _is_date(number, codes))
    shown = {
        at: code for at, number in enumerate(formats) if says_more(code := codes.get(number) or PERCENT.get(number, ""))
    }
    late = frozenset(at for at in dates if formats[at] not in codes and formats[at] not in FAST_ENGINE_KNOWS)
    return Styles(dates, shown, late)


def _all(root: Element, tag: str) -> list[Element]:
    return [element for element in root.iter() if str(element.tag).rpartition("}")[2] == tag]


def _format(element: Element) -> tuple[int, str]:
    return _whole(element.get("numFmtId", "")), element.get("formatCode", "")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1


def _is_date(number: int, codes: dict[int, str]) -> bool:
    return is_date(codes[number]) if number in codes else number in DATES


@lru_cache(maxsize=5000)
def is_date(code: str) -> bool:
    """Whether a format shows dates or times, "TT.MM.JJJJ" too; text in quotes does not count."""
    return DATE_LETTERS.search(NO_DATE.sub("", code.split(";")[0])) is not None


@lru_cache(maxsize=5000)
def says_more(code: str) -> bool:
    """Whether a format shows leading zeros or a percentage."""
    if not code or is_date(code):
        return False
    return _bare(code).endswith("%") or _zeros(code) is not None


def _bare(code: str) -> str:
    """The first section of a format without what stands in quotes."""
    return QUOTED.sub("", code.split(";")[0]).strip()


def _zeros(code: str) -> str | None:
    """A format of two zeros or more with signs between them, such as 00000 and 0000"-"000; None for others."""
    plain = QUOTED.sub(lambda found: found[1] or found[2] or "", code.split(";")[0])
    return plain if ZEROS.fullmatch(plain) and len(plain) <= MAX_WIDTH else None


def as_shown(value: float, code: str) -> str:
    """A number under a format that `says_more`: 1067 under 00000 is 01067, 0.25 under 0% is 25%."""
    if _bare(code).endswith("%"):
        return f"{number_text(round(value * 100, 10))}%"
    zeros = _zeros(code)
    if zeros is None or value < 0 or not float(value).is_integer() or value >= 1e15:
        return number_text(value)
    digits = str(int(value)).rjust(zeros.count("0"), "0")
    front = len(digits) - zeros.count("0")
    rest = iter(digits[front:])
    return digits[:front] + "".join(next(rest) if sign == "0" else sign for sign in zeros)
