"""One clean table polluted in one way at a time, and how much of it comes out again: what the reader is held to.

The kinds of pollution are those that surveys of open data name: missing and extra delimiters, stray quotes, other
delimiters, quotes, escapes and line ends, no or several header rows, preambles, empty files.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

HEADER = ["date", "time", "quantity", "article", "price", "category", "description", "link", "comment"]
WORDS = [
    "mask",
    "visor",
    "gown",
    "filter",
    "strap",
    "shield",
    "valve",
    "foam",
    "film",
    "cotton",
    "clear",
    "large",
    "small",
    "blue",
    "spare",
    "packed",
    "sealed",
]


class Case(NamedTuple):
    name: str
    content: bytes
    header: list[str]
    records: list[list[str]]


def clean_rows(rows: int = 83, seed: int = 5) -> list[list[str]]:
    """Records with dates, times, amounts with commas, addresses, quoted words and empty cells."""
    rng = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(rng.choices(WORDS, k=count))

    return [
        [
            f"{rng.randint(1, 12):02d}/{rng.randint(1, 28):02d}/2020",
            f"{rng.randint(1, 12)}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d} {rng.choice(['AM', 'PM'])}",
            str(rng.randint(1, 90)),
            str(rng.randint(100, 999)),
            f"${rng.randint(1, 9)},{rng.randint(100, 999)}.{rng.randint(0, 99):02d}",
            words(1).title(),
            f'{words(3)}, "{words(2)}" {words(2)}' if rng.random() < 0.5 else words(5),
            f"https://example.org/shop/{rng.randint(1, 999)}.html?id={rng.randint(1, 99)}",
            rng.choice(["", words(4), f"{words(2)}, {words(3)}"]),
        ]
        for _ in range(rows)
    ]


def write(rows: list[list[str]], delimiter: str = ",", quote: str = '"', escape: str = '""', end: str = "\r\n") -> str:
    """The rows as text; `escape` is what a quote inside a quoted cell becomes."""
    return "".join(delimiter.join(cell_text(cell, delimiter, quote, escape) for cell in row) + end for row in rows)


def cell_text(cell: str, delimiter: str = ",", quote: str = '"', escape: str = '""') -> str:
    inside = cell.replace(quote, escape)
    return f"{quote}{inside}{quote}" if inside != cell or (delimiter.strip() or delimiter) in cell else cell


def cases(rng: random.Random, of_each: int = 40) -> Iterator[Case]:
    """Every kind of pollution; of those that touch one row or cell, `of_each` at random places."""
    rows = clean_rows()
    yield from _whole_file(rows)
    table = [HEADER, *rows]
    for _ in range(of_each):
        yield _missing_delimiter(table, rng.randrange(len(table)), rng.randrange(1, len(HEADER)))
        yield _extra_delimiter(table, rng.randrange(len(table)), rng.randrange(len(HEADER)))
        yield _extra_quote(table, rng.randrange(len(table)), rng.randrange(len(HEADER)))
        yield _other_row_delimiter(table, rng.randrange(1, len(table)))


def _whole_file(rows: list[list[str]]) -> Iterator[Case]:
    table = [HEADER, *rows]

    def case(
        name: str, text: str, header: list[str] = HEADER, records: list[list[str]] = rows, code: str = "utf-8"
    ) -> Case:
        return Case(name, text.encode(code), header, records)

    yield case("source", write(table))
    yield case("empty", "", [], [])
    yield case("no_trailing_newline", write(table).rstrip("\r\n"))
    yield case("double_trailing_newline", write(table) + "\r\n")
    yield case("no_header", write(rows), [])
    yield case("header_only", write([HEADER]), records=[])
    yield case("one_record", write(table[:2]), records=rows[:1])
    groups = ["when", "when", "what", "what", "what", "what", "what", "where", "said"]
    yield case("header_of_two_rows", write([groups, *table]), [f"{a} {b}" for a, b in zip(groups, HEADER, strict=True)])
    yield case("preamble", write([["Weekly list of articles"], [""], *table]))
    yield case("preamble_delimited", write([["Weekly list", *[""] * 8], [""] * 9, *table]))
    yield case("footnote", write([*table, [""], ["Source: example.org, all figures provisional"]]))
    for code in ("utf-16", "utf-16-le", "utf-8-sig"):
        yield case(f"encoding_{code}", write(table), code=code)
    for delimiter in (" ", ", ", ";", "\t", "|"):
        yield case(f"delimiter_{delimiter!r}", write(table, delimiter))
    yield case("quote_apostrophe", write(table, quote="'", escape="''"))
    yield case("escape_backslash", write(table, escape='\\"'))
    yield case("escape_missing", write(table, escape='"').replace(',"",', ",,"))
    for end in ("\n", "\r"):
        yield case(f"end_{end!r}", write(table, end=end))
    for name, other in (("less", 5), ("same", 9), ("more", 12)):
        second = [
            [f"{head} {number}" for number, head in enumerate(WORDS[:other])],
            *([str(n)] * other for n in range(20)),
        ]
        yield case(f"second_table_{name}", write([*table, [""], *second]))


def _line_changed(name: str, table: list[list[str]], number: int, line: str, expected: list[str]) -> Case:
    text = write(table[:number]) + line + "\r\n" + write(table[number + 1 :])
    changed = [*table[:number], expected, *table[number + 1 :]]
    return Case(f"{name}_{number}", text.encode(), changed[0], changed[1:])


def _missing_delimiter(table: list[list[str]], number: int, column: int) -> Case:
    row = table[number]
    merged = [*row[: column - 1], row[column - 1] + row[column], *row[column + 1 :]]
    return _line_changed(f"missing_delimiter_{column}", table, number, write([merged]).rstrip("\r\n"), merged)


def _extra_delimiter(table: list[list[str]], number: int, column: int) -> Case:
    row = table[number]
    wider = [*row[:column], "", *row[column:]]
    return _line_changed(f"extra_delimiter_{column}", table, number, write([wider]).rstrip("\r\n"), wider)


def _extra_quote(table: list[list[str]], number: int, column: int) -> Case:
    row = table[number]
    cells = [cell_text(cell) for cell in row]
    quoted = cells[column].startswith('"')
    cells[column] = cells[column][0] + '"' + cells[column][1:] if quoted else '"' + cells[column]
    expected = [*row[:column], '"' + row[column], *row[column + 1 :]]
    return _line_changed(f"extra_quote_{column}", table, number, ",".join(cells), expected)


def _other_row_delimiter(table: list[list[str]], number: int) -> Case:
    return _line_changed("row_of_blanks", table, number, write([table[number]], " ").rstrip("\r\n"), table[number])


def score(case: Case, output: str) -> float:
    """Of 10: read at all, then precision, recall and F1 of the header's cells, of the records and of all cells."""
    rows = list(csv.reader(io.StringIO(output)))
    header, records = (rows[0] if rows else []), rows[1:]
    parts = [
        _agreement([cell for cell in case.header if cell], [cell for cell in header if cell] if case.header else []),
        _agreement(map(_joined, case.records), map(_joined, records)),
        _agreement(
            (cell for row in case.records for cell in row if cell), (cell for row in records for cell in row if cell)
        ),
    ]
    return 1 + sum(sum(part) for part in parts)


def _joined(row: list[str]) -> str:
    return "\x00".join(cell for cell in row if cell)


def _agreement(expected: object, found: object) -> tuple[float, float, float]:
    wanted, got = Counter(expected), Counter(found)  # type: ignore[call-overload]
    if not wanted:
        return (1.0, 1.0, 1.0)
    common = (wanted & got).total()
    if not common:
        return (0.0, 0.0, 0.0)
    precision, recall = common / got.total(), common / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)
