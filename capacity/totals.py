"""What a situation adds up to: the figures of the day, capacity per week, totals per region and per day.

A sum never mixes confirmed with excluded quantities nor pieces with pairs or litres; quantities "as stated" are not
added at all (NaN). Leaves out which offers are in view (capacity.selection) and how it is drawn (capacity.charts).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from capacity.columns import ATTENTION, NOT_STATED, REGIONS, SUMS, Coded
from capacity.combining import alone, combined
from capacity.situation import Situation
from capacity.vocabulary import attribute, codes, names

MEASURES = ("offers", "organisations", *SUMS)
LINE_KEYS = ("product", "product_group", "unit", "plausibility", "conformity")


@dataclass(frozen=True)
class Figures:
    """The figures of the day; `placed` are known to the town or better, `on_map` those of them with coordinates."""

    offers: int
    needs: int
    organisations: int
    countries: int
    placed: int
    on_map: int


def figures(situation: Situation) -> Figures:
    """How many offers, needs, organisations (each counted once) and countries are in view, and how many are placed."""
    columns, rows = situation.columns, situation.rows
    kinds = columns.coded("kind").tally(rows)
    countries = columns.coded("nuts0").tally(rows)
    return Figures(
        offers=kinds.get("offer", 0),
        needs=kinds.get("need", 0),
        organisations=_distinct(columns.organisation[rows]),
        countries=len(countries.keys() - {NOT_STATED}),
        placed=int(np.count_nonzero(columns.exact[rows])),
        on_map=int(np.count_nonzero(columns.pointed[rows])),
    )


def per_week(situation: Situation, by: Sequence[str] = ("product_group",)) -> pd.DataFrame:
    """Capacity per week of the lines in view, one row per combination of `by`, unit and plausibility that occurs.

    `by` names code fields of offers or lines and "product_group", not "process" and "material", of which a line has
    several. Columns: `by`, unit, plausibility, low, high, stock, machines, offers, organisations. A missing lower bound
    counts as 0, a missing upper bound as the lower one; where no line states a number the sum is NaN, not 0. Machines
    that several lines of an offer repeat count once. What is needed is no capacity: of a view that holds offers and
    needs only the offers count, unless `by` names "kind".
    """
    situation = situation if "kind" in by else _of_one_kind(situation)
    columns, keys = situation.columns, (*by, "unit", "plausibility")
    owners = columns.offer_of.take(situation.lines)
    groups, members = _grouped(situation, owners, keys)
    order = np.lexsort([_ranks(key, columns.coded(key))[members[key]] for key in reversed(keys)])
    rows = {key: _names(columns.coded(key))[members[key]] for key in keys}
    sums = _sums(situation, owners, groups, len(order))
    for quantity in ("low", "high", "stock"):
        sums[quantity][rows["unit"] == "as_stated"] = np.nan
    named = {key: pd.Series(names[order], dtype="str") for key, names in rows.items()}
    return pd.DataFrame(named | {code: numbers[order] for code, numbers in sums.items()})


def by_region(situation: Situation, level: int, measure: str, product: str = "") -> pd.Series:
    """Region code of NUTS `level` (0: country) → `measure`, one of MEASURES, of what is in view or of one product.

    Quantities leave out what is excluded, and need a product whose unit can be added: ValueError without one.
    NaN where offers state no number. Regions without an offer are left out, and offers whose place is not known that
    precisely (see unplaced).
    """
    if measure in ("low", "high", "stock") and attribute("product", "unit").get(product, "as_stated") == "as_stated":
        raise ValueError(f"{measure} can only be added for a product with a unit, not for {product!r}")
    view = making(situation, product) if product else situation
    key = REGIONS[level]
    if measure in SUMS:
        found = per_week(view, by=(key,))
        found = found[found["plausibility"] != "excluded"].groupby(key)[measure].sum(min_count=1)
    else:
        found = pd.Series(_counted(view, key, measure), dtype="int64")
    return found.drop(NOT_STATED, errors="ignore").sort_index().rename(measure)


def unplaced(situation: Situation, level: int) -> pd.Series:
    """Precision → offers in view that have no region of NUTS `level`."""
    places = situation.columns.coded(REGIONS[level])
    rows = situation.rows[places.holding((NOT_STATED,))[situation.rows]]
    found = situation.columns.coded("precision").tally(rows)
    return pd.Series({code: found[code] for code in codes("precision") if code in found}, dtype="int64", name="offers")


def per_day(situation: Situation, by: str = "kind") -> pd.DataFrame:
    """Offers received per day, one row for every day up to `as_of`, one column per code of the offer field `by`.

    Offers without a day are left out.
    """
    coded = situation.columns.coded(by)
    received = situation.columns.received.take(situation.rows)
    told = np.flatnonzero(~np.isnat(received))
    known, rows = received.take(told), situation.rows.take(told)
    reached = np.append(known, np.datetime64(situation.as_of, "D"))
    days = pd.date_range(reached.min(), reached.max(), name="day")
    cells = (known - np.datetime64(days[0], "D")).astype(np.int64) * len(coded.groups) + coded.values.take(rows)
    table = np.bincount(cells, minlength=len(days) * len(coded.groups)).reshape(len(days), -1)
    order = np.argsort(_ranks(by, coded))
    found = pd.DataFrame(table[:, order], index=days, columns=_names(coded)[order])
    return found.loc[:, found.any()]


def new_since(situation: Situation, day: date) -> Situation:
    """What of the view was received on `day` or later."""
    received = situation.columns.offers["received_at"]
    return situation.narrowed((received >= pd.Timestamp(day)).to_numpy())


def new_since_yesterday(situation: Situation) -> Situation:
    """What of the view was received yesterday or today, seen from its `as_of`."""
    return new_since(situation, situation.as_of - timedelta(days=1))


def attention(situation: Situation) -> dict[str, np.ndarray]:
    """Code of capacity.columns.ATTENTION → the offer_ids in view that it concerns; codes that concern none stay."""
    identity = situation.columns.offers["offer_id"].to_numpy()
    concerned = {code: situation.columns.attention[code][situation.rows] for code in ATTENTION}
    return {code: identity[situation.rows[mask]] for code, mask in concerned.items()}


def making(situation: Situation, product: str) -> Situation:
    """The offers in view that name `product`, with those of their lines that do."""
    columns = situation.columns
    lines = columns.coded("product").holding((product,))
    offers = np.zeros(len(columns.offers), dtype=bool)
    offers[columns.offer_of[situation.lines[lines[situation.lines]]]] = True
    return situation.narrowed(offers, lines)


def _of_one_kind(situation: Situation) -> Situation:
    """The offers of a view that holds offers and needs; any other view as it is."""
    kinds = situation.columns.coded("kind")
    mixed = len(kinds.tally(situation.rows)) > 1
    return situation.narrowed(kinds.holding(("offer",))) if mixed else situation


def _grouped(situation: Situation, owners: np.ndarray, keys: Sequence[str]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The group of each line in view, and per key the value of each group."""
    known, parts = situation.columns.combined, []
    of_lines, of_offers = (tuple(key for key in keys if (key in LINE_KEYS) == wanted) for wanted in (True, False))
    for fields, at in ((of_offers, owners), (of_lines, situation.lines)):
        if fields:
            parts.append((fields, known(fields).members, known(fields).values.take(at)))
    both = combined([(values, max(len(members[0]), 1)) for _, members, values in parts])
    return both.values, {
        name: member.take(place)
        for (fields, members, _), place in zip(parts, both.members, strict=True)
        for name, member in zip(fields, members, strict=True)
    }


