"""Columns whose heading is itself a product, a process or a material: FFP2 | Visiere | Kittel.

Their cells say how much, or only "x". Leaves out unpivoting them into capabilities (loaders.assemble).
"""

import re
from dataclasses import dataclass

from capacity import vocabulary
from capacity.vocabulary.words import read_words
from loaders.columns_headings import COVERED, Heading, roles
from loaders.columns_values import Evidence

SAYS_HOW_MUCH = frozenset({"quantity", "stock", "per_week_high", "per_week_low", "period", "unit", "product", "other"})
RATES = frozenset({"per_week_high", "per_week_low"})
COUNTS = frozenset({"quantity", "unit"})
PER_HEADS = re.compile(r"\b(?:10|100|1000) 000\b|\b1 000 000\b")
EMPTY_COLUMN, MARKED_COLUMN = 0.62, 0.93


@dataclass(frozen=True)
class Entry:
    """What a matrix column stands for: `field` is product, process or material, `codes` what its heading names.

    `amount` is the field of how much where the heading speaks of it ("FFP2 pro Woche"), "" where it only names
    ("FFP2") or the cells only say yes.
    """

    field: str
    codes: tuple[str, ...]
    confidence: float
    processes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    amount: str = ""


def read_entry(heading: Heading, evidence: Evidence) -> Entry | None:
    """The product, process or material that a column is, or None when it is an ordinary column."""
    certain = set() if heading.misspelt else set(heading.roles)
    if not heading.text or PER_HEADS.search(heading.rest) or _is_listed(heading) or not certain <= SAYS_HOW_MUCH:
        return None
    words = read_words(heading.rest)
    named = (("product", words.products), ("process", _makes(words.processes)), ("material", words.materials))
    field, codes = next(((field, codes) for field, codes in named if codes), ("", ()))
    marked = evidence.share("mark")
    if not field or (evidence.values and marked < 0.6) or (field != "product" and evidence.share("long") > 0.2):
        return None
    confidence = MARKED_COLUMN * (0.5 + 0.5 * marked) if evidence.values else EMPTY_COLUMN
    amount = _amount(heading, evidence) if field == "product" else ""
    return Entry(field, codes, confidence, words.processes, words.materials, amount)


def _makes(processes: tuple[str, ...]) -> tuple[str, ...]:
    """The processes that make things: "Transport?" over yes and no offers none."""
    group = vocabulary.attribute("process", "group")
    return tuple(code for code in processes if group.get(code) != "service")


def _amount(heading: Heading, evidence: Evidence) -> str:
    """The field of the quantities in a column that says "Visiere auf Lager", "FFP2 (Stk./Wo.)", "How many gowns"."""
    if evidence.values and evidence.share("quantity") < 0.5:
        return ""
    if "stock" in heading.roles:
        return "stock"
    if heading.period or heading.roles.keys() & RATES:
        return "per_week_high"
    return "stock" if heading.roles.keys() & COUNTS else ""


def _is_listed(heading: Heading) -> bool:
    """A heading that the list knows as a whole, such as "Maskentyp", is an ordinary column; how much is none."""
    best = next(iter(heading.roles), "")
    if not best or heading.misspelt:
        return False
    if heading.roles[best] <= COVERED:
        return roles()[best].rank > roles()["machines"].rank
    return best not in ("quantity", "stock", "per_week_high", "period")
