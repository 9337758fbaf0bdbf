"""All offers and capabilities in sight as people decided them; after few changes only those are read again.

The journal says what each version changed. Leaves out decisions themselves (register.overlay).
"""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import Connection, func, select

from capacity.collecting import paused
from register import frames
from register.deciding_tables import changes
from register.frames import Contents
from register.lineage import Lines
from register.overlay import Rows, laid_over
from register.tables import ACTIVE, WITHDRAWN, journal, offers, updates

# changes that leave every offer as it is
BESIDE = ("correction", "batch", "place", "message", "request", "initiative", "event", "commitment")
MOST = 5_000  # rows that are read one by one; beyond, reading all is as fast


def load(connection: Connection) -> Contents:
    """Everything in sight."""
    with paused():
        read = Rows(frames.offers(connection), frames.capabilities(connection))
        rows = laid_over(connection, read, Lines(connection))
    return Contents(frames.version(connection), rows.offers, rows.capabilities)


def renewed(connection: Connection, before: Contents) -> Contents:
    """Everything in sight now, of which only what changed since `before` is read; `before` itself if nothing did."""
    version = frames.version(connection)
    if version == before.version:
        return before
    touched = _touched(connection, before.version, version)
    if touched is None:
        return load(connection)
    lines = Lines(connection)
    touched = lines.rows(touched)
    if len(touched) > MOST:
        return load(connection)
    rows = in_sight(connection, touched, lines)
    return Contents(
        version,
        _replaced(before.offers, rows.offers, touched, "offer_id"),
        _replaced(before.capabilities, rows.capabilities, touched, "capability_id"),
    )


def in_sight(connection: Connection, rows: Collection[int], lines: Lines) -> Rows:
    """What is in sight among `rows`, which hold all rows of their lines, as people decided it."""
    if len(rows) > MOST:
        everything = load(connection)
        ours = (frame[frame["offer_id"].isin(list(rows))] for frame in (everything.offers, everything.capabilities))
        return Rows(*ours)
    which = ACTIVE & frames.of_rows(rows)
    read = Rows(frames.offers(connection, which=which), frames.capabilities(connection, which=which))
    return laid_over(connection, read, lines, rows)


def _replaced(before: pd.DataFrame, now: pd.DataFrame, touched: Collection[int], key: str) -> pd.DataFrame:
    if not touched:
        return before
    kept = before[~before["offer_id"].isin(list(touched))]
    both = pd.concat([kept, now]) if len(now) else kept
    return both.sort_values(key, kind="stable", ignore_index=True)


def _touched(connection: Connection, since: int, version: int) -> set[int] | None:
    """The offers that the versions after `since` touched, None where that is unknown or more than a few."""
    said = select(journal.c.what, journal.c.number).where(journal.c.version > since)
    notes = [(what, number) for what, number in connection.execute(said) if what not in BESIDE]
    told = connection.scalar(select(func.count()).select_from(said.subquery()))
    found: set[int] = set()
    for what, number in notes:
        ids = TOUCHED[what](connection, number) if what in TOUCHED else None
        if ids is None:
            return None
        found |= ids
    return found if told == version - since else None


def _by_decision(connection: Connection, number: int) -> set[int]:
    return set(connection.scalars(select(changes.c.offer_id).where(changes.c.decision_id == number)))


def _by_import(connection: Connection, number: int) -> set[int] | None:
    own = select(offers.c.offer_id).where(offers.c.import_id == number)
    older = select(updates.c.offer_id).where(updates.c.import_id == number, updates.c.what == WITHDRAWN)
    found = set(connection.scalars(own.limit(MOST + 1))) | set(connection.scalars(older.limit(MOST + 1)))
    return None if len(found) > MOST else found


TOUCHED = {
    "decision": _by_decision,
    "decision_undone": _by_decision,
    "import": _by_import,
    "import_undone": _by_import,
}
