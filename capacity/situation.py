"""The situation: the offers and needs in view, with their capability lines, as of one day.

`prepare` makes it from the register's frames; capacity.selection narrows it; capacity.totals, capacity.charts and
capacity.workbook tell it. Leaves out where the frames come from, and who may see which field: leave out beforehand what
the reader may not see, then it is neither shown nor searched.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from capacity.columns import Columns, freshness


@dataclass(frozen=True, eq=False)
class Situation:
    """Positions, ascending, of the offers (`rows`) and capability lines (`lines`) of `columns` that are in view."""

    columns: Columns
    rows: np.ndarray
    lines: np.ndarray

    @property
    def as_of(self) -> date:
        """The day that freshness and "since yesterday" are counted from."""
        return self.columns.as_of

    @property
    def is_whole(self) -> bool:
        """Whether everything is in view."""
        return len(self.rows) == len(self.columns.offers) and len(self.lines) == len(self.columns.offer_of)

    @cached_property
    def offers(self) -> pd.DataFrame:
        """The register's columns and `freshness`, one row per offer or need in view. Shared: do not change it."""
        every = self.columns.offers
        return every if len(self.rows) == len(every) else every.iloc[self.rows].reset_index(drop=True)

    @cached_property
    def capabilities(self) -> pd.DataFrame:
        """One row per capability line in view, in the order of the offers. Shared: do not change it."""
        every = self.columns.capabilities
        return every if len(self.lines) == len(every) else every.iloc[self.lines].reset_index(drop=True)

    def narrowed(self, offers: np.ndarray, lines: np.ndarray | None = None) -> "Situation":
        """What is True in `offers` (and in `lines`), each as long as the whole register's frames; the rest leaves."""
        rows = self.rows.take(np.flatnonzero(offers.take(self.rows)))  # much faster than rows[mask] where rows are many
        kept = offers.take(self.columns.offer_of.take(self.lines))
        if lines is not None:
            kept &= lines.take(self.lines)
        return Situation(self.columns, rows, self.lines.take(np.flatnonzero(kept)))

    def newest(self, most: int) -> "Situation":
        """The `most` offers that came in last, with their lines; of one day those with the higher number."""
        came = self.columns.offers[["received_at", "offer_id"]].iloc[self.rows]
        last = came.sort_values(["received_at", "offer_id"], ascending=False).index[:most]
        kept = np.zeros(len(self.columns.offers), dtype=bool)
        kept[last] = True
        return self.narrowed(kept)


def prepare(offers: pd.DataFrame, capabilities: pd.DataFrame, as_of: date) -> Situation:
    """Everything in these frames as of `as_of`; do this once per version of the register and day.

    `offers` has `offer_id`, the dates and any further OFFER fields; `capabilities` has `offer_id` and CAPABILITY
    fields, both in the types of capacity.schema.typed. Lines of offers that are not there are left out.
    """
    offers = offers.reset_index(drop=True)
    offers = offers.assign(freshness=freshness(offers, as_of))
    owner = pd.Index(offers["offer_id"]).get_indexer(capabilities["offer_id"])
    order = np.argsort(owner, kind="stable")
    order = order[np.count_nonzero(owner < 0) :]
    columns = Columns(offers, capabilities.iloc[order].reset_index(drop=True), owner[order], as_of)
    return Situation(columns, np.arange(len(offers)), np.arange(len(order)))


def last_day(offers: pd.DataFrame) -> date:
    """The last day something came in, today where no offer says: the "today" of a collection that has ended."""
    last = offers["received_at"].max()
    return date.today() if pd.isna(last) else last.date()
