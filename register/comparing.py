"""Versions of one list: which stored offers a report may change, and what was changed, seen again or withdrawn.

Nothing is overwritten: an import says which older offers it replaces, so that taking it back brings them back. Leaves
out comparing (capacity.differences) and the import itself (register.store).
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Connection, select

from capacity import differences
from capacity.differences import Compared, Difference, closest, one_in, worth_comparing
from capacity.reports import Report, Table
from capacity.schema import CAPABILITY_FIELDS
from register import frames
from register import tables as t
from register.bulk import insert_all
from register.errors import RegisterError

ALIKE = 0.5  # the share of headings that two versions of a list have in common


class Mark(NamedTuple):
    """What a table is known by."""

    fingerprint: str
    headings: frozenset[str]


def difference(connection: Connection, report: Report) -> Difference:
    """The report against the stored list that it is a new version of; all is new where there is none."""
    lists = _worth_comparing(connection, report, _lists_alike(connection, report))
    which = frames.of_imports(lists)
    offers = frames.offers(connection, original=True, which=which)
    capabilities = frames.capabilities(connection, which=which)
    found, best = closest(
        report.offers, report.capabilities, offers, capabilities, offers["import_id"].map(lists).astype("Int64")
    )
    now = {**vars(found), "version": frames.version(connection)}
    if best is None:
        return Difference(**now)
    newest = max(import_id for import_id, first in lists.items() if first == best)
    taken = t.imports.c
    columns = (taken.import_id, taken.file, taken.at, taken.by)
    row = connection.execute(select(*columns).where(taken.import_id == newest)).one()
    return Difference(**{**now, "compared_with": Compared(*row)})


def _lists_alike(connection: Connection, report: Report) -> dict[int, int]:
    """Imports of lists with a table like one of the report's: import → the first import of its list."""
    taken = t.imports.c
    statement = select(taken.import_id, taken.compared_with, taken.undone_at, taken.tables).order_by(taken.import_id)
    wanted = _known_by(table for table in report.tables if table.offers + table.needs)
    first: dict[int, int] = {}
    alike: set[int] = set()
    live: list[int] = []
    for import_id, compared_with, undone_at, tables in connection.execute(statement):
        first[import_id] = first.get(compared_with, import_id)
        if undone_at is None:
            live.append(import_id)
            found = _known_by(frames.table(each) for each in tables)
            if any(_alike(one, other) for one in wanted for other in found):
                alike.add(first[import_id])
    return {import_id: first[import_id] for import_id in live if first[import_id] in alike}


def _worth_comparing(connection: Connection, report: Report, lists: dict[int, int]) -> dict[int, int]:
    """The imports of those lists that may share enough with the report; many send in the same table what is theirs."""
    every = _every(connection, len(report.offers), lists)
    steps = {step: [number for number, first in lists.items() if every[first] == step] for step in set(every.values())}
    parts = [frames.signs(connection, frames.of_imports(numbers, step)) for step, numbers in steps.items()]
    if not parts:
        return {}
    signs = pd.concat(parts, ignore_index=True)
    of = signs["import_id"].map(lists).astype("Int64")
    likely = worth_comparing(report.offers, signs, of, of.map(every).astype("int64"))
    return {import_id: first for import_id, first in lists.items() if first in likely}


def _every(connection: Connection, reported: int, lists: dict[int, int]) -> dict[int, int]:
    """First import of a list → every how many-th of its offers is looked at, by the size of its newest version."""
    taken = t.imports.c
    statement = select(taken.import_id, taken.offers + taken.needs).where(taken.import_id.in_(list(lists)))
    sizes = connection.execute(statement.order_by(taken.import_id))
    return {lists[import_id]: one_in(size, reported) for import_id, size in sizes}


def _known_by(tables: Iterable[Table]) -> list[Mark]:
    """The fingerprint of each table and its headings, which a list may gain or lose from week to week."""
    headings = ((table, (" ".join(each.source.casefold().split()) for each in table.columns)) for table in tables)
    return [Mark(table.fingerprint, frozenset(filter(None, words))) for table, words in headings]


def _alike(one: Mark, other: Mark) -> bool:
    shared, all_ = len(one.headings & other.headings), len(one.headings | other.headings)
    return bool(one.fingerprint and one.fingerprint == other.fingerprint) or (shared > 0 and shared >= ALIKE * all_)


