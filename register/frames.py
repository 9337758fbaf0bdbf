"""What the register gives out: its tables as typed frames, and single originals. Only what was not taken back, and of
each offer the newest version.

Leaves out transactions (register.store) and every selection but by key: capacity/ selects and totals.
"""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, select

from capacity.differences_pairing import KNOWN_BY, OFFERED
from capacity.reports import ISSUE_COLUMNS, Column, Table
from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS
from register import tables as t
from register.bulk import BATCH, in_parts
from register.rows import TYPES as FIELD_TYPES

PRIME, SPREAD = 10_007, 7_919  # two primes mix numbers: of a list whose every second row is alike both kinds are taken
COUNTS = ("rows", "offers", "needs", "issues")
COMPARED = ("compared_with", *t.COUNTED)
TYPES = {
    **FIELD_TYPES,
    **dict.fromkeys(("offer_id", "import_id", "capability_id", "issue_id", *COUNTS), "int64"),
    **dict.fromkeys(COMPARED, "Int64"),
    **dict.fromkeys(("at", "undone_at"), "datetime64[us, UTC]"),
}
IMPORT_COLUMNS = tuple(each.name for each in t.imports.columns if each is not t.imports.c.tables)


@dataclass(frozen=True)
class Contents:
    """Offers and capabilities of one moment, and the version they are of."""

    version: int
    offers: pd.DataFrame
    capabilities: pd.DataFrame


@dataclass(frozen=True)
class Original:
    """A file as it came."""

    sha256: str
    name: str
    content: bytes
    stored_at: dt.datetime


@dataclass(frozen=True)
class Source:
    """Where one offer was read: `row` from 1 as in the file, `sheet` None where the format has none."""

    import_id: int
    file: str
    sha256: str
    sheet: str | None
    row: int | None
    at: dt.datetime
    by: str


def version(connection: Connection) -> int:
    """The number of changes committed so far."""
    return connection.scalars(select(t.state.c.value).where(t.state.c.key == "version")).one()


def offers(connection: Connection, *, original: bool = False, which: ColumnElement[bool] | None = None) -> pd.DataFrame:
    """Offers and needs as they were read, those in sight or `which` ones; their `original` words where asked for."""
    names = ("source_sheet", "source_row", *OFFER_FIELDS, *(("original",) if original else ()))
    keys = (t.offers.c.offer_id, t.offers.c.import_id, t.imports.c.file.label("source_file"))
    statement = select(*keys, *(t.offers.c[name] for name in names)).select_from(t.offers.join(t.imports))
    return _frame(connection, statement.where(t.ACTIVE if which is None else which).order_by(t.offers.c.offer_id))


def signs(connection: Connection, which: ColumnElement[bool]) -> pd.DataFrame:
    """What offers are known by when lists are compared: their numbers and KNOWN_BY of capacity.differences_pairing."""
    names = ("offer_id", "import_id", *KNOWN_BY)
    statement = select(*(t.offers.c[name] for name in names)).select_from(t.offers.join(t.imports))
    return _frame(connection, statement.where(which).order_by(t.offers.c.offer_id))


def offered(connection: Connection, which: ColumnElement[bool]) -> pd.DataFrame:
    """What those offers offer: offer_id and OFFERED of capacity.differences_pairing, a row per line."""
    columns = (t.offers.c.offer_id, *(t.capabilities.c[name] for name in OFFERED))
    statement = select(*columns).select_from(t.capabilities.join(t.offers).join(t.imports))
    return _frame(connection, statement.where(which))


def of_imports(numbers: Collection[int], every: int = 1) -> ColumnElement[bool]:
    """The offers in sight that these imports brought, or every so many-th of them, whatever their order."""
    whose = t.ACTIVE & t.offers.c.import_id.in_(list(numbers))
    return whose if every == 1 else whose & (t.offers.c.offer_id % PRIME * SPREAD % PRIME % every == 0)


def of_rows(offer_ids: Collection[int]) -> ColumnElement[bool]:
    """These rows, in sight or not; at most 10,000."""
    return t.offers.c.offer_id.in_(sorted(offer_ids))


