"""All that is particular to PostgreSQL: how an address is written, how transactions begin, how its failures are named.

How many rows are copied in at once, too. Leaves out tables and statements: they are written once for any database. The
driver is loaded with the first connection.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, event
from sqlalchemy.exc import DBAPIError

DRIVER = "postgresql+psycopg"
WAITS = "60s"
ONE_WRITER = 20_200_330  # the advisory lock of whoever changes something
OPTIONS: dict[str, Any] = {
    "isolation_level": "REPEATABLE READ",  # whoever reads sees one state of the data
    "pool_pre_ping": True,  # a server that was restarted is found again
    "pool_size": 5,
    "max_overflow": 45,
    "connect_args": {"connect_timeout": 10, "application_name": "capacity register"},
}
SETTINGS = (
    "work_mem = '64MB'",  # so that the rows which later ones replaced are looked up in memory, however many
    "jit = off",  # compiling a statement takes longer than any of ours
)
REASONS = {
    "08": "unreachable",
    "28": "unreachable",
    "3D": "unreachable",
    "53": "busy",
    "5310": "full",
    "40": "busy",
    "55P03": "busy",
    "57": "unreachable",
    "57014": "busy",
    "58": "disk_failed",
    "25006": "read_only",
    "42501": "no_right",
    "XX001": "damaged",
    "XX002": "damaged",
}


def with_driver(address: URL) -> URL:
    """The address with the driver that this program uses, whether it says "postgres" or "postgresql"."""
    return address.set(drivername=DRIVER) if address.drivername in ("postgres", "postgresql") else address


def place(address: URL) -> str:
    """What people are told of an address: never a name or a password."""
    return f"{address.host or 'localhost'}/{address.database or ''}"


def prepare(engine: Engine) -> None:
    """Whoever writes waits until no other does, and then sees what the others wrote."""
    event.listen(engine, "connect", _set)
    event.listen(engine, "begin", _begin)


def _set(connection: Any, _record: object) -> None:
    for setting in SETTINGS:
        connection.execute(f"SET {setting}")
    connection.commit()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAITS}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")


def copy_in(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[tuple]) -> None:
    """Inserts rows of values as the driver wants them, many times faster than statements do."""
    import psycopg

    quoted = connection.dialect.identifier_preparer
    columns = ", ".join(quoted.format_column(table.c[name]) for name in names)
    statement = f"COPY {quoted.format_table(table)} ({columns}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DBAPIError(statement, None, error) from error


def reason(error: BaseException | None) -> str:
    """The code of RegisterError for what the driver raised; "failed" for what has no sentence of its own."""
    state = getattr(error, "sqlstate", None)
    if state is None:  # it never came to talk with a server
        return "unreachable" if type(error).__name__ == "OperationalError" else "failed"
    return next((REASONS[state[:size]] for size in (5, 4, 2) if state[:size] in REASONS), "failed")
