"""The register at work: takes reports in, takes imports back, gives everything out. One change is one transaction.

Every committed change raises the version by one, in the same transaction, so that whoever shows the register can ask
cheaply whether anything changed. An import taken back keeps its rows, out of sight: numbers once given stay given.
Leaves out the tables (register.tables), the making of rows (register.rows) and of frames (register.frames), and what an
import writes (register.storing).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Engine, select

from capacity.corrections import Correction
from capacity.differences import Difference
from capacity.reports import Report, Table
from register import comparing, frames, inbox_imports, joining, remembered, sqlite, storing, warm
from register.contents import load, renewed
from register.deciding_tables import corrections
from register.errors import RegisterError, told
from register.frames import Contents, Original, Source
from register.overlay import Rows
from register.remembered import Remembered
from register.rows import rows_of
from register.storing import KEYS, Earlier, Imported, Incoming
from register.tables import imports, state


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
        self._last: Contents | None = None
        self._joined: Contents | None = None
        self._warm: warm.Warm | None = None

    @property
    def engine(self) -> Engine:
        """The database itself, for its upkeep (register.upkeep)."""
        return self._engine

    def close(self) -> None:
        """Lets go of the database file."""
        self._engine.dispose()

    def version(self) -> int:
        """The number of changes committed so far."""
        with self.reading() as connection:
            return frames.version(connection)

    def earlier(self, sha256: str) -> Earlier | None:
        """The import that holds the bytes of this hash, if any and not taken back."""
        with self.reading() as connection:
            return storing.earlier(connection, sha256)

    def difference(self, report: Report) -> Difference:
        """What `report` changes against the stored list that it is a new version of; see capacity.differences."""
        with self.reading() as connection:
            return comparing.difference(connection, report)

    def add(
        self,
        report: Report,
        content: bytes,
        *,
        by: str,
        now: dt.datetime | None = None,
        difference: Difference | None = None,
        withdraw: Collection[int] = (),
    ) -> Imported:
        """Stores `report`, read from `content`, whole or not at all; the same bytes twice change nothing.

        With its `difference` changed offers replace those they are versions of, unchanged ones are only noted as seen
        again, and the offer_ids of `withdraw`, which are missing now, leave the sight. Without it, all is stored. A
        file that nothing could be read from is kept too, with its issue; a later report of the same bytes that has no
        error takes its place. `now` is aware. Raises ValueError when `report` is of other bytes or `withdraw` names
        what is not missing, RegisterError "unfit" when a value does not fit its field, "changed_meanwhile" when the
        difference no longer holds.
        """
        storing.check_content(report, content)
        if not set(withdraw) <= (set() if difference is None else set(difference.missing["offer_id"])):
            raise ValueError("only offers that are missing now can be withdrawn")
        now = now or dt.datetime.now(dt.UTC)
        rows = rows_of(comparing.kept(report, difference))
        with self.writing() as connection:
            earlier = storing.earlier(connection, report.sha256)
            if earlier and (report.error or not earlier.error):
                return Imported(earlier.import_id, 0, 0, 0, same_as=earlier)
            if earlier:
                storing.take_back(connection, earlier.import_id, by, now)
            if difference is not None:
                comparing.check(connection, report, difference, withdraw)
            return storing.store(connection, Incoming(report, rows, content, by, now, difference, withdraw))

    def remember(self, correction: Correction, *, by: str, now: dt.datetime | None = None) -> None:
        """Holds a correction for its fingerprint from now on, in place of what held before."""
        now = now or dt.datetime.now(dt.UTC)
        with self.writing() as connection:
            storing.end(connection, corrections, {"fingerprint": correction.fingerprint}, by, now)
            remembered.begin(connection, storing.raised(connection, KEYS[corrections], 1), correction, by, now)
            storing.changed(connection, "correction")

    def forget(self, fingerprint: str, *, by: str, now: dt.datetime | None = None) -> bool:
        """Ends the correction of a fingerprint, which stays as history; whether there was one."""
        with self.writing() as connection:
            now = now or dt.datetime.now(dt.UTC)
            if not storing.end(connection, corrections, {"fingerprint": fingerprint}, by, now):
                return False
            storing.changed(connection, "correction")
        return True

    def corrections(self) -> list[Remembered]:
        """The corrections that hold, with who and when, the newest first."""
        with self.reading() as connection:
            return remembered.held(connection)

    def undo(self, import_id: int, *, by: str, now: dt.datetime | None = None) -> Undone:
        """Takes one import back whole; its file may then be imported again, and what it replaced is in sight again.

        A message that was accepted with it waits in the inbox again.
        Raises KeyError for an unknown number, RegisterError "built_upon" when a later version of the list rests on it.
        """
        now = now or dt.datetime.now(dt.UTC)
        with self.writing() as connection:
            found = connection.execute(select(imports).where(imports.c.import_id == import_id)).first()
            if found is None:
                raise KeyError(import_id)
            if found.undone_at is not None:
                return Undone(import_id, found.undone_at, found.undone_by, already=True)
            if later := comparing.built_upon(connection, import_id):
                raise RegisterError("built_upon", number=import_id, later=later)
            storing.take_back(connection, import_id, by, now)
            storing.changed(connection, "import_undone", import_id)
            inbox_imports.reopen(connection, import_id, by, now)
        return Undone(import_id, now.astimezone(dt.UTC), by, already=False)

    def contents(self) -> Contents:
        """Offers and capabilities as people decided them, with the version they are of, all from one moment.

        Rows that are one offer are one; see register.joining.
        What was read before is kept, and only what changed since is read again.
        """
        with self.reading() as connection:
            now = self._row_by_row(connection)
            joined = self._joined
            if joined is None or joined.version != now.version:
                rows = joining.together(connection, Rows(now.offers, now.capabilities))
                self._joined = joined = Contents(now.version, rows.offers, rows.capabilities)
        return Contents(joined.version, joined.offers.copy(deep=False), joined.capabilities.copy(deep=False))

    def row_by_row(self) -> Contents:
        """As contents(), but rows that are one offer each by itself."""
        with self.reading() as connection:
            now = self._row_by_row(connection)
        return Contents(now.version, now.offers.copy(deep=False), now.capabilities.copy(deep=False))

    def _row_by_row(self, connection: Connection) -> Contents:
        last = self._last
        if last is None and (kept := warm.load(self._engine, connection)):
            self._warm, self._joined, last = kept, kept.joined, kept.rows
        self._last = now = renewed(connection, last) if last else load(connection)
        return now

    def worked_out(self, version: int) -> Mapping[str, pa.Table] | None:
        """What the warm copy holds that was worked out of contents() of this version, if it was begun from one."""
        kept = self._warm
        return kept.worked_out if kept and kept.joined.version == version else None

    def keep_warm(self, version: int, worked_out: Mapping[str, pa.Table]) -> bool:
        """Keeps what was read last, if it is of this version, for the next start; see register.warm."""
        rows, joined = self._last, self._joined
        if rows is None or joined is None or not rows.version == joined.version == version:
            return False
        if self._engine.dialect.name == "sqlite":
            sqlite.try_to_empty_log(Path(str(self._engine.url.database)))
        with self.reading() as connection:
            kept = warm.save(self._engine, connection, warm.Warm(rows, joined, worked_out))
        if kept and self.version() != version:  # Windows may not have let forget delete what was being written
            warm.forget(self._engine)
        return kept

    def is_warm(self) -> bool:
        """Whether a warm copy of the present state is there."""
        with self.reading() as connection:
            return warm.is_kept(self._engine, connection)

    def forget_warm(self) -> None:
        """Deletes the warm copy, if there is one."""
        warm.forget(self._engine)

    def offers(self) -> pd.DataFrame:
        """One row per offer or need: offer_id, import_id, source_file, source_sheet, source_row, every OFFER field."""
        return self.contents().offers

    def capabilities(self) -> pd.DataFrame:
        """One row per capability: capability_id, offer_id, every CAPABILITY field."""
        return self.contents().capabilities

    def issues(self) -> pd.DataFrame:
        """One row per issue: issue_id, import_id, source_file and what a Report says of it; of a list the newest."""
        with self.reading() as connection:
            return frames.issues(connection)

    def imports(self) -> pd.DataFrame:
        """One row per import, newest first, those taken back included: numbers, who and when (UTC), error or none."""
        with self.reading() as connection:
            return frames.imports(connection)

    def tables(self, import_id: int) -> tuple[Table, ...]:
        """How the tables of one import were understood. Raises KeyError for an unknown number."""
        with self.reading() as connection:
            return frames.tables(connection, import_id)

    def original(self, sha256: str) -> Original:
        """A file exactly as it came. Raises KeyError for an unknown hash."""
        with self.reading() as connection:
            return frames.original(connection, sha256)

    def original_words(self, offer_id: int) -> dict[str, str]:
        """Heading → text of the row an offer was read from. Raises KeyError for an offer that is not in the frames."""
        with self.reading() as connection:
            return frames.original_words(connection, offer_id)

    def source_of(self, offer_id: int) -> Source:
        """Where an offer was read, and who imported it. Raises KeyError for an offer that is not in the frames."""
        with self.reading() as connection:
            return frames.source_of(connection, offer_id)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the data, for the classes that know one matter each."""
        with told(self._place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer overtakes: all of them take the version's row first.

        Whoever changes something says so with storing.changed before it ends.
        """
        with told(self._place), self._writer.begin() as connection:
            connection.execute(select(state.c.value).where(state.c.key == "version").with_for_update())
            yield connection