def check(connection: Connection, report: Report, found: Difference, withdrawn: Collection[int]) -> None:
    """Raises RegisterError "changed_meanwhile" when the report would be compared otherwise by now.

    So it is when an offer that was compared is no longer in sight, or when an import that came or was taken back since
    is of the same list; imports of other lists change nothing about it.
    """
    touched = {*found.changed["offer_id"], *found.unchanged["offer_id"], *withdrawn}
    statement = select(t.offers.c.offer_id).select_from(t.offers.join(t.imports)).where(t.ACTIVE)
    gone = bool(touched) and not touched <= set(connection.scalars(statement))
    if gone or (
        _touched_since(connection, report, found.version) and _told(difference(connection, report)) != _told(found)
    ):
        raise RegisterError("changed_meanwhile")


def _touched_since(connection: Connection, report: Report, version: int) -> bool:
    """Whether a list that the report may continue has come, grown or gone since: only then all is compared again."""
    later = (t.journal.c.version > version) & t.journal.c.what.in_(("import", "import_undone"))
    since = connection.execute(select(t.journal.c.what, t.journal.c.number).where(later)).all()
    if not since or any(what == "import_undone" for what, _ in since):
        return bool(since)
    alike = _lists_alike(connection, report)
    grown = {alike[number] for _, number in since if number in alike}
    return bool(_worth_comparing(connection, report, {each: of for each, of in alike.items() if of in grown}))


def _told(found: Difference) -> tuple[object, ...]:
    """Which list a report was compared with, and how its rows were paired with that."""
    pairs = (set(zip(each["row_id"], each["offer_id"], strict=True)) for each in (found.changed, found.unchanged))
    return found.compared_with and found.compared_with.import_id, frozenset(found.missing["offer_id"]), *pairs


def says_else(connection: Connection, report: Report, import_id: int) -> bool:
    """Whether a report says something else than what an import of the same bytes brought, new or as seen again."""
    seen = select(t.updates.c.offer_id).where(t.updates.c.import_id == import_id, t.updates.c.what == t.SEEN)
    which = (t.offers.c.import_id == import_id) | t.offers.c.offer_id.in_(seen)
    stored, lines = frames.offers(connection, original=True, which=which), frames.capabilities(connection, which=which)
    found = differences.difference(report.offers, report.capabilities, stored, lines)
    return bool(len(found.new) or len(found.missing) or len(found.changed))


def note(
    connection: Connection, import_id: int, found: Difference, versions: dict[int, int], withdrawn: Collection[int]
) -> None:
    """Writes what the import does to older offers; `versions`: row_id → the offer_id it was stored under."""
    seen, replaced = found.unchanged["offer_id"].tolist(), found.changed["offer_id"].tolist()
    gone = sorted(map(int, withdrawn))
    what = [t.SEEN] * len(seen) + [t.REPLACED] * len(replaced) + [t.WITHDRAWN] * len(gone)
    new = [None] * len(seen) + [versions[row] for row in found.changed["row_id"]] + [None] * len(gone)
    columns = {"offer_id": [*seen, *replaced, *gone], "what": what, "new_offer_id": new}
    insert_all(connection, t.updates, {"import_id": [import_id] * len(what), **columns})


def counts(found: Difference | None, withdrawn: Collection[int]) -> dict[str, int | None]:
    """The columns of an import that say what it did to the list before it."""
    if found is None or found.compared_with is None:
        return {}
    return {"compared_with": found.compared_with.import_id, **found.counts, "withdrawn": len(withdrawn)}


def built_upon(connection: Connection, import_id: int) -> int | None:
    """The newest import in sight that rests on offers of this one."""
    statement = (
        select(t.updates.c.import_id)
        .join(t.offers, t.updates.c.offer_id == t.offers.c.offer_id)
        .join(t.imports, t.updates.c.import_id == t.imports.c.import_id)
        .where(t.offers.c.import_id == import_id, t.LIVE)
    )
    return connection.scalar(statement.order_by(t.updates.c.import_id.desc()).limit(1))


def kept(report: Report, found: Difference | None) -> Report:
    """The report with those offers alone that are stored: all but the unchanged ones."""
    if found is None or found.unchanged.empty:
        return report
    rows = found.unchanged["row_id"]
    offers = report.offers[~report.offers["row_id"].isin(rows)]
    capabilities: pd.DataFrame = report.capabilities[~report.capabilities["row_id"].isin(rows)]
    return Report(**{**vars(report), "offers": offers, "capabilities": capabilities[["row_id", *CAPABILITY_FIELDS]]})
