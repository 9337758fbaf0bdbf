"""What one import writes: the file, its offers, capabilities and issues, and what becomes of older versions of them.

Leaves out the transaction around it (register.store).
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields

from sqlalchemy import Connection, insert, select, update
from sqlalchemy import Table as SqlTable

from capacity.differences import Difference
from capacity.reports import Report
from register import comparing
from register.bulk import insert_all
from register.deciding_tables import batches, changes, corrections, decisions, documents, place_corrections
from register.inbox_tables import (
    commitment_steps,
    commitments,
    drafts,
    events,
    initiatives,
    message_steps,
    messages,
    requests,
)
from register.rows import Columns, Rows
from register.tables import LIVE, capabilities, erasures, imports, issues, journal, offers, originals, state

KEYS = {
    offers: "offer_id",
    capabilities: "capability_id",
    issues: "issue_id",
    imports: "import_id",
    corrections: "correction_id",
    decisions: "decision_id",
    changes: "change_id",
    documents: "document_id",
    batches: "batch_id",
    erasures: "erasure_id",
    place_corrections: "place_correction_id",
    requests: "request_id",
    initiatives: "initiative_id",
    events: "event_id",
    messages: "message_id",
    message_steps: "step_id",
    drafts: "draft_id",
    commitments: "commitment_id",
    commitment_steps: "commitment_step_id",
}
COUNTERS = ("version", *KEYS.values())


@dataclass(frozen=True)
class Earlier:
    """The import that already holds the same bytes; `error` when nothing could be read from them then."""

    import_id: int
    file: str
    at: dt.datetime
    by: str
    error: str | None


@dataclass(frozen=True)
class Imported:
    """What one import holds: nothing when the bytes were `already` there; `same_as` then says since when.

    `offers` and `needs` are those of the file; `counts` says how many of them are new, changed and unchanged, and how
    many are missing, where the file is a new version of a list.
    """

    import_id: int
    offers: int
    needs: int
    issues: int
    same_as: Earlier | None = None
    counts: dict[str, int] | None = None

    @property
    def already(self) -> bool:
        """Whether the register held these bytes before."""
        return self.same_as is not None


@dataclass(frozen=True)
class Incoming:
    """A report on its way in: its rows, the file, who and when, and what it changes."""

    report: Report
    rows: Rows
    content: bytes
    by: str
    now: dt.datetime
    difference: Difference | None
    withdraw: Collection[int]


def check_content(report: Report, content: bytes) -> None:
    """Raises ValueError when `report` was not read from `content`."""
    if hashlib.sha256(content).hexdigest() != report.sha256:
        raise ValueError("the report was not read from this content")


def earlier(connection: Connection, sha256: str) -> Earlier | None:
    """The import in sight that holds the bytes of this hash."""
    columns = (imports.c[each.name] for each in fields(Earlier))
    found = connection.execute(select(*columns).where(imports.c.sha256 == sha256, LIVE)).first()
    return Earlier(*found) if found else None


def store(connection: Connection, new: Incoming) -> Imported:
    """Stores one report with its file; what it does to older offers is written with it."""
    report, rows = new.report, new.rows
    keep(connection, report.file, new.content, new.now)
    import_id = raised(connection, KEYS[imports], 1)
    needs = int((report.offers["kind"] == "need").sum())
    compared = comparing.counts(new.difference, new.withdraw)
    counts = new.difference.counts if new.difference and compared else None
    done = Imported(import_id, len(report.offers) - needs, needs, len(report.issues), counts=counts)
    connection.execute(insert(imports), {**_import(new, done), **compared})
    first = insert_rows(connection, offers, {**rows.offers, "import_id": [import_id] * len(rows.row_ids)})
    if new.difference is not None:
        versions = {row_id: first + place for place, row_id in enumerate(rows.row_ids)}
        comparing.note(connection, import_id, new.difference, versions, new.withdraw)
    insert_rows(connection, capabilities, {**rows.capabilities, "offer_id": [first + each for each in rows.owners]})
    insert_rows(connection, issues, {**rows.issues, "import_id": [import_id] * len(report.issues)})
    changed(connection, "import", import_id)
    return done


def _import(new: Incoming, done: Imported) -> dict[str, object]:
    report = new.report
    return {
        "import_id": done.import_id,
        "at": new.now,
        "by": new.by,
        "rows": sum(table.rows for table in report.tables),
        "offers": done.offers,
        "needs": done.needs,
        "issues": done.issues,
        "tables": [asdict(table) for table in report.tables],
        **{name: getattr(report, name) for name in ("file", "sha256", "format", "encoding", "delimiter", "error")},
    }


def keep(connection: Connection, name: str, content: bytes, now: dt.datetime) -> str:
    """Keeps a file under the hash of its content, once, and gives that; one that was erased comes back."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = originals.c.sha256 == sha256
    values = {"name": name, "size": len(content), "content": content, "stored_at": now, "erased_at": None}
    held = connection.execute(select(originals.c.erased_at).where(known)).first()
    if held is None:
        connection.execute(insert(originals), {"sha256": sha256, **values})
    elif held.erased_at is not None:
        connection.execute(update(originals).where(known).values(values))
    return sha256


def insert_rows(connection: Connection, table: SqlTable, columns: Columns) -> int:
    """Stores the rows under keys of their own and gives the first key."""
    key, size = KEYS[table], len(next(iter(columns.values())))
    first = raised(connection, key, size) - size + 1
    insert_all(connection, table, {key: range(first, first + size), **columns})
    return first


def raised(connection: Connection, counter: str, by: int) -> int:
    """The counter's value after raising it."""
    connection.execute(update(state).where(state.c.key == counter).values(value=state.c.value + by))
    return connection.scalars(select(state.c.value).where(state.c.key == counter)).one()


def changed(connection: Connection, what: str, number: int | None = None) -> int:
    """The version after this change, which is noted with what it was ("import", "decision"…) and of which number."""
    version = raised(connection, "version", 1)
    connection.execute(insert(journal), {"version": version, "what": what, "number": number})
    return version


def end(connection: Connection, table: SqlTable, key: Mapping[str, str], by: str, now: dt.datetime) -> bool:
    """Ends what holds for a key in a table whose rows hold until they are ended; whether there was anything."""
    held = [table.c.ended_at.is_(None), *(table.c[name] == value for name, value in key.items())]
    return connection.execute(update(table).where(*held).values(ended_at=now, ended_by=by)).rowcount > 0


def decide(connection: Connection, kind: str, *, by: str, why: str | None, now: dt.datetime) -> int:
    """Notes that somebody decides something, as a change of its own; the decision's number."""
    number = raised(connection, KEYS[decisions], 1)
    values = {"decision_id": number, "at": now, "by": by, "kind": kind, "why": why or None}
    connection.execute(insert(decisions), values)
    changed(connection, "decision", number)
    return number


def take_back(connection: Connection, import_id: int, by: str, now: dt.datetime) -> None:
    """Puts one import out of sight, and with it what it did to older offers."""
    taken_back = update(imports).where(imports.c.import_id == import_id).values(undone_at=now, undone_by=by)
    connection.execute(taken_back)
