"""How a selection is answered: which offers and capability lines meet it, and what other choices would leave.

Within a filter "or", between filters "and"; product and process must hold in the same capability line. Works on the
codes of capacity.columns; leaves out the selection itself (capacity.selection.request).
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from capacity.columns import NOT_STATED, Bits, Columns, bit_codes, not_stated
from capacity.folding import fold_words
from capacity.selection.request import FACETS, Selection
from capacity.situation import Situation
from capacity.vocabulary import codes

LINE_FACETS = ("product", "process")


def select(situation: Situation, selection: Selection) -> Situation:
    """The offers that meet every filter, with those of their capability lines that meet product and process."""
    search = _Search(situation, selection)
    return situation.narrowed(search.passing(), search.lines(search.line_filters))


def counts(situation: Situation, selection: Selection, facet: str) -> pd.Series:
    """Code → offers that this choice alone would leave in `facet`, given the other filters; all levels for "region".

    Codes without an offer are left out; the order is the list's own.
    """
    return _Search(situation, selection).counts(facet)


def all_counts(situation: Situation, selection: Selection) -> dict[str, pd.Series]:
    """`counts` of every facet, the work shared."""
    search = _Search(situation, selection)
    return {facet: search.counts(facet) for facet in FACETS}


def loosen(situation: Situation, selection: Selection) -> list[tuple[str, int]]:
    """For each filter that is set, the offers found without it, most first; those that bring back none are left out."""
    found = [(name, len(select(situation, selection.without(name)).rows)) for name in selection.asked()]
    return sorted((each for each in found if each[1]), key=lambda each: -each[1])


class _Search:
    """One selection on one situation, every filter worked out once. Arrays are as long as the whole register."""

    def __init__(self, situation: Situation, selection: Selection) -> None:
        self.columns, self.selection = situation.columns, selection
        self.line_filters = tuple(facet for facet in LINE_FACETS if getattr(selection, facet))
        self.base = _mask(situation.rows, len(self.columns.offers))
        self.base_lines = _mask(situation.lines, len(self.columns.offer_of))

    @cached_property
    def filters(self) -> dict[str, np.ndarray]:
        """Filter → which offers meet it, for the filters that are set and concern offers, not lines."""
        asked = [name for name in (*FACETS, "kind") if name not in LINE_FACETS and getattr(self.selection, name)]
        found = {name: self.columns.coded(name).holding(getattr(self.selection, name)) for name in asked}
        if self.selection.attention:
            found["attention"] = np.logical_or.reduce([self.columns.attention[a] for a in self.selection.attention])
        if self.selection.imports:
            numbers = self.columns.offers["import_id"].astype("str")
            found["imports"] = numbers.isin(self.selection.imports).to_numpy()
        if self.selection.words:
            found["words"] = _saying(self.columns, self.selection.words)
        return found

    def lines(self, facets: Sequence[str]) -> np.ndarray:
        """Which lines in view meet the filters `facets` among product and process."""
        kept = self.base_lines
        for facet in facets:
            kept = kept & (self.columns.bits[facet] & _set_of(getattr(self.selection, facet), facet) != 0)
        return kept

    def passing(self, but: str = "") -> np.ndarray:
        """Which offers meet every filter except `but`."""
        kept = self._meeting(but)
        if asked := [facet for facet in self.line_filters if facet != but]:
            owners = self._lineless(asked)
            owners[self.columns.offer_of[self.lines(asked)]] = True
            kept = kept & owners
        return kept

    def counts(self, facet: str) -> pd.Series:
        """See the function of this name."""
        if facet in LINE_FACETS:
            return _in_order(self._line_counts(facet), bit_codes(facet))
        found = self.columns.coded(facet).tally(self.passing(but=facet))
        return _in_order(found, sorted(found) if facet == "region" else (*codes(facet), not_stated(facet)))

    def _meeting(self, but: str) -> np.ndarray:
        kept = self.base
        for name, passes in self.filters.items():
            if name != but:
                kept = kept & passes
        return kept

    def _line_counts(self, facet: str) -> dict[str, int]:
        others = [other for other in self.line_filters if other != facet]
        narrow = others or len(self.base_lines) > np.count_nonzero(self.base_lines)
        stated = (
            self.columns.gather(self.columns.bits[facet], self.lines(others))
            if narrow
            else self.columns.offer_bits[facet]
        )
        sets = np.where(self._lineless(others), np.int64(_set_of((NOT_STATED,), facet)), stated)
        return _tally_bits(sets[self._meeting(but=facet)], bit_codes(facet))

    def _lineless(self, asked: Sequence[str]) -> np.ndarray:
        """Offers without any line, if filters that ask for "not stated" let them pass: they state nothing."""
        welcome = all(NOT_STATED in getattr(self.selection, facet) for facet in asked)
        return self.columns.lineless & welcome


def _mask(positions: np.ndarray, length: int) -> np.ndarray:
    found = np.zeros(length, dtype=bool)
    found[positions] = True
    return found


def _set_of(wanted: Sequence[str], facet: str) -> int:
    order = bit_codes(facet)
    return sum(1 << order.index(code) for code in set(wanted) if code in order)


def _tally_bits(sets: Bits, order: Sequence[str]) -> dict[str, int]:
    """Code → how many sets hold its bit, counted through a histogram of 16 bits at a time."""
    found: dict[str, int] = {}
    for start in range(0, len(order), 16):
        histogram = np.bincount((sets >> start) & 0xFFFF)
        seen = np.flatnonzero(histogram)
        for bit, code in enumerate(order[start : start + 16]):
            found[code] = int(histogram[seen[seen >> bit & 1 == 1]].sum())
    return found


def _in_order(found: Mapping[str, int], order: Sequence[str]) -> pd.Series:
    rows = {code: found[code] for code in dict.fromkeys([*order, *found]) if found.get(code)}
    return pd.Series(rows, dtype="int64", name="offers")


def _saying(columns: Columns, words: str) -> np.ndarray:
    """Which offers hold every word, in their own text or in the quoted words of a line."""
    of_offers, of_lines = columns.searched
    kept = np.ones(len(columns.offers), dtype=bool)
    for word in fold_words(words):
        found = pc.match_substring(of_offers, word).to_numpy()
        found[columns.offer_of[pc.match_substring(of_lines, word).to_numpy()]] = True
        kept &= found
    return kept
