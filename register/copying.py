"""All rows of a register from one database into another, so that a backup of either is the same kind of file.

Leaves out copying an SQLite file as it is (register.sqlite) and looking whether a backup is whole (register.upkeep).
"""

from sqlalchemy import Connection, Table, delete, select

from register import deciding_tables, inbox_tables, tables
from register.bulk import insert_all

AT_ONCE = {"originals": 20}  # files may be large
ROWS = 5_000
KNOWN = (tables, deciding_tables, inbox_tables)  # only when all are loaded does the metadata name every table


def copy_all(source: Connection, target: Connection) -> None:
    """Puts every row of `source` in place of what `target` holds; both have the tables of this version."""
    for table in reversed(tables.metadata.sorted_tables):
        target.execute(delete(table))
    for table in tables.metadata.sorted_tables:
        _copy(source, target, table)


def _copy(source: Connection, target: Connection, table: Table) -> None:
    found = source.execution_options(yield_per=AT_ONCE.get(table.name, ROWS)).execute(select(table))
    for rows in found.partitions():
        insert_all(target, table, dict(zip(table.c.keys(), zip(*rows, strict=True), strict=True)))
