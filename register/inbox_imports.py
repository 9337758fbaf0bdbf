"""The imports that accepted messages become: one per file, taken back with the acceptance that made it.

Leaves out the messages and their steps (register.inbox).
"""

import datetime as dt

from sqlalchemy import Connection, select, update

from capacity.differences import Difference
from capacity.reports import Report
from register import comparing, storing
from register.errors import RegisterError
from register.inbox_tables import attachments, messages
from register.rows import rows_of
from register.storing import Imported, Incoming
from register.tables import LIVE, imports


def brought_in(
    connection: Connection, report: Report, content: bytes, found: Difference | None, by: str, now: dt.datetime
) -> Imported:
    """The import of a mail: the one that there is, where its file was imported by itself."""
    earlier = storing.earlier(connection, report.sha256)
    if earlier:
        return Imported(earlier.import_id, 0, 0, 0, same_as=earlier)
    difference = found if found is not None and found.compared_with else None
    if difference is not None:
        comparing.check(connection, difference, ())
    rows = rows_of(comparing.kept(report, difference))
    return storing.store(connection, Incoming(report, rows, content, by, now, difference, ()))


def belongs(connection: Connection, message_id: int, import_id: int | None) -> None:
    """Says which import holds what stood in a message and its attachments."""
    for table in (messages, attachments):
        connection.execute(update(table).where(table.c.message_id == message_id).values(import_id=import_id))


def take_back(connection: Connection, import_id: int, by: str, now: dt.datetime) -> None:
    """Takes the import of a message back where it stands. Raises "built_upon"."""
    if later := comparing.built_upon(connection, import_id):
        raise RegisterError("built_upon", number=import_id, later=later)
    if connection.scalar(select(imports.c.import_id).where(imports.c.import_id == import_id, LIVE)) is not None:
        storing.take_back(connection, import_id, by, now)
        storing.changed(connection, "import_undone", import_id)
