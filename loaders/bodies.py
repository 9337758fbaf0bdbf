"""The rows under a header: which are records, and why the others are not (totals, groups, repeated headers, footers …).

Leaves out where a table ends (loaders.tables) and what the records mean.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

from loaders.cell_kinds import (
    ADDRESS,
    CODE,
    DATE,
    EMPTY,
    NOTHING,
    NUMBER,
    TEXT,
    YEAR,
    layout_words,
    openings,
    plain,
    says,
)
from loaders.grid import Grid

EXAMPLES_WITHIN = 4
FOOTNOTE = re.compile(r"\s*(?:[*†‡§©®•¹²³⁴]|\(?\d{1,2}[).]\s|\d/\s|\[\d+\]|_{3,}|-{3,}|={3,}|—{2,}|a\)\s)")


@dataclass
class Body:
    """Rows counted from 0."""

    records: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)
    groups: dict[int, str] = field(default_factory=dict)


def read_body(grid: Grid, rows: range, columns: list[int], heads: list[str]) -> Body:
    """Sorts the rows of a table's body; every row of `rows` becomes a record or has a reason in `left_out`."""
    body = Body()
    footer_from = _footer_start(grid, rows, columns)
    usual = _usual(grid, rows[:200], columns)
    doubtful = _doubtful(grid, range(rows.start, footer_from), columns, heads)
    group = ""
    for row in range(rows.start, footer_from):
        why = _reason(grid, row, rows, columns, heads, usual, body) if row in doubtful else ""
        if not why:
            body.records.append(row)
            if group:
                body.groups[row] = group
            continue
        body.left_out[row] = why
        if why == "group":
            group = next(grid.rows[row][at].strip() for at in columns if grid.rows[row][at].strip())
        elif why == "total":
            body.totals.append(row)
    body.left_out |= {row: "footer" if any(grid.rows[row]) else "blank" for row in range(footer_from, rows.stop)}
    return body


def trailing(grid: Grid, rows: range, body: Body) -> None:
    """Gives each row that only follows the table its reason in `left_out`: a total without sums, a note, nothing."""
    for row in rows:
        filled = grid.filled(row)
        body.left_out[row] = "footer" if filled else "blank"
        if filled and _is_bare_total(grid, row, rows, filled):
            body.left_out[row] = "total"
            body.totals.append(row)


def _doubtful(grid: Grid, rows: range, columns: list[int], heads: list[str]) -> set[int]:
    """The few rows worth a closer look: nearly empty, without a first cell, with a heading or the word total."""
    found = grid.rows[rows.start : rows.stop]
    doubtful = set(rows[:EXAMPLES_WITHIN]) | _nearly_empty(grid, found, rows.start, columns[0])
    distinct = {at: set(map(itemgetter(at), found)) for at in columns[:12]}
    named = [(at, head) for at, head in zip(columns, heads, strict=True) if head][:4]
    for at, head in named:
        told = distinct.get(at)
        doubtful |= _rows_with(grid, rows, at, _endings(head) if told is None else _endings(head) & told)
    for at, texts in distinct.items():
        doubtful |= _rows_with(grid, rows, at, _totals(texts))
    return doubtful


def _nearly_empty(grid: Grid, found: list[list[str]], start: int, first: int) -> set[int]:
    """Rows without a first cell, or with two cells at most; where three usual ones are filled, none is counted."""
    few = grid.width - 2
    if few < 1:
        return set(range(start, start + len(found)))
    sample = found[:EXAMPLES_WITHIN]
    one, two, three = sorted(range(grid.width), key=lambda at: -sum(bool(row[at]) for row in sample))[:3]
    return {
        at
        for at, row in enumerate(found, start)
        if not row[first] or (not (row[one] and row[two] and row[three]) and row.count("") >= few)
    }


