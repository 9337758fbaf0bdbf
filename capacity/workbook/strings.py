"""The texts of a workbook: each told once, cleaned of what no cell can hold, as Excel's table of shared strings.

Leaves out where they stand (capacity.workbook.rows) and whether they look like formulas to somebody who edits them.
"""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

LONGEST = 32_767
CUT = " […]"
UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")
CONTROL = re.compile(r"_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0B-\x1F]")  # a text that looks like an escape is escaped itself
SPECIAL = re.compile(r"[&<>]|[\x00-\x08\x0B-\x1F]|_x[0-9A-Fa-f]{4}_|^\s|\s\Z")


class Strings:
    """Texts and their numbers, counted on from `first`."""

    def __init__(self, first: int = 0) -> None:
        self._first = first
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, texts: Iterable[str]) -> list[int]:
        """The number of each text; a new one gets the next."""
        known, first = self._numbers, self._first
        return [known.setdefault(each, first + len(known)) for each in texts]

    def xml(self) -> str:
        """The texts in the order of their numbers, as elements of the table of shared strings."""
        return "".join([_element(each) for each in self._numbers])


def _element(text: str) -> str:
    if not SPECIAL.search(text):
        return f"<si><t>{text}</t></si>"
    preserve = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<si><t{preserve}>{escape(CONTROL.sub(_escaped, text))}</t></si>"


def _escaped(found: re.Match[str]) -> str:
    words = found.group()
    return f"_x{ord(words):04X}_" if len(words) == 1 else f"_x005F{words}"


def storable(words: str) -> str:
    """The words as a cell can hold them: as many as fit (in UTF-16 units), and a sign where there were more."""
    words = UNFIT.sub("\ufffd", words)
    if len(words) <= LONGEST // 2:
        return words
    units = words.encode("utf-16-le")
    if len(units) <= LONGEST * 2:
        return words
    return units[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT
