"""Sets of offers as packed bits, 64 to a word, made once per version for each code that is filtered by or counted.

A million offers are 125 kB: sets are combined and counted in some 20 microseconds each, without a look at the offers
one by one. Leaves out which sets are asked for (capacity.selection) and the codes themselves (capacity.columns).
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capacity.columns import Columns

KEPT = 24  # what a reader's next filter has in common with the last
WORTH = 256  # a bit of a group is counted in a fraction of the time that a position takes to be looked up
WORD = 64
Bitmap = np.ndarray


def packed(mask: np.ndarray) -> Bitmap:
    """True and False as words of bits; what fills the last word up is False."""
    found = np.zeros(-(-len(mask) // WORD) * (WORD // 8), dtype=np.uint8)
    bits = np.packbits(mask)
    found[: len(bits)] = bits
    return found.view(np.uint64)


def mask(offers: Bitmap, length: int) -> np.ndarray:
    """The same as one True or False for each of `length` offers."""
    return np.unpackbits(offers.view(np.uint8), count=length).view(bool)


def size(offers: Bitmap) -> int:
    """How many are in the set."""
    return int(np.bitwise_count(offers).sum(dtype=np.int64))


def common(offers: Bitmap, others: Iterable[Bitmap]) -> list[int]:
    """How many of the set are in each of the others."""
    both, each = np.empty_like(offers), np.empty(len(offers), dtype=np.uint8)
    found = (np.bitwise_count(np.bitwise_and(offers, other, out=both), out=each) for other in others)
    return [int(counted.sum(dtype=np.int64)) for counted in found]


class Bitmaps:
    """The sets of offers and lists of lines that filters choose, by field and codes; made when asked for, and kept."""

    def __init__(self, columns: "Columns") -> None:
        self._columns = columns
        self.length = len(columns.offers)
        self.holding = lru_cache(KEPT)(self._holding)
        self.stating = lru_cache(KEPT)(self._stating)
        self.lines_stating = lru_cache(KEPT)(self._lines_stating)
        self.groups = cache(self._groups)
        self.stated = cache(self._stated)

    def pays(self, field: str, offers: Bitmap) -> bool:
        """Whether counting a field's groups by bits is less work than looking up each offer of the set."""
        return len(self._columns.coded(field).groups) * self.length <= size(offers) * WORTH

    def _holding(self, field: str, wanted: tuple[str, ...]) -> Bitmap:
        """The offers that count under one of these codes of a field."""
        return packed(self._columns.coded(field).holding(wanted))

    def _stating(self, field: str, wanted: int) -> Bitmap:
        """The offers that state, in a line of theirs, one of this set of products or processes."""
        return packed(self._columns.offer_bits[field] & wanted != 0)

    def _lines_stating(self, field: str, wanted: int) -> tuple[np.ndarray, np.ndarray]:
        """The capability lines that state one of this set, and whose they are; four bytes each."""
        lines = np.flatnonzero(self._columns.bits[field] & wanted)
        return lines.astype(np.int32), self._columns.offer_of.take(lines).astype(np.int32)

    def _groups(self, field: str) -> tuple[Bitmap, ...]:
        """The offers of each group of a code field."""
        coded = self._columns.coded(field)
        return tuple(packed(coded.values == number) for number in range(len(coded.groups)))

    def _stated(self, field: str) -> tuple[Bitmap, ...]:
        """The offers that state each product or process, in the order of its bits; who has no line states none."""
        numbers, sets = self._columns.offer_sets[field]
        every = int(np.bitwise_or.reduce(sets)) if len(sets) else 0
        return tuple(packed((sets >> bit & 1 == 1).take(numbers)) for bit in range(every.bit_length()))
