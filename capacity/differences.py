"""What a report changes against what is stored of the same list: offers that are new, changed, unchanged, missing now.

The days of receipt and confirmation change with every sending and are not compared. Leaves out finding lists
(register), which offers are the same one (capacity.differences_pairing), telling what changed
(capacity.differences_changes) and duplicates between lists.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from capacity.differences_changes import (
    CHANGE_COLUMNS,
    PAIR_COLUMNS,
    WORD_COLUMNS,
    changed_fields,
    changed_lines,
    changed_words,
)
from capacity.differences_pairing import counts_rows, who
from capacity.formats import number
from capacity.reports import empty
from capacity.schema import NO_COLUMN, OFFER_FIELDS
from capacity.texts import say

KINDS = ("new", "changed", "unchanged", "missing")
NOT_COMPARED = NO_COLUMN | {"received_at", "confirmed_at", "place_words"}
NOBODY = pa.array([""], pa.large_string())
ENOUGH = 0.2  # the share of the shorter list that the other one must hold to be a version of it
SEEN, MISSED = 100, 0.5  # rows of a sample that an alike list meets; the share of them that chance never takes away


@dataclass(frozen=True)
class Compared:
    """The newest import of the list that a report was compared with."""

    import_id: int
    file: str
    at: dt.datetime
    by: str


@dataclass(frozen=True)
class Difference:
    """`new`: rows of the report's offers; `missing`: rows of the stored ones; the others as pairs row_id, offer_id.

    `changes`: one row per changed field, CHANGE_COLUMNS, texts of codes and numbers. `words`: original words that
    differ, WORD_COLUMNS. `compared_with` is None when nothing of this list is stored. `version`: the register's then.
    """

    new: pd.DataFrame
    missing: pd.DataFrame
    changed: pd.DataFrame = field(default_factory=lambda: empty(PAIR_COLUMNS))
    unchanged: pd.DataFrame = field(default_factory=lambda: empty(PAIR_COLUMNS))
    changes: pd.DataFrame = field(default_factory=lambda: empty(CHANGE_COLUMNS))
    words: pd.DataFrame = field(default_factory=lambda: empty(WORD_COLUMNS))
    compared_with: Compared | None = None
    version: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many offers and needs are new, changed, unchanged, missing."""
        return {kind: len(getattr(self, kind)) for kind in KINDS}


def in_words(counts: Mapping[str, int], language: str) -> str:
    """ "new 120 · changed 11 · unchanged 67 · missing now 3", in "de" or "en"."""
    return " · ".join(say(f"differences.{kind}", language, count=number(counts[kind], language)) for kind in KINDS)


def difference(
    report_offers: pd.DataFrame,
    report_capabilities: pd.DataFrame,
    stored_offers: pd.DataFrame,
    stored_capabilities: pd.DataFrame,
    pairs: pd.DataFrame,
) -> Difference:
    """Compares a report's frames (row_id, `original` included) with the stored ones of one list (offer_id).

    `pairs`: which are the same offer, as capacity.differences_pairing finds them.
    """
    now, before = _rows(report_offers, "row_id", pairs), _rows(stored_offers, "offer_id", pairs)
    counted = counts_rows(report_offers["external_id"]) or counts_rows(stored_offers["external_id"])
    left_out = NOT_COMPARED | ({"external_id"} if counted else set())
    changes = pd.concat(
        [
            changed_fields(pairs, before, now, [code for code in OFFER_FIELDS if code not in left_out]),
            changed_lines(pairs, stored_capabilities, report_capabilities),
        ],
        ignore_index=True,
    )
    is_changed = pairs["row_id"].isin(changes["row_id"]).to_numpy()
    return Difference(
        new=report_offers[~report_offers["row_id"].isin(pairs["row_id"])],
        missing=stored_offers[~stored_offers["offer_id"].isin(pairs["offer_id"])],
        changed=pairs[is_changed].reset_index(drop=True),
        unchanged=pairs[~is_changed].reset_index(drop=True),
        changes=changes.sort_values("row_id", kind="stable", ignore_index=True),
        words=changed_words(pairs[is_changed], before["original"][is_changed], now["original"][is_changed]),
    )


def one_in(stored: int, reported: int) -> int:
    """Of a list of so many offers every how many-th shows whether a report of so many may continue it."""
    return max(1, int(ENOUGH * min(stored, reported) / SEEN))


def worth_comparing(
    report_offers: pd.DataFrame, stored: pd.DataFrame, lists: pd.Series, every: pd.Series
) -> set[object]:
    """Of several lists those that may hold enough of a report's offers to be continued by it, at little cost.

    `stored` holds organisation, contact_name, external_id and original of their offers, `lists` says for each whose it
    is, `every` for how many of that list it stands. Offers that are the same have the same words, number or name, or
    none has a name.
    """
    met = pc.is_in(who(stored), pc.unique(pa.concat_arrays([*who(report_offers).chunks, NOBODY]))).to_numpy()
    signs = ["original"] if counts_rows(report_offers["external_id"]) else ["original", "external_id"]
    for code in signs:
        met = met | stored[code].isin(report_offers[code].dropna()).to_numpy()
    found, whole = every.where(met, 0).groupby(lists).sum(), every.groupby(lists).sum().clip(upper=len(report_offers))
    wanted = ENOUGH * whole * every.groupby(lists).first().eq(1).map({True: 1, False: MISSED})
    return set(found.index[(found > 0) & (found >= wanted)])


def enough(shared: int, stored: int, reported: int) -> bool:
    """Whether a report of so many offers continues a list of so many that shares so many with it."""
    return shared > 0 and shared >= ENOUGH * min(stored, reported)


def _rows(frame: pd.DataFrame, key: str, pairs: pd.DataFrame) -> pd.DataFrame:
    """The rows of `frame` in the order of the pairs."""
    return frame.iloc[pd.Index(frame[key]).get_indexer(pairs[key])].reset_index(drop=True)
