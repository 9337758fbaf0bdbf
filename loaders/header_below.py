"""What stands under a heading row: the rows that still belong to the header, and those that tell what columns hold.

Leaves out choosing where a header is (loaders.headers) and the headings it gives (loaders.header_blocks).
"""

import re

from loaders.cell_kinds import (
    ADDRESS,
    CODE,
    DATE,
    NUMBER,
    PROSE,
    TEXT,
    YEAR,
    is_heading_word,
    is_unit,
    layout_words,
    plain,
)  # fmt: skip
from loaders.grid import Grid

BODY_ROWS = 60
_CUT = re.compile(r"[-/(&]\s*$")
_HASHTAG = re.compile(r"\s*#[a-z_]+(?:\s*\+\s*[a-z_0-9]+)*\s*", re.I)
UNFINISHED = re.compile(r"(?:[-/,(&]|\s[^\W\d_]{1,3})\s*$")


def body_rows(grid: Grid, row: int, stop: int) -> list[int]:
    """Rows after `row` that tell what its columns hold: the next block, and more where that is short and goes on."""
    rows: list[int] = []
    blocks = 0
    for first, after in grid.blocks:
        if after <= row + 1 or first >= stop:
            continue
        if rows and _begins_with_words(grid, first, after):
            break
        rows.extend(range(max(first, row + 1), min(after, stop)))
        blocks += 1
        if len(rows) >= 4 or blocks > 2:
            break
    return rows[:BODY_ROWS]


def _begins_with_words(grid: Grid, first: int, after: int) -> bool:
    """True when the first row of several cells holds no value: another table's header, not more records."""
    row = next((number for number in range(first, after) if len(grid.filled(number)) > 1), None)
    return row is not None and not has_values(grid, row)


def has_values(grid: Grid, row: int, width: int | None = None) -> bool:
    """True when a cell of the row, or of its first `width` columns, is a number, a day or an address."""
    return any(kind in (NUMBER, DATE, ADDRESS) for kind in grid.kinds(row)[:width])


def is_label(grid: Grid, row: int, body: list[int]) -> bool:
    """A cell alone, left of all that the next full row holds, labels a group of records."""
    full = next((grid.filled(below) for below in body if len(grid.filled(below)) > 1), None)
    return full is not None and len(grid.filled(row)) == 1 and grid.filled(row)[0] <= full[0]


def extended_down(grid: Grid, first: int, row: int, stop: int) -> int:
    """The last row of the block that reaches from `first` to `row` at least.

    Headings merged downwards, words above numbers, units and column numbers belong to it.
    """
    last = row
    for at in grid.filled(row):
        bottom = grid.down.get((row, at), row)
        if bottom > last and not any(has_values(grid, below) for below in range(row + 1, bottom + 1)):
            last = bottom
    while True:
        following = [below for below in range(last + 1, min(last + 5, stop)) if grid.filled(below)][:2]
        if not following or following[0] > last + 2:
            return last
        if _continues_header(grid, (first, last), following[0], stop):
            last = following[0]
        elif len(following) > 1 and is_numbering(grid, following[1], body_rows(grid, following[1], stop)):
            last = following[1]
        else:
            return last


def _continues_header(grid: Grid, block: tuple[int, int], row: int, stop: int) -> bool:
    body = body_rows(grid, row, stop)
    if not body or (row > block[1] + 1 and len(grid.filled(row)) < 2):
        return False
    if (
        is_numbering(grid, row, body)
        or are_hashtags(grid, row)
        or (are_units(grid, row) and not _is_centred(grid, block, row, body))
    ):
        return True
    if len(grid.filled(row)) == 1 and (grid.filled(row)[0] == 0 or (row, grid.filled(row)[0]) not in grid.across):
        return _goes_on(grid, block, row, body)
    if _is_worded_above_numbers(grid, row, body) and not _names_something(grid, block, row, body):
        return True
    if _are_days_above_numbers(grid, row, body):
        return True
    return row == block[1] + 1 and _stands_under_headings(grid, block, row, body)


def _is_centred(grid: Grid, block: tuple[int, int], row: int, body: list[int]) -> bool:
    """A unit in words, alone amid the columns of a complete header, heads a group ("Percent"), not its column."""
    filled = grid.filled(row)
    heads = [at for at in range(grid.width) if any(grid.rows[above][at].strip() for above in range(block[0], row))]
    figures = next((at for at in heads if grid.column(body, at).usual == NUMBER), 0)
    if len(filled) > 1 or len(heads) < 3 or filled[0] <= figures or (row, filled[0]) in grid.across:
        return False
    complete = len(grid.filled(block[1])) >= 0.8 * len(heads)
    text = grid.rows[row][filled[0]].strip()
    return complete and not _in_brackets(text) and len(text) > 3


