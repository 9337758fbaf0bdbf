"""Columns lined up with blanks, as old printouts have them, cut where the same places are blank in all lines.

A gap counts when it is two blanks wide, or one beside a column of numbers. Lines that do not keep to the columns, such
as titles and notes, stay whole. Leaves out text with a delimiter (loaders.dialect).
"""

import re
from itertools import pairwise, zip_longest

from loaders.cell_kinds import NUMBER, kind

FEWEST = 3  # lines that make columns
MOST = 0.6  # of the filled lines are lined up
LOOKED_AT = 2000  # lines from which the places are learnt
LONGEST = 2000  # letters of a line of a printout
STRAY = 40  # one line in so many may write over a gap
GAP = re.compile(r"\S {2,}(?=\S)")
LINE_END = re.compile(r"\r\n|\r|\n")


def aligned_rows(text: str) -> list[list[str]] | None:
    """The lines as rows of cells without their padding, blank lines as []; None when no columns are lined up."""
    lines = [line.rstrip() for line in LINE_END.split(text)]
    filled = [line for line in lines if line][:LOOKED_AT]
    spread = [line for line in filled if GAP.search(line)]
    if "\t" in text or len(spread) < max(FEWEST, MOST * len(filled)) or max(map(len, spread)) > LONGEST:
        return None
    starts = _starts(spread)
    if len(starts) < 2:
        return None
    return [_cut(line, starts) for line in lines]


def _starts(lines: list[str]) -> list[int]:
    """Where the columns begin, the first one at 0: behind each gap."""
    most = len(lines) // STRAY
    written = [len(lines) - place.count(" ") for place in zip_longest(*lines, fillvalue=" ")]
    spans = [match.span() for match in re.finditer("x+", "".join("x" if times > most else " " for times in written))]
    starts = [0]
    for (_, end), (start, stop) in pairwise(spans):
        if start - end > 1 or _are_numbers(lines, start, stop) or _are_numbers(lines, starts[-1], end):
            starts.append(start)
    return starts


def _are_numbers(lines: list[str], start: int, stop: int) -> bool:
    """True when what stands at these places is a number in every line under the heading."""
    cells = [cell for line in lines[1:] if (cell := line[start:stop].strip())]
    return bool(cells) and all(kind(cell) == NUMBER for cell in cells)


def _cut(line: str, starts: list[int]) -> list[str]:
    if not line.strip():
        return []
    if any(line[start - 1 : start].strip() for start in starts[1:]):
        return [line.strip()]
    return [line[start:stop].strip() for start, stop in zip_longest(starts, starts[1:])]
