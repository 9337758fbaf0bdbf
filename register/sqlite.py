"""All that is particular to SQLite: how its connections are set, how transactions begin, how its failures are named.

How its file is copied and looked over, too. Leaves out tables and statements: they are written once for any database.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

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


def prepare(engine: Engine) -> None:
    """Every connection waits its turn, keeps what it confirmed and sees one state of the data per transaction."""
    event.listen(engine, "connect", _set)
    event.listen(engine, "begin", _begin)


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
    return "failed" if code is None else REASONS.get(code & 0xFF, "failed")
