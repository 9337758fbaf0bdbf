"""Guidance per product: which law and standards hold, what a maker without certification may do, where to read on.

The notes are data (data/reference/guidance/guidance.csv), each with the day its source is of and the day it was last
checked; standard and regime of a product are those of the vocabulary. Leaves out answers to questions.
"""

import csv
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from capacity import vocabulary
from capacity.reference import REFERENCE

KINDS = ("law", "standard", "maker", "link")
EVERY = "all"


@dataclass(frozen=True)
class Note:
    """One piece of guidance. `dated`: the day its source is of, None where that is not known; `link` may be ""."""

    code: str
    kind: str
    products: tuple[str, ...]
    de: str
    en: str
    link: str
    dated: dt.date | None
    checked: dt.date

    def words(self, language: str) -> str:
        """The note in "de" or "en"."""
        return self.de if language == "de" else self.en


@cache
def notes() -> tuple[Note, ...]:
    """Every note, in the order of the file."""
    with (REFERENCE / "guidance" / "guidance.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_note(row) for row in csv.DictReader(file))


def about(product: str) -> tuple[Note, ...]:
    """The notes on a product, law first; those for every product last."""
    found = [each for each in notes() if product in each.products or EVERY in each.products]
    return tuple(sorted(found, key=lambda each: (EVERY in each.products, KINDS.index(each.kind))))


def standard(product: str) -> str:
    """The standards that a product is tested by, "" where there is none."""
    return vocabulary.attribute("product", "standard")[product]


def regime(product: str, language: str) -> str:
    """The legal regime of a product, in words."""
    return vocabulary.label("regime", vocabulary.attribute("product", "regime")[product], language)


def in_words(products: Collection[str], language: str) -> str:
    """The guidance on these products as plain text, to be pasted into an answer."""
    lines: list[str] = []
    for product in products:
        lines += [vocabulary.label("product", product, language), *([standard(product)] if standard(product) else [])]
        own = [each for each in about(product) if EVERY not in each.products]
        lines += [f"- {each.words(language)}" + (f" {each.link}" if each.link else "") for each in own]
        lines.append("")
    return "\n".join(lines).strip()


def _note(row: dict[str, str]) -> Note:
    dated = dt.date.fromisoformat(row["dated"]) if row["dated"] else None
    return Note(
        row["code"], row["kind"], tuple(row["products"].split(";")), row["de"], row["en"], row["link"], dated,
        dt.date.fromisoformat(row["checked"]),
    )  # fmt: skip