def _goes_on(grid: Grid, block: tuple[int, int], row: int, body: list[int]) -> bool:
    """A cell alone goes on with the block: the last word of a long heading, or the heading of the first column."""
    at = grid.filled(row)[0]
    text = grid.rows[row][at].strip()
    heads = [at for at in range(grid.width) if any(grid.rows[above][at].strip() for above in range(block[0], row))]
    if at <= min(heads, default=0) and grid.column(body, at).usual != NUMBER:
        named = plain(text.split("(")[0]) in layout_words("stub") if at in heads else _heads_a_stub(text)
        named = named or bool(_CUT.search(grid.rows[row - 1][at]))
        return named and all(grid.rows[below][at].strip() for below in body[:3])
    if has_values(grid, row) or is_label(grid, row, body):
        return False
    alone = any(grid.filled(below) == [at] for below in body)
    full = any(len(grid.filled(above)) >= 0.8 * len(heads) for above in range(block[0], row))
    open_ended = UNFINISHED.search(grid.rows[row - 1][at]) or (at == heads[-1] and _ran_over(grid, row, at))
    return not alone and bool(text[0].islower() or at not in heads or heads == [at] or not full or open_ended)


def _ran_over(grid: Grid, row: int, at: int) -> bool:
    """True when the heading of a column already took two lines, or needs one more to differ from another column's."""
    above = grid.rows[row - 1]
    again = [text.strip() for text in above].count(above[at].strip()) > 1
    return bool(above[at].strip()) and (again or (row > 1 and bool(grid.rows[row - 2][at].strip())))


def _heads_a_stub(text: str) -> bool:
    """True for a word that heads the first column ("Year"), which a label of a group ("Number", "Total") does not."""
    words = plain(text).split()
    if any(word in layout_words("total") or is_unit(word) for word in words):
        return False
    return bool(words) and (plain(text) in layout_words("stub") or words[0] in layout_words("heading"))


def _in_brackets(text: str) -> bool:
    bare = text.strip()
    return (bare[0] == "(" and bare[-1] == ")") or (bare[0] == "[" and bare[-1] == "]")


def _are_days_above_numbers(grid: Grid, row: int, body: list[int]) -> bool:
    """Days, and words before them, in columns that hold numbers further down; of years only with nothing beside."""
    kinds = grid.kinds(row)
    filled = grid.filled(row)
    days = [at for at in filled if kinds[at] in (DATE, YEAR)]
    beside = [at for at in filled if at not in days]
    if len(days) < 2 or not all(grid.column(body, at).usual == NUMBER for at in days):
        return False
    if not beside:
        return True
    words = all(kinds[at] == TEXT for at in beside)
    headed = len(beside) == 1 or all(grid.column(body, at).usual == NUMBER for at in beside)
    stub = filled[0] not in days or any(grid.rows[below][at].strip() for below in body[:3] for at in range(filled[0]))
    return words and headed and stub and all(kinds[at] == DATE for at in days)


def _stands_under_headings(grid: Grid, block: tuple[int, int], row: int, body: list[int]) -> bool:
    """A row that leaves the first column free, which the records fill, and says what no record says.

    Its cells stand under headings that span columns, or they are all days, weights in brackets or words of their own.
    """
    filled = grid.filled(row)
    if len(filled) > 1 and not has_values(grid, row) and all(_in_brackets(grid.rows[row][at]) for at in filled):
        return True
    first = next(iter(grid.filled(block[1])), 0)
    if len(filled) < 2 or filled[0] <= first or not all(grid.rows[below][first].strip() for below in body[:5]):
        return False
    kinds = [grid.kinds(row)[at] for at in filled]
    if all(grid.rows[row][at].strip()[0] in "([" for at in filled):
        return True
    if all(kind == DATE for kind in kinds):
        return all(grid.column(body, at).usual != DATE for at in filled)
    if any(kind not in (TEXT, CODE, PROSE) for kind in kinds):
        return False
    bare = [at for at in filled if not any(grid.rows[above][at].strip() for above in range(block[0], row))]
    return bool(bare) and len(body) > 1


