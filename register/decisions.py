"""What people decide about offers: corrections, states, notes, documents, confirmations; each can be taken back.

A decision is one transaction and never overwrites what was read: register.overlay lays it over. Leaves out verdicts on
duplicates and forwarding, which have classes of their own.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, insert, select, update

from capacity.schema import field
from register import frames, history, joining, storing
from register.conflicts import ChangedMeanwhileError, last_word
from register.contents import in_sight
from register.deciding_tables import changes, decisions, documents
from register.errors import RegisterError
from register.frames import Original
from register.lineage import Lines
from register.overlay import Rows
from register.rows import NUL
from register.store import Register
from register.tables import ACTIVE
from register.values import checked, plain

WITHDRAWN = "withdrawn"
NOTE = "note"


@dataclass(frozen=True)
class Change:
    """One field of an offer, or of the capability `capability_id` of it: what its editor saw and what it shall be.

    Values are those of a frame or of JSON; codes of several as a list or joined by ";".
    """

    offer_id: int
    field: str
    before: object
    after: object
    capability_id: int | None = None


@dataclass(frozen=True)
class Document:
    """A file attached to an offer: by whom and when."""

    document_id: int
    decision_id: int
    name: str
    sha256: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Beside:
    """One offer with its capabilities twice: as read from its list, and as people decided it."""

    read: Rows
    now: Rows


class Decisions:
    """The decisions of one register. Every method raises RegisterError, and then nothing has changed.

    "gone": an offer is no longer in sight; "unfit": a value is none of its field.
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    def edit(
        self, changes: Iterable[Change], *, by: str, why: str | None = None, now: dt.datetime | None = None
    ) -> int | None:
        """Changes fields of one or many offers, all or none: the decision's number, None if all is so already.

        Raises ChangedMeanwhileError when the value of a field is no longer the one that its editor saw.
        """
        wanted = [_checked(each) for each in changes]
        with self._register.writing() as connection:
            found = _Sight(connection, {each.offer_id for each in wanted})
            made = [found.made(each) for each in wanted]
            if conflicts := [each for each, change in zip(made, wanted, strict=True) if each.before != change.before]:
                raise ChangedMeanwhileError([last_word(connection, each) for each in conflicts])
            return _write(connection, "edit", made, by, why, now)

    def confirm(self, offer_ids: Collection[int], *, by: str, now: dt.datetime | None = None) -> int | None:
        """Notes that these offers hold as of today: the decision's number, None if they were confirmed today."""
        now = now or dt.datetime.now(dt.UTC)
        with self._register.writing() as connection:
            found, day = _Sight(connection, offer_ids), now.astimezone().date().isoformat()
            made = [found.made(Change(each, "confirmed_at", None, day)) for each in offer_ids]
            return _write(connection, "confirm", made, by, None, now)

    def withdraw(
        self, offer_ids: Collection[int], *, by: str, why: str | None = None, now: dt.datetime | None = None
    ) -> int | None:
        """Notes that these offers are withdrawn: the decision's number, None if they were."""
        with self._register.writing() as connection:
            return withdrawn(connection, offer_ids, by, why, now)

    def note(self, offer_id: int, text: str, *, by: str, now: dt.datetime | None = None) -> int:
        """Writes a note to an offer: the decision's number. Raises ValueError for an empty text."""
        words = text.replace(NUL, "").strip()
        if not words:
            raise ValueError("a note needs words")
        now = now or dt.datetime.now(dt.UTC)
        with self._register.writing() as connection:
            row = _Sight(connection, [offer_id]).row(offer_id)
            number = storing.decide(connection, NOTE, by=by, why=None, now=now)
            _insert(connection, number, [Change(row, NOTE, None, words)])
        return number

    def attach(
        self,
        offer_id: int,
        name: str,
        content: bytes,
        *,
        by: str,
        why: str | None = None,
        now: dt.datetime | None = None,
    ) -> int:
        """Attaches a file to an offer: the document's number."""
        now = now or dt.datetime.now(dt.UTC)
        with self._register.writing() as connection:
            row = _Sight(connection, [offer_id]).row(offer_id)
            number = storing.decide(connection, "document", by=by, why=why, now=now)
            sha256 = storing.keep(connection, name, content, now)
            document = storing.raised(connection, storing.KEYS[documents], 1)
            values = {"decision_id": number, "offer_id": row, "sha256": sha256, "name": name}
            connection.execute(insert(documents), {"document_id": document, **values})
        return document

    def document(self, document_id: int) -> Original:
        """One attached file. Raises KeyError for an unknown number."""
        with self._register.reading() as connection:
            kept = connection.execute(select(documents).where(documents.c.document_id == document_id)).first()
            if kept is None:
                raise KeyError(document_id)
            found = frames.original(connection, kept.sha256)
        return Original(found.sha256, kept.name, found.content, found.stored_at)

    def documents(self, offer_id: int) -> list[Document]:
        """The files attached to an offer and every row that stood for it, the newest first, but those taken back."""
        columns = (documents.c.document_id, documents.c.decision_id, documents.c.name, documents.c.sha256)
        joined = select(*columns, decisions.c.by, decisions.c.at).join(decisions)
        with self._register.reading() as connection:
            ours = documents.c.offer_id.in_(history.every_row(connection, offer_id))
            statement = joined.where(ours, decisions.c.undone_at.is_(None))
            rows = connection.execute(statement.order_by(documents.c.document_id.desc()))
            return [Document(*row) for row in rows]

    def undo(self, decision_id: int, *, by: str, now: dt.datetime | None = None) -> bool:
        """Takes a decision back, of any kind; False if somebody did before.

        Raises KeyError for an unknown number, RegisterError "decided_later" while a later decision on the same field
        of the same offer stands.
        """
        with self._register.writing() as connection:
            found = connection.execute(select(decisions).where(decisions.c.decision_id == decision_id)).first()
            if found is None:
                raise KeyError(decision_id)
            if found.undone_at is not None:
                return False
            if later := history.built_upon(connection, decision_id):
                raise RegisterError("decided_later", number=decision_id, later=later)
            undone = {"undone_at": now or dt.datetime.now(dt.UTC), "undone_by": by}
            connection.execute(update(decisions).where(decisions.c.decision_id == decision_id).values(undone))
            storing.changed(connection, "decision_undone", decision_id)
        return True

    def beside(self, offer_id: int) -> Beside:
        """What was read of an offer and what it is now, for whoever corrects it. Raises "gone".

        Of rows that are one offer: what was read of the one it goes by, and of each capability that counts.
        """
        with self._register.reading() as connection:
            found = _Sight(connection, [offer_id])
            now = found.whole(found.row(offer_id))
            which = ACTIVE & frames.of_rows(found.rows)
            read = Rows(frames.offers(connection, which=which), frames.capabilities(connection, which=which))
        kept = read.capabilities["capability_id"].isin(now.capabilities["capability_id"])
        own = read.offers["offer_id"].isin(now.offers["offer_id"])
        return Beside(Rows(read.offers[own], read.capabilities[kept]), now)

    def history(self, offer_id: int) -> pd.DataFrame:
        """All that happened to an offer, the newest first; see register.history."""
        with self._register.reading() as connection:
            return history.of_offer(connection, offer_id)

    def latest(self, most: int = 200) -> pd.DataFrame:
        """The latest decisions, the newest first; see register.history."""
        with self._register.reading() as connection:
            return history.latest(connection, most)


