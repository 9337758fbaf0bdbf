"""Gaps: what is needed per region and product, beside what is confirmed and plausible there.

Where nobody reported capacity nothing is known: that is "none reported", not zero. Leaves out single needs and offers
(capacity.needs.matching).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from capacity.needs.amounts import OUT
from capacity.situation import Situation
from capacity.totals import per_week

BOUNDS = ("low", "high", "stock")
COUNTED = ("confirmed", "plausible")


def gaps(situation: Situation, by: Sequence[str]) -> pd.DataFrame:
    """One row per combination of `by`, unit and need in view, that is per region and product where `by` says so.

    Of needs: `needs` (how many), `need_low`, `need_high` (per week), `need_stock` (in all). Of offers: for each of
    COUNTED `<plausibility>_low`, `_high`, `_stock`, and `offers`, how many of them name the product there. `gap` is
    what is needed per week at most less what is confirmed at least, `gap_stock` the same of quantities in all; missing
    where the need says none, never below 0. What was withdrawn, declined or found unusable counts on
    neither side. Where `offers` is 0 nothing is reported, and the gap is all that is needed.
    """
    keys = [*by, "unit"]
    out_of_question = situation.columns.coded("status").holding(OUT)
    found = per_week(situation.narrowed(~out_of_question), ("kind", *by))
    found = found[found["plausibility"] != "excluded"]
    wanted = found[found["kind"] == "need"].groupby(keys, sort=False)
    needs = wanted[["offers", *BOUNDS]].sum(min_count=1)
    needs = needs.rename(columns={"offers": "needs", **{bound: f"need_{bound}" for bound in BOUNDS}})
    offered = found[found["kind"] == "offer"]
    for plausibility in COUNTED:
        there = offered[offered["plausibility"] == plausibility].set_index(keys)[list(BOUNDS)]
        needs = needs.join(there.rename(columns={bound: f"{plausibility}_{bound}" for bound in BOUNDS}))
    counted = offered.groupby(keys)["offers"].sum()
    needs["offers"] = counted.reindex(needs.index).fillna(0).astype("int64")
    most = needs["need_high"].fillna(needs["need_low"])
    needs["gap"] = _missing(most, needs["confirmed_low"])
    needs["gap_stock"] = _missing(needs["need_stock"], needs["confirmed_stock"])
    return needs.reset_index()


def matrix(found: pd.DataFrame, rows: str, columns: str) -> pd.DataFrame:
    """`gaps` as a table of `rows` by `columns`, each cell the gap, per week where one is said and else in all; NaN
    where nothing is needed. The largest first."""
    cells = found.assign(gap=found["gap"].fillna(found["gap_stock"]))
    table = cells.pivot_table(index=rows, columns=columns, values="needs", aggfunc="sum", sort=False)
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    across = table.sum().sort_values(ascending=False, kind="stable").index
    shown = cells.pivot_table(
        index=rows, columns=columns, values="gap", aggfunc=lambda each: each.sum(min_count=1), dropna=False, sort=False
    )
    return shown.reindex(index=order, columns=across)


def _missing(wanted: pd.Series, there: pd.Series) -> pd.Series:
    return (wanted - there.fillna(0)).clip(lower=0).where(wanted.notna(), np.nan)
