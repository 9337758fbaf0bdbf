"""Corrections that people made to the reading of a list, remembered with who and when until somebody forgets them.

One is held per fingerprint; those before it stay as history. Leaves out applying them (loaders.corrections).
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from capacity.corrections import Correction, as_data, from_data
from register.deciding_tables import HELD, corrections


@dataclass(frozen=True)
class Remembered:
    """A correction that holds: by whom and since when."""

    correction: Correction
    by: str
    at: dt.datetime


def held(connection: Connection) -> list[Remembered]:
    """What holds now, the newest first."""
    kept = corrections.c
    statement = select(kept.body, kept.by, kept.at).where(HELD).order_by(kept.correction_id.desc())
    return [Remembered(from_data(body), by, at) for body, by, at in connection.execute(statement)]


def begin(connection: Connection, key: int, correction: Correction, by: str, now: dt.datetime) -> None:
    """Holds a correction from now on; what held for its fingerprint was ended before."""
    values = {"fingerprint": correction.fingerprint, "body": as_data(correction), "by": by, "at": now}
    connection.execute(insert(corrections), {"correction_id": key, **values})