class _Sight:
    """Some offers as they are in sight now, rows that are one offer together."""

    def __init__(self, connection: Connection, offer_ids: Collection[int]) -> None:
        self.lines = Lines(connection)
        behind = joining.companions(connection, offer_ids)
        rows = in_sight(connection, self.lines.rows({*offer_ids, *behind}), self.lines)
        joined = joining.together(connection, rows)
        shown = set(joined.offers["offer_id"])
        goes_by = {
            row: each
            for group in joining.groups(connection, rows.offers)
            for each in shown & set(group)
            for row in group
        }
        now = self.lines.among(set(rows.offers["offer_id"]), offer_ids)
        self._row = {each: goes_by.get(row, row) for each, row in now.items()}
        self._values = _values(rows) | _values(joined)
        self._joined = joined
        self.rows = rows.offers["offer_id"].tolist()
        self._own = dict(zip(rows.capabilities["capability_id"], rows.capabilities["offer_id"], strict=True))

    def row(self, offer_id: int) -> int:
        """The row in sight of an offer. Raises "gone"."""
        if offer_id not in self._row:
            raise RegisterError("gone")
        return self._row[offer_id]

    def whole(self, row: int) -> Rows:
        """The offer that goes by this row, with its capabilities."""
        offers, lines = self._joined.offers, self._joined.capabilities
        return Rows(offers[offers["offer_id"] == row], lines[lines["offer_id"] == row])

    def made(self, wanted: Change) -> Change:
        """The change as it is written: of the row in sight, `before` being the value there now. Raises "gone"."""
        of_offer = wanted.capability_id is None
        key = ("offer", self.row(wanted.offer_id)) if of_offer else ("capability", wanted.capability_id)
        if key not in self._values:
            raise RegisterError("gone")
        now = self._values[key]
        row = now["offer_id"] if wanted.capability_id is None else int(self._own[wanted.capability_id])
        return Change(row, wanted.field, plain(now[wanted.field]), wanted.after, wanted.capability_id)


def _values(rows: Rows) -> dict[tuple[str, int | None], dict]:
    offers = {("offer", each["offer_id"]): each for each in rows.offers.to_dict("records")}
    return offers | {("capability", each["capability_id"]): each for each in rows.capabilities.to_dict("records")}


def _checked(each: Change) -> Change:
    """The change with values as they stand in JSON. Raises "unfit", ValueError for a field of the other table."""
    if (field(each.field).table == "capability") != (each.capability_id is not None):
        raise ValueError(f"{each.field} is no field of that")
    after = checked(each.field, each.after)
    return Change(each.offer_id, each.field, plain(each.before), after, each.capability_id)


def withdrawn(
    connection: Connection, offer_ids: Collection[int], by: str, why: str | None, now: dt.datetime | None
) -> int | None:
    """Decisions.withdraw as part of a transaction that does more."""
    found = _Sight(connection, offer_ids)
    made = [found.made(Change(each, "status", None, WITHDRAWN)) for each in offer_ids]
    return _write(connection, "withdraw", made, by, why, now)


def _write(
    connection: Connection, kind: str, made: list[Change], by: str, why: str | None, now: dt.datetime | None
) -> int | None:
    keyed = {(each.offer_id, each.capability_id, each.field): each for each in made}  # rows of one offer count once
    real = [each for each in keyed.values() if each.before != each.after]
    if not real:
        return None
    number = storing.decide(connection, kind, by=by, why=why, now=now or dt.datetime.now(dt.UTC))
    _insert(connection, number, real)
    return number


def _insert(connection: Connection, number: int, made: list[Change]) -> None:
    names = ("offer_id", "capability_id", "field", "before", "after")
    columns = {name: [getattr(each, name) for each in made] for name in names}
    storing.insert_rows(connection, changes, {"decision_id": [number] * len(made), **columns})
