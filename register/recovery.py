"""A register in a file that can no longer be opened: a backup takes its place, what is left of it is kept beside it.

Leaves out registers that open (register.upkeep) and those on a server, whose own tools mend them.
"""

import datetime as dt
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from register.errors import RegisterError
from register.opening import open_register
from register.upkeep import restore

UNREADABLE = ("damaged", "not_a_database")
ENDINGS = ("", "-wal", "-shm")


def put_in_place(url: str, path: Path, *, now: dt.datetime | None = None) -> Path:
    """Puts the backup `path` where the unreadable register at `url` is; gives the file that it is kept in.

    Raises RegisterError "not_ours" for what is no sound backup, and "cannot_open" where no file may be moved; either
    way all stays as it was.
    """
    own = Path(str(make_url(url).database))
    kept = own.with_name(f"{own.stem}-before-{(now or dt.datetime.now(dt.UTC)):%Y%m%dT%H%M%S}.sqlite")
    try:
        with TemporaryDirectory(dir=own.parent) as folder:
            fresh = Path(folder) / own.name
            with closing(open_register(f"sqlite:///{fresh}")) as register:
                restore(register, path)
            for ending in ENDINGS:
                if (left := Path(f"{own}{ending}")).exists():
                    left.rename(f"{kept}{ending}")
            fresh.replace(own)
    except OSError:
        raise RegisterError("cannot_open", place=own) from None
    return kept


def is_file(url: str) -> bool:
    """Whether the register at `url` is a file of SQLite."""
    return make_url(url).get_backend_name() == "sqlite"
