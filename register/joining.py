"""Which rows in sight are one offer by the verdicts that stand, and everything in sight with those rows joined.

The last verdict on a pair counts, for every version of either row. "same" joins rows of one kind, people's word before
the weightiest automatic one, but never across a pair that is "different". What was decided about any row of a group
holds for the offer it became. Leaves out taking verdicts (register.duplicates) and what merging means
(capacity.duplicates.merging).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from capacity.duplicates.merging import Decided, merged
from capacity.schema import OFFER_FIELDS
from register import frames
from register.deciding_tables import STANDING, changes, decisions, verdicts
from register.lineage import Lines
from register.overlay import Rows
from register.tables import ACTIVE, imports, offers

SAME, DIFFERENT, UNSURE = VERDICTS = ("same", "different", "unsure")
FEW = 5_000  # rows that are named one by one


@dataclass(frozen=True)
class Said:
    """The last verdict on a pair of rows, each the one in sight of its line."""

    decision_id: int
    left: int
    right: int
    verdict: str
    weight: float | None
    automatic: bool


def said(connection: Connection, seen: Collection[int], *, standing: bool = True) -> dict[tuple[int, int], Said]:
    """The last standing verdict on each pair of rows in `seen`, or with `standing` False also those taken back."""
    names = ("decision_id", "left_offer_id", "right_offer_id", "verdict", "weight", "automatic")
    statement = select(*(verdicts.c[name] for name in names)).join(decisions).order_by(verdicts.c.decision_id)
    rows = [Said(*row) for row in connection.execute(statement.where(STANDING) if standing else statement)]
    if not rows:
        return {}
    now = Lines(connection).among(set(seen), {row for each in rows for row in (each.left, each.right)})
    found: dict[tuple[int, int], Said] = {}
    for each in rows:
        left, right = sorted((now.get(each.left, 0), now.get(each.right, 0)))
        if 0 < left < right:
            found[left, right] = Said(each.decision_id, left, right, each.verdict, each.weight, each.automatic)
    return found


def groups(connection: Connection, rows: pd.DataFrame) -> list[tuple[int, ...]]:
    """The groups of two or more `rows` (offer_id, kind) that are one, by offer_id."""
    pairs = said(connection, rows["offer_id"].tolist())
    if not pairs:
        return []
    kind = dict(zip(rows["offer_id"], rows["kind"], strict=True))
    apart = {pair for pair, each in pairs.items() if each.verdict == DIFFERENT}
    same = [each for each in pairs.values() if each.verdict == SAME and kind[each.left] == kind[each.right]]
    return _joined(sorted(same, key=lambda each: (each.automatic, -(each.weight or 0), each.decision_id)), apart)


def _joined(same: Iterable[Said], apart: Collection[tuple[int, int]]) -> list[tuple[int, ...]]:
    members: dict[int, set[int]] = {}
    never: dict[int, set[int]] = {}
    for one, other in apart:
        never.setdefault(one, set()).add(other)
        never.setdefault(other, set()).add(one)
    for each in same:
        left, right = members.get(each.left, {each.left}), members.get(each.right, {each.right})
        small, large = sorted((left, right), key=len)  # so that a group of thousands is not gone over for each row
        if left is right or any(not large.isdisjoint(never[row]) for row in small if row in never):
            continue
        large |= small
        members |= dict.fromkeys((each.left, each.right, *small), large)
    return sorted(tuple(sorted(group)) for group in {id(group): group for group in members.values()}.values())


def companions(connection: Connection, offer_ids: Iterable[int]) -> set[int]:
    """The rows in sight that are one offer with any of these, themselves among them if they are in sight."""
    now, found = _around(connection, offer_ids)
    ours = set(now.values())
    return ours.union(*(group for group in found if ours & set(group)))


def going_by(connection: Connection, shown: Collection[int], offer_ids: Iterable[int]) -> dict[int, int]:
    """Under which of the offers `shown`, joined as contents() has them, each row stands now, where it does."""
    now, found = _around(connection, offer_ids)
    shown = set(shown)
    leading = {row: each for group in found for each in shown & set(group) for row in group}
    standing = {each: leading.get(row, row) for each, row in now.items()}
    return {each: row for each, row in standing.items() if row in shown}


def _around(connection: Connection, offer_ids: Iterable[int]) -> tuple[dict[int, int], list[tuple[int, ...]]]:
    """The row in sight of each of these, and all groups."""
    lines, wanted = Lines(connection), set(offer_ids)
    judged = select(verdicts.c.left_offer_id).union(select(verdicts.c.right_offer_id))
    rows = lines.rows({*connection.scalars(judged), *wanted})
    sight = select(offers.c.offer_id, offers.c.kind).join(imports).where(ACTIVE)
    if len(rows) < FEW:
        sight = sight.where(frames.of_rows(rows))
    seen = pd.DataFrame([row for row in connection.execute(sight) if row[0] in rows], columns=["offer_id", "kind"])
    return lines.among(set(seen["offer_id"]), wanted), groups(connection, seen)


def together(connection: Connection, rows: Rows) -> Rows:
    """The rows in sight with each group as one offer; `rows` unchanged where there are none."""
    found = groups(connection, rows.offers)
    if not found:
        return rows
    return Rows(*merged(rows.offers, rows.capabilities, found, _decided(connection, rows.offers, found)))


def _decided(connection: Connection, rows: pd.DataFrame, found: list[tuple[int, ...]]) -> Decided:
    """field → rows of groups whose value people decided, the last decision last."""
    known = changes.c.field.in_(OFFER_FIELDS) & changes.c.capability_id.is_(None)
    statement = select(changes.c.offer_id, changes.c.field).join(decisions).where(STANDING, known)
    made = list(connection.execute(statement.order_by(changes.c.change_id)))
    members = {row for group in found for row in group}
    now = Lines(connection).among(set(rows["offer_id"]), {row for row, _ in made})
    ours = [(row, now[row], field) for row, field in made if now.get(row) in members]
    holding = _differing(connection, rows, {current for row, current, _ in ours if row != current})
    decided: Decided = {}
    for row, current, field in ours:
        if row == current or (current, field) in holding:
            decided.setdefault(field, []).append(current)
    return decided


def _differing(connection: Connection, decided: pd.DataFrame, offer_ids: set[int]) -> set[tuple[int, str]]:
    """(row, field) wherever what is decided differs from what was read: there one on an older version holds."""
    codes = list(OFFER_FIELDS)
    read = frames.as_read(frames.offers, connection, offer_ids).set_index("offer_id")[codes]
    now = decided[decided["offer_id"].isin(offer_ids)].set_index("offer_id")[codes].loc[read.index]
    stacked = ((now != read) & ~(now.isna() & read.isna())).stack()
    return set(stacked[stacked.astype("bool")].index)
