"""One clean table polluted in one way at a time, and how much of it comes out again.

The kinds of pollution, and how often each is met in the wild (`weight`), are those that surveys of open data name:
missing and extra delimiters, stray quotes, other delimiters, quotes, escapes and line ends, no or several header rows,
preambles, second tables, empty files. The scorer follows the same surveys: ten points for a file, one for reading it
at all, three each (precision, recall, F1) for the header's cells, the records and all cells. Leaves out reading.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

Rows = list[list[str]]
HEADER = ["date", "time", "quantity", "article", "price", "category", "description", "link", "comment"]
QUOTED = (6, 7)  # columns that are written in quotes whether they need them or not
ROW_WEIGHT = 0.37


class Case(NamedTuple):
    """A polluted file, the table that should come out (header first, if it has one), and how much it counts."""

    name: str
    content: bytes
    clean: Rows
    weight: float


def clean_rows(rows: int = 83, seed: int = 5) -> Rows:
    """Records with dates, times, amounts, codes, prices, inches, apostrophes, sentences with commas, and addresses."""
    rng = random.Random(seed)
    return [_record(rng) for _ in range(rows)]


def _record(rng: random.Random) -> list[str]:
    code = f"{rng.choice(['MA', 'VI', 'KI', 'GO', 'FI'])}-{rng.randint(1000, 9999)}"
    kind = rng.choice(["Mask", "Visor", "Gown", "Nurses' Apron", "Filter", "Strap", 'Visor Film, 12"', "Men's Overall"])
    also = rng.choice(["", ", Large", ", Pack of 10", " for Children", "", ""])
    said = rng.choice(
        [
            "Sewn from dense cotton, washable at 60 degrees, with a bendable nose clip.",
            "It's cut from clear film: light, firm and easy to wipe.",
            "For the long shift, a soft band that doesn't slip and won't press.",
            "Made by volunteers who print day and night and bring it round by bicycle.",
            "With a 5\\'2\" cord, a spare filter, and a pouch to keep it clean.",
            "Tested for a close fit - and you'll hardly notice that you wear it, they say.",
        ]
    )
    return [
        f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/2020",
        f"{rng.randint(0, 23):02d}:{rng.choice(['00', '15', '30', '45'])}",
        str(rng.randint(0, 33)),
        code,
        f"${rng.randint(0, 99)}.{rng.randint(10, 99)}",
        kind + also,
        f"{said} {rng.choice(['Blue', 'White', 'Clear', 'Green'])} number {rng.randint(1, 500)}.",
        f"https://www.example.org/shop/{code.replace('-', '_')}.html",
        "",
    ]


def write(rows: Rows, delimiter: str = ",", quote: str = '"', escape: str = '"', end: str = "\n") -> str:
    """The rows as text. A cell is quoted when it holds a comma or stands in QUOTED; `escape` goes before a quote."""
    return "".join(line(row, delimiter, quote, escape) + end for row in rows)


def line(row: list[str], delimiter: str = ",", quote: str = '"', escape: str = '"') -> str:
    """One row as text, without its line end."""
    return delimiter.join(cell_text(cell, place, quote, escape) for place, cell in enumerate(row))


def cell_text(cell: str, place: int, quote: str = '"', escape: str = '"') -> str:
    """One cell as text, quoted where it must be or its column always is."""
    inside = cell.replace('"', escape + '"') if quote == '"' else cell
    return f"{quote}{inside}{quote}" if "," in cell or '"' in cell or place in QUOTED else cell


def cases(header: list[str], rows: Rows) -> Iterator[Case]:
    """Every kind of pollution at every place: some 2,300 files for 83 records of nine columns."""
    table = [header, *rows]
    yield from _whole_file(header, rows)
    for number in range(len(table)):
        for column in range(len(header)):
            yield _extra_delimiter(table, number, column)
            if column:
                yield _missing_delimiter(table, number, column)
            yield _extra_quote(table, number, column)
        yield _row(f"row_of_blanks {number}", table, number, line(table[number], " "))


def _row(name: str, table: Rows, number: int, text: str, clean: Rows | None = None) -> Case:
    content = write(table[:number]) + text + "\n" + write(table[number + 1 :])
    return Case(name, content.encode(), clean or table, ROW_WEIGHT)


def _extra_delimiter(table: Rows, number: int, column: int) -> Case:
    cells = [cell_text(cell, place) for place, cell in enumerate(table[number])]
    text = ",".join([*cells[:column], "", *cells[column:]])
    return _row(f"extra_delimiter {number} {column}", table, number, text)


def _missing_delimiter(table: Rows, number: int, column: int) -> Case:
    cells = [cell_text(cell, place) for place, cell in enumerate(table[number])]
    text = ",".join([*cells[: column - 1], cells[column - 1] + cells[column], *cells[column + 1 :]])
    return _row(f"missing_delimiter {number} {column}", table, number, text)


def _extra_quote(table: Rows, number: int, column: int) -> Case:
    row = table[number]
    cells = [cell_text(cell, place) for place, cell in enumerate(row)]
    cells[column] = '"' + cells[column]
    if cells[column].startswith('""') and row[column]:
        cells[column] = '""' + cells[column][2:]
    changed = [*row[:column], '"' + row[column], *row[column + 1 :]]
    return _row(
        f"extra_quote {number} {column}",
        table,
        number,
        ",".join(cells),
        [*table[:number], changed, *table[number + 1 :]],
    )


def _whole_file(header: list[str], rows: Rows) -> Iterator[Case]:
    table = [header, *rows]
    wider = [[*header, "more"], *([*row, ""] for row in rows[:-1])]

    def case(name: str, text: str, weight: float, clean: Rows = table) -> Case:
        return Case(name, text.encode(), clean, weight)

    yield case("source", write(table), 1)
    yield case("empty", "", 15, [])
    yield case("no_trailing_newline", write(table).rstrip("\n"), 184)
    yield case("double_trailing_newline", write(table) + "\n", 5)
    yield case("no_header", write(rows), 470, rows)
    yield case("header_of_two_rows", write([header, *table]), 47, [[f"{name} {name}" for name in header], *rows])
    yield case(
        "header_of_three_rows", write([header, header, *table]), 47, [[" ".join([name] * 3) for name in header], *rows]
    )
    yield case("preamble", write([["PREAMBLE", *[""] * 8], [""] * 9]).replace('"', "") + write(table), 282)
    yield case("second_table_less", write(table) + write([row[:-1] for row in table[:-1]]), 62.7)
    yield case("second_table_same", write(table) + write(table[:-1]), 62.7)
    yield case("second_table_more", write(table) + write(wider), 62.7)
    yield case("header_only", write([header]), 3, [header])
    yield case("one_record", write(table[:2]), 4, table[:2])
    yield case("end_CR", write(table, end="\r"), 7)
    yield case("end_LF", write(table), 1691)
    yield case("end_CRLF", write(table, end="\r\n"), 1)
    yield case("delimiter_tab", write(table, "\t"), 4)
    yield case("delimiter_semicolon", write(table, ";"), 834)
    yield case("delimiter_blank", write(table, " "), 4)
    yield case("delimiter_comma_blank", write(table, ", "), 101)
    yield case("quote_apostrophe", write(table, quote="'"), 11)
    yield case("escape_backslash", write(table, escape="\\"), 1)
    yield case("escape_missing", write(table, escape=""), 7)


def score(clean: Rows, output: str) -> float:
    """Points of ten for what was printed as CSV against the clean table."""
    loaded = list(csv.reader(io.StringIO(output)))
    if not clean:
        return 10.0
    header = _agreement(map(str.lower, clean[0]), map(str.lower, loaded[0] if loaded else []))
    records = _agreement(map(_joined, clean[1:]), map(_joined, loaded[1:]))
    cells = _agreement((cell for row in clean for cell in row), (cell for row in loaded for cell in row))
    return 1 + sum(header) + sum(records) + sum(cells)


def _joined(row: list[str]) -> str:
    return "".join(row).lower()


def _agreement(expected: Iterable[str], found: Iterable[str]) -> tuple[float, float, float]:
    wanted, got = Counter(expected), Counter(found)
    if not wanted:
        return (1.0, 1.0, 1.0)
    common = (wanted & got).total()
    if not common:
        return (0.0, 0.0, 0.0)
    precision, recall = common / got.total(), common / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def measured(polluted: Iterator[Case], read: Callable[[bytes], str]) -> dict[str, list[tuple[float, float]]]:
    """Kind of pollution → (points, weight) of each of its files, where `read` turns bytes into CSV text."""
    scores: dict[str, list[tuple[float, float]]] = {}
    for each in polluted:
        scores.setdefault(each.name.split(" ")[0], []).append((score(each.clean, read(each.content)), each.weight))
    return scores
