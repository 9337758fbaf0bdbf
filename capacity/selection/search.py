"""How a selection is answered: which offers and capability lines meet it, and what other choices would leave.

Within a filter "or", between filters "and"; product and process must hold in the same capability line. Works on the
codes of capacity.columns; leaves out the selection itself (capacity.selection.request).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from capacity.bitmaps import Bitmap, common, mask, packed
from capacity.columns import NOT_STATED, Bits, Columns, bit_codes, not_stated
from capacity.combining import alone
from capacity.folding import fold_words
from capacity.selection.request import FACETS, Selection
from capacity.situation import Situation
from capacity.vocabulary import codes

LINE_FACETS = ("product", "process")


def select(situation: Situation, selection: Selection) -> Situation:
    """The offers that meet every filter, with those of their capability lines that meet product and process."""
    return _Search(situation, selection).found()


def counts(situation: Situation, selection: Selection, facet: str) -> pd.Series:
    """Code → offers that this choice alone would leave in `facet`, given the other filters; all levels for "region".

    Codes without an offer are left out; the order is the list's own.
    """
    return _Search(situation, selection).counts(facet)


def all_counts(situation: Situation, selection: Selection) -> dict[str, pd.Series]:
    """`counts` of every facet, the work shared."""
    search = _Search(situation, selection)
    return {facet: search.counts(facet) for facet in FACETS}


def answer(situation: Situation, selection: Selection) -> tuple[Situation, dict[str, pd.Series]]:
    """`select` and `all_counts`, the work shared."""
    search = _Search(situation, selection)
    return search.found(), {facet: search.counts(facet) for facet in FACETS}


def loosen(situation: Situation, selection: Selection) -> list[tuple[str, int]]:
    """For each filter that is set, the offers found without it, most first; those that bring back none are left out."""
    found = [(name, len(select(situation, selection.without(name)).rows)) for name in selection.asked()]
    return sorted((each for each in found if each[1]), key=lambda each: -each[1])


class _Search:
    """One selection on one situation, every filter worked out once.

    Sets of offers are combined as bits, and turned into positions where what lies there is asked for.
    """

    def __init__(self, situation: Situation, selection: Selection) -> None:
        self.columns, self.selection, self.situation = situation.columns, selection, situation
        self.bitmaps, self.number = situation.columns.bitmaps, len(situation.columns.offers)
        self.line_filters = tuple(facet for facet in LINE_FACETS if getattr(selection, facet))

    def found(self) -> Situation:
        """See select."""
        return Situation(self.columns, self.rows(), self.lines("", self.line_filters))

    @cached_property
    def filters(self) -> dict[str, Bitmap]:
        """Filter → which offers meet it, for the filters that are set and concern offers, not lines."""
        asked = [name for name in (*FACETS, "kind") if name not in LINE_FACETS and getattr(self.selection, name)]
        found = {name: self.bitmaps.holding(name, getattr(self.selection, name)) for name in asked}
        if self.selection.attention:
            concerned = [self.columns.attention[code] for code in self.selection.attention]
            found["attention"] = packed(np.logical_or.reduce(concerned))
        if self.selection.imports:
            numbers = self.columns.offers["import_id"].astype("str")
            found["imports"] = packed(numbers.isin(self.selection.imports).to_numpy())
        if self.selection.words:
            found["words"] = packed(_saying(self.columns, self.selection.words))
        return found

    @cached_property
    def owners(self) -> Callable[[tuple[str, ...]], Bitmap]:
        """Which offers have a line in view that meets these filters among product and process, asked for once."""
        return cache(self._owners)

    def lines(self, but: str, facets: tuple[str, ...]) -> np.ndarray:
        """The lines in view of the offers that meet every filter except `but`, those that meet the filters `facets`."""
        return self._lines(self._known(but), facets)

    @cached_property
    def _lines(self) -> Callable[[str, tuple[str, ...]], np.ndarray]:
        return cache(lambda but, facets: self._lines_of(self._passing(but), facets))

    def _lines_of(self, offers: Bitmap, facets: tuple[str, ...]) -> np.ndarray:
        if not self.situation.is_whole:
            mine = mask(offers, self.number).take(self.columns.offer_of.take(self.situation.lines))
            found = self.situation.lines.take(np.flatnonzero(mine))
        elif facets:
            lines, owners = self.bitmaps.lines_stating(facets[0], self._wanted(facets[0]))
            found = lines.take(np.flatnonzero(mask(offers, self.number).take(owners))).astype(np.int64)
            facets = facets[1:]
        else:
            found = self.columns.lines_of(np.flatnonzero(mask(offers, self.number)))
        for facet in facets:
            met = self.columns.bits[facet].take(found) & self._wanted(facet)
            found = found.take(np.flatnonzero(met))
        return found

    def _wanted(self, facet: str) -> int:
        """The codes that a filter on lines asks for, as a set of bits."""
        order = bit_codes(facet)
        return sum(1 << order.index(code) for code in set(getattr(self.selection, facet)) if code in order)

    def rows(self, but: str = "") -> np.ndarray:
        """The positions of the offers that meet every filter except `but`."""
        return self._rows(self._known(but))

    def _known(self, but: str) -> str:
        return but if but in self.filters or but in self.line_filters else ""

    @cached_property
    def _rows(self) -> Callable[[str], np.ndarray]:
        return cache(lambda but: np.flatnonzero(mask(self._passing(but), self.number)))

    @cached_property
    def _passing(self) -> Callable[[str], Bitmap]:
        return cache(self._meeting)

    def _meeting(self, but: str) -> Bitmap:
        kept = self._base
        for name, passes in self.filters.items():
            if name != but:
                kept = kept & passes
        asked = tuple(facet for facet in self.line_filters if facet != but)
        return kept & self.owners(asked) if asked else kept

    def counts(self, facet: str) -> pd.Series:
        """See the function of this name."""
        if facet in LINE_FACETS:
            return _in_order(self._line_counts(facet), bit_codes(facet))
        coded, passing = self.columns.coded(facet), self._passing(self._known(facet))
        if self.bitmaps.pays(facet, passing):
            found = coded.told(common(passing, self.bitmaps.groups(facet)))
        else:
            found = coded.tally(self.rows(but=facet))
        return _in_order(found, sorted(found) if facet == "region" else (*codes(facet), not_stated(facet)))

    def _owners(self, asked: tuple[str, ...]) -> Bitmap:
        owners = self._base
        for facet in asked:  # what an offer states in all holds what one of its lines does
            owners = owners & self.bitmaps.stating(facet, self._wanted(facet))
        if len(asked) > 1 or not self.situation.is_whole:
            lines = self._lines_of(owners, asked)
            owners = packed(_mask(self.columns.offer_of.take(lines), self.number))
        return owners | packed(self.columns.lineless) if self._welcomes_lineless(asked) else owners

    @cached_property
    def _base(self) -> Bitmap:
        whole = self.situation.is_whole
        return packed(np.ones(self.number, dtype=bool) if whole else _mask(self.situation.rows, self.number))

    def _line_counts(self, facet: str) -> Mapping[str, int]:
        others, order = tuple(other for other in self.line_filters if other != facet), bit_codes(facet)
        if self.situation.is_whole and not others:
            counted = common(self._passing(self._known(facet)), self.bitmaps.stated(facet))
            return dict(zip(order, counted, strict=False))
        lines = self.lines(facet, others)
        single = alone(self.columns.offer_of.take(lines))
        numbers, sets = self.columns.line_sets[facet]
        told = np.bincount(numbers.take(lines.take(np.flatnonzero(single))), minlength=len(sets))
        found = _tally_bits(sets, told, order) + self._of_several(facet, lines.take(np.flatnonzero(~single)))
        if self._welcomes_lineless(others):
            found[NOT_STATED] += int(np.count_nonzero(self.columns.lineless.take(self.rows(but=facet))))
        return found

    def _of_several(self, facet: str, lines: np.ndarray) -> Counter[str]:
        """Code → offers that state it in any of these lines, of which an offer has more than one."""
        bits = self.columns.bits[facet].take(lines)
        first = np.flatnonzero(np.diff(self.columns.offer_of.take(lines), prepend=-1))
        numbers, sets = pd.factorize(np.bitwise_or.reduceat(bits, first) if len(first) else bits)
        return _tally_bits(sets, np.bincount(numbers, minlength=len(sets)), bit_codes(facet))

    def _welcomes_lineless(self, asked: Sequence[str]) -> bool:
        """Whether filters that ask for "not stated" let offers without any line pass: they state nothing."""
        return all(NOT_STATED in getattr(self.selection, facet) for facet in asked)


def _mask(positions: np.ndarray, length: int) -> np.ndarray:
    found = np.zeros(length, dtype=bool)
    found[positions] = True
    return found


def _tally_bits(sets: Bits, numbers: np.ndarray, order: Sequence[str]) -> Counter[str]:
    """Code → how many sets hold its bit; each of `sets` is there as often as `numbers` says."""
    return Counter({code: int(numbers[sets >> bit & 1 == 1].sum()) for bit, code in enumerate(order)})


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
