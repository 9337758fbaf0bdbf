"""Offers so that nobody stands out: what fewer than LEAST organisations share is left out, values before rows.

A figure for viewers says which fields it tells together; only these stay in the rows, and so coarse that whatever is
counted, and whatever is the difference of two counts, is none or at least LEAST. Places go up to the next larger
region, other values and quantities are left out. What is left out of a group is LEAST or more itself, so that it cannot
be worked out by subtracting. Leaves out who a viewer is (capacity.audiences) and what time tells: two pictures of two
days differ by what came in between.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from capacity.columns import REGIONS, not_stated
from capacity.folding import fold_names
from capacity.schema import typed

LEAST = 3
DOMINANT = {1: 0.75, 2: 0.9}  # so many organisations may make up no more of a sum than this
SINGLE = ("received_at", "sector", "organisation_type", "organisation_size", "status")
FIELDS = ("region", "product", *SINGLE)
QUANTITIES = ("per_week_low", "per_week_high")
CELL = ("product", "unit", "plausibility")


def told(
    offers: pd.DataFrame, capabilities: pd.DataFrame, fields: Sequence[str], product: str = ""
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Offers and capability lines that tell of their kind and of at most one of FIELDS, with new numbers.

    With `product` only offers whose capacity of it is told, with that capacity; then the one field may be "region".
    Takes the register's frames and gives frames of the same columns. Raises ValueError for other fields.
    """
    if len(fields) > 1 or not set(fields) <= set(FIELDS) or (product and fields != ("region",)):
        raise ValueError(f"not told together: {', '.join(fields)} {product}")
    owners = _owners(offers)
    kept = _of_kinds_with_enough(offers["kind"], owners)
    offers, owners = offers[kept].reset_index(drop=True), owners[kept]
    lines = _lines(offers, owners, capabilities) if product or "product" in fields else capabilities[:0]
    if product:
        offers, owners, lines = _making(offers, owners, lines, product)
    made = lines.groupby("offer_id")["per_week_high"].sum().reindex(offers["offer_id"]).to_numpy() if product else None
    numbers = pd.Series(owners, offers.index)  # in place of names, so that organisations can be counted
    shown = pd.DataFrame(
        {"kind": offers["kind"], "organisation": numbers.astype("str").where(numbers >= 0)}, offers.index
    )
    for kind in shown["kind"].unique():
        rows = np.flatnonzero(shown["kind"] == kind)
        for field in fields:
            for code, values in _told(offers.iloc[rows], owners[rows], field, None if made is None else made[rows]):
                shown.loc[rows, code] = values.to_numpy()
    renamed = pd.Series(np.arange(len(offers)), offers["offer_id"])
    shown, lines = shown.assign(offer_id=renamed.to_numpy()), lines.assign(offer_id=lines["offer_id"].map(renamed))
    return typed(shown, "offer"), typed(lines, "capability")


def _owners(offers: pd.DataFrame) -> np.ndarray:
    """A number per organisation, by its folded name; offers without one count as one organisation together."""
    return pd.factorize(fold_names(offers["organisation"]).to_pandas())[0]


def _of_kinds_with_enough(kinds: pd.Series, owners: np.ndarray) -> np.ndarray:
    numbers = pd.factorize(kinds)[0]
    return _counted(numbers, owners)[numbers] >= LEAST


