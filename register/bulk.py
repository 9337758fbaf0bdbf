"""Many rows into one table, by column and with plain tuples; rows by many keys, in as many statements as it takes.

Leaves out what the columns mean. Works on any database: statements and conversions are SQLAlchemy's own.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, insert

from register import postgres

BATCH = 5_000  # rows handed to the driver at once, so that 100,000 never stand in memory as objects
KEYS_AT_ONCE = 10_000  # keys in one statement


def insert_all(connection: Connection, table: Table, columns: dict[str, Sequence[Any]]) -> None:
    """Inserts the rows whose values stand, column by column and all of one length, in `columns`."""
    if connection.dialect.name == "postgresql":
        values = (_bound(connection, table.c[name], columns[name]) for name in columns)
        postgres.copy_in(connection, table, list(columns), zip(*values, strict=True))
    else:
        _in_batches(connection, table, columns)


def _in_batches(connection: Connection, table: Table, columns: dict[str, Sequence[Any]]) -> None:
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
    names = statement.positiontup or list(columns)
    rows = zip(*(_bound(connection, table.c[name], columns[name]) for name in names), strict=True)
    while batch := list(islice(rows, BATCH)):
        named = batch if statement.positiontup else [dict(zip(names, row, strict=True)) for row in batch]
        connection.exec_driver_sql(str(statement), named)


def _bound(connection: Connection, column: Column, values: Sequence[Any]) -> Sequence[Any] | Iterator[Any]:
    """The values as the driver wants them."""
    bind = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return map(bind, values) if bind else values


def in_parts(keys: Iterable[int]) -> list[list[int]]:
    """Keys in parts that fit into one statement of any database."""
    ordered = sorted(map(int, keys))
    return [ordered[at : at + KEYS_AT_ONCE] for at in range(0, len(ordered), KEYS_AT_ONCE)]


def rows_in(connection: Connection, statement: Select, column: ColumnElement, keys: Collection[int]) -> list[Row]:
    """The rows of a statement whose `column` is one of the keys, however many those are."""
    return [row for some in in_parts(keys) for row in connection.execute(statement.where(column.in_(some)))]
