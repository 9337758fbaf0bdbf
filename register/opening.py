"""Opens a register, creating its tables when the database is new.

Leaves out where the register lives (register.location) and migrations: a database of another version is refused.
"""

from sqlalchemy import URL, Connection, Engine, create_engine, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from register import sqlite
from register.errors import RegisterError, told
from register.store import COUNTERS, Register
from register.tables import SCHEMA_VERSION, metadata, state


def open_register(url: str) -> Register:
    """The register in the database at `url` (SQLAlchemy's notation), made there if the database is new.

    Raises RegisterError: "bad_address", "no_driver", "cannot_open", "read_only", "not_a_database", "foreign", "newer",
    "older" and others that the database itself names.
    """
    address = _address(url)
    place = address.database if address.get_backend_name() == "sqlite" else address.render_as_string()
    engine = _engine(address)
    try:
        with told(str(place)):
            _make_or_check(engine, str(place))
    except RegisterError:
        engine.dispose()
        raise
    return Register(engine, str(place))


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise RegisterError("bad_address") from None  # the address may hold a password


def _engine(address: URL) -> Engine:
    try:
        engine = create_engine(address, hide_parameters=True)
    except (ImportError, NoSuchModuleError):
        raise RegisterError("no_driver", driver=address.drivername) from None
    if engine.dialect.name == "sqlite":
        sqlite.prepare(engine)
    return engine


def _make_or_check(engine: Engine, place: str) -> None:
    with engine.connect() as connection:
        made = inspect(connection).has_table(state.name)
    if not made:
        with engine.execution_options(writes=True).begin() as connection:
            _make(connection, place)
    with engine.connect() as connection:
        _check(connection, place)


def _make(connection: Connection, place: str) -> None:
    """All tables or none; another process may have been faster."""
    there = set(inspect(connection).get_table_names())
    if state.name in there:
        return
    if there & set(metadata.tables):
        raise RegisterError("foreign", place=place)
    metadata.create_all(connection)
    start = {"schema": SCHEMA_VERSION, **dict.fromkeys(COUNTERS, 0)}
    connection.execute(insert(state), [{"key": key, "value": value} for key, value in start.items()])


def _check(connection: Connection, place: str) -> None:
    if {column["name"] for column in inspect(connection).get_columns(state.name)} != set(state.c.keys()):
        raise RegisterError("foreign", place=place)
    version = connection.scalar(select(state.c.value).where(state.c.key == "schema"))
    if version is None:
        raise RegisterError("foreign", place=place)
    if version != SCHEMA_VERSION:
        raise RegisterError("newer" if version > SCHEMA_VERSION else "older", place=place)
