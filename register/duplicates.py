"""Verdicts on pairs of offers: the same, different or unsure, by people or, where it is certain, by weight.

A verdict is a decision: it is remembered, holds for every version of either row, and can be taken back with
Decisions.undo; a pair once judged is never merged automatically again, also when the verdict was taken back. Leaves out
weighing (capacity.duplicates) and joining what is the same (register.joining).
"""

import datetime as dt
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, insert, select

from capacity.collecting import paused
from capacity.duplicates.fields import COLUMNS
from capacity.duplicates.finding import AUTOMATIC, REVIEW, Found
from capacity.duplicates.index import Index
from capacity.duplicates.reasons import Reason, reasons
from register import joining, storing
from register.bulk import insert_all
from register.deciding_tables import decisions, verdicts
from register.errors import RegisterError
from register.joining import SAME, VERDICTS
from register.lineage import Lines
from register.store import Register

COMPARED = tuple(sorted(COLUMNS))
CANDIDATE_COLUMNS = ("left", "right", "weight", "reasons")
MERGE_COLUMNS = ("decision_id", "at", "by", "offer_ids", "weight", "undone_at", "undone_by")
GROWN = 0.2  # share of rows that may be new before everything is compared again


@dataclass(frozen=True)
class _Known:
    """The rows compared last, by offer_id, and their index."""

    rows: pd.DataFrame
    index: Index


@dataclass(frozen=True)
class _Weighed:
    """The rows of one kind by offer_id, and their groups and pairs by place in `ids`."""

    ids: list[int]
    found: Found


@dataclass
class _Kept:
    """What was worked out last for one register: by kind what is known, and at a version what was found."""

    known: dict[str, _Known]
    version: int = -1
    weighed: tuple[_Weighed, ...] = ()


_kept: weakref.WeakKeyDictionary[Register, _Kept] = weakref.WeakKeyDictionary()


