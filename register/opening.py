"""Opens a register, creating its tables when the database is new and bringing one of an earlier version forward.

Leaves out where the register lives (register.location) and the steps from version to version (register.migrations). A
database of a newer version is refused.
"""

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from register.databases import address_of, engine_of, place_of
from register.errors import RegisterError, told
from register.store import Register
from register.storing import COUNTERS
from register.tables import SCHEMA_VERSION, metadata, state


def open_register(url: str) -> Register:
    """The register in the database at `url` (SQLAlchemy's notation), made there if the database is new.

    Raises RegisterError: "bad_address", "no_driver", "cannot_open", "read_only", "not_a_database", "foreign", "newer",
    "older" and others that the database itself names.
    """
    address = address_of(url)
    place, engine = place_of(address), engine_of(address)
    try:
        with told(place):
            _make_or_check(engine, place)
    except RegisterError:
        engine.dispose()
        raise
    return Register(engine, place)


def holds_register(url: str) -> bool:
    """Whether the database has the tables of a register already; it is not changed. Raises RegisterError."""
    address = address_of(url)
    engine = engine_of(address)
    try:
        with told(place_of(address)), engine.connect() as connection:
            return inspect(connection).has_table(state.name)
    finally:
        engine.dispose()


def _make_or_check(engine: Engine, place: str) -> None:
    with engine.connect() as connection:
        made = inspect(connection).has_table(state.name)
    if not made:
        with engine.execution_options(writes=True).begin() as connection:
            _make(connection, place)
    with engine.connect() as connection:
        version = _version(connection, place)
    if version < SCHEMA_VERSION:
        _bring_forward(engine, place)


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


def _bring_forward(engine: Engine, place: str) -> None:
    """All steps or none; another process may have been faster."""
    from register.migrations import OLDEST, migrate  # loads Alembic, which an opening seldom needs

    with engine.execution_options(writes=True).begin() as connection:
        version = _version(connection, place)
        if version < OLDEST:
            raise RegisterError("older", place=place)
        migrate(connection, version)
        connection.execute(update(state).where(state.c.key == "schema").values(value=SCHEMA_VERSION))


def _version(connection: Connection, place: str) -> int:
    """The version of the tables; one of another program or newer than this is refused."""
    if {column["name"] for column in inspect(connection).get_columns(state.name)} != set(state.c.keys()):
        raise RegisterError("foreign", place=place)
    version = connection.scalar(select(state.c.value).where(state.c.key == "schema"))
    if version is None:
        raise RegisterError("foreign", place=place)
    if version > SCHEMA_VERSION:
        raise RegisterError("newer", place=place)
    return version
