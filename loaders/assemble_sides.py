"""Rows that say several things: needs beside offers, and several products each with its own quantities.

Such a row is read once for each of them, every time with the columns of the others left out. Leaves out reading it
(loaders.assemble, loaders.assemble_capabilities).
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np

from capacity import values
from loaders.columns import Mapped
from loaders.interpret import Content, each_distinct
from loaders.interpret_context import kind_of

GOODS = frozenset({"product", "product_quantity"})
AMOUNTS = frozenset({"quantity", "stock", "per_week_high", "per_week_low"})
BLOCK = GOODS | AMOUNTS | {"unit", "period"}
DATES = frozenset({"available_from", "available_until"})
MAKING = frozenset(
    {"process", "machine_models", "machines", "material", "time_per_piece", "standard", "conformity", "quote"}
)
TOLD_ONCE = frozenset({"machines", "machine_models", "quote", "remarks"})


def sides(content: Content) -> tuple[Content, Content | None]:
    """The table as offers and, where columns of its own say what is needed ("Bieten wir an", "Benötigt"), as needs."""
    about = [each for each in content.mapped if each.role in BLOCK | DATES]
    asked = [each for each in about if kind_of(each.heading) == "need"]
    offered = [each for each in about if each not in asked]
    if _names(asked) and _names(offered):
        others = {each.at for each in content.mapped if each in offered or each.role in MAKING | {"remarks"}}
    elif _counts(asked) and _names(offered) and any(_is_offered(each) for each in offered):
        others = {each.at for each in offered if each.role in AMOUNTS} | _places(content, MAKING | {"remarks"})
    else:
        return content, None
    return without(content, {each.at for each in asked}), without(content, others)


def _names(columns: Iterable[Mapped]) -> bool:
    return any(each.role in GOODS or (each.entry and each.entry.field == "product") for each in columns)


def _counts(columns: Iterable[Mapped]) -> bool:
    return any(each.role in AMOUNTS for each in columns)


def _is_offered(each: Mapped) -> bool:
    return each.role in AMOUNTS and kind_of(each.heading) == "offer"


def _places(content: Content, roles: Collection[str]) -> set[int]:
    return {each.at for each in content.mapped if each.role in roles}


def without(content: Content, places: Collection[int]) -> Content:
    """The table as if the columns at these places belonged to no field."""
    mapped = (replace(each, role="", entry=None) if each.at in places else each for each in content.mapped)
    return replace(content, mapped=tuple(mapped), beside=[])


def filled(content: Content, other: Content) -> np.ndarray:
    """For each row whether it says something of goods in a column that `other` has not."""
    found = np.zeros(len(content.rows), dtype=bool)
    for each, elsewhere in zip(content.mapped, other.mapped, strict=True):
        if each.role in GOODS | AMOUNTS | MAKING and not elsewhere.role:
            column = content.columns[each.at]
            found |= (column.notna() & ~each_distinct(column, _says_nothing).eq(True)).to_numpy()
    return found


def _says_nothing(text: str) -> bool:
    return values.read_yes_no(text) == "no" or text.strip("0.,") == ""


def product_blocks(content: Content) -> list[Content]:
    """One table for each of several products with quantities of their own ("Produkt 1, Menge 1, Produkt 2, Menge 2");
    what a row says once stands in the first only. The table alone where there are no such blocks."""
    places = [each.at for each in content.of("product")]
    blocks = [_block(content, at) for at in places]
    if len(places) < 2 or not all(_counts(content.mapped[at] for at in block) for block in blocks):
        return [content]
    once = _places(content, TOLD_ONCE)
    return [
        without(content, {at for other in blocks if other is not block for at in other} | (once if place else set()))
        for place, block in enumerate(blocks)
    ]


def _block(content: Content, at: int) -> set[int]:
    """The places of a product column and of the quantities right behind it."""
    block = {at}
    for each in content.mapped[at + 1 :]:
        if each.role not in BLOCK - GOODS or each.entry:
            break
        block.add(each.at)
    return block
