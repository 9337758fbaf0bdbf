"""What speaks for and against a pair, field by field, as codes with bits; in words through the texts.

`how` is one of HOWS: the same value, the same but common, a like value, or a different one. Leaves out the sum, which
also knows what is to be expected (capacity.duplicates.weighing).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from capacity.schema import OFFER_FIELDS, field
from capacity.texts import say

HOWS = ("same", "common", "alike", "different")
LEAST = 0.05  # bits from which a field tells something
COMMON = 2.0  # bits up to which an equal value counts as common


@dataclass(frozen=True)
class Reason:
    """One field of a pair: how its values compare, and what that is worth (above 0: for one organisation)."""

    field: str
    how: str
    bits: float


def reasons(bits: Mapping[str, float], same: Mapping[str, bool]) -> tuple[Reason, ...]:
    """The reasons of a pair, the weightiest first, without fields worth nothing; `same`: whether values are equal."""
    telling = {name: worth for name, worth in bits.items() if abs(worth) >= LEAST}
    found = [Reason(name, _how(worth, same[name]), round(worth, 1)) for name, worth in telling.items()]
    return tuple(sorted(found, key=lambda each: -abs(each.bits)))


def _how(worth: float, same: bool) -> str:
    if same:
        return "same" if worth >= COMMON else "common"
    return "alike" if worth > 0 else "different"


def in_words(reason: Reason, language: str) -> str:
    """One sentence in "de" or "en": what is compared, and how it compares."""
    known = reason.field in OFFER_FIELDS
    name = field(reason.field).label(language) if known else say("duplicates.host", language)
    return say(f"duplicates.{reason.how}", language, field=name)
