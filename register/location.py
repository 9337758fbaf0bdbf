"""Where the register lives: a database server when one is named, else the team's own file, else the sample register.

The environment says: DATABASE_URL names a database, CAPACITY_HOME the folder of the files (else data/local). Leaves
out opening it and filling the sample.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from register.folders import home
from register.opening import open_register

OWN, SAMPLE = "register.sqlite", "sample.sqlite"


@dataclass(frozen=True)
class Location:
    """A database for open_register; `is_sample` when it may hold invented reports alone."""

    url: str
    is_sample: bool


def active() -> Location:
    """The register everybody works on now."""
    if os.environ.get("DATABASE_URL"):
        return Location(os.environ["DATABASE_URL"], is_sample=False)
    name = OWN if (home() / OWN).exists() else SAMPLE
    return Location(_url(home() / name), is_sample=name == SAMPLE)


def begin_own() -> Location:
    """The team's own register, made empty if it is not there; from now on it is the active one."""
    location = Location(os.environ.get("DATABASE_URL") or _url(home() / OWN), is_sample=False)
    open_register(location.url).close()
    return location


def _url(path: Path) -> str:
    return URL.create("sqlite", database=str(path)).render_as_string()
