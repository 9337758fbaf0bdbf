"""The imports that accepted messages become: one per file, taken back with the acceptance that made it.

Leaves out the messages and their steps (register.inbox).
"""

import datetime as dt

from sqlalchemy import Connection, select, update

from capacity.reports import Report
from register import comparing, storing
from register.errors import RegisterError
from register.inbox_state import STATUS
from register.inbox_tables import attachments, message_steps, messages
from register.rows import rows_of
from register.storing import Imported, Incoming
from register.tables import LIVE, imports


def brought_in(connection: Connection, report: Report, content: bytes, by: str, now: dt.datetime) -> Imported:
    """The import of a mail: the one that there is, where its file was imported by itself with the same outcome.

    Raises "already" where that had another one; one that nothing could be read from is taken back.
    """
    earlier = storing.earlier(connection, report.sha256)
    if earlier and not earlier.error:
        if comparing.says_else(connection, report, earlier.import_id):
            raise RegisterError("already", number=earlier.import_id)
        return Imported(earlier.import_id, 0, 0, 0, same_as=earlier)
    if earlier:
        storing.take_back(connection, earlier.import_id, by, now)
    found = comparing.difference(connection, report)
    difference = found if found.compared_with else None
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


def reopen(connection: Connection, import_id: int, by: str, now: dt.datetime) -> None:
    """Takes back that messages were accepted with an import which is taken back: they wait again."""
    done = message_steps.c
    accepted = select(done.step_id, done.message_id, done.value).join(messages)
    standing = (messages.c.import_id == import_id) & (done.what == STATUS) & done.undone_at.is_(None)
    for step_id, message_id, value in connection.execute(accepted.where(standing)).all():
        if (value or {}).get("import_id") == import_id:
            undone = update(message_steps).where(done.step_id == step_id)
            connection.execute(undone.values(undone_at=now, undone_by=by))
            belongs(connection, message_id, None)
            storing.changed(connection, "message", message_id)
