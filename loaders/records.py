"""Records of a text whose quotes cannot be trusted: each is read properly first, then otherwise where that is doubtful.

Doubtful is a record of an unusual number of cells, or one in which a quoted cell takes in a line end and a quote. Then
each doubtful cell is taken as unquoted, as ending at its first closing quote, and as going on past it; the first
reading of the usual width wins. The work is bounded: what is left of a text that asks for more is read line by line
(`given_up` says from which record on), and a record wider than any table is cut at each delimiter. Leaves out texts
that the csv module reads (loaders.delimited).
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from loaders.dialect import Dialect

LINE_END = re.compile(r"\r\n|\r|\n")
TRIES = 40
LEARNT_FROM = 400
LONGEST = 300_000  # characters that a quoted cell may have
WIDEST = 20_000  # cells from which on a record belongs to no table
PROPER, EARLY, BARE, LATE = range(4)  # ways to read a cell


class Record(NamedTuple):
    """The cells, where the quoted ones begin in the text, and where the next record does."""

    cells: list[str]
    quoted: list[int]
    after: int


class Records:
    """Reads a text record by record; iterates over (cells, whether a quote was taken as text)."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text if text.endswith(("\n", "\r")) else text + "\n"
        self.dialect = dialect
        self.cells = _patterns(dialect)
        self.left = most = 2 * len(text) + 10_000_000
        self.given_up: int | None = None
        self.usual = 0
        self.usual = usual_width([record.cells for record in self._first()])
        self.left = most

    def __iter__(self) -> Iterator[tuple[list[str], bool]]:
        at = number = 0
        while at < len(self.text):
            number += 1
            if self.left < 0:
                self.given_up = number
                yield from self._lines(at)
                return
            record, mended = self._read(at, {}), False
            if record.quoted and (len(record.cells) != self.usual or self._runs_on(at, record)):
                record, mended = self._best(at, record)
            yield ([] if record.cells == [""] else record.cells), mended
            at = record.after

    def _first(self) -> Iterator[Record]:
        at = 0
        for _ in range(LEARNT_FROM):
            if at < len(self.text) and self.left > 0:
                record = self._read(at, {})
                at = record.after
                yield record

    def _lines(self, at: int) -> Iterator[tuple[list[str], bool]]:
        """The rest, each line for itself, where reading it properly would take too long."""
        mark, quote = self.dialect.delimiter, self.dialect.quote
        for line in LINE_END.split(self.text[at:].removesuffix("\n").removesuffix("\r")):
            quotes = line.count(quote)
            if quotes and quotes % 2 == 0 and len(line) < LONGEST:
                yield next(csv.reader([line], delimiter=mark, quotechar=quote), []), False
            else:
                yield line.split(mark) if line else [], False

    def _read(self, at: int, choices: dict[int, int]) -> Record:
        """The record from `at`; `choices` says how to read the quoted cell that starts at a position."""
        plain = not (self.dialect.escape or self.dialect.space)
        stop = self.text.find("\n", at)
        line = self.text[at:stop] if plain and stop >= 0 else self.dialect.quote or "\r"
        if self.dialect.quote not in line and "\r" not in line[:-1]:
            return Record(line.removesuffix("\r").split(self.dialect.delimiter), [], stop + 1)
        if plain and stop >= 0 and not choices and _whole_line(self.dialect).fullmatch(line):
            cells = next(csv.reader([line], delimiter=self.dialect.delimiter, quotechar=self.dialect.quote))
            if len(cells) == self.usual:  # nothing is doubtful about it
                return Record(cells, [], stop + 1)
        return self._read_slowly(at, choices)

    def _read_slowly(self, at: int, choices: dict[int, int]) -> Record:
        text, mark, quote, bare = self.text, self.dialect.delimiter, self.dialect.quote, self.cells[BARE]
        opening = (quote, " ") if quote else ()
        cells: list[str] = []
        quoted: list[int] = []
        while True:
            found = self._quoted_cell(at, choices.get(at, PROPER)) if text[at] in opening else None
            if found:
                quoted.append(at)
                cell = found[1].replace(quote * 2, quote)
            else:
                found = bare.match(text, at)
                assert found
                cell = found[1]
                if quote and cell.startswith(quote):
                    quoted.append(at)
            cells.append(_unescaped(cell, self.dialect) if "\\" in cell else cell)
            at = found.end()
            if not text.startswith(mark, at):
                return Record(cells, quoted, at + (2 if text.startswith("\r\n", at) else 1))
            at += len(mark)
            if len(cells) == WIDEST:
                return self._too_wide(at, cells)

    def _too_wide(self, at: int, cells: list[str]) -> Record:
        stop = max(self.text.find("\n", at), 0) or len(self.text)
        return Record(cells + self.text[at:stop].removesuffix("\r").split(self.dialect.delimiter), [], stop + 1)

    def _quoted_cell(self, at: int, way: int) -> re.Match[str] | None:
        """The match of a quoted cell at a position, None where there is none; what it costs is counted."""
        lead = at + (self.dialect.space and self.text.startswith(" ", at))
        if way == BARE or not self.text.startswith((self.dialect.quote, " "), lead):
            return None
        found = self.cells[way].match(self.text, at, min(at + LONGEST, len(self.text)))
        self.left -= (found.end() if found else min(at + LONGEST, len(self.text))) - at
        return found

    def _runs_on(self, at: int, record: Record) -> bool:
        """True when a quoted cell takes in a line end and a single quote too: it was probably never meant to open."""
        if self.text.find("\n", at, record.after - 1) < 0 and self.text.find("\r", at, record.after - 2) < 0:
            return False
        inside = [found[1] for place in record.quoted if (found := self._quoted_cell(place, PROPER))]
        return any(
            self.dialect.quote in cell.replace(self.dialect.quote * 2, "") and ("\n" in cell or "\r" in cell)
            for cell in inside
        )

    def _best(self, at: int, record: Record) -> tuple[Record, bool]:
        readings = []
        for place in [place for place in record.quoted if self._is_doubtful(place)][:TRIES]:
            for way in (BARE, EARLY, LATE):
                other = self._read(at, {place: way})
                if len(other.cells) == self.usual:
                    return other, True
                readings.append(other)
        nearer = min(readings, key=lambda reading: abs(len(reading.cells) - self.usual), default=record)
        if self.text.count("\n", at, record.after) > 1 and self._off(nearer) < self._off(record):
            return nearer, True
        return record, False

    def _off(self, record: Record) -> int:
        return abs(len(record.cells) - self.usual)

    def _is_doubtful(self, place: int) -> bool:
        """True for a quoted cell that runs over a line end, holds a quote that is single or before a delimiter, or is
        followed by a cell that only closes one."""
        found = self._quoted_cell(place, PROPER)
        if not found:
            return False
        if self.cells[LATE].match(self.text, place, place + LONGEST):
            return True
        inside, quote = found[1], self.dialect.quote
        closing = re.search(rf"{quote}{quote}[ \t]*(?:{re.escape(self.dialect.delimiter)}|$)", inside)
        return "\n" in inside or "\r" in inside or bool(closing) or quote in inside.replace(quote * 2, "")


