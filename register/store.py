"""The register at work: takes reports in, takes imports back, gives everything out. One change is one transaction.

Every committed change raises the version by one, in the same transaction, so that whoever shows the register can ask
cheaply whether anything changed. An import taken back keeps its rows, out of sight: numbers once given stay given.
Leaves out the tables (register.tables), the making of rows (register.rows) and of frames (register.frames).
"""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields

import pandas as pd
from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy import Table as SqlTable

from capacity.reports import Report, Table
from register import frames
from register.bulk import insert_all
from register.errors import told
from register.frames import Contents, Original, Source
from register.rows import Columns, Rows, rows_of
from register.tables import LIVE, capabilities, imports, issues, offers, originals, state

KEYS = {offers: "offer_id", capabilities: "capability_id", issues: "issue_id", imports: "import_id"}
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
    """What one import added: nothing when the bytes were `already` there; `same_as` then says since when."""

    import_id: int
    offers: int
    needs: int
    issues: int
    same_as: Earlier | None = None

    @property
    def already(self) -> bool:
        """Whether the register held these bytes before."""
        return self.same_as is not None


@dataclass(frozen=True)
class Undone:
    """An import taken back: when and by whom; `already` when that was done before."""

    import_id: int
    at: dt.datetime
    by: str
    already: bool


class Register:
    """One database. Safe to share between threads; other processes may work on the same one.

    Every method raises RegisterError when the database refuses, and then nothing has changed.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        """Use open_register, which also makes the tables and checks their version."""
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._place = place

    def close(self) -> None:
        """Lets go of the database file."""
        self._engine.dispose()

    def version(self) -> int:
        """The number of changes committed so far."""
        with self._reading() as connection:
            return frames.version(connection)

    def is_empty(self) -> bool:
        """Whether nothing was ever imported, not even something taken back since."""
        with self._reading() as connection:
            return connection.execute(select(imports.c.import_id).limit(1)).first() is None

    def earlier(self, sha256: str) -> Earlier | None:
        """The import that holds the bytes of this hash, if any and not taken back."""
        with self._reading() as connection:
            return _earlier(connection, sha256)

    def add(self, report: Report, content: bytes, *, by: str, now: dt.datetime | None = None) -> Imported:
        """Stores `report`, read from `content`, whole or not at all; the same bytes twice change nothing.

        A file that nothing could be read from is kept too, with its issue; a later report of the same bytes that has
        no error takes its place. `now` is aware. Raises ValueError when `report` is of other bytes, RegisterError
        "unfit" when a value does not fit its field.
        """
        if hashlib.sha256(content).hexdigest() != report.sha256:
            raise ValueError("the report was not read from this content")
        now = now or dt.datetime.now(dt.UTC)
        rows = rows_of(report)
        with self._writing() as connection:
            earlier = _earlier(connection, report.sha256)
            if earlier and (report.error or not earlier.error):
                return Imported(earlier.import_id, 0, 0, 0, same_as=earlier)
            if earlier:
                _take_back(connection, earlier.import_id, by, now)
            return _store(connection, report, rows, content, by, now)

    def undo(self, import_id: int, *, by: str, now: dt.datetime | None = None) -> Undone:
        """Takes one import back whole; its file may then be imported again. Raises KeyError for an unknown number."""
        now = now or dt.datetime.now(dt.UTC)
        with self._writing() as connection:
            found = connection.execute(select(imports).where(imports.c.import_id == import_id)).first()
            if found is None:
                raise KeyError(import_id)
            if found.undone_at is not None:
                return Undone(import_id, found.undone_at, found.undone_by, already=True)
            _take_back(connection, import_id, by, now)
            _raise(connection, "version", 1)
        return Undone(import_id, now.astimezone(dt.UTC), by, already=False)

    def contents(self) -> Contents:
        """Offers and capabilities with the version they are of, all from one moment."""
        with self._reading() as connection:
            return Contents(frames.version(connection), frames.offers(connection), frames.capabilities(connection))

    def offers(self) -> pd.DataFrame:
        """One row per offer or need: offer_id, import_id, source_file, source_sheet, source_row, every OFFER field."""
        with self._reading() as connection:
            return frames.offers(connection)

    def capabilities(self) -> pd.DataFrame:
        """One row per capability: capability_id, offer_id, every CAPABILITY field."""
        with self._reading() as connection:
            return frames.capabilities(connection)

    def issues(self) -> pd.DataFrame:
        """One row per issue: issue_id, import_id, source_file and what a Report says of it."""
        with self._reading() as connection:
            return frames.issues(connection)

    def imports(self) -> pd.DataFrame:
        """One row per import, newest first, those taken back included: numbers, who and when (UTC), error or none."""
        with self._reading() as connection:
            return frames.imports(connection)

    def tables(self, import_id: int) -> tuple[Table, ...]:
        """How the tables of one import were understood. Raises KeyError for an unknown number."""
        with self._reading() as connection:
            return frames.tables(connection, import_id)

    def original(self, sha256: str) -> Original:
        """A file exactly as it came. Raises KeyError for an unknown hash."""
        with self._reading() as connection:
            return frames.original(connection, sha256)

    def original_words(self, offer_id: int) -> dict[str, str]:
        """Heading → text of the row an offer was read from. Raises KeyError for an offer that is not in the frames."""
        with self._reading() as connection:
            return frames.original_words(connection, offer_id)

    def source_of(self, offer_id: int) -> Source:
        """Where an offer was read, and who imported it. Raises KeyError for an offer that is not in the frames."""
        with self._reading() as connection:
            return frames.source_of(connection, offer_id)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self._place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other writer overtakes: all of them take the version's row first."""
        with told(self._place), self._writer.begin() as connection:
            connection.execute(select(state.c.value).where(state.c.key == "version").with_for_update())
            yield connection


