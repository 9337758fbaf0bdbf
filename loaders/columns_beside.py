"""The columns of a table as neighbours of one of them: counted once, so that very wide tables are read in linear time.

Leaves out what neighbours mean for a column (loaders.columns_context, loaders.columns_unheaded).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from loaders.columns_headings import roles

if TYPE_CHECKING:
    from loaders.columns import Mapped

ENOUGH, SURE, TRUSTED, CERTAIN = 0.5, 0.6, 0.72, 0.9


class Beside:
    """What the columns of a table, in their order, hold; each column is asked about without itself."""

    def __init__(self, columns: Sequence["Mapped"]) -> None:
        self._columns = columns
        self._sure = Counter(each.role for each in columns if each.confidence >= SURE and not each.entry)
        self._trusted = Counter(each.field for each in columns if each.confidence >= TRUSTED)
        self._trusted_roles = {each.role for each in columns if each.confidence >= TRUSTED and not each.entry}
        self._certain = Counter(each.field for each in columns if each.confidence >= CERTAIN)
        self.roles = frozenset(each.role for each in columns)

    def others(self, each: "Mapped") -> set[str]:
        """The roles that other columns surely have."""
        own = each.role if each.confidence >= SURE and not each.entry else None
        return {role for role, columns in self._sure.items() if columns > (role == own)}

    def is_certain_elsewhere(self, each: "Mapped") -> bool:
        """Whether another column certainly goes to the field of this one."""
        return self._certain[each.field] > (each.confidence >= CERTAIN)

    def has_trusted(self, role: str) -> bool:
        """Whether some column has a role by more than a guess."""
        return role in self._trusted_roles

    def is_trusted_elsewhere(self, each: "Mapped") -> bool:
        """Whether another column goes to the field of this one by more than a guess."""
        return self._trusted[each.field] > (each.confidence >= TRUSTED)

    def at_either_side(self, each: "Mapped") -> Iterator["Mapped"]:
        """The columns right before and right behind this one."""
        return near(self._columns, each.at, 1)


def near(columns: Sequence["Mapped"], at: int, distance: int) -> Iterator["Mapped"]:
    """The columns that stand at most `distance` columns from place `at`, without the one there."""
    return (each for each in columns[max(0, at - distance) : at + distance + 1] if each.at != at)


def taken(columns: Iterable["Mapped"]) -> set[str]:
    """The fields that columns go to with enough confidence."""
    return {roles()[each.role].field for each in columns if each.role and each.confidence >= ENOUGH}