def capabilities(connection: Connection, *, which: ColumnElement[bool] | None = None) -> pd.DataFrame:
    """Capabilities, as they were read, of the offers in sight or of `which` ones."""
    names = ("capability_id", "offer_id", *CAPABILITY_FIELDS)
    statement = select(*(t.capabilities.c[name] for name in names)).select_from(
        t.capabilities.join(t.offers).join(t.imports)
    )
    condition = t.ACTIVE if which is None else which
    return _frame(connection, statement.where(condition).order_by(t.capabilities.c.capability_id))


def issues(connection: Connection) -> pd.DataFrame:
    """Issues of the imports in sight; of a list those of its newest version."""
    keys = (t.issues.c.issue_id, t.issues.c.import_id, t.imports.c.file.label("source_file"))
    statement = (
        select(*keys, *(t.issues.c[name] for name in ISSUE_COLUMNS))
        .select_from(t.issues.join(t.imports))
        .where(t.NEWEST)
    )
    return _frame(connection, statement.order_by(t.issues.c.issue_id))


def imports(connection: Connection) -> pd.DataFrame:
    """Every import, newest first."""
    columns = (t.imports.c[name] for name in IMPORT_COLUMNS)
    return _frame(connection, select(*columns).order_by(t.imports.c.import_id.desc()))


def tables(connection: Connection, import_id: int) -> tuple[Table, ...]:
    """The tables of one import; KeyError for an unknown number."""
    found = connection.execute(select(t.imports.c.tables).where(t.imports.c.import_id == import_id)).first()
    if found is None:
        raise KeyError(import_id)
    return tuple(table(each) for each in found.tables)


def original(connection: Connection, sha256: str) -> Original:
    """One file; KeyError for an unknown hash."""
    kept = t.originals.c
    statement = select(kept.sha256, kept.name, kept.content, kept.stored_at).where(kept.sha256 == sha256)
    found = connection.execute(statement).first()
    if found is None:
        raise KeyError(sha256)
    return Original(*found)


def original_words(connection: Connection, offer_id: int) -> dict[str, str]:
    """The row of one offer, heading → text, in the file's order; KeyError for an offer not in sight."""
    found = connection.scalar(
        select(t.offers.c.original).join(t.imports).where(t.offers.c.offer_id == offer_id, t.ACTIVE)
    )
    if found is None:
        raise KeyError(offer_id)
    return json.loads(found)


def source_of(connection: Connection, offer_id: int) -> Source:
    """Provenance of one offer; KeyError for an offer not in sight."""
    taken, read = t.imports.c, t.offers.c
    columns = (taken.import_id, taken.file, taken.sha256, read.source_sheet, read.source_row, taken.at, taken.by)
    found = connection.execute(
        select(*columns).select_from(t.offers.join(t.imports)).where(read.offer_id == offer_id, t.ACTIVE)
    ).first()
    if found is None:
        raise KeyError(offer_id)
    return Source(*found)


def as_read(ask: Callable[..., pd.DataFrame], connection: Connection, rows: Iterable[int]) -> pd.DataFrame:
    """What `offers` or `capabilities` gives of any number of rows, in sight or not."""
    parts = [ask(connection, which=of_rows(part)) for part in in_parts(rows)]
    return pd.concat(parts, ignore_index=True) if parts else ask(connection, which=of_rows([]))


def framed(names: Sequence[str], rows: Sequence[Sequence[Any]], types: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame of these columns; text where `types` does not say otherwise."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    filled = zip(names, columns, strict=True)
    return pd.DataFrame({name: pd.Series(values, dtype=types.get(name, "str")) for name, values in filled})


def _frame(connection: Connection, statement: Select) -> pd.DataFrame:
    """The rows of a statement, a few at a time: as objects of Python a million take 4 GB."""
    result = connection.execute(statement, execution_options={"yield_per": BATCH})
    names = list(result.keys())
    parts = [framed(names, rows, TYPES) for rows in result.partitions()]
    return pd.concat(parts, ignore_index=True) if parts else framed(names, [], TYPES)


def table(known: dict) -> Table:
    """A table as an import keeps it."""
    columns = tuple(Column(**each) for each in known["columns"])
    lists = {name: known[name] and tuple(known[name]) for name in ("header_rows", "total_rows")}
    return Table(**{**known, **lists, "columns": columns})
