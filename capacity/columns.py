"""The register's frames as compact codes, made once per version, so that filters and totals work on small integers.

Offers and capability lines keep their order here; positions (0, 1, …) stand for them. Leaves out which of them are in
view (capacity.situation) and what is asked of them (capacity.selection, capacity.totals).
"""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa

from capacity.bitmaps import Bitmaps
from capacity.combining import Combined, combined, small
from capacity.folding import fold, fold_names
from capacity.vocabulary import attribute, codes, names, table

NOT_STATED = "none"
REGIONS = ("nuts0", "nuts1", "nuts2", "nuts3")
EXACT = ("address", "postcode", "town")
ATTENTION = ("new", "without_place", "without_product", "excluded", "without_contact", "stale")
SEARCHED = ("organisation", "town", "region", "remarks", "contact_name", "passed_on_by")
IMPLIED = {"plausibility": "plausible", "unit": "as_stated"}
SUMS = ("low", "high", "stock", "machines")
KEPT = 8  # combinations of fields
Bits = np.ndarray


@dataclass(frozen=True)
class Coded:
    """One small integer per row: `values` index `groups`, the codes that a value counts under (DE, DE2, DE21)."""

    values: np.ndarray
    groups: tuple[tuple[str, ...], ...]

    def holding(self, wanted: Sequence[str]) -> np.ndarray:
        """Per row, whether it counts under one of the `wanted` codes."""
        asked = frozenset(wanted)
        return np.array([not asked.isdisjoint(group) for group in self.groups], dtype=bool).take(self.values)

    def tally(self, rows: np.ndarray) -> dict[str, int]:
        """Code → how many of `rows`, positions, count under it; codes without a row are left out."""
        return self.told(np.bincount(self.values.take(rows), minlength=len(self.groups)).tolist())

    def told(self, numbers: Sequence[int]) -> dict[str, int]:
        """The same of the number of rows per group."""
        found: dict[str, int] = {}
        for group, count in zip(self.groups, numbers, strict=True):
            for code in group if count else ():
                found[code] = found.get(code, 0) + count
        return found


