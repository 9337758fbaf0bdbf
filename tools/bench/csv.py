"""Delimited text: how much of a clean table comes out of polluted files, and how many dialects are found.

Leaves out workbooks, and what the cells mean.
"""

from collections.abc import Iterator

from loaders.first_table import cells_csv
from loaders.source import read_source
from tools.bench import Figure
from tools.bench._dialects import Text, texts
from tools.bench._pollution import HEADER, Case, cases, clean_rows, measured

EVERY = 7  # of the files with one polluted row, as many as take half a minute


def measure() -> list[Figure]:
    """Points of ten over all polluted files, evenly and by how often each pollution is met; share of right dialects."""
    scores = measured(_some(), lambda content: cells_csv(read_source(content, "list.csv")))
    files = [each for kind in scores.values() for each in kind]
    simple = sum(points for points, _ in files) / len(files)
    weighted = sum(points * weight for points, weight in files) / sum(weight for _, weight in files)
    wrong = [text.name for text in texts() if not dialect_is_right(text)]
    return [
        Figure(f"points of 10, {len(files)} polluted files", simple, 9.97),
        Figure("points of 10, weighted by how often each pollution is met", weighted, 9.90),
        Figure(f"dialects right of {len(texts())} texts{_named(wrong)}", 1 - len(wrong) / len(texts()), 0.98),
    ]


def _some() -> Iterator[Case]:
    """All files polluted as a whole, and every seventh of those with one polluted row, which weighs for the others."""
    for number, case in enumerate(cases(HEADER, clean_rows())):
        if " " not in case.name:
            yield case
        elif number % EVERY == 0:
            yield case._replace(weight=case.weight * EVERY)


def dialect_is_right(text: Text) -> bool:
    """Delimiter and quote as annotated; where nothing is quoted, any way of saying so is right."""
    source = read_source(text.text.encode(), "list.csv")
    return source.delimiter == text.delimiter and (source.quote or '"') == (text.quote or '"')


def _named(wrong: list[str]) -> str:
    return f" (not {', '.join(wrong)})" if wrong else ""
