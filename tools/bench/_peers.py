"""The dashboard's question as pandas, polars, DuckDB and plain NumPy answer it, on the same rows.

A plain form of it: one code a field, one sum, organisations not counted once. What a peer likes best is prepared
beforehand: polars has categories, DuckDB a table of enumerations, NumPy codes. Leaves out our own answer and the times.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars

ASKED = {"nuts0": "DE", "organisation_type": "company", "product": "face_shield"}
KEYS = ("nuts1", "product")
COUNTED = ("nuts0", "sector", "product", "process", "organisation_type", "organisation_size", "status", "freshness")


@dataclass(frozen=True)
class Codes:
    """Plain NumPy: one small integer per row and field, and the pieces per week."""

    fields: dict[str, np.ndarray]
    sizes: dict[str, int]
    asked: dict[str, int]
    pieces: np.ndarray


def answered_by_pandas(flat: pd.DataFrame) -> list[pd.Series]:
    """The question on strings: a mask a condition, value_counts a facet, one groupby."""
    masks = {field: flat[field] == code for field, code in ASKED.items()}
    found = [flat.loc[_all(masks, but=field), field].value_counts() for field in COUNTED]
    return [*found, flat[_all(masks)].groupby(list(KEYS), dropna=False)["per_week_high"].sum()]


def codes(flat: pd.DataFrame) -> Codes:
    """The same rows as codes, made beforehand."""
    fields, sizes, asked = {}, {}, {}
    for name in dict.fromkeys((*COUNTED, *KEYS)):
        numbers, values = pd.factorize(flat[name].fillna("none"))
        fields[name], sizes[name] = numbers, len(values)
        if name in ASKED:
            asked[name] = int(values.get_loc(ASKED[name]))
    return Codes(fields, sizes, asked, flat["per_week_high"].fillna(0).to_numpy(dtype=float))


def answered_by_codes(coded: Codes) -> list[np.ndarray]:
    """The question on codes: comparisons, bincounts, one bincount of two keys at once."""
    masks = {field: coded.fields[field] == code for field, code in coded.asked.items()}
    found = [
        np.bincount(coded.fields[field].take(np.flatnonzero(_all(masks, but=field))), minlength=coded.sizes[field])
        for field in COUNTED
    ]
    rows = np.flatnonzero(_all(masks))
    one, other = (coded.fields[key].take(rows) for key in KEYS)
    both = one * coded.sizes[KEYS[1]] + other
    return [*found, np.bincount(both, coded.pieces.take(rows), coded.sizes[KEYS[0]] * coded.sizes[KEYS[1]])]


def by_polars(flat: pd.DataFrame) -> Callable[[], list[polars.DataFrame]]:
    """The question on a polars frame with categories, all parts planned together."""
    fields = [name for name in flat if name != "per_week_high"]
    columns = {
        name: polars.Series(name, flat[name].astype(object).where(flat[name].notna(), None).tolist()) for name in fields
    }
    pieces = polars.Series("per_week_high", flat["per_week_high"].to_numpy(dtype=float))
    frame = polars.DataFrame([*columns.values(), pieces.fill_nan(None)])
    frame = frame.with_columns(polars.col(fields).cast(polars.Categorical))
    asked = {field: polars.col(field) == code for field, code in ASKED.items()}
    plans = [frame.lazy().filter(_all(asked, but=field)).group_by(field).len() for field in COUNTED]
    plans.append(frame.lazy().filter(_all(asked)).group_by(*KEYS).agg(polars.col("per_week_high").sum()))
    return lambda: polars.collect_all(plans)


def by_duckdb(flat: pd.DataFrame) -> Callable[[], list[list[Any]]]:
    """The question in SQL on a table in memory with enumerations, a statement a facet."""
    database = duckdb.connect()
    fields = [name for name in flat if name != "per_week_high"]
    given = {name: flat[name].astype(object).where(flat[name].notna(), None).astype("category") for name in fields}
    database.register("given", pd.DataFrame(given | {"per_week_high": flat["per_week_high"].astype(float)}))
    database.execute("create table offers as select * from given")
    asked = {field: f"{field} = '{code}'" for field, code in ASKED.items()}
    said = [
        f"select {field}, count(*) from offers where {' and '.join(asked[name] for name in asked if name != field)} "
        "group by all"
        for field in COUNTED
    ]
    said.append(
        f"select {', '.join(KEYS)}, sum(per_week_high) from offers where {' and '.join(asked.values())} group by all"
    )
    return lambda: [database.execute(statement).fetchall() for statement in said]


def _all(masks: Mapping[str, Any], but: str = "") -> Any:
    return reduce(and_, [mask for field, mask in masks.items() if field != but])
