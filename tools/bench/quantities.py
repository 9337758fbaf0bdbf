"""How well quantities and numerals are read, on the labelled sets of the tests, and how long a cell takes.

Leaves out lists as files (columns, csv) and products (words). The sets were read long ago: they show what has been
lost since, not how well unseen reports are read.
"""

import csv
import time
from collections.abc import Callable

from capacity.quantities import Quantity, read_number, read_quantity
from capacity.reference import REFERENCE
from tools.bench import Figure

GOLDEN = REFERENCE.parent.parent / "tests" / "golden"
NUMBERS = ("low", "high", "per_week_low", "per_week_high")
WORDS = ("kind", "unit", "period")
ROUNDS = 5


def measure() -> list[Figure]:
    """Shares read right of numerals, sentences and list cells, and microseconds per cell once its words are known."""
    numerals, sentences, cells = (_rows(name) for name in ("numerals", "quantities_sentences", "quantities_cells"))
    older = [row for name in ("quantities", "quantities_blind", "quantities_more") for row in _rows(name)]
    return [
        Figure("whole-cell numerals in nine languages, nothing told", _share(numerals, _numeral_right), 0.98),
        Figure("numerals that num2words spells out, nine languages", _spelt_out(), 0.995),
        Figure("quantities in sentences", _share(sentences + older, _quantity_right), 0.9),
        Figure("quantities in list cells under their heading", _share(cells, _quantity_right), 0.9),
        Figure("µs per sentence", _microseconds(sentences), 100, at_most=True),
        Figure("µs per list cell", _microseconds(cells), 100, at_most=True),
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _share(rows: list[dict[str, str]], right: Callable[[dict[str, str]], bool]) -> float:
    return sum(map(right, rows)) / len(rows)


def _numeral_right(row: dict[str, str]) -> bool:
    return _same(read_number(row["text"]), row["value"])


def _quantity_right(row: dict[str, str]) -> bool:
    found = _read(row)
    words = all(getattr(found, column) == row[column] for column in WORDS)
    return words and all(_same(getattr(found, column), row[column]) for column in NUMBERS)


def _read(row: dict[str, str]) -> Quantity:
    return read_quantity(row["text"], heading=row.get("heading", ""), product=row.get("product", ""))


def _same(found: float | None, expected: str) -> bool:
    if found is None or not expected:
        return found is None and not expected
    return abs(found - float(expected)) <= max(0.01, 1e-3 * abs(float(expected)))


def _spelt_out() -> float:
    """The share of numbers read back from another program's words; every language, small to a thousand million."""
    from num2words import num2words

    languages = ("de", "en", "fr", "it", "es", "nl", "pl", "pt", "cs")
    values = [*range(0, 130, 3), *(7**power * 13 + 5 for power in range(1, 10))]
    pairs = [(value, num2words(value, lang=language)) for language in languages for value in values]
    return sum(read_number(words) == value for value, words in pairs) / len(pairs)


def _microseconds(rows: list[dict[str, str]]) -> float:
    """The best of some rounds once every word has been looked up, on texts that no round has read before."""
    rounds = []
    for blanks in range(1, ROUNDS + 1):
        fresh = [{**row, "text": row["text"] + " " * blanks} for row in rows]
        begun = time.process_time()
        for row in fresh:
            _read(row)
        rounds.append((time.process_time() - begun) / len(fresh) * 1e6)
    return min(rounds)
