"""Versions of one list: which stored offers a report may change, and what was changed, seen again or withdrawn.

Nothing is overwritten: an import says which older offers it replaces, so that taking it back brings them back. Leaves
out which list that is (register.continuing), comparing (capacity.differences) and the import itself (register.store).
"""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection, select

from capacity import differences
from capacity.differences import Compared, Difference
from capacity.differences_pairing import known_by, pairs
from capacity.reports import Report
from capacity.schema import CAPABILITY_FIELDS
from register import frames
from register import tables as t
from register.bulk import insert_all
from register.continuing import continued, lists_alike, worth_comparing
from register.errors import RegisterError


def difference(connection: Connection, report: Report) -> Difference:
    """The report against the stored list that it is a new version of; all is new where there is none."""
    version = frames.version(connection)
    imports, same = continued(connection, report)
    if not imports:
        nothing = frames.offers(connection, original=True, which=frames.of_imports([]))
        return Difference(new=report.offers, missing=nothing, version=version)
    which = frames.of_imports(imports)
    offers = frames.offers(connection, original=True, which=which)
    lines = frames.capabilities(connection, which=which)
    found = differences.difference(report.offers, report.capabilities, offers, lines, same)
    taken = t.imports.c
    columns = (taken.import_id, taken.file, taken.at, taken.by)
    row = connection.execute(select(*columns).where(taken.import_id == max(imports))).one()
    return replace(found, version=version, compared_with=Compared(*row))


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
    alike = lists_alike(connection, report)
    grown = {alike[number] for _, number in since if number in alike}
    return bool(worth_comparing(connection, report, {each: of for each, of in alike.items() if of in grown}))


def _told(found: Difference) -> tuple[object, ...]:
    """Which list a report was compared with, and how its rows were paired with that."""
    pairs = (set(zip(each["row_id"], each["offer_id"], strict=True)) for each in (found.changed, found.unchanged))
    return found.compared_with and found.compared_with.import_id, frozenset(found.missing["offer_id"]), *pairs


def says_else(connection: Connection, report: Report, import_id: int) -> bool:
    """Whether a report says something else than what an import of the same bytes brought, new or as seen again."""
    seen = select(t.updates.c.offer_id).where(t.updates.c.import_id == import_id, t.updates.c.what == t.SEEN)
    which = (t.offers.c.import_id == import_id) | t.offers.c.offer_id.in_(seen)
    stored, lines = frames.offers(connection, original=True, which=which), frames.capabilities(connection, which=which)
    sides = known_by(report.offers, report.capabilities, "row_id"), known_by(stored, lines, "offer_id")
    found = differences.difference(report.offers, report.capabilities, stored, lines, pairs(*sides))
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
