"""The tables follow the schema, and no other database needs other code."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import Column
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import register
from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS, field
from register import tables

# version → digest of its columns
SHAPES = {1: "9d2bd962baf5f44a", 2: "e364a6b588a2cd36", 3: "55130dc44090659a", 4: "2a92c0a0e5afa986"}


def test_every_field_is_a_column() -> None:
    assert set(OFFER_FIELDS) <= set(tables.offers.c.keys())
    assert set(CAPABILITY_FIELDS) <= set(tables.capabilities.c.keys())


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (tables.offers.c.organisation, "TEXT"),
        (tables.offers.c.latitude, "DOUBLE"),
        (tables.offers.c.received_at, "DATETIME"),
        (tables.capabilities.c.machines, "BIGINT"),
        (tables.capabilities.c.per_week_low, "DOUBLE"),
    ],
)
def test_columns_have_the_type_of_their_field(column: Column, kind: str) -> None:
    assert str(column.type) == kind
    assert field(column.name).code == column.name


def test_a_changed_column_needs_a_new_version() -> None:
    """When this fails: raise SCHEMA_VERSION, add its digest here, and say how a register of before comes forward."""
    columns = (each for table in tables.metadata.sorted_tables for each in table.columns)
    shape = "\n".join(f"{each} {each.type} {each.nullable} {sorted(map(str, each.foreign_keys))}" for each in columns)
    assert hashlib.sha256(shape.encode()).hexdigest()[:16] == SHAPES[tables.SCHEMA_VERSION]


def test_postgresql_takes_the_same_tables() -> None:
    said = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in tables.metadata.sorted_tables]
    index = next(each for each in tables.imports.indexes if each.unique)
    assert len(said) == 28
    assert "BYTEA" in "".join(said)
    assert str(CreateIndex(index).compile(dialect=postgresql.dialect())).endswith(" WHERE undone_at IS NULL")


def test_one_module_alone_knows_each_database() -> None:
    folder = Path(register.__file__).parent
    words = ("PRAGMA", "sqlite3", "sqlite_master", "rowid", "INSERT OR", "COPY ", "pg_", 'exec_driver_sql("')
    found = {path.name for path in folder.glob("*.py") if any(word in path.read_text("utf-8") for word in words)}
    assert found == {"sqlite.py", "postgres.py"}