@dataclass(frozen=True, eq=False)
class Columns:
    """`offers` by position and `capabilities` in the order of their offers, with everything derived from them.

    `offer_of` says whose a capability line is. Fields that the caller left out count as not stated.
    """

    offers: pd.DataFrame
    capabilities: pd.DataFrame
    offer_of: np.ndarray
    as_of: date
    known: dict[str, Coded] = dataclasses.field(default_factory=dict)

    def text(self, field: str) -> pd.Series:
        """An offer's or a line's text column; missing throughout when the frame does not have it."""
        frame = self.capabilities if field in self.capabilities else self.offers
        return frame[field] if field in frame else pd.Series(None, index=frame.index, dtype="str")

    def coded(self, field: str) -> Coded:
        """A code field of the offers or of the lines; beside the schema's fields "region", all levels at once."""
        if field not in self.known:
            self.known[field] = self._coded(field)
        return self.known[field]

    @cached_property
    def bitmaps(self) -> Bitmaps:
        """Which offers count under which codes, as packed bits."""
        return Bitmaps(self)

    @cached_property
    def combined(self) -> Callable[[tuple[str, ...]], Combined]:
        """Several code fields, all of offers or all of lines, as one; the last ones asked for are kept."""
        return lru_cache(KEPT)(
            lambda fields: combined([(each.values, len(each.groups)) for each in map(self.coded, fields)])
        )

    @cached_property
    def stated(self) -> np.ndarray:
        """What each line states, side by side in the order of SUMS, NaN where nothing.

        Beside an upper bound a missing lower one is 0, a missing upper one the lower one.
        """
        low, high, *others = (self.number(field) for field in ("per_week_low", "per_week_high", "stock", "machines"))
        lower = np.where(np.isnan(low) & ~np.isnan(high), 0, low)
        return np.column_stack([lower, upper(low, high), *others])

    @cached_property
    def number(self) -> Callable[[str], np.ndarray]:
        """A number field of the lines as floats, NaN where missing."""
        return cache(self._number)

    @cached_property
    def bits(self) -> dict[str, Bits]:
        """The lines' product and process as sets of bits, in the order of `bit_codes`."""
        return {field: _bits(self.text(field), bit_codes(field)) for field in ("product", "process")}

    @cached_property
    def offer_bits(self) -> dict[str, Bits]:
        """All products and processes of each offer, as sets of bits."""
        return {field: self.gather(bits) for field, bits in self.bits.items()}

    def gather(self, bits: Bits, lines: np.ndarray | None = None) -> Bits:
        """Per offer, the union of the bits of its lines, if given of those that are True in `lines`."""
        found = np.zeros(len(self.offers), dtype=np.int64)
        chosen = np.arange(len(self.offer_of)) if lines is None else np.flatnonzero(lines)
        if len(chosen):
            owners = self.offer_of[chosen]
            first = np.flatnonzero(np.diff(owners, prepend=-1))
            found[owners[first]] = np.bitwise_or.reduceat(bits[chosen], first)
        return found

    @cached_property
    def offer_sets(self) -> dict[str, tuple[np.ndarray, Bits]]:
        """Per offer the number of its set of products and processes, and the sets; whoever has no line states none."""
        found = {}
        for field, bits in self.offer_bits.items():
            numbers, sets = pd.factorize(np.where(self.lineless, np.int64(_bit(NOT_STATED, field)), bits))
            found[field] = numbers, sets
        return found

    @cached_property
    def line_sets(self) -> dict[str, tuple[np.ndarray, Bits]]:
        """Per line the number of its set of products and processes, and the sets."""
        found = {field: pd.factorize(bits) for field, bits in self.bits.items()}
        return {field: (small(numbers, len(sets)), sets) for field, (numbers, sets) in found.items()}

    @cached_property
    def first_line(self) -> np.ndarray:
        """Per offer the position of its first line, or where it would stand; one more for the end."""
        return np.searchsorted(self.offer_of, np.arange(len(self.offers) + 1))

    def lines_of(self, rows: np.ndarray) -> np.ndarray:
        """The positions of all lines of the offers at `rows`."""
        starts, ends = self.first_line.take(rows), self.first_line.take(rows + 1)
        sizes = ends - starts
        before = np.cumsum(sizes) - sizes
        return np.repeat(starts - before, sizes) + np.arange(sizes.sum())

    @cached_property
    def lineless(self) -> np.ndarray:
        """Per offer, whether it has no capability line at all."""
        return np.bincount(self.offer_of, minlength=len(self.offers)) == 0

    @cached_property
    def attention(self) -> dict[str, np.ndarray]:
        """Code of ATTENTION → which offers it concerns; "new" is received on the day before `as_of` or later."""
        nameless = [self.offer_bits[field] & ~_bit(NOT_STATED, field) == 0 for field in ("product", "process")]
        excluded = self.gather(self.coded("plausibility").holding(("excluded",)).astype(np.int64))
        reachable = self.text("email").notna() | self.text("phone").notna()
        hidden = "email" not in self.offers and "phone" not in self.offers
        return {
            "new": (self.offers["received_at"] >= pd.Timestamp(self.as_of) - pd.Timedelta(days=1)).to_numpy(),
            "without_place": self.coded("region").holding((NOT_STATED,)),
            "without_product": nameless[0] & nameless[1],
            "excluded": excluded > 0,
            "without_contact": np.zeros(len(self.offers), dtype=bool) if hidden else ~reachable.to_numpy(),
            "stale": self.coded("freshness").holding(("days_over_21", "unknown")),
        }

    @cached_property
    def received(self) -> np.ndarray:
        """Per offer the day on which it came in, NaT where that is not known."""
        return self.offers["received_at"].to_numpy().astype("datetime64[D]")

    @cached_property
    def organisation(self) -> np.ndarray:
        """Per offer, a number of its organisation: by folded name, else by e-mail, else an organisation of its own."""
        names = fold_names(self.text("organisation")).to_pandas()
        names = names.where(names.notna(), self.text("email").str.lower().radd("@").to_numpy())
        numbers, _ = pd.factorize(names)
        alone = numbers < 0
        return np.where(alone, numbers.max(initial=-1) + np.cumsum(alone), numbers)

    @cached_property
    def exact(self) -> np.ndarray:
        """Per offer, whether its place is known to the town or better and has coordinates or a NUTS-3 region."""
        return self.coded("precision").holding(EXACT) & (self.text("nuts3").notna().to_numpy() | self.pointed)

    @cached_property
    def pointed(self) -> np.ndarray:
        """Per offer, whether it has coordinates of a place known to the town or better."""
        if "latitude" not in self.offers:
            return np.zeros(len(self.offers), dtype=bool)
        both = self.offers["latitude"].notna() & self.offers["longitude"].notna()
        return both.to_numpy() & self.coded("precision").holding(EXACT)

    @cached_property
    def searched(self) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
        """What free text looks through, folded: one text per offer, one per line."""
        parts = [self.text(field).fillna("") for field in SEARCHED if field in self.offers]
        joined = parts[0].str.cat(parts[1:], sep="\n") if parts else pd.Series("", index=self.offers.index, dtype="str")
        return fold(joined), fold(self.text("quote").fillna(""))

    def _coded(self, field: str) -> Coded:
        if field == "region":
            return self._places()
        values = (
            self.text("product").map(attribute("product", "group")) if field == "product_group" else self.text(field)
        )
        if field == "nuts0":
            values = values.fillna(self.text("country"))
        if field == "unit":
            values = values.fillna(self.text("product").map(attribute("product", "unit")))
        return _coded(values, field)

    def _number(self, field: str) -> np.ndarray:
        if field not in self.capabilities:
            return np.full(len(self.capabilities), np.nan)
        return self.capabilities[field].to_numpy(dtype=float, na_value=np.nan)

    def _places(self) -> Coded:
        levels = pd.DataFrame({level: self.text(level) for level in REGIONS})
        levels["nuts0"] = levels["nuts0"].fillna(self.text("country"))
        values = levels.groupby(list(REGIONS), dropna=False, sort=False).ngroup().to_numpy()
        firsts = np.unique(values, return_index=True)[1]
        rows = levels.iloc[firsts].itertuples(index=False)
        groups = (tuple(dict.fromkeys(code for code in row if isinstance(code, str))) for row in rows)
        return Coded(small(values, len(firsts)), tuple(group or (NOT_STATED,) for group in groups))


