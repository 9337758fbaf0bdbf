"""A compact copy of everything in sight beside the register, from which a server starts within half a second.

It is what Arrow has in memory, mapped rather than read, with what was worked out of it (capacity.keeping). It counts
only for exactly the state of the register that it was made from, else the register itself is read; it may be deleted at
any time. One writes at a time, and what is there is replaced whole. Leaves out when one is made (ui.warm).
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Engine, func, select

from capacity import keeping
from register import sqlite
from register.errors import RegisterError
from register.folders import named
from register.frames import Contents, version
from register.tables import SCHEMA_VERSION, imports, journal

MAGIC = b"capacity-warm-1\n"
LEAST = 20_000  # offers; fewer are read from the register as fast
LAST = 1_000  # imports and changes that stand for where a register comes from
ABANDONED = 600.0  # seconds after which an unfinished copy is nobody's
ALIGNED = 64  # bytes, so that numbers can be used where they lie
FRAMES = ("offers", "capabilities")
MAPPED = os.name == "posix"  # Windows would keep a mapped file from being replaced or deleted


@dataclass(frozen=True)
class Warm:
    """What a copy holds: the frames row by row and as joined, and tables that were worked out of the latter."""

    rows: Contents
    joined: Contents
    worked_out: Mapping[str, pa.Table]


def path_of(engine: Engine) -> Path | None:
    """Where the copy is kept: beside an SQLite file, else in this machine's own folder; None for what has no file."""
    if engine.dialect.name == "sqlite":
        database = engine.url.database
        return Path(f"{database}.warm") if database and database != ":memory:" else None
    name = hashlib.sha256(f"{engine.url.host}:{engine.url.port}/{engine.url.database}".encode()).hexdigest()
    return named() / f"{name[:16]}.warm"


def load(engine: Engine, connection: Connection) -> Warm | None:
    """The copy, if it is whole and of the state that `connection` sees, and was made by the same program."""
    path = path_of(engine)
    if path is None or not path.exists():
        return None
    try:
        with _opened(path) as buffer:
            said, tables = _tables(buffer, _state(engine, connection))
            return _warm(said, tables)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as failure:
        logging.getLogger(__name__).warning("the warm copy is not used, the register is read: %s", _why(failure))
        return None


