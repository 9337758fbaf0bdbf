"""When two people change the same: who was first, and what it is now. Leaves out deciding (register.decisions)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from register.deciding_tables import changes, decisions
from register.errors import RegisterError
from register.history import every_row
from register.tables import imports, offers
from register.values import JsonValue, plain

if TYPE_CHECKING:
    from register.decisions import Change


@dataclass(frozen=True)
class Conflict:
    """A field whose editor saw another value: the `value` it has now, since when and by whom."""

    offer_id: int
    capability_id: int | None
    field: str
    value: JsonValue
    by: str
    at: dt.datetime


class ChangedMeanwhileError(RegisterError):
    """RegisterError "changed_meanwhile" of an edit; `conflicts` says what others changed, at least one thing."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__("changed_meanwhile")
        self.conflicts = tuple(conflicts)


def last_word(connection: Connection, now: "Change") -> Conflict:
    """Who gave a field the value that it has now: a decision, one taken back, or the import of what was read."""
    ours = (changes.c.offer_id.in_(every_row(connection, now.offer_id)), changes.c.field == now.field)
    columns = (decisions.c.by, decisions.c.at, decisions.c.undone_by, decisions.c.undone_at)
    said = [
        (each.undone_at or each.at, each.undone_by or each.by)
        for each in connection.execute(select(*columns).join(changes).where(*ours))
    ]
    read = select(imports.c.at, imports.c.by).join(offers).where(offers.c.offer_id == now.offer_id)
    at, by = max([*said, tuple(connection.execute(read).one())])
    return Conflict(now.offer_id, now.capability_id, now.field, plain(now.before), by, at)