def _totals(texts: set[str]) -> set[str]:
    """Those that say total or average; only what begins as such words do is looked at."""
    begin = openings("total") | openings("average")
    starts = {text[:2] for text in texts}
    likely = {start for start in starts if start[:1].isspace() or start[:1] in "([{" or start.lower() in begin} - {""}
    labels = [text for text in texts if text[:2] in likely] if likely else []
    return {label for label in labels if says("total", label) or says("average", label)}


def _rows_with(grid: Grid, rows: range, at: int, texts: set[str]) -> set[int]:
    if not texts:
        return set()
    return {number for number, row in enumerate(grid.rows[rows.start : rows.stop], rows.start) if row[at] in texts}


def _endings(head: str) -> set[str]:
    """The heading and what it ends with: the last row of a header block is what gets repeated."""
    words = head.split(" ")
    return {head, head.strip(), *(" ".join(words[start:]) for start in range(1, len(words)))} - {""}


def _usual(grid: Grid, rows: Iterable[int], columns: list[int]) -> dict[int, str]:
    """The usual kind of each column, "" where nothing is filled."""
    sample = list(rows)
    return {at: grid.column(sample, at).usual for at in columns}


def _reason(
    grid: Grid, row: int, rows: range, columns: list[int], heads: list[str], usual: dict[int, str], body: Body
) -> str:
    texts = grid.rows[row]
    filled = len(texts) - texts.count("")
    if filled <= 2 or not all(texts):
        inside = [at for at in columns if texts[at].strip()]
        if not inside:
            return "blank"
        if _is_bare_total(grid, row, rows, inside):
            return "total"
        if len(inside) == 1 and _is_group(grid, row, rows, inside[0], columns, usual):
            return "group"
    if _is_repeated_header(texts, columns, heads):
        return "repeated_header"
    if _may_be_total(texts, columns) and _is_total(grid, row, columns, body):
        return "total"
    if len(body.records) < EXAMPLES_WITHIN and row - rows.start < EXAMPLES_WITHIN and _is_example(texts, columns):
        return "example"
    return ""


def _is_group(grid: Grid, row: int, rows: range, at: int, columns: list[int], usual: dict[int, str]) -> bool:
    """One cell alone that labels the rows below: merged across, set apart, or without any of the table's numbers."""
    if len(columns) < 2 or row + 1 not in rows or grid.kinds(row)[at] not in (TEXT, CODE, YEAR):
        return False
    following = [at for at in grid.filled(row + 1) if at in usual]
    if (row, at) in grid.across and grid.across[(row, at)] - at + 1 >= 0.5 * len(columns):
        return True
    if len(following) < 2:
        return len(following) == 1 and grid.rows[row][at].strip().endswith(":")
    text = grid.rows[row][at].strip()
    numeric = sum(1 for kind in usual.values() if kind in (NUMBER, YEAR))
    shouted = text.isupper() and not grid.rows[row + 1][at].isupper() and len(text) > 3
    apart = row > rows.start and not any(grid.rows[row - 1])
    empty_below = not grid.rows[row + 1][at]
    return text.endswith(":") or empty_below or apart or shouted or numeric >= max(0.5 * len(columns), 1)


def _is_bare_total(grid: Grid, row: int, rows: range, inside: list[int]) -> bool:
    """The word total alone at the end: its sums are formulas that nobody has worked out yet."""
    following = next((below for below in range(row + 1, rows.stop) if grid.filled(below)), None)
    if following is not None and (following == row + 1 and len(grid.filled(following)) > 1):
        return False
    labels = [at for at in inside if grid.kinds(row)[at] not in (NOTHING, EMPTY)]
    return len(labels) == 1 and plain(grid.rows[row][labels[0]]) in layout_words("total")


def _is_repeated_header(texts: list[str], columns: list[int], heads: list[str]) -> bool:
    """Most of the row's cells are the heading of their column, or end it where the header has several rows."""
    pairs = [(texts[at].strip(), head) for at, head in zip(columns, heads, strict=True) if texts[at]]
    same = sum(1 for text, head in pairs if _ends(head, text))
    return same >= 2 and same >= 0.6 * len(pairs)