def save(engine: Engine, connection: Connection, warm: Warm) -> bool:
    """Puts a copy in the place of what is there; False where another is writing, or `warm` is no longer the state."""
    path, state = path_of(engine), _state(engine, connection)
    if path is None or state is None or state["version"] != warm.rows.version:
        return False
    part = _part(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if part.exists() and time.time() - part.stat().st_mtime > ABANDONED:
            part.unlink()
        with open(part, "xb", opener=_for_us_alone) as file:
            _write(file, state, _sections(warm))
        part.replace(path)  # fails if somebody was erased meanwhile: forget has taken the part away
    except FileExistsError:
        return False
    except OSError as failure:
        logging.getLogger(__name__).warning("no warm copy could be written: %s", _why(failure))
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    return True


def forget(engine: Engine) -> None:
    """Deletes the copy and any that is being written; where somebody has it open, it is emptied.

    Raises RegisterError "cannot_open" where neither can be done.
    """
    path = path_of(engine)
    for each in (path, _part(path)) if path else ():
        try:
            _delete(each)
        except OSError:
            raise RegisterError("cannot_open", place=each) from None


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except NotADirectoryError:
        return  # then it cannot be there
    except PermissionError:  # on Windows while it is in use
        with path.open("r+b") as file:
            file.truncate(0)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def is_kept(engine: Engine, connection: Connection) -> bool:
    """Whether a copy of the state that `connection` sees is there."""
    path = path_of(engine)
    try:
        if path is None or not path.exists():
            return False
        with path.open("rb") as file:
            return _said(file.read(1 << 20))["state"] == _state(engine, connection)
    except (OSError, ValueError, KeyError):
        return False


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _state(engine: Engine, connection: Connection) -> dict[str, object] | None:
    """What a copy must have been made from: the version, what came in and changed last, and the file untouched since.

    None while SQLite has changes beside its file, of which nobody can tell cheaply what they are.
    """
    taken = [imports.c[name] for name in ("import_id", "sha256", "at", "undone_at")]
    parts = (
        select(func.count(), func.max(imports.c.import_id)).select_from(imports),
        select(*taken).order_by(imports.c.import_id.desc()).limit(LAST),
        select(journal).order_by(journal.c.version.desc()).limit(LAST),
    )
    found = hashlib.sha256()
    for statement in parts:
        found.update(repr([tuple(row) for row in connection.execute(statement)]).encode())
    touched: tuple[int, int] | None = None
    if engine.dialect.name == "sqlite":
        touched = sqlite.touched(Path(str(engine.url.database)))
        if touched is None:
            return None
    return {
        "version": version(connection), "schema": SCHEMA_VERSION, "made_with": [keeping.digest(), _program()],
        "history": found.hexdigest(), "touched": touched and list(touched),
    }  # fmt: skip


@cache
def _program() -> str:
    """Stands for the modules that lay rows over each other and join them."""
    return keeping.of_files(Path(__file__).parent.rglob("*.py"))


def _sections(warm: Warm) -> dict[str, pa.Table]:
    found = {f"rows.{name}": _table(getattr(warm.rows, name)) for name in FRAMES}
    if warm.joined.offers is not warm.rows.offers:
        found |= {f"joined.{name}": _table(getattr(warm.joined, name)) for name in FRAMES}
    return found | {f"worked_out.{name}": table for name, table in warm.worked_out.items()}


def _table(frame: pd.DataFrame) -> pa.Table:
    """A frame as Arrow, its floats as they are: a missing one would have to be put back into each copy."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for at, name in enumerate(frame.columns):
        if frame[name].dtype == "float64":
            table = table.set_column(at, name, pa.array(frame[name].to_numpy(), from_pandas=False))
    return table


def _warm(said: dict, tables: dict[str, pa.Table]) -> Warm:
    number = said["state"]["version"]
    rows = Contents(number, *(_frame(tables[f"rows.{name}"]) for name in FRAMES))
    joined = rows
    if "joined.offers" in tables:
        joined = Contents(number, *(_frame(tables[f"joined.{name}"]) for name in FRAMES))
    worked_out = {name.removeprefix("worked_out."): table for name, table in tables.items()
                  if name.startswith("worked_out.")}  # fmt: skip
    return Warm(rows, joined, worked_out)


def _frame(table: pa.Table) -> pd.DataFrame:
    return table.to_pandas(split_blocks=True)


def _write(file: BinaryIO, state: dict[str, object], sections: Mapping[str, pa.Table]) -> None:
    """A first line, the length of what is said, what is said as JSON, and the tables, each where it is said to be."""
    sizes = {name: _size(table) for name, table in sections.items()}
    places, at = {}, 0
    for name, size in sizes.items():
        places[name] = [at, size]
        at += size + -size % ALIGNED
    said = json.dumps({"state": state, "places": places, "size": at}).encode()
    head = MAGIC + len(said).to_bytes(8, "little") + said
    file.write(head + bytes(-len(head) % ALIGNED))
    for table in sections.values():
        began = file.tell()
        _into(pa.PythonFile(file, "w"), table)
        file.write(bytes(-(file.tell() - began) % ALIGNED))
    file.flush()
    os.fsync(file.fileno())


def _size(table: pa.Table) -> int:
    sink = pa.MockOutputStream()
    _into(sink, table)
    return int(sink.size())


def _into(sink: pa.NativeFile, table: pa.Table) -> None:
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())


@contextmanager
def _opened(path: Path) -> Iterator[pa.Buffer]:
    """The bytes of the file; what is taken of them keeps them."""
    with pa.memory_map(str(path)) if MAPPED else pa.OSFile(str(path)) as file:
        yield file.read_buffer()


def _said(start: bytes) -> dict:
    """What the head of a file says. Raises ValueError for any other file."""
    if not start.startswith(MAGIC):
        raise ValueError("not of this program")
    begins = len(MAGIC) + 8
    length = int.from_bytes(start[len(MAGIC) : begins], "little")
    said = json.loads(start[begins : begins + length])
    return said | {"begins": begins + length + -(begins + length) % ALIGNED}


def _tables(buffer: pa.Buffer, state: dict[str, object] | None) -> tuple[dict, dict[str, pa.Table]]:
    """What the head says, and the tables. Raises ValueError unless all is whole and of `state`."""
    said = _said(buffer.slice(0, min(1 << 20, buffer.size)).to_pybytes())
    if state is None or said["state"] != state:
        raise ValueError("of another state")
    if buffer.size != said["begins"] + said["size"]:
        raise ValueError("not whole")
    parts = {name: buffer.slice(said["begins"] + at, size) for name, (at, size) in said["places"].items()}
    return said, {name: pa.ipc.open_file(pa.BufferReader(part)).read_all() for name, part in parts.items()}


def _why(failure: BaseException) -> str:
    """A few words without data: own reasons as they are, of others their kind."""
    return str(failure) if type(failure) is ValueError else type(failure).__name__
