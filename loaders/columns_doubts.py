"""What only a part of a heading claims and nothing else bears out: such a column goes to no field, and is shown so.

"Count", "date" and "status" are in the headings of all tables; of offers they speak where another column tells goods,
processes or machines. Leaves out headings that are doubted by themselves (loaders.columns).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from loaders.columns_beside import SURE
from loaders.columns_headings import Heading, roles, word_rows
from loaders.columns_unheaded import share_of
from loaders.columns_values import Evidence

if TYPE_CHECKING:
    from loaders.columns import Mapped

LISTED, TOLD = 0.9, 0.75
DAYS = frozenset({"received_at", "confirmed_at", "available_from", "available_until"})
OF_OFFERS = DAYS | {"stock", "per_week_low", "per_week_high", "status", "standard"}
TELLING = frozenset({"product", "process", "material", "machines"})


def without_doubtful(
    mapped: Sequence["Mapped"], headings: Sequence[Heading], evidence: Sequence[Evidence]
) -> list["Mapped"]:
    """The columns, those without a role whose heading says too little of it in a table like this."""
    offers = any(each.entry or each.field in TELLING for each in mapped if each.confidence >= SURE)
    return [
        replace(each, role="", confidence=0.0)
        if _is_known_in_part(headings[each.at]) and _is_doubtful(each, evidence[each.at], offers)
        else each
        for each in mapped
    ]


def _is_known_in_part(heading: Heading) -> bool:
    return 0 < max(heading.roles.values(), default=0.0) < LISTED


def _is_doubtful(each: "Mapped", evidence: Evidence, offers: bool) -> bool:
    field = roles()[each.role].field if each.role else ""
    if each.entry or not field:
        return False
    if field == "website":
        return each.confidence < LISTED and share_of(_anybodys(), evidence) >= TOLD
    return field in OF_OFFERS and not offers and not each.period and each.confidence < LISTED


@cache
def _anybodys() -> re.Pattern[str]:
    """Pages on hosts that many share, as "url_facebook" has them."""
    hosts = [host for row in word_rows("shared_host") if row["kind"] == "site" for host in row["hosts"].split("|")]
    either = "|".join(map(re.escape, hosts))
    return re.compile(rf"(?:https?://)?(?:[\w-]+\.)*(?:{either})(?:/|$)", re.I)
