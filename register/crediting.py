"""To which request an import answers, and which regional initiative it came from.

Leaves out the requests and initiatives themselves (register.records).
"""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import select, update

from register import frames, storing
from register.records import Initiative, Request
from register.store import Register
from register.tables import LIVE, imports

COLUMN = {Request: imports.c.request_id, Initiative: imports.c.initiative_id}
TYPES = dict.fromkeys(("import_id",), "int64") | dict.fromkeys(("request_id", "initiative_id"), "Int64")


def credited(register: Register) -> pd.DataFrame:
    """One row per import that stands, the newest first: import_id, file, request_id, initiative_id."""
    columns = (imports.c.import_id, imports.c.file, imports.c.request_id, imports.c.initiative_id)
    with register.reading() as connection:
        rows = connection.execute(select(*columns).where(LIVE).order_by(imports.c.import_id.desc()))
        return frames.framed(list(rows.keys()), rows.all(), TYPES)


def credit(
    register: Register,
    kind: type[Request] | type[Initiative],
    number: int,
    added: Collection[int],
    removed: Collection[int] = (),
) -> None:
    """Says that the imports `added` belong to a request, or came from an initiative, and those `removed` no longer.

    One that belonged to another moves. What somebody else credited meanwhile stays.
    """
    column, this = COLUMN[kind], imports.c.import_id
    with register.writing() as connection:
        mine = this.in_(list(removed)) & (column == number)
        connection.execute(update(imports).where(mine).values({column.name: None}))
        connection.execute(update(imports).where(this.in_(list(added))).values({column.name: number}))
        storing.changed(connection, "initiative" if kind is Initiative else "request", number)