def _earlier(connection: Connection, sha256: str) -> Earlier | None:
    columns = (imports.c[each.name] for each in fields(Earlier))
    found = connection.execute(select(*columns).where(imports.c.sha256 == sha256, LIVE)).first()
    return Earlier(*found) if found else None


def _store(connection: Connection, report: Report, rows: Rows, content: bytes, by: str, now: dt.datetime) -> Imported:
    _keep_original(connection, report, content, now)
    import_id = _raise(connection, KEYS[imports], 1)
    done = Imported(import_id, len(report.offers) - rows.needs, rows.needs, len(report.issues))
    connection.execute(insert(imports), _import(report, done, by, now))
    first = _insert(connection, offers, {**rows.offers, "import_id": [import_id] * len(report.offers)})
    _insert(connection, capabilities, {**rows.capabilities, "offer_id": [first + each for each in rows.owners]})
    _insert(connection, issues, {**rows.issues, "import_id": [import_id] * len(report.issues)})
    _raise(connection, "version", 1)
    return done


def _import(report: Report, done: Imported, by: str, now: dt.datetime) -> dict[str, object]:
    return {
        "import_id": done.import_id,
        "at": now,
        "by": by,
        "rows": sum(table.rows for table in report.tables),
        "offers": done.offers,
        "needs": done.needs,
        "issues": done.issues,
        "tables": [asdict(table) for table in report.tables],
        **{name: getattr(report, name) for name in ("file", "sha256", "format", "encoding", "delimiter", "error")},
    }


def _keep_original(connection: Connection, report: Report, content: bytes, now: dt.datetime) -> None:
    if connection.execute(select(originals.c.sha256).where(originals.c.sha256 == report.sha256)).first() is None:
        values = {"sha256": report.sha256, "name": report.file, "size": len(content), "content": content}
        connection.execute(insert(originals), {**values, "stored_at": now})


def _insert(connection: Connection, table: SqlTable, columns: Columns) -> int:
    """Stores the rows under keys of their own and gives the first key."""
    key, size = KEYS[table], len(next(iter(columns.values())))
    first = _raise(connection, key, size) - size + 1
    insert_all(connection, table, {key: range(first, first + size), **columns})
    return first


def _raise(connection: Connection, counter: str, by: int) -> int:
    """The counter's value after raising it."""
    connection.execute(update(state).where(state.c.key == counter).values(value=state.c.value + by))
    return connection.scalars(select(state.c.value).where(state.c.key == counter)).one()


def _take_back(connection: Connection, import_id: int, by: str, now: dt.datetime) -> None:
    taken_back = update(imports).where(imports.c.import_id == import_id).values(undone_at=now, undone_by=by)
    connection.execute(taken_back)
