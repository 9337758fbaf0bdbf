"""What file name, sheet name and the lines above a table say about all its rows: kind, product, period, sender.

Columns win over all of it. Leaves out reading the columns.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from capacity.vocabulary.words import read_words
from loaders.cells import FoundTable, Sheet
from loaders.columns_headings import fold, kind_words, read_heading

SAID_ABOVE = frozenset({"passed_on_by", "received_at", "confirmed_at", "date", "country", "region", "kind"})
LABEL = re.compile(r"^\s*([^:]{2,40}):\s*(.*)$", re.S)


@dataclass(frozen=True)
class Context:
    """Defaults for a table. `said` holds role → words of lines such as "Stand: 30.03.2020", `period` such a title.

    `quote` is the text that `products` rest on. `apart` where each row is somebody else's, so that no row tells how
    others are to be read.
    """

    kind: str = "offer"
    products: tuple[str, ...] = ()
    period: str = ""
    quote: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    apart: bool = False


def read_context(file: str, sheet: Sheet, table: FoundTable) -> Context:
    """The context of one table from its preamble, its sheet's name and the file's name, the nearest first."""
    titles = _titles(sheet, table)
    nearest = [*reversed(titles), sheet.name, PurePath(file).stem.replace("_", " ")]
    products, quote = _product(nearest)
    period = next((text for text in nearest if read_heading(text).period), "")
    return Context(_kind(nearest), products, period, quote, _said(sheet, table), nearest[-1])


def kind_of(text: str) -> str:
    """ "offer", "need" or "" from the words of a text; both named says nothing."""
    found = {kind_words()[word] for word in fold(text).split() if word in kind_words()}
    return found.pop() if len(found) == 1 else ""


def _kind(texts: Iterable[str]) -> str:
    return next(filter(None, map(kind_of, texts)), "offer")


def _product(texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The one product that a title names; several products say nothing about a single row."""
    for text in texts:
        products = read_words(text).products
        if len(products) == 1:
            return products, text
    return (), ""


def _titles(sheet: Sheet, table: FoundTable) -> list[str]:
    rows = [row for row, why in sorted(table.left_out.items()) if why == "preamble"]
    return [" ".join(filter(None, sheet.cells[row - 1])) for row in rows]


def _said(sheet: Sheet, table: FoundTable) -> dict[str, str]:
    """Role → words of preamble lines such as "Cluster: Nord", in one cell or in two."""
    said: dict[str, str] = {}
    for row in (row for row, why in table.left_out.items() if why == "preamble"):
        filled = [text for text in sheet.cells[row - 1] if text.strip()]
        one = LABEL.match(filled[0]) if filled else None
        if not one:
            continue
        words = one[2].strip() or " ".join(filled[1:2])
        role = next(iter(read_heading(one[1]).roles), "")
        if words and role in SAID_ABOVE:
            said.setdefault(role, words)
    return said