class Verdicts:
    """The verdicts of one register. Every method raises RegisterError, and then nothing has changed.

    Rows are named by the offer_id of row_by_row(); in contents() a group goes by one of them. What was compared last is
    kept per register, so that new arrivals are matched without comparing all again.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    def judge(
        self, left: int, right: int, verdict: str, *, by: str, why: str | None = None, now: dt.datetime | None = None
    ) -> int:
        """Notes what somebody says of a pair ("same", "different", "unsure"): the decision's number.

        Raises ValueError for another word or one row twice, RegisterError "gone" when a row is no longer in sight,
        "unlike_kinds" when an offer shall be the same as a need.
        """
        if verdict not in VERDICTS or left == right:
            raise ValueError("a verdict is on two rows, and one of " + ", ".join(VERDICTS))
        with self._register.writing() as connection:
            kinds = self._kinds(connection)
            found = Lines(connection).among(kinds.keys(), [left, right])
            if len(found) < 2:
                raise RegisterError("gone")
            if verdict == SAME and kinds[found[left]] != kinds[found[right]]:
                raise RegisterError("unlike_kinds")
            number = storing.decide(connection, verdict, by=by, why=why, now=now or dt.datetime.now(dt.UTC))
            pair = dict(zip(("left_offer_id", "right_offer_id"), _pair(found[left], found[right]), strict=True))
            connection.execute(
                insert(verdicts), {"decision_id": number, **pair, "verdict": verdict, "automatic": False}
            )
        return number

    def automatic(self, *, by: str, now: dt.datetime | None = None) -> list[int]:
        """Merges what is certain and was never judged: the numbers of the decisions, one for each group that grew."""
        now = now or dt.datetime.now(dt.UTC)
        certain = [star for weighed in self._weighed() for star in _stars(weighed)]
        if not certain:
            return []
        with self._register.writing() as connection:
            kinds = self._kinds(connection)
            judged = joining.said(connection, kinds.keys(), standing=False)
            fresh = [
                [each for each in star if _pair(*each[:2]) not in judged and {*each[:2]} <= kinds.keys()]
                for star in certain
            ]
            return _merge(connection, [star for star in fresh if star], by, now)

    def candidates(self) -> pd.DataFrame:
        """CANDIDATE_COLUMNS: likely pairs that nobody judged yet, the weightiest first; `reasons` a tuple of Reason.

        Pairs that are in one group already are left out, and those of two groups of which another pair was judged; one
        whose automatic merge was taken back is there again.
        """
        rows = self._register.row_by_row().offers
        with self._register.reading() as connection:
            groups = joining.groups(connection, rows)
            judged = joining.said(connection, rows["offer_id"].tolist()).keys()
        parts = [_candidates(weighed, groups, judged) for weighed in self._weighed()]
        found = pd.concat([pd.DataFrame(columns=list(CANDIDATE_COLUMNS)), *parts], ignore_index=True)
        return found.sort_values("weight", ascending=False, kind="stable", ignore_index=True)

    def groups(self) -> list[tuple[int, ...]]:
        """The groups of rows that are one offer by the verdicts that stand, each by offer_id."""
        rows = self._register.row_by_row().offers
        with self._register.reading() as connection:
            return joining.groups(connection, rows)

    def sources(self, offer_id: int) -> pd.DataFrame:
        """All rows behind an offer, as in row_by_row(), the one it goes by first. Raises "gone"."""
        rows = self._register.row_by_row().offers
        group = next((each for each in self.groups() if offer_id in each), (offer_id,))
        found = rows[rows["offer_id"].isin(group)]
        if found.empty:
            raise RegisterError("gone")
        shown = self._register.contents().offers["offer_id"]
        leads = found["offer_id"].isin(shown)
        return pd.concat([found[leads], found[~leads]], ignore_index=True)

    def merges(self) -> pd.DataFrame:
        """MERGE_COLUMNS: what was merged automatically, the newest first, also what was taken back since."""
        columns = (decisions.c.decision_id, decisions.c.at, decisions.c.by, verdicts.c.left_offer_id)
        more = (verdicts.c.right_offer_id, verdicts.c.weight, decisions.c.undone_at, decisions.c.undone_by)
        statement = select(*columns, *more).join(decisions, verdicts.c.decision_id == decisions.c.decision_id)
        merged: dict[int, list] = {}
        with self._register.reading() as connection:
            rows = connection.execute(statement.where(verdicts.c.automatic).order_by(decisions.c.decision_id.desc()))
            for number, at, by, left, right, weight, undone_at, undone_by in rows:
                known = merged.setdefault(number, [number, at, by, (), weight, undone_at, undone_by])
                known[3] = tuple(dict.fromkeys((*known[3], left, right)))
                known[4] = min(known[4], weight)
        return pd.DataFrame(list(merged.values()), columns=list(MERGE_COLUMNS))

    def _kinds(self, connection: Connection) -> dict[int, str]:
        """Row → offer or need as of the transaction: what was read before it may have been corrected since."""
        rows = self._register._row_by_row(connection).offers
        return dict(zip(rows["offer_id"].tolist(), rows["kind"], strict=True))

    def _weighed(self) -> tuple[_Weighed, ...]:
        """Offers and needs, each compared among themselves."""
        contents = self._register.row_by_row()
        kept = _kept.setdefault(self._register, _Kept({}))
        if kept.version != contents.version:
            rows = contents.offers
            with self._register.reading() as connection:
                judged = joining.said(connection, rows["offer_id"].tolist(), standing=False).keys()
                standing = joining.said(connection, rows["offer_id"].tolist())
            apart = judged - {pair for pair, each in standing.items() if each.verdict == SAME}
            kinds = [(str(kind), part.set_index("offer_id")[list(COMPARED)]) for kind, part in rows.groupby("kind")]
            with paused():
                kept.weighed = tuple(_found(kept.known, kind, part, apart) for kind, part in kinds)
            kept.version = contents.version
        return kept.weighed


def _found(kept: dict[str, _Known], kind: str, rows: pd.DataFrame, apart: Collection[tuple[int, int]]) -> _Weighed:
    """What there is to find among rows of one kind by offer_id; those compared last are not compared again."""
    known = kept.get(kind)
    if known is None or not _continues(known.rows, rows):
        known = kept[kind] = _Known(rows, Index(rows.reset_index(drop=True)))
    new = rows[~rows.index.isin(known.rows.index)]
    ids = [*known.rows.index.tolist(), *new.index.tolist()]
    place = {offer_id: at for at, offer_id in enumerate(ids)}
    different = [_pair(place[left], place[right]) for left, right in apart if {left, right} <= place.keys()]
    return _Weighed(ids, known.index.match(new.reset_index(drop=True), different=different))


def _continues(before: pd.DataFrame, now: pd.DataFrame) -> bool:
    """Whether `now` has the same rows as `before` and not many more."""
    known = before.index.isin(now.index).all() and len(now) <= (1 + GROWN) * len(before)
    return bool(known) and now.loc[before.index].equals(before)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _stars(weighed: _Weighed) -> Iterator[list[tuple[int, int, float]]]:
    """For each group that is certain the pairs (offer_id, offer_id, bits) of its first row with the others."""
    group, pairs, ids = weighed.found.group, weighed.found.pairs, np.array(weighed.ids, dtype=np.int64)
    inside = pairs[group[pairs["left"]] == group[pairs["right"]]]
    bits = pd.Series(inside["bits"].to_numpy(), index=inside["left"] * len(ids) + inside["right"])
    rows = np.argsort(group, kind="stable")
    begins = np.flatnonzero(np.diff(group[rows], prepend=-1))
    sizes = np.diff(begins, append=len(rows))
    firsts, others = np.repeat(rows[begins], sizes - 1), np.delete(rows, begins)
    weights = bits[~bits.index.duplicated()].reindex(firsts * len(ids) + others, fill_value=AUTOMATIC).tolist()
    star = [
        (*_pair(one, other), weight)
        for one, other, weight in zip(ids[firsts].tolist(), ids[others].tolist(), weights, strict=True)
    ]
    ends = np.cumsum(sizes - 1)[sizes > 1].tolist()
    return (star[begin:end] for begin, end in pairwise([0, *ends]))


def _candidates(weighed: _Weighed, groups: list[tuple[int, ...]], judged: Collection[tuple[int, int]]) -> pd.DataFrame:
    ids = np.array(weighed.ids, dtype=np.int64)
    group_of = {row: number for number, group in enumerate(groups) for row in group}
    group = np.array([group_of.get(row, -1 - at) for at, row in enumerate(weighed.ids)], dtype=np.int64)
    pairs = weighed.found.pairs
    likely = pairs[(pairs["bits"] >= REVIEW) & (group[pairs["left"]] != group[pairs["right"]])]
    asked = [_pair(*pair) for pair in zip(ids[likely["left"]].tolist(), ids[likely["right"]].tolist(), strict=True)]
    of = dict(zip(weighed.ids, group.tolist(), strict=True))
    answered = {_offers(of, pair) for pair in judged}
    rows = [
        (*pair, round(float(each["bits"]), 1), _reasons(weighed, each))
        for pair, each in zip(asked, likely.to_dict("records"), strict=True)
        if _offers(of, pair) not in answered
    ]
    return pd.DataFrame(rows, columns=list(CANDIDATE_COLUMNS))


def _offers(of: Mapping[int, int], pair: tuple[int, int]) -> frozenset[int | None]:
    """The two offers that a pair of rows belongs to: who answered for one of their pairs is not asked for another."""
    return frozenset(of.get(row) for row in pair)


def _reasons(weighed: _Weighed, pair: dict) -> tuple[Reason, ...]:
    fields = weighed.found.fields
    bits = {each.field.name: float(pair[each.field.name]) for each in fields}
    left, right = int(pair["left"]), int(pair["right"])
    return reasons(bits, {each.field.name: bool(each.rows[left] == each.rows[right]) for each in fields})


def _merge(connection: Connection, stars: list[list[tuple[int, int, float]]], by: str, now: dt.datetime) -> list[int]:
    """One decision for each star, all of them one change of the register."""
    if not stars:
        return []
    first = storing.raised(connection, storing.KEYS[decisions], len(stars)) - len(stars) + 1
    numbers = list(range(first, first + len(stars)))
    said = {"at": now, "by": by, "kind": SAME, "why": None}
    _insert(connection, decisions, {"decision_id": numbers}, said)
    pairs = [(number, *pair) for number, star in zip(numbers, stars, strict=True) for pair in star]
    columns = dict(
        zip(("decision_id", "left_offer_id", "right_offer_id", "weight"), zip(*pairs, strict=True), strict=True)
    )
    _insert(connection, verdicts, columns, {"verdict": SAME, "automatic": True})
    storing.changed(connection, "decision", numbers[-1])
    return numbers


def _insert(connection: Connection, table: Table, columns: Mapping[str, Sequence], same: Mapping[str, object]) -> None:
    """Many rows, some of whose columns hold the same in all of them."""
    size = len(columns["decision_id"])
    insert_all(connection, table, {**columns, **{name: [value] * size for name, value in same.items()}})
