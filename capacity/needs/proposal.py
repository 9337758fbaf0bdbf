"""A proposal for all needs at once: who could give how much to whom, as a transport problem.

What a unit costs is what its pair costs in kilometres (capacity.needs.matching); a unit that nobody gives costs more
than any pair, the more the more urgent it is. Solved with HiGHS by way of SciPy, each family of products by itself.
Leaves out needs that say no quantity, and promising anything (register.commitments).
"""

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from capacity.needs import matching

UNMET = {"critical": 80_000.0, "high": 40_000.0, "normal": 20_000.0, "low": 10_000.0}  # kilometres a unit
FEWEST, PAIRS = 100, 500_000  # offers considered for a need: at least, and for all needs together about
GIVEN = ("need_offer_id", "need_product", "offer_id", "product", "unit", "quantity", "kilometres", "cost")


def proposed(demands: pd.DataFrame, supplies: pd.DataFrame) -> pd.DataFrame:
    """Who gives how much to whom: GIVEN, `quantity` in whole units, the most urgent and largest first.

    `demands` and `supplies` are those of capacity.needs.amounts. No offer gives more than it has left and no need gets
    more than it still asks for. Of all such plans it is one that leaves the least unmet, weighed by urgency, and among
    those costs least.
    """
    wanted = demands[demands["left"] > 0]
    pairs = matching.pairs(wanted, supplies, most=max(FEWEST, PAIRS // max(len(wanted), 1)))
    if pairs.empty:
        return pd.DataFrame(columns=list(GIVEN))
    needs, need_of = _numbered(pairs, ["need_offer_id", "need_product"])
    offers, offer_of = _numbered(pairs, ["offer_id", "product"])
    urgency = demands.drop_duplicates("offer_id").set_index("offer_id")["urgency"]
    weights = needs["need_offer_id"].map(urgency).fillna("normal").map(UNMET).to_numpy()
    graph = coo_matrix((np.ones(len(pairs)), (need_of, len(needs) + offer_of)), shape=2 * (len(needs) + len(offers),))
    family = connected_components(graph, directed=False)[1][need_of]
    given = np.zeros(len(pairs))
    for each in np.unique(family):
        part = np.flatnonzero(family == each)
        given[part] = _solved(pairs.iloc[part], need_of[part], offer_of[part], weights)
    found = pairs.assign(quantity=np.floor(given + 1e-6), urgent=weights[need_of])
    found = found[found["quantity"] > 0].sort_values(["urgent", "quantity"], ascending=False, kind="stable")
    return found[list(GIVEN)].reset_index(drop=True)


def _numbered(pairs: pd.DataFrame, keys: list[str]) -> tuple[pd.DataFrame, np.ndarray]:
    numbers = pairs.groupby(keys, sort=False).ngroup().to_numpy()
    return pairs[keys].drop_duplicates().reset_index(drop=True), numbers


def _solved(pairs: pd.DataFrame, need_of: np.ndarray, offer_of: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What each pair gives: the least cost, where every unit given saves the weight of its need."""
    rows = [np.unique(numbers, return_inverse=True)[1] for numbers in (need_of, offer_of)]
    offset = rows[0].max() + 1
    ones, columns = np.ones(2 * len(pairs)), np.tile(np.arange(len(pairs)), 2)
    limits = coo_matrix((ones, (np.concatenate([rows[0], offset + rows[1]]), columns))).tocsr()
    most = np.zeros(limits.shape[0])
    most[rows[0]], most[offset + rows[1]] = pairs["open"], pairs["left"]
    found = linprog(pairs["cost"].to_numpy() - weights[need_of], A_ub=limits, b_ub=most, method="highs")
    if not found.success:
        raise RuntimeError(f"the proposal has no solution: {found.message}")
    return found.x
