"""A register's upkeep: a consistent backup while people work, putting one back, looking whether all is whole.

Leaves out the command line (register.__main__) and how SQLite copies a file (register.sqlite).
"""

import datetime as dt
import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, func, select, update

from register import sqlite
from register.errors import RegisterError, told
from register.opening import holds_register, open_register
from register.store import Register
from register.storing import KEYS
from register.tables import REPLACED, imports, offers, originals, state, updates


def backup(register: Register, path: Path) -> None:
    """Copies all of the register, as it is at one moment, into the new file `path`.

    Raises RegisterError "exists", "server", "cannot_open" and what the database names.
    """
    _needs_file(register)
    if path.exists():
        raise RegisterError("exists", place=path)
    try:
        with told(str(path)):
            sqlite.copy_to(register.engine, path)
    except OSError:
        raise RegisterError("cannot_open", place=path) from None


def restore(register: Register, path: Path, *, now: dt.datetime | None = None) -> Path:
    """Puts the backup `path` in place of what the register holds; gives the file where that is kept.

    A backup of an earlier version comes forward. Raises RegisterError "not_ours" for what is no sound backup.
    """
    _needs_file(register)
    own = Path(str(register.engine.url.database))
    _sound(path, own.parent)
    kept = own.with_name(f"{own.stem}-before-{(now or dt.datetime.now(dt.UTC)):%Y%m%dT%H%M%S}.sqlite")
    backup(register, kept)
    before = register.version()
    with told(str(own)):
        sqlite.copy_from(register.engine, path)
    open_register(register.engine.url.render_as_string()).close()
    _tell_viewers(register, before)
    return kept


def faults(register: Register) -> dict[str, int]:
    """What is not whole, by kind: damage, original, counter, import, update; empty when all is well."""
    with register.engine.connect() as connection:
        found = {
            "damage": sqlite.damages(connection) if connection.dialect.name == "sqlite" else 0,
            "original": _changed_originals(connection),
            "counter": _late_counters(connection),
            "import": _uneven_imports(connection),
            "update": _lost_versions(connection),
        }
    return {kind: count for kind, count in found.items() if count}


def _needs_file(register: Register) -> None:
    if register.engine.dialect.name != "sqlite":
        raise RegisterError("server")


def _sound(path: Path, near: Path) -> None:
    """Raises "not_ours" unless the file is a whole register of this or an earlier version; it stays as it is."""
    with TemporaryDirectory(dir=near) as folder:
        copy = Path(folder) / "backup.sqlite"
        try:
            copy.write_bytes(path.read_bytes())
            whole = holds_register(f"sqlite:///{copy}") and not _faults_of(copy)
        except (OSError, RegisterError):
            whole = False
    if not whole:
        raise RegisterError("not_ours", place=path)


def _faults_of(path: Path) -> dict[str, int]:
    opened = open_register(f"sqlite:///{path}")
    try:
        return faults(opened)
    finally:
        opened.close()


def _tell_viewers(register: Register, before: int) -> None:
    """Raises the version over the one that screens have seen, so that they load anew."""
    version = state.c.key == "version"
    with register.engine.execution_options(writes=True).begin() as connection:
        now = connection.scalars(select(state.c.value).where(version)).one()
        connection.execute(update(state).where(version).values(value=max(before, now) + 1))


def _changed_originals(connection: Connection) -> int:
    whole = originals.c.erased_at.is_(None)
    rows = connection.execution_options(stream_results=True).execute(
        select(originals.c.sha256, originals.c.content).where(whole)
    )
    return sum(1 for sha256, content in rows if hashlib.sha256(content).hexdigest() != sha256)


def _late_counters(connection: Connection) -> int:
    values = {row.key: row.value for row in connection.execute(select(state.c.key, state.c.value))}
    highest = {key: connection.scalar(select(func.max(table.c[key]))) or 0 for table, key in KEYS.items()}
    return sum(1 for key, number in highest.items() if values.get(key, -1) < number)


def _uneven_imports(connection: Connection) -> int:
    """Imports that hold another number of offers than they say: what is new and changed, or all of the file."""
    said = func.coalesce(imports.c.new + imports.c.changed, imports.c.offers + imports.c.needs)
    held = select(func.count()).where(offers.c.import_id == imports.c.import_id).correlate(imports).scalar_subquery()
    return connection.scalar(select(func.count()).select_from(imports).where(said != held)) or 0


def _lost_versions(connection: Connection) -> int:
    """Offers said to be replaced by one that the import does not hold."""
    joined = updates.outerjoin(offers, updates.c.new_offer_id == offers.c.offer_id)
    missing = offers.c.offer_id.is_(None) | (offers.c.import_id != updates.c.import_id)
    statement = select(func.count()).select_from(joined).where(updates.c.what == REPLACED, missing)
    return connection.scalar(statement) or 0
