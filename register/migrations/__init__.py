"""From version to version: each step, written with Alembic's operations for any database, has a module of its own.

A step never names register.tables, which goes on changing. Steps run in the transaction of whoever opens the register.
"""

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from register.migrations import to_2, to_3, to_4

OLDEST = 1
STEPS = {2: to_2.upgrade, 3: to_3.upgrade, 4: to_4.upgrade}


def migrate(connection: Connection, version: int) -> None:
    """Takes the tables of `version` through every later step."""
    operations = Operations(MigrationContext.configure(connection))
    for number in range(version + 1, max(STEPS) + 1):
        STEPS[number](operations)
