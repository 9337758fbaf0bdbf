"""Columns of one field of which only some hold what it means: goods below "Equipment type", days below "Supply".

Leaves out fields that several columns share on equal terms (loaders.interpret).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.columns_headings import roles
from loaders.columns_values import Evidence

if TYPE_CHECKING:
    from loaders.columns import Mapped

TOLD = 0.6
IN_WORDS = frozenset({"product", "process", "material"})


def without_rivals(mapped: Sequence["Mapped"], evidence: Sequence[Evidence]) -> list["Mapped"]:
    """The columns, those without a role of which no value tells a product, process or material that another's tell."""
    shares = [_share(each, evidence[each.at]) for each in mapped]
    told = {each.field for each, share in zip(mapped, shares, strict=True) if share >= TOLD}
    return [
        replace(each, role="", confidence=0.0) if share == 0.0 and each.field in told else each
        for each, share in zip(mapped, shares, strict=True)
    ]


def _share(each: "Mapped", evidence: Evidence) -> float:
    """The share of values that tell what the column's role means; -1 where there is nothing to compare."""
    if each.entry or not evidence.values or each.role not in IN_WORDS:
        return -1.0
    return evidence.best(roles()[each.role].supported_by)