def _counted(groups: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """How many organisations each group (0, 1, …) has; rows of group -1 are in none."""
    inside = groups >= 0
    pairs = pd.DataFrame({"group": groups[inside], "owner": owners[inside]}).drop_duplicates()
    return np.bincount(pairs["group"], minlength=int(groups.max(initial=-1)) + 1)


def _told(
    offers: pd.DataFrame, owners: np.ndarray, field: str, made: np.ndarray | None
) -> Iterator[tuple[str, pd.Series]]:
    """The columns that tell `field` of offers of one kind; of those that say how much each of them `made` as well."""
    if field == "region":
        yield from _regions(offers, owners, made).items()
    elif field in SINGLE:
        stated = offers[field].dt.normalize() if field == "received_at" else offers[field]
        yield field, stated.where(_shared(_groups(stated, field), owners))


def _groups(values: pd.Series, field: str) -> np.ndarray:
    """A number per value, -1 where none is stated."""
    return pd.factorize(values.mask(values == not_stated(field)) if field != "received_at" else values)[0]


def _shared(groups: np.ndarray, owners: np.ndarray, made: np.ndarray | None = None) -> np.ndarray:
    """Which rows may keep their value: enough share it, and of the others there are none or enough; where sums of what
    they `made` are told, nobody makes up nearly all of one.

    All rows together are of LEAST organisations or more.
    """
    counts = _counted(groups, owners)
    enough = counts >= LEAST
    if made is not None:
        enough[_dominated(groups[groups >= 0], owners[groups >= 0], made[groups >= 0])] = False
    kept = (groups >= 0) & enough[groups] if len(counts) else np.zeros(len(groups), dtype=bool)
    while kept.any() and _stand_out(owners[~kept], None if made is None else made[~kept]):
        smallest = np.argmin(np.where(enough, counts, counts.max() + 1))
        enough[smallest] = False
        kept &= groups != smallest
    return kept


def _stand_out(owners: np.ndarray, made: np.ndarray | None) -> bool:
    """Whether what is left over tells of few: of some but not enough organisations, or a sum that few make up."""
    few = 0 < len(np.unique(owners)) < LEAST
    return few or (made is not None and len(_dominated(np.zeros(len(owners), dtype=int), owners, made)) > 0)


def _regions(offers: pd.DataFrame, owners: np.ndarray, made: np.ndarray | None) -> pd.DataFrame:
    """The levels of NUTS, each offer's as fine as enough others share it."""
    levels = offers[list(REGIONS)].astype(object).reset_index(drop=True)
    levels["nuts0"] = levels["nuts0"].fillna(offers["country"].reset_index(drop=True))
    shown = pd.DataFrame(None, levels.index, list(REGIONS), dtype=object)
    inside = [np.arange(len(levels))]
    for level in REGIONS:
        finer = []
        for rows in inside:
            groups = pd.factorize(levels[level].iloc[rows])[0]
            kept = _shared(groups, owners[rows], None if made is None else made[rows])
            shown.loc[rows[kept], level] = levels[level].iloc[rows[kept]]
            finer += [rows[kept & (groups == group)] for group in np.unique(groups[kept])]
        inside = finer
    return shown.set_axis(offers.index)


def _lines(offers: pd.DataFrame, owners: np.ndarray, capabilities: pd.DataFrame) -> pd.DataFrame:
    """The lines whose product enough organisations of a kind name, with the upper bounds that enough of them state."""
    found = capabilities.loc[capabilities["product"].notna(), ["offer_id", *CELL, *QUANTITIES]]
    place = pd.Index(offers["offer_id"]).get_indexer(found["offer_id"])
    found, place = found[place >= 0].reset_index(drop=True), place[place >= 0]
    kinds = pd.factorize(offers["kind"])[0]
    kept = np.zeros(len(found), dtype=bool)
    for kind in np.unique(kinds):
        mine = np.flatnonzero(kinds[place] == kind)
        kept[mine] = _products_kept(found["product"].iloc[mine], place[mine], np.flatnonzero(kinds == kind), owners)
    found, place = found[kept].reset_index(drop=True), place[kept]
    found["per_week_high"] = found["per_week_high"].fillna(found["per_week_low"])
    found["per_week_low"] = np.nan  # the few who name both bounds would stand out by their difference
    cells = pd.factorize(pd.MultiIndex.from_arrays([kinds[place], *(found[each].fillna("") for each in CELL)]))[0]
    stated = found["per_week_high"].notna().to_numpy()
    counts = _counted(np.where(stated, cells, -1), owners[place])
    few = ~stated | (np.append(counts, np.zeros(len(found)))[cells] < LEAST)
    few |= np.isin(cells, _dominated(cells[stated], owners[place][stated], found["per_week_high"].to_numpy()[stated]))
    found.loc[few, "per_week_high"] = np.nan
    return found


def _dominated(cells: np.ndarray, owners: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """The cells of which one or two organisations make up nearly all: the (n, k) dominance rule of official statistics.

    Who knows the sum, or is the second largest in it, could estimate the largest.
    """
    shares = pd.DataFrame({"cell": cells, "owner": owners, "amount": amounts})
    each = shares.groupby(["cell", "owner"])["amount"].sum().groupby("cell")
    whole = each.sum()
    too_much = [each.nlargest(n).groupby(level=0).sum() > share * whole for n, share in DOMINANT.items()]
    return whole.index[np.logical_or.reduce([found.reindex(whole.index) for found in too_much])].to_numpy()


def _products_kept(products: pd.Series, offering: np.ndarray, offers: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Which lines may name their product, so that the offers that name none are none or of enough organisations.

    `offering` holds each line's offer, `offers` all of the kind, as places in `owners`.
    """
    groups = pd.factorize(products)[0]
    while True:
        counts = _counted(groups, owners[offering])
        groups = np.where((groups >= 0) & (np.append(counts, 0)[groups] >= LEAST), groups, -1)
        silent = np.unique(owners[np.setdiff1d(offers, offering[groups >= 0])])
        if len(silent) in (0, *range(LEAST, len(offers) + 1)) or not (groups >= 0).any():
            return groups >= 0
        counts = _counted(groups, owners[offering])
        groups = np.where(groups == np.argmin(np.where(counts >= LEAST, counts, counts.max() + 1)), -1, groups)


def _making(
    offers: pd.DataFrame, owners: np.ndarray, lines: pd.DataFrame, product: str
) -> tuple[pd.DataFrame, np.ndarray, pd.DataFrame]:
    """The offers whose capacity of `product` is told, without what is excluded; none where they are too few."""
    counts = (lines["product"] == product) & (lines["plausibility"] != "excluded")
    lines = lines[counts & lines["per_week_high"].notna()]
    making = offers["offer_id"].isin(lines["offer_id"]).to_numpy()
    making = making & _of_kinds_with_enough(offers["kind"].where(making, "none"), owners)
    offers, owners = offers[making].reset_index(drop=True), owners[making]
    return offers, owners, lines[lines["offer_id"].isin(offers["offer_id"])]
