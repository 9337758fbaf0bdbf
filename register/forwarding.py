"""The forwarding ledger: who was sent what, when, in which batch, to whom, on which consent.

A batch is confirmed whole or not at all, with its workbook frozen by hash, so that it can be issued again byte for
byte. Each recipient has a ledger of its own: what one was sent, another was not. Leaves out what is due
(capacity.forwarding) and the workbook (capacity.workbook).
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, insert, select

from capacity.forwarding import SENT_COLUMNS, WHATS, Outgoing, Previous, Proposal, last_told, propose, still_told
from capacity.forwarding_bodies import Body
from register.bulk import insert_all
from register.deciding_tables import batches, changes, forwardings
from register.errors import RegisterError
from register.frames import Contents, Original, framed, original, version
from register.joining import companions, going_by
from register.lineage import Lines
from register.store import Register
from register.storing import KEYS, changed, decide, insert_rows, keep, raised
from register.tables import originals

COMMISSION = "European Commission"
BATCH_COLUMNS = ("batch_id", "at", "by", "week", "recipient", "language", "sha256")
TOLD_COLUMNS = ("batch_id", "at", "by", "week", "recipient", "offer_id", "what", "consent", "body")
TYPES = {
    **dict.fromkeys(("batch_id", "offer_id"), "int64"),
    **dict.fromkeys(("at", "erased_at"), "datetime64[us, UTC]"),
    **dict.fromkeys(("body", "counts"), "object"),
}


@dataclass(frozen=True)
class Batch:
    """One batch that was sent. `counts`: how many offers of each kind, under "held" how many for which reason.

    `figures` is what its workbook counted, for comparison with the next; `erased_at` says that the workbook held the
    data of somebody who was erased since.
    """

    batch_id: int
    at: dt.datetime
    by: str
    week: str
    recipient: str
    language: str
    sha256: str
    counts: Mapping[str, int]
    held: Mapping[str, int]
    figures: Mapping[str, float]
    erased_at: dt.datetime | None


@dataclass(frozen=True)
class Proposed:
    """What the next batch to `recipient` would hold, of one version of the register.

    `sent` is what the recipient has been told so far (offer_id, batch_id, what, body and the batch's week), `previous`
    the last batch; `again` is that batch where it is of this week and nothing is due beyond it. `checked` are the
    offers to be sent that will be forwarded from then on.
    """

    proposal: Proposal
    recipient: str
    week: str
    version: int
    sent: pd.DataFrame
    previous: Batch | None
    checked: frozenset[int]
    within: frozenset[int] | None = None

    @property
    def outgoing(self) -> Outgoing:
        """The same as the workbook takes it."""
        last = self.previous
        before = Previous(last.week, last.at, last.figures) if last else None
        return Outgoing(self.proposal, self.recipient, self.week, self.sent, before)

    @property
    def again(self) -> Batch | None:
        """The batch that already says all of this."""
        last = self.previous
        whole = last is not None and last.week == self.week and last.erased_at is None
        return last if whole and self.proposal.due.empty else None


@dataclass(frozen=True)
class Confirmed:
    """A batch that stands in the ledger; `already` when it stood there before."""

    batch_id: int
    already: bool


class Ledger:
    """The forwarding ledger of one register. Methods raise RegisterError as the register's own do."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def propose(
        self,
        *,
        recipient: str = COMMISSION,
        contents: Contents | None = None,
        within: Collection[int] | None = None,
        now: dt.datetime | None = None,
    ) -> Proposed:
        """What is due to `recipient` now. `contents` as the register gives them, read here if not given.

        `within`: offer_ids that what is newly told of is limited to. `now` is aware and decides about the week.
        """
        contents = contents or self._register.contents()
        with self._register.reading() as connection:
            return _proposed(connection, contents, recipient, week_of(now or dt.datetime.now().astimezone()),
                             None if within is None else frozenset(map(int, within)))  # fmt: skip

    def confirm(
        self,
        proposed: Proposed,
        content: bytes,
        *,
        by: str,
        language: str,
        name: str,
        figures: Mapping[str, float] | None = None,
        now: dt.datetime | None = None,
    ) -> Confirmed:
        """Writes a batch: the workbook `content`, under the file's `name`, and every item that is due.

        Offers that were checked are forwarded from now on. Nothing is written where the batch stands there already, or
        nothing is due beyond the week's last. Raises RegisterError "due_changed" when something else is due by now.
        """
        now, sha256 = now or dt.datetime.now(dt.UTC), hashlib.sha256(content).hexdigest()
        with self._register.writing() as connection:
            if there := _batch(connection, batches.c.sha256 == sha256, batches.c.recipient == proposed.recipient):
                return Confirmed(there.batch_id, already=True)
            if version(connection) != proposed.version:
                proposed = self._still(connection, proposed)
            if proposed.again:
                return Confirmed(proposed.again.batch_id, already=True)
            keep(connection, name, content, now)
            batch_id = raised(connection, KEYS[batches], 1)
            connection.execute(insert(batches), {
                "batch_id": batch_id, "at": now, "by": by, "week": proposed.week, "recipient": proposed.recipient,
                "language": language, "sha256": sha256, "counts": _counts(proposed.proposal, figures or {}),
            })  # fmt: skip
            _write(connection, batch_id, proposed.proposal)
            _forwarded(connection, sorted(proposed.checked), by, now)
            changed(connection, "batch", batch_id)
        return Confirmed(batch_id, already=False)

    def batches(self) -> pd.DataFrame:
        """One row per batch, the newest first: BATCH_COLUMNS, the file's name, one column for each kind of item, and
        `erased_at`, a moment where the workbook was erased since because it held somebody's data."""
        kept = originals.c
        columns = [*(batches.c[each] for each in BATCH_COLUMNS), kept.name, kept.erased_at, batches.c.counts]
        statement = select(*columns).select_from(batches.join(originals)).order_by(batches.c.batch_id.desc())
        with self._register.reading() as connection:
            found = _frame(connection, statement)
        for what in WHATS:
            found[what] = pd.Series([each.get(what, 0) for each in found["counts"]], dtype="int64")
        return found.drop(columns="counts")

    def batch(self, batch_id: int) -> Batch:
        """One batch; KeyError for an unknown number."""
        with self._register.reading() as connection:
            found = _batch(connection, batches.c.batch_id == batch_id)
        if found is None:
            raise KeyError(batch_id)
        return found

    def reissue(self, batch_id: int) -> Original:
        """The workbook of a batch, byte for byte. Raises KeyError for an unknown number, RegisterError
        "workbook_erased" where it held the data of somebody who was erased since."""
        batch = self.batch(batch_id)
        if batch.erased_at:
            raise RegisterError("workbook_erased", number=batch_id)
        with self._register.reading() as connection:
            return original(connection, batch.sha256)

    def told(self, batch_id: int | None = None) -> pd.DataFrame:
        """What was ever sent, newest first, or in one batch: TOLD_COLUMNS, `body` as capacity.forwarding makes it."""
        wanted = [] if batch_id is None else [forwardings.c.batch_id == batch_id]
        with self._register.reading() as connection:
            return _told(connection, *wanted)

    def sent(self, offer_id: int) -> pd.DataFrame:
        """What was ever sent of one offer, under each number it had, newest first: TOLD_COLUMNS."""
        with self._register.reading() as connection:
            rows = Lines(connection).rows({offer_id, *companions(connection, [offer_id])})
            return _told(connection, forwardings.c.offer_id.in_(rows))

    def standing(self, contents: Contents, recipient: str = COMMISSION) -> dict[int, Body]:
        """offer_id → what was sent of it to `recipient` and stands there, on a consent that stands to this day."""
        with self._register.reading() as connection:
            sent = last_told(_told(connection, batches.c.recipient == recipient))
            living = going_by(connection, contents.offers["offer_id"].tolist(), sent["offer_id"].tolist())
        return still_told(contents.offers, sent.assign(now=sent["offer_id"].map(living)))

    def _still(self, connection: Connection, before: Proposed) -> Proposed:
        """The same of today: nobody else can write meanwhile, so that what is read here is what will be true."""
        now = _proposed(connection, self._register.contents(), before.recipient, before.week, before.within)
        if _said(now.proposal) != _said(before.proposal):
            raise RegisterError("due_changed")
        return now


