"""Delimited text that is no list but a letter: sentences, which their own commas or blanks have cut into cells.

Leaves out finding tables (loaders.tables); a list inside a letter has rows of one width and is left to that.
"""

from collections import Counter

from loaders.cells import Sheet

LONGEST = 200  # rows; a longer text is a list with long remarks rather than a letter
FEWEST = 3
WORDS = 5
LIKE = 0.6  # of the rows, at most, have equally many cells
ENDS = (".", "!", "?", ":", ";")


def is_letter(sheet: Sheet) -> bool:
    """True when most rows read on as sentences and they have now more cells, now fewer."""
    rows = [row[:width] for row, width in zip(sheet.cells, sheet.widths, strict=False) if any(map(str.strip, row))]
    if not FEWEST <= len(rows) <= LONGEST:
        return False
    several = Counter(len(row) for row in rows if len(row) > 1)
    if not several or max(several.values()) > max(LIKE * several.total(), 1):
        return False
    return sum(map(_reads_on, rows)) >= 0.5 * len(rows)


def _reads_on(cells: list[str]) -> bool:
    """A sentence: five words or more, mostly letters, and a sign at its end or a cell that goes on in lower case."""
    words = " ".join(cells).split()
    lettered = sum(1 for word in words if word.strip("()\"'.,:;!?").isalpha())
    if len(words) < WORDS or lettered < 0.7 * len(words):
        return False
    if not cells[-1].strip():
        return True
    return cells[-1].strip().endswith(ENDS) or any(cell.strip()[:1].islower() for cell in cells[1:])
