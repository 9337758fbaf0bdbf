"""Drafts: what somebody began to fill in, kept until it is sent or thrown away: a lost connection loses nothing.

A draft is nobody's decision and raises no version. Leaves out what the fields of a draft are (the pages).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from register import storing
from register.inbox_tables import drafts
from register.store import Register
from register.storing import KEYS


@dataclass(frozen=True)
class Draft:
    """What somebody began: `what` is its kind ("call"), `body` its fields as in JSON, `at` when it was kept last."""

    draft_id: int
    by: str
    what: str
    body: Mapping[str, Any]
    at: dt.datetime


class Drafts:
    """The drafts in one register. Methods raise RegisterError as the register's own do."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def keep(
        self,
        what: str,
        body: Mapping[str, Any],
        *,
        by: str,
        draft_id: int | None = None,
        now: dt.datetime | None = None,
    ) -> int:
        """Keeps a draft under its number, or a new one where it has none or was dropped; the number."""
        values = {"body": dict(body), "at": now or dt.datetime.now(dt.UTC), "by": by, "what": what}
        with self._register.writing() as connection:
            own = drafts.c.draft_id == draft_id
            if draft_id is not None and connection.execute(update(drafts).where(own).values(values)).rowcount:
                return draft_id
            number = storing.raised(connection, KEYS[drafts], 1)
            connection.execute(insert(drafts), {"draft_id": number, **values})
        return number

    def kept(self, what: str) -> list[Draft]:
        """Every draft of a kind, the newest first: whoever takes a call over finds what the other began."""
        columns = (drafts.c[name] for name in Draft.__dataclass_fields__)
        with self._register.reading() as connection:
            statement = select(*columns).where(drafts.c.what == what)
            rows = connection.execute(statement.order_by(drafts.c.at.desc(), drafts.c.draft_id.desc()))
            return [Draft(*row) for row in rows]

    def drop(self, draft_id: int) -> None:
        """Throws a draft away for good."""
        with self._register.writing() as connection:
            connection.execute(delete(drafts).where(drafts.c.draft_id == draft_id))
