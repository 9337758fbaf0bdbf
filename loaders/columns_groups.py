"""Rows that only name what the rows below have in common: "Kreis Neckar-Odenwald" alone in the column of firms.

Such rows are known by what their one cell means, once the columns have fields; one alone may be a firm. Leaves out rows
that their looks give away (loaders.bodies).
"""

from collections.abc import Sequence
from dataclasses import replace

from capacity.places import locate
from capacity.vocabulary.words import read_words
from loaders.cells import FoundTable
from loaders.columns import Mapped
from loaders.columns_values import TESTS

FULL, SEVERAL = 4, 2


def with_groups(found: FoundTable, mapped: Sequence[Mapped]) -> FoundTable:
    """The table without the rows that are headings of groups; each record below knows its group."""
    named = [each.at for each in mapped if each.role == "organisation"]
    width = len(found.headings)
    single = [place for place, record in enumerate(found.records) if record.count("") >= width - 1]
    alone = {place: text for place in single if (text := _alone(found, place, named))}
    meant = [text for text in alone.values() if _means_a_group(text)]
    if len(meant) < SEVERAL:
        return found
    kept = [place for place in range(len(found.records)) if place not in alone]
    label, labels = "", dict(found.groups)
    for place, row in enumerate(found.rows):
        label = alone.get(place, label)
        if label and place not in alone:
            labels[row] = label
    rows = [found.rows[place] for place in kept]
    return replace(
        found,
        rows=rows,
        records=[found.records[place] for place in kept],
        first_data_row=rows[0] if rows else None,
        last_data_row=rows[-1] if rows else None,
        left_out=found.left_out | {found.rows[place]: "group" for place in alone},
        groups=labels,
    )


def _alone(found: FoundTable, place: int, named: Sequence[int]) -> str:
    """The one text of a record in the column of organisations, if it is no firm and a full row follows."""
    filled = [at for at, text in enumerate(found.records[place]) if text.strip()]
    if len(filled) != 1 or filled[0] not in named or place + 1 == len(found.records):
        return ""
    text = found.records[place][filled[0]].strip()
    below = next((later for later in found.records[place + 1 :] if _filled(later) != 1), [])
    return text if _filled(below) >= FULL and not TESTS["company"](text) else ""


def _filled(record: Sequence[str]) -> int:
    return sum(1 for text in record if text.strip())


def _means_a_group(text: str) -> bool:
    """Whether a text names a region, a town, a product or a process."""
    words = read_words(text)
    return bool(words.products or words.processes) or locate(region=text).precision in ("region", "town")
