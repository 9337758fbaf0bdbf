"""A register's upkeep: a consistent backup while people work, and putting one back. A backup is one SQLite file.

So a backup of SQLite can be put into PostgreSQL and the other way round. Leaves out the command line
(register.__main__), how rows are copied (register.sqlite, register.copying) and looking whether all is whole
(register.checking).
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select, update

from register import sqlite, warm
from register.checking import faults
from register.copying import copy_all
from register.errors import RegisterError, told
from register.opening import holds_register, open_register
from register.store import Register
from register.tables import state


def backup(register: Register, path: Path) -> None:
    """Copies all of the register, as it is at one moment, into the new file `path`.

    Raises RegisterError "exists", "cannot_open" and what the database names.
    """
    if path.exists():
        raise RegisterError("exists", place=path)
    part = path.with_name(f"{path.name}.part")
    try:
        with told(str(path)):
            part.unlink(missing_ok=True)
            _write(register, part)
            part.replace(path)
    except OSError:
        raise RegisterError("cannot_open", place=path) from None
    finally:
        part.unlink(missing_ok=True)


def restore(register: Register, path: Path, *, now: dt.datetime | None = None) -> Path:
    """Puts the backup `path` in place of what the register holds; gives the file where that is kept.

    That stands beside the register, or beside the backup where the register is on a server. A backup of an earlier
    version comes forward. Raises RegisterError "not_ours" for what is no sound backup.
    """
    own = _file(register) or path.with_name("register.sqlite")
    kept = own.with_name(f"{own.stem}-before-{(now or dt.datetime.now(dt.UTC)):%Y%m%dT%H%M%S}.sqlite")
    with _sound_copy(path, own.parent) as copy:
        backup(register, kept)
        before = register.version()
        if _file(register):
            with told(str(own)):
                sqlite.copy_from(register.engine, Path(str(copy.engine.url.database)))
            _tell_viewers(register, before)
        else:
            with copy.reading() as source, register.writing() as target:
                copy_all(source, target)
                later = max(before, copy.version()) + 1
                target.execute(update(state).where(state.c.key == "version").values(value=later))
    warm.forget(register.engine)
    return kept


def _file(register: Register) -> Path | None:
    """The file of a register in SQLite."""
    return Path(str(register.engine.url.database)) if register.engine.dialect.name == "sqlite" else None


def _write(register: Register, path: Path) -> None:
    if _file(register):
        sqlite.copy_to(register.engine, path)
    else:
        url = f"sqlite:///{path}"
        with closing(open_register(url)) as copy, register.reading() as source, copy.writing() as target:
            copy_all(source, target)


@contextmanager
def _sound_copy(path: Path, near: Path) -> Iterator[Register]:
    """A copy of the backup, brought forward to this version. Raises "not_ours" unless it is whole."""
    with TemporaryDirectory(dir=near) as folder:
        copy = Path(folder) / "backup.sqlite"
        url = f"sqlite:///{copy}"
        try:
            copy.write_bytes(path.read_bytes())
            opened = open_register(url) if holds_register(url) else None
        except (OSError, RegisterError):
            opened = None
        if opened is None:
            raise RegisterError("not_ours", place=path)
        with closing(opened):
            if faults(opened):
                raise RegisterError("not_ours", place=path)
            yield opened


def _tell_viewers(register: Register, before: int) -> None:
    """Raises the version over the one that screens have seen, so that they load anew."""
    version = state.c.key == "version"
    with register.writing() as connection:
        now = connection.scalars(select(state.c.value).where(version)).one()
        connection.execute(update(state).where(version).values(value=max(before, now) + 1))
