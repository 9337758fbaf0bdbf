"""Capacity per week by region and product, by region and sector: one row per combination, plausibility side by side.

Leaves out the sums themselves (capacity.totals).
"""

from collections.abc import Sequence

import pandas as pd

from capacity.columns import NOT_STATED, REGIONS
from capacity.folding import fold
from capacity.naming import name_of
from capacity.schema import field
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import per_week
from capacity.vocabulary import codes
from capacity.workbook.shapes import Column, Table, table

BOUNDS = (("number_offers", "offers"), ("low", "low"), ("high", "high"))
LAST = "\uffff"
WIDTHS = {"nuts0": 18, "nuts1": 28, "product": 34, "product_group": 26, "sector": 28, "unit": 14}


def region_and_product(situation: Situation, language: str) -> Table:
    """One row per country, NUTS-1 region, product and unit."""
    return capacity_table(situation, ("nuts0", "nuts1", "product"), "workbook.sheet_region_product", language)


def region_and_sector(situation: Situation, language: str) -> Table:
    """One row per country, NUTS-1 region, sector, product group and unit."""
    return capacity_table(
        situation, ("nuts0", "nuts1", "sector", "product_group"), "workbook.sheet_region_sector", language
    )


def capacity_table(situation: Situation, by: Sequence[str], name: str, language: str) -> Table:
    """Capacity of what is in view by the fields `by` and unit, under the title of text key `name`."""
    found = per_week(situation, by)
    keys = [*by, "unit"]
    apart = found.set_index([*keys, "plausibility"])[["offers", "low", "high"]].unstack("plausibility")
    counted = (
        found[found["plausibility"] != "excluded"].groupby(keys, sort=False)[["stock", "machines"]].sum(min_count=1)
    )
    rows = _by_name(found[keys].drop_duplicates(), language)
    order = pd.MultiIndex.from_frame(rows)
    columns = {key: (key_column(key, language), rows[key].map(lambda code, key=key: name_of(key, code, language)))
               for key in keys}  # fmt: skip
    for plausibility in codes("plausibility"):
        word = name_of("plausibility", plausibility, language)
        for text, measure in BOUNDS:
            heading = say(f"workbook.{text}", language, plausibility=word)
            columns[f"{plausibility}.{measure}"] = (
                Column(heading, "number", 17),
                _at(apart, (measure, plausibility), order),
            )
    for measure in ("stock", "machines"):
        heading = say(f"workbook.{measure}", language)
        columns[measure] = Column(heading, "number", 18), _at(counted, measure, order)
    return table(say(name, language), columns, frozen=len(by))


def _by_name(rows: pd.DataFrame, language: str) -> pd.DataFrame:
    """Countries and regions in the order of their names, what is not placed last; the rest as it stands."""
    for key in [key for key in reversed(REGIONS) if key in rows]:
        names = fold(rows[key].map(lambda code, key=key: name_of(key, code, language))).to_pandas()
        names.index = rows.index
        spots = names.where(rows[key] != NOT_STATED, LAST).sort_values(kind="stable").index
        rows = rows.loc[spots]
    return rows.reset_index(drop=True)


def _at(frame: pd.DataFrame, column: object, order: pd.MultiIndex) -> pd.Series:
    """The values of one column in the order of the rows; missing where the combination does not occur."""
    found = frame[column] if column in frame else pd.Series(dtype="float64", index=order[:0])
    return found.reindex(order)


def key_column(key: str, language: str) -> Column:
    """The column of one of the fields that capacity is counted by."""
    own = {"nuts0": lambda: field("country").label(language), "nuts1": lambda: say("workbook.region", language),
           "product_group": lambda: say("selection.product_group", language)}  # fmt: skip
    return Column(own[key]() if key in own else field(key).label(language), width=WIDTHS[key])