def week_of(now: dt.datetime) -> str:
    """The calendar week (ISO 8601) of a moment where it was taken, such as "2020-W14"."""
    return f"{now:%G-W%V}"


def _proposed(connection: Connection, contents: Contents, recipient: str, week: str,
              within: frozenset[int] | None) -> Proposed:  # fmt: skip
    history = _told(connection, batches.c.recipient == recipient)
    sent = last_told(history[["offer_id", "batch_id", "week", "what", "body"]])
    living = going_by(connection, contents.offers["offer_id"].tolist(), sent["offer_id"].tolist())
    now = sent["offer_id"].map(living).astype("Int64")
    proposal = propose(contents.offers, contents.capabilities, sent.assign(now=now)[list(SENT_COLUMNS)], within)
    previous = _batch(connection, batches.c.recipient == recipient)
    sending = proposal.items.loc[proposal.items["what"].isin(["new", "changed"]), "offer_id"]
    offers = contents.offers
    checked = offers.loc[offers["offer_id"].isin(sending) & (offers["status"] == "checked"), "offer_id"]
    return Proposed(proposal, recipient, week, contents.version, sent, previous, frozenset(checked.tolist()), within)


def _told(connection: Connection, *wanted: ColumnElement[bool]) -> pd.DataFrame:
    kept = {**{each.name: each for each in forwardings.c}, **{each: batches.c[each] for each in BATCH_COLUMNS}}
    statement = select(*(kept[each] for each in TOLD_COLUMNS)).select_from(forwardings.join(batches))
    order = (forwardings.c.batch_id.desc(), forwardings.c.offer_id)
    return _frame(connection, statement.where(*wanted).order_by(*order))