def usual_width(rows: list[list[str]]) -> int:
    """The number of cells that most rows of more than one cell have."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths, key=lambda width: (widths[width], width), default=1)


@lru_cache(maxsize=32)
def _patterns(dialect: Dialect) -> tuple[re.Pattern[str], ...]:
    """Patterns of a quoted cell read properly, of one that ends at the first closing quote, of an unquoted one, and of
    a quoted one in which a quote before a delimiter was meant as text."""
    mark, quote = re.escape(dialect.delimiter), re.escape(dialect.quote or "\x00")
    blank = "" if dialect.delimiter in " \t" else "[ \t]*+"
    end = rf"(?={blank}(?:{mark}|[\r\n]))"
    other = rf"[^{quote}\\]++" if dialect.escape else rf"[^{quote}]++"
    slash = r"|\\." if dialect.escape else ""
    lead = "[ ]*+" if dialect.space else ""
    proper = rf"(?:{other}|{quote}{quote}{slash}|{quote}(?!{end}))*+"
    early = rf"(?:{other}|{quote}(?!{end})|{quote}(?={quote}{end}))*+"
    late = rf"[^{quote}\r\n]*+{quote}{blank}{mark}[^{quote}\r\n]*+"
    bare = rf"(?:[^{mark}\r\n\\]++|\\[^\r\n]|\\(?=[\r\n]))*+" if dialect.escape else rf"[^{mark}\r\n]*+"
    return (
        re.compile(rf"{lead}{quote}({proper}){quote}{blank}{end}", re.S),
        re.compile(rf"{lead}{quote}({early}){quote}{blank}{end}", re.S),
        re.compile(rf"{lead}({bare})"),
        re.compile(rf"{lead}{quote}({late}){quote}{blank}{end}"),
    )


@lru_cache(maxsize=32)
def _whole_line(dialect: Dialect) -> re.Pattern[str]:
    """A line in which each quote encloses a whole cell."""
    mark, quote = re.escape(dialect.delimiter), re.escape(dialect.quote)
    cell = rf"(?:{quote}[^{quote}]*+{quote}|[^{quote}{mark}\r]*+)"
    return re.compile(rf"{cell}(?:{mark}{cell})*+\r?")


def _unescaped(text: str, dialect: Dialect) -> str:
    return _escaped(dialect).sub(r"\1", text) if dialect.escape else text


@lru_cache(maxsize=32)
def _escaped(dialect: Dialect) -> re.Pattern[str]:
    special = re.escape(dialect.delimiter + dialect.quote) + "\\\\\r\n"
    return re.compile(rf"\\([{special}])")