def _is_worded_above_numbers(grid: Grid, row: int, body: list[int]) -> bool:
    """Words, and no values, in columns that hold numbers further down; what stands beside a blank column may differ."""
    columns = [grid.column(body, at) for at in range(grid.width)]
    if is_label(grid, row, body):
        return False
    if has_values(grid, row):
        columns = columns[: _first_blank(grid, row, body)]
    numeric = [at for at, column in enumerate(columns) if column.usual in (NUMBER, DATE) and column.share > 0.7]
    kinds = [grid.kinds(row)[at] for at in numeric]
    worded = sum(1 for kind in kinds if kind in (TEXT, CODE, PROSE))
    if len(columns) < grid.width and (worded < 2 or has_values(grid, row, len(columns))):
        return False
    years = kinds.count(YEAR)
    if not worded and (years < 2 or not all(is_heading_word(grid.rows[row][at]) for at in _worded(grid, row))):
        return False
    return worded + years >= 0.5 * sum(1 for kind in kinds if kind) and not has_values(grid, row, len(columns))


def _first_blank(grid: Grid, row: int, body: list[int]) -> int:
    """The first column without anything in these rows that has something on both sides, or the width."""
    used = {at for number in (row, *body) for at in grid.filled(number)}
    return next((at for at in range(min(used), max(used)) if at not in used), grid.width)


def _worded(grid: Grid, row: int) -> list[int]:
    return [at for at in grid.filled(row) if grid.kinds(row)[at] in (TEXT, CODE, PROSE)]


def _names_something(grid: Grid, block: tuple[int, int], row: int, body: list[int]) -> bool:
    """Under complete headings a row of words is a record ("Nord AG", "on request"), unless its words head columns."""
    columns = {at: grid.column(body, at).usual for at in grid.filled(row)}
    above = range(block[0], block[1] + 1)
    under = [at for at in columns if any(grid.rows[number][at].strip() for number in above)]
    names = [at for at in under if columns[at] in (TEXT, CODE, PROSE, ADDRESS)]
    figures = [at for at in columns if at not in names]
    heading = [at for at in columns if _reads_as_heading(grid, block[1], row, at)]
    headed = sum(1 for at in names if at in heading or grid.rows[row][at].strip()[0].islower())
    return bool(names) and 2 * headed < len(names) and 2 * sum(1 for at in figures if at in heading) < len(figures)


def _reads_as_heading(grid: Grid, above: int, row: int, at: int) -> bool:
    """A heading, a unit, a word for a total, or the rest of a heading that began above."""
    text = grid.rows[row][at].strip()
    if text[0] in "([{" or UNFINISHED.search(grid.rows[above][at]):
        return True
    known = plain(text) in layout_words("stub") or plain(text) in layout_words("total")
    return known or is_heading_word(text) or is_unit(text)


def are_units(grid: Grid, row: int) -> bool:
    """True when most cells of a row are units of measure, and it does not hold plain numbers alone."""
    texts = [grid.rows[row][at] for at in grid.filled(row)]
    worded = [text for text in texts if not text.strip().isdecimal()]
    units = sum(1 for text in texts if is_unit(text))
    if not worded or not any(map(is_unit, worded)):
        return False
    return units >= 1 and units >= 0.6 * len(texts) and (len(texts) > 1 or grid.filled(row)[0] > 0)


def is_numbering(grid: Grid, row: int, body: list[int]) -> bool:
    """Column numbers 1 2 3 … as statistics offices write under their headings, also above columns of words."""
    filled = grid.filled(row)
    numbers = [grid.rows[row][at].strip(" ()[]") for at in filled]
    if len(numbers) < 3 or not all(number.isdecimal() and len(number) < 4 for number in numbers):
        return False
    counted = [int(number) for number in numbers]
    if filled[0] > 0 and counted[0] == 1 and all(grid.rows[below][0].strip() for below in body[:5]):
        return counted == list(range(1, len(counted) + 1))
    bracketed = all(grid.rows[row][at].strip()[0] in "([" for at in filled)
    above_words = bracketed or any(grid.column(body, at).usual in (TEXT, PROSE, CODE, YEAR, DATE) for at in filled)
    return above_words and counted[0] < 3 and counted == list(range(counted[0], counted[0] + len(counted)))


def are_hashtags(grid: Grid, row: int) -> bool:
    """True for a row of hashtags of the Humanitarian Exchange Language ("#org +name"), which stands below headings."""
    texts = [grid.rows[row][at] for at in grid.filled(row)]
    return len(texts) > 1 and all(_HASHTAG.fullmatch(text) for text in texts)