def upper(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The upper bounds; a missing one is the lower one."""
    return np.where(np.isnan(high), low, high)


def freshness(offers: pd.DataFrame, as_of: date) -> pd.Series:
    """The freshness code of each offer: days from its last confirmation (else its arrival) to `as_of`."""
    tiers = table("freshness")
    seen, now = offers["confirmed_at"].fillna(offers["received_at"]).to_numpy(), np.datetime64(as_of)
    days = np.floor_divide(now - np.where(np.isnat(seen), now, seen), np.timedelta64(1, "D"))
    starts = pd.to_numeric(tiers["from_day"]).dropna().to_numpy()
    place = np.searchsorted(starts, np.maximum(days, 0), side="right") - 1
    place[np.isnat(seen)] = tiers["code"].tolist().index("unknown")
    told = pa.DictionaryArray.from_arrays(place, pa.array(tiers["code"], pa.large_string())).dictionary_decode()
    return pd.Series(told, index=offers.index, dtype="str")


def not_stated(field: str) -> str:
    """The code under which rows without a value of `field` are counted."""
    if field in IMPLIED:
        return IMPLIED[field]
    return "unknown" if field in names() and "unknown" in codes(field) else NOT_STATED


def bit_codes(field: str) -> tuple[str, ...]:
    """The codes of the bits of "product" or "process", the last one for lines that state none."""
    return (*codes(field), NOT_STATED)


def _bit(code: str, field: str) -> int:
    return 1 << bit_codes(field).index(code)


def _coded(values: pd.Series, field: str) -> Coded:
    numbers, found = pd.factorize(values.fillna(not_stated(field)))
    return Coded(small(numbers, len(found)), tuple(_within(code) for code in found))


def _within(code: str) -> tuple[str, ...]:
    """32.50 counts under 32, too: the classes of NACE nest by their dots."""
    return (code, code.split(".")[0]) if "." in code else (code,)


def _bits(values: pd.Series, order: tuple[str, ...]) -> Bits:
    numbers, found = pd.factorize(values.fillna(NOT_STATED))
    place = {code: position for position, code in enumerate(order)}
    sets = [sum(1 << place[code] for code in dict.fromkeys(text.split(";")) if code in place) for text in found]
    return np.array(sets, dtype=np.int64)[numbers] if len(found) else np.zeros(len(values), dtype=np.int64)
