"""What a report changes against what is stored of the same list: offers that are new, changed, unchanged, missing now.

An offer is the same one when the sender's number, or organisation with mail, phone or place, or all its words agree;
several offers of one organisation are told apart by what they offer. The days of receipt and confirmation change with
every sending and are not compared. Leaves out finding lists (register), telling what changed
(capacity.differences_changes) and duplicates between lists.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
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
    digest,
)
from capacity.folding import fold_names
from capacity.formats import number
from capacity.reports import empty
from capacity.schema import NO_COLUMN, OFFER_FIELDS
from capacity.texts import say

KINDS = ("new", "changed", "unchanged", "missing")
NOT_COMPARED = NO_COLUMN | {"received_at", "confirmed_at", "place_words"}
TIERS: tuple[tuple[str, ...], ...] = (
    ("original",),
    ("words",),
    ("external_id", "who", "offered"),
    ("external_id", "who"),
    ("external_id", "email"),
    ("external_id", "phone"),
    ("external_id", "place"),
    ("external_id",),
    ("who", "email", "offered"),
    ("who", "phone", "offered"),
    ("who", "place", "offered"),
    ("who", "email"),
    ("who", "phone"),
    ("who", "place"),
    ("name",),
)
ENOUGH = 0.2  # the share of the shorter list that the other one must hold to be a version of it
ROWS_COUNTED = 0.5
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
) -> Difference:
    """Compares a report's frames (row_id, `original` included) with the stored ones of one list (offer_id)."""
    if report_offers.empty or stored_offers.empty:
        return Difference(new=report_offers, missing=stored_offers)
    fresh, stored = _sides(report_offers, report_capabilities, stored_offers, stored_capabilities)
    pairs = _pairs(fresh, stored)
    now, before = _rows(report_offers, "row_id", pairs), _rows(stored_offers, "offer_id", pairs)
    left_out = NOT_COMPARED | ({"external_id"} if "external_id" not in fresh else set())
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
    met = pd.Series(_who(stored)).isin({*_who(report_offers), ""}).to_numpy()
    signs = ["original"] if _counts_rows(report_offers["external_id"]) else ["original", "external_id"]
    for code in signs:
        met = met | stored[code].isin(report_offers[code].dropna()).to_numpy()
    found, whole = every.where(met, 0).groupby(lists).sum(), every.groupby(lists).sum().clip(upper=len(report_offers))
    wanted = ENOUGH * whole * every.groupby(lists).first().eq(1).map({True: 1, False: MISSED})
    return set(found.index[(found > 0) & (found >= wanted)])


def closest(
    report_offers: pd.DataFrame,
    report_capabilities: pd.DataFrame,
    stored_offers: pd.DataFrame,
    stored_capabilities: pd.DataFrame,
    lists: pd.Series,
) -> tuple[Difference, object]:
    """The difference to the one of several lists that the report is a new version of, and which list that is.

    `lists` says for each row of `stored_offers` which list it belongs to. Where no list shares enough offers with the
    report, all is new and the list is None.
    """
    nothing = Difference(new=report_offers, missing=stored_offers.iloc[:0])
    if report_offers.empty or stored_offers.empty:
        return nothing, None
    best = _likeliest(report_offers, report_capabilities, stored_offers, stored_capabilities, lists)
    own = stored_offers[(lists == best).to_numpy()]
    lines = stored_capabilities[stored_capabilities["offer_id"].isin(own["offer_id"])]
    found = difference(report_offers, report_capabilities, own, lines)
    shared = len(found.changed) + len(found.unchanged)
    return (found, best) if shared >= ENOUGH * min(len(own), len(report_offers)) else (nothing, None)


def _likeliest(
    report_offers: pd.DataFrame,
    report_lines: pd.DataFrame,
    stored_offers: pd.DataFrame,
    stored_lines: pd.DataFrame,
    lists: pd.Series,
) -> object:
    """The list that shares the largest part of itself, or of the report where that is shorter, with the report."""
    if lists.nunique() == 1:
        return lists.iloc[0]
    fresh, stored = _sides(report_offers, report_lines, stored_offers, stored_lines)
    found = lists[stored["id"].isin(_pairs(fresh, stored)["offer_id"]).to_numpy()].value_counts()
    shares = found / lists.value_counts().clip(upper=len(fresh)).reindex(found.index)
    return shares.idxmax() if len(shares) else lists.iloc[0]


