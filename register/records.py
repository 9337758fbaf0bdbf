"""What the team keeps beside offers: requests for help, regional initiatives, events that change what comes in.

A record keeps its number when it is amended, with who did and when; one that has ended stays, but out of sight. Leaves
out what refers to records (imports, messages).
"""

import datetime as dt
from dataclasses import asdict, dataclass, fields
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, insert, select, update

from register import storing
from register.inbox_tables import events, initiatives, requests
from register.store import Register


@dataclass(frozen=True)
class Request:
    """A request for help: what was asked of whom, in both languages, from which day until which; products by code."""

    title: str
    text_de: str
    text_en: str
    asked_on: dt.date
    closes_on: dt.date | None = None
    products: tuple[str, ...] = ()


@dataclass(frozen=True)
class Initiative:
    """A platform or form of a region that brings needs and offers together; regions and products by code."""

    name: str
    regions: tuple[str, ...]
    link: str | None = None
    contact: str | None = None
    takes: tuple[str, ...] = ()
    languages: str | None = None
    note: str | None = None
    checked_on: dt.date | None = None


@dataclass(frozen=True)
class Event:
    """Something that changes what comes in: a request sent, a form opened, a deadline."""

    day: dt.date
    label_de: str
    label_en: str


Record = TypeVar("Record", bound=Request | Initiative | Event)
TABLES: dict[type, tuple[Table, str]] = {
    Request: (requests, "request"),
    Initiative: (initiatives, "initiative"),
    Event: (events, "event"),
}


@dataclass(frozen=True)
class Kept(Generic[Record]):
    """A record that holds: its number, and who wrote it last and when."""

    number: int
    record: Record
    by: str
    at: dt.datetime


class Records(Generic[Record]):
    """The records of one kind in one register. Every method raises RegisterError, and then nothing has changed."""

    def __init__(self, register: Register, kind: type[Record]) -> None:
        self._register = register
        self._kind: Any = kind
        self._table, self._what = TABLES[kind]
        self._key = next(iter(self._table.primary_key))

    def add(self, record: Record, *, by: str, now: dt.datetime | None = None) -> int:
        """Keeps a record: its number."""
        with self._register.writing() as connection:
            number = storing.raised(connection, storing.KEYS[self._table], 1)
            written = {**_plain(record), "by": by, "at": now or dt.datetime.now(dt.UTC)}
            connection.execute(insert(self._table), {self._key.name: number, **written})
            storing.changed(connection, self._what, number)
        return number

    def end(self, number: int, *, by: str, now: dt.datetime | None = None) -> None:
        """Takes a record out of sight. Raises KeyError for one that does not hold."""
        this = update(self._table).where(self._key == number, self._table.c.ended_at.is_(None))
        ended = {"ended_by": by, "ended_at": now or dt.datetime.now(dt.UTC)}
        with self._register.writing() as connection:
            if not connection.execute(this.values(ended)).rowcount:
                raise KeyError(number)
            storing.changed(connection, self._what, number)

    def held(self) -> list[Kept[Record]]:
        """The records that hold, the first first."""
        names = [each.name for each in fields(self._kind)]
        columns = (self._key, self._table.c.by, self._table.c.at, *(self._table.c[name] for name in names))
        statement = select(*columns).where(self._table.c.ended_at.is_(None)).order_by(self._key)
        with self._register.reading() as connection:
            rows = connection.execute(statement).all()
        return [Kept(row[0], self._kind(*map(_typed, row[3:])), row.by, row.at) for row in rows]


def _plain(record: Any) -> dict[str, Any]:
    """A record as its table takes it."""
    return {name: _stored(value) for name, value in asdict(record).items()}


def _stored(value: Any) -> Any:
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return list(value) if isinstance(value, tuple) else value


def _typed(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    return tuple(value) if isinstance(value, list) else value
