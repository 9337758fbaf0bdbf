"""All that is particular to SQLite: how its connections are set, how transactions begin, how its failures are named.

Leaves out tables and statements: those are written once for every database.
"""

import sqlite3

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

WAITS_MS = 60_000
SETTINGS = (
    f"busy_timeout = {WAITS_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",  # a confirmed import survives a power cut, not only a crash
    "fullfsync = ON",  # macOS alone: its plain fsync leaves data in the cache of the disk
    "foreign_keys = ON",
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


def reason(error: BaseException | None) -> str:
    """The code of RegisterError for what the driver raised; "failed" for what has no sentence of its own."""
    code = getattr(error, "sqlite_errorcode", None)
    return "failed" if code is None else REASONS.get(code & 0xFF, "failed")