def _sides(
    report_offers: pd.DataFrame, report_lines: pd.DataFrame, stored_offers: pd.DataFrame, stored_lines: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What offers of both sides are known by; numbers that only count the rows of a list are not among it."""
    fresh = _known_by(report_offers, report_lines, "row_id")
    stored = _known_by(stored_offers, stored_lines, "offer_id")
    if _counts_rows(report_offers["external_id"]) or _counts_rows(stored_offers["external_id"]):
        fresh, stored = fresh.drop(columns="external_id"), stored.drop(columns="external_id")
    return fresh, stored


def _known_by(offers: pd.DataFrame, lines: pd.DataFrame, key: str) -> pd.DataFrame:
    """One row per offer: id, kind and one column for each part of the TIERS, missing where it proves nothing.

    A name alone, or a place without a name, must be the only one of its list.
    """
    place = offers["postcode"].fillna("").astype(str) + " " + offers["town"].fillna("").astype(str)
    parts = {
        "id": offers[key].to_numpy(),
        "kind": offers["kind"].to_numpy(),
        "original": offers["original"].to_numpy(dtype=object),
        "words": _plain(fold_names(offers["original"])),
        "external_id": offers["external_id"].to_numpy(dtype=object),
        "who": _who(offers),
        "email": _plain(pc.utf8_lower(pa.array(offers["email"], pa.large_string(), from_pandas=True))),
        "phone": _plain(fold_names(offers["phone"])),
        "place": _plain(fold_names(place)),
    }
    offered = digest(lines, ["product", "process"]).groupby(lines[key]).sum()
    known = pd.DataFrame(parts).assign(offered=offered.reindex(offers[key], fill_value=0).to_numpy())
    nameless = known["who"].eq("")
    several = known.duplicated(["kind", "place", "offered"], keep=False)
    known["place"] = known["place"].where(~(nameless & several), None)
    return known.assign(name=known["who"].where(~nameless & ~known.duplicated(["kind", "who"], keep=False), None))


def _who(offers: pd.DataFrame) -> np.ndarray:
    """The folded name of whoever offers, "" where none is named."""
    who = offers["organisation"].where(offers["organisation"].notna(), offers["contact_name"])
    return _plain(pc.fill_null(fold_names(who), ""))


def _plain(texts: pa.ChunkedArray | pa.Array) -> np.ndarray:
    return np.array(texts.to_pylist(), dtype=object)


def _counts_rows(ids: pd.Series) -> bool:
    """Whether the numbers go 1, 2, 3 …, perhaps anew in each group: a row that comes in changes those below."""
    numbers = pd.to_numeric(ids, errors="coerce").dropna()
    return len(numbers) > 1 and bool((numbers.diff().iloc[1:] == 1).mean() >= ROWS_COUNTED)


def _pairs(fresh: pd.DataFrame, stored: pd.DataFrame) -> pd.DataFrame:
    """row_id and offer_id of the same offers, each used once, the surest signs first."""
    found = [pd.DataFrame(columns=list(PAIR_COLUMNS), dtype="int64")]
    for tier in (tier for tier in TIERS if set(tier) <= set(fresh.columns)):
        if fresh.empty or stored.empty:
            break
        pairs = _same(fresh, stored, ["kind", *tier])
        found.append(pairs)
        fresh = fresh[~fresh["id"].isin(pairs["row_id"])]
        stored = stored[~stored["id"].isin(pairs["offer_id"])]
    return pd.concat(found, ignore_index=True).astype("int64").sort_values("row_id", ignore_index=True)


def _same(fresh: pd.DataFrame, stored: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Offers that agree in all of `by`; the n-th of several with the n-th."""
    sides = []
    for frame, name in zip((fresh, stored), PAIR_COLUMNS, strict=True):
        known = frame.dropna(subset=by)
        if known.empty:
            return empty(PAIR_COLUMNS)
        sides.append(known[by].assign(nth=known.groupby(by).cumcount(), **{name: known["id"]}))
    return sides[0].merge(sides[1], on=[*by, "nth"])[list(PAIR_COLUMNS)]


def _rows(frame: pd.DataFrame, key: str, pairs: pd.DataFrame) -> pd.DataFrame:
    """The rows of `frame` in the order of the pairs."""
    return frame.iloc[pd.Index(frame[key]).get_indexer(pairs[key])].reset_index(drop=True)
