"""The databases that a register can be in: SQLite, PostgreSQL, and any other that SQLAlchemy knows, as it comes.

Leaves out what is particular to each (register.sqlite, register.postgres).
"""

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from register import postgres, sqlite
from register.errors import RegisterError


def address_of(url: str) -> URL:
    """The address that a text means. Raises RegisterError "bad_address"."""
    try:
        return postgres.with_driver(make_url(url))
    except (ArgumentError, ValueError):
        raise RegisterError("bad_address") from None  # the address may hold a password


def place_of(address: URL) -> str:
    """What people are told of an address: the file, else the server and the database, never a password."""
    return str(address.database) if address.get_backend_name() == "sqlite" else postgres.place(address)


def engine_of(address: URL) -> Engine:
    """A database whose connections behave. Raises RegisterError "no_driver"."""
    name = address.get_backend_name()
    try:
        engine = create_engine(address, hide_parameters=True, **(postgres.OPTIONS if name == "postgresql" else {}))
    except (ImportError, NoSuchModuleError):
        raise RegisterError("no_driver", driver=address.drivername) from None
    if name == "sqlite":
        sqlite.prepare(engine)
    elif name == "postgresql":
        postgres.prepare(engine)
    return engine