def _ends(head: str, text: str) -> bool:
    return bool(head) and (text == head.strip() or (len(text) > 1 and head.endswith(" " + text)))


def _may_be_total(texts: list[str], columns: list[int]) -> bool:
    labels = list(islice((texts[at] for at in columns if texts[at]), 2))
    return not texts[columns[0]] or any(says("total", label) or says("average", label) for label in labels)


def _is_total(grid: Grid, row: int, columns: list[int], body: Body) -> bool:
    """A total says so and holds nothing but numbers beside it, or proves it by being the sum of the rows above."""
    kinds = grid.kinds(row)
    inside = [at for at in columns if kinds[at] != EMPTY]
    numbers = [at for at in inside if kinds[at] in (NUMBER, YEAR)]
    labels = [at for at in inside if kinds[at] in (TEXT, CODE)][:2]
    if not numbers or any(kinds[at] in (ADDRESS, DATE) for at in inside) or len(inside) - len(numbers) > 3:
        return False
    words = layout_words("total") | layout_words("average")
    if any(plain(grid.rows[row][at]) in words for at in labels):
        return True
    named = any(says("total", grid.rows[row][at]) for at in labels)
    return (named or not labels) and len(body.records) >= 2 and _adds_up(grid, row, numbers, body)


def _adds_up(grid: Grid, row: int, numbers: list[int], body: Body) -> bool:
    """True when most numbers of the row are the sums of the records above, or of those since the last total."""
    since = [record for record in body.records if record > max(body.totals, default=-1)]
    for records in (body.records, since):
        sums = [_is_sum(grid, row, at, records) for at in numbers]
        if len(records) > 1 and any(sums) and sum(sums) >= 0.6 * len(sums):
            return True
    return False


def _is_sum(grid: Grid, row: int, at: int, records: list[int]) -> bool:
    total = _number(grid.rows[row][at])
    parts = [_number(grid.rows[record][at]) for record in records]
    return bool(total) and abs(sum(parts) - total) <= max(abs(total) * 0.002, 1e-9) and sum(map(bool, parts)) > 1


def _number(text: str) -> float:
    """A number for adding up: thousands marks dropped where three digits follow; 0 for what is none."""
    bare = re.sub(r"[^\d.,-]", "", text)
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare).replace(",", ".")
    try:
        return float(bare)
    except ValueError:
        return 0.0


def _is_example(texts: list[str], columns: list[int]) -> bool:
    labels = [texts[at] for at in columns if texts[at].strip()][:3]
    words = layout_words("example")
    return any(
        plain(label) in words or re.match(r"(?:z\.\s?b\.|bsp\.|beispiel:|e\.g\.|example:|exemple\s?:)", label.lower())
        for label in labels
    )


def _footer_start(grid: Grid, rows: range, columns: list[int]) -> int:
    """The first of the rows at the end that are notes, not records."""
    start = rows.stop
    widths = Counter(min(len(grid.filled(row)), 3) for row in rows[:300])
    narrow = len(columns) < 3 or widths[1] > 0.3 * max(sum(widths.values()), 1)
    for row in reversed(rows):
        if not grid.filled(row):
            continue
        if not _is_note(grid, row, narrow=narrow, after_blank=row > rows.start and not grid.filled(row - 1)):
            break
        start = row
    return start


def _is_note(grid: Grid, row: int, *, narrow: bool, after_blank: bool) -> bool:
    filled = grid.filled(row)
    text = grid.rows[row][filled[0]].strip()
    if len(filled) == 1 and plain(text) in layout_words("total"):
        return False
    if len(filled) > 2 or (len(filled) == 2 and not (says("footer", text) or FOOTNOTE.match(text))):
        return False
    if FOOTNOTE.match(text) or (says("footer", text) and (":" in text or len(filled) == 1)):
        return True
    kind = grid.kinds(row)[filled[0]]
    if len(filled) == 2 or kind in (NUMBER, NOTHING):
        return False
    return not narrow or (after_blank and len(text) > 40)
