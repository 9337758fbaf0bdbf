"""The tables of the register: what was read from files, as it was read. Columns are derived from capacity.schema.

Written for any database SQLAlchemy knows: codes are text, keys are integers given by the register itself, moments are
UTC. Leaves out every statement, and what people decided about what was read (register.deciding_tables).
"""

import datetime as dt

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    select,
)
from sqlalchemy.types import TypeEngine

from capacity import schema

SCHEMA_VERSION = 4  # one more with every change of a column; a test holds both together


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC, aware on both sides, kept without zone because not every database knows zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


TYPES: dict[str, type[TypeEngine]] = {"number": Double, "degrees": Double, "integer": BigInteger, "date": DateTime}


def _fields(table: schema.Table) -> list[Column]:
    return [Column(each.code, TYPES.get(each.kind, Text)) for each in schema.FIELDS if each.table == table]


def key(name: str) -> Column:
    """A key that the register itself gives, from a counter in `state`."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


COUNTED = ("new", "changed", "unchanged", "missing", "withdrawn")
SEEN, REPLACED, WITHDRAWN = "seen", "replaced", "withdrawn"

metadata = MetaData()

state = Table(
    "state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),
    Column("number", Integer),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("erased_at", Moment),
)

erasures = Table(
    "erasures",
    metadata,
    key("erasure_id"),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("offers", Integer, nullable=False),
    Column("reason", Text),
    Column("marks", JSON, nullable=False),
)

imports = Table(
    "imports",
    metadata,
    key("import_id"),
    Column("sha256", Text, ForeignKey(originals.c.sha256), nullable=False),
    Column("file", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("encoding", Text),
    Column("delimiter", Text),
    Column("error", Text),
    Column("rows", Integer, nullable=False),
    Column("offers", Integer, nullable=False),
    Column("needs", Integer, nullable=False),
    Column("issues", Integer, nullable=False),
    Column("tables", JSON, nullable=False),
    Column("undone_at", Moment),
    Column("undone_by", Text),
    Column("compared_with", Integer),
    *(Column(each, Integer) for each in COUNTED),
    Column("request_id", ForeignKey("requests.request_id")),
    Column("initiative_id", ForeignKey("initiatives.initiative_id")),
)

LIVE = imports.c.undone_at.is_(None)
Index("one_live_import_per_file", imports.c.sha256, unique=True, sqlite_where=LIVE, postgresql_where=LIVE)

offers = Table(
    "offers",
    metadata,
    key("offer_id"),
    Column("import_id", ForeignKey(imports.c.import_id), nullable=False, index=True),
    Column("source_sheet", Text),
    Column("source_row", Integer),
    *_fields("offer"),
    Column("original", Text, nullable=False),
    Column("erasure_id", ForeignKey(erasures.c.erasure_id)),
)

updates = Table(
    "updates",
    metadata,
    Column("import_id", ForeignKey(imports.c.import_id), primary_key=True),
    Column("offer_id", ForeignKey(offers.c.offer_id), primary_key=True, index=True),
    Column("what", Text, nullable=False),
    Column("new_offer_id", ForeignKey(offers.c.offer_id)),
)

_over = select(updates.c.offer_id).join(imports, updates.c.import_id == imports.c.import_id)
ACTIVE = (
    LIVE
    & offers.c.erasure_id.is_(None)
    & offers.c.offer_id.not_in(_over.where(LIVE, updates.c.what != SEEN).correlate(None))
)

_later = imports.alias("later")
_continued = select(_later.c.compared_with).where(_later.c.undone_at.is_(None), _later.c.compared_with.is_not(None))
NEWEST = LIVE & imports.c.import_id.not_in(_continued)

capabilities = Table(
    "capabilities",
    metadata,
    key("capability_id"),
    Column("offer_id", ForeignKey(offers.c.offer_id), nullable=False, index=True),
    *_fields("capability"),
)

issues = Table(
    "issues",
    metadata,
    key("issue_id"),
    Column("import_id", ForeignKey(imports.c.import_id), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("sheet", Text),
    Column("row", Integer),
    Column("column", Integer),
    Column("field", Text),
    Column("read", Text),
    Column("done", Text),
    Column("suggestion", Text),
    Column("row_lost", Boolean, nullable=False),
)
