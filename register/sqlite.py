"""All that is particular to SQLite: how its connections are set, how transactions begin, how its failures are named.

How its file is copied and looked over, too. Leaves out tables and statements: they are written once for any database.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

DriverError = sqlite3.Error
WAITS_MS = 60_000
SETTINGS = (
    f"busy_timeout = {WAITS_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",  # a confirmed import survives a power cut, not only a crash
    "fullfsync = ON",  # macOS alone: its plain fsync leaves data in the cache of the disk
    "foreign_keys = ON",
    "secure_delete = ON",  # what is erased is overwritten in the file, not only let go
)
REASONS = {
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "cannot_open",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "disk_failed",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
}
# Our statements name what every register has, so where it is missing the file is torn; and it holds texts alone.
DAMAGED = ("no such table", "no such column", "Could not decode to UTF-8")


def prepare(engine: Engine) -> None:
    """Every connection waits its turn, keeps what it confirmed and sees one state of the data per transaction."""
    event.listen(engine, "connect", _set)
    event.listen(engine, "begin", _begin)
    if engine.url.database and not engine.url.query:
        _stay_with(engine, Path(engine.url.database))


def _stay_with(engine: Engine, path: Path) -> None:
    """Never writes to a file that was moved away or replaced, nor makes an empty one where the register was."""
    there_before = False

    def connect(*_: object) -> None:
        if there_before and not path.exists():
            gone = sqlite3.OperationalError("the file is gone")
            gone.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise gone

    def connected(_: object, record: ConnectionPoolEntry) -> None:
        nonlocal there_before
        there_before, record.info["file"] = True, _identity(path)

    def checkout(_: object, record: ConnectionPoolEntry, __: object) -> None:
        if record.info.get("file") != _identity(path):
            raise DisconnectionError

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", connected)
    event.listen(engine, "checkout", checkout)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _set(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # Python's own BEGIN would come only before the first change
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def empty_log(engine: Engine) -> None:
    """Takes all of the write-ahead log into the file and empties it, as far as nobody is reading older states."""
    with engine.connect() as connection:
        connection.rollback()
        _driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")


def try_to_empty_log(path: Path) -> None:
    """The same as far as it goes without keeping anybody waiting."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def touched(path: Path) -> tuple[int, int] | None:
    """Size and time of the last change of a database's file; None while the log beside it holds something."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return None
    now = path.stat()
    return now.st_size, now.st_mtime_ns


def copy_to(engine: Engine, path: Path) -> None:
    """The whole database as it is at one moment, in one new file, while others go on working."""
    with engine.connect() as connection, closing(sqlite3.connect(path)) as copy:
        _driver(connection).backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # nothing of it stands in a second file


def copy_from(engine: Engine, path: Path) -> None:
    """Puts the database in the file `path` in place of this one; who reads meanwhile sees the old state whole."""
    with engine.connect() as connection, closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as copy:
        copy.backup(_driver(connection))


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def damages(connection: Connection) -> int:
    """How many faults SQLite itself finds in the file: pages, indexes, rows whose owner is missing."""
    pages = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return len([each for each in pages if each != "ok"]) + len(
        connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    )


def reason(error: BaseException | None) -> str:
    """The code of RegisterError for what the driver raised; "failed" for what has no sentence of its own."""
    code = getattr(error, "sqlite_errorcode", None)
    if str(error).startswith(DAMAGED):
        return "damaged"
    return "failed" if code is None else REASONS.get(code & 0xFF, "failed")