def _batch(connection: Connection, *wanted: ColumnElement[bool]) -> Batch | None:
    """The newest batch that meets the conditions."""
    columns = [*(batches.c[each] for each in BATCH_COLUMNS), batches.c.counts, originals.c.erased_at]
    statement = select(*columns).select_from(batches.join(originals)).where(*wanted)
    found = connection.execute(statement.order_by(batches.c.batch_id.desc()).limit(1)).first()
    if found is None:
        return None
    counts = found.counts
    values = {name: getattr(found, name) for name in BATCH_COLUMNS}
    kinds = {name: counts[name] for name in WHATS}
    return Batch(**values, counts=kinds, held=counts["held_for"], figures=counts["figures"],
                 erased_at=found.erased_at)  # fmt: skip


def _counts(proposal: Proposal, figures: Mapping[str, float]) -> dict[str, object]:
    return {**proposal.counts, "held_for": proposal.held, "figures": dict(figures)}


def _said(proposal: Proposal) -> list[tuple]:
    due = proposal.due
    return [tuple(row) for row in due[["offer_id", "what", "body"]].itertuples(index=False)]


def _write(connection: Connection, batch_id: int, proposal: Proposal) -> None:
    due = proposal.due
    plain = {name: due[name].to_numpy(dtype=object, na_value=None).tolist() for name in ("offer_id", "what", "consent")}
    columns = {"batch_id": [batch_id] * len(due), **plain, "body": due["body"].tolist()}
    insert_all(connection, forwardings, columns)


def _forwarded(connection: Connection, checked: list[int], by: str, now: dt.datetime) -> None:
    """Offers that were checked and are sent now are forwarded: one decision for all of them."""
    if not checked:
        return
    same = {"decision_id": decide(connection, "forward", by=by, why=None, now=now), "capability_id": None,
            "field": "status", "before": "checked", "after": "forwarded"}  # fmt: skip
    columns = {name: [value] * len(checked) for name, value in same.items()}
    insert_rows(connection, changes, {"offer_id": checked, **columns})


def _frame(connection: Connection, statement: Select) -> pd.DataFrame:
    rows = connection.execute(statement)
    return framed(list(rows.keys()), rows.all(), TYPES)