def _sums(situation: Situation, owners: np.ndarray, groups: np.ndarray, number: int) -> dict[str, np.ndarray]:
    columns = situation.columns
    low, high, stock, machines = columns.stated.take(situation.lines, axis=0).T
    return {
        "low": added(low, groups, number),
        "high": added(high, groups, number),
        "stock": added(stock, groups, number),
        "machines": _machines(situation, machines, owners, groups, number),
        "offers": _offers_per_group(groups, owners, number),
        "organisations": _distinct_per_group(groups, columns.organisation.take(owners), number),
    }


def added(values: np.ndarray, groups: np.ndarray, number: int) -> np.ndarray:
    """The sum per group (0 to `number` - 1), NaN where no value is stated."""
    told = np.flatnonzero(~np.isnan(values))
    groups = groups.take(told)
    found = np.full(number, np.nan)
    found[groups] = 0
    return found + np.bincount(groups, values.take(told), number)


def _machines(
    situation: Situation, machines: np.ndarray, owners: np.ndarray, groups: np.ndarray, number: int
) -> np.ndarray:
    """The sum per group of what lines state; what several lines of an offer in one group repeat counts once."""
    told = np.flatnonzero(machines > 0)
    owners, machines, groups = owners.take(told), machines.take(told), groups.take(told)
    several = np.flatnonzero(~alone(owners))
    if len(several):
        process = situation.columns.bits["process"].take(situation.lines.take(told.take(several)))
        repeated = pd.DataFrame({
            "group": groups.take(several), "offer": owners.take(several), "process": process,
            "machines": machines.take(several),
        }).duplicated().to_numpy()  # fmt: skip
        machines[several[repeated]] = np.nan
    return added(machines, groups, number)


def _distinct(values: np.ndarray) -> int:
    return len(pd.unique(values))


def _distinct_per_group(groups: np.ndarray, members: np.ndarray, number: int) -> np.ndarray:
    width = int(members.max(initial=0)) + 1
    pairs = np.sort(groups.astype(np.int64) * width + members)  # a quarter of the time that hashing takes
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    return np.bincount(pairs.take(first) // width, minlength=number)


def _offers_per_group(groups: np.ndarray, owners: np.ndarray, number: int) -> np.ndarray:
    """The same for the offers that lines belong to, which ascend: most have one line, which nobody needs to compare."""
    single = alone(owners)
    one, more = np.flatnonzero(single), np.flatnonzero(~single)
    found = np.bincount(groups.take(one), minlength=number)
    return found + _distinct_per_group(groups.take(more), owners.take(more), number)


def _counted(situation: Situation, key: str, measure: str) -> dict[str, int]:
    coded = situation.columns.coded(key)
    if measure == "offers":
        return coded.tally(situation.rows)
    found = _distinct_per_group(
        coded.values[situation.rows], situation.columns.organisation[situation.rows], len(coded.groups)
    )
    return {group[0]: int(number) for group, number in zip(coded.groups, found, strict=True) if number}


def _names(coded: Coded) -> np.ndarray:
    return np.array([group[0] for group in coded.groups], dtype=object)


def _ranks(field: str, coded: Coded) -> np.ndarray:
    """The place of each group in the order of its list, regions by code, "not stated" last."""
    found = _names(coded)
    order = codes(field) if field in names() else sorted(set(found) - {NOT_STATED})
    place = {code: position for position, code in enumerate(order)}
    return np.array([place.get(code, len(place)) for code in found], dtype=np.int64)
