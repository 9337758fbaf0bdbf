"""What was promised to needs out of offers, and how far it got: proposed, committed, delivered, cancelled.

A promise stands on the rows of its need and its offer and follows them, merged or replaced by newer versions. Steps are
added, never overwritten. Leaves out finding who could give what (capacity.needs).
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, Row, insert, select, update

from register import frames, joining, storing
from register.bulk import rows_in
from register.errors import RegisterError
from register.frames import Contents
from register.inbox_tables import commitment_steps, commitments
from register.lineage import Lines
from register.store import Register
from register.tables import ACTIVE, imports, journal, offers

PROPOSED, COMMITTED, DELIVERED, CANCELLED = STATES = ("proposed", "committed", "delivered", "cancelled")
BINDING = (PROPOSED, COMMITTED)
COLUMNS = ("commitment_id", "need_offer_id", "offer_id", "product", "unit", "quantity", "state", "note", "at", "by",
           "step_id", "state_at", "state_by")  # fmt: skip
TYPES = {
    **dict.fromkeys(("commitment_id", "need_offer_id", "offer_id", "step_id"), "int64"),
    **dict.fromkeys(("at", "state_at"), "datetime64[us, UTC]"),
    "quantity": "float64",
}


@dataclass(frozen=True)
class Promise:
    """So much of a product, in `unit`, out of an offer for a need."""

    need_offer_id: int
    offer_id: int
    product: str
    quantity: float
    unit: str | None = None
    note: str | None = None


class Commitments:
    """The commitments of one register. Every method raises RegisterError, and then nothing has changed."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def promise(
        self, promises: Sequence[Promise], *, by: str, version: int, state: str = COMMITTED,
        now: dt.datetime | None = None,
    ) -> list[int]:  # fmt: skip
        """Writes down promises, all or none: their numbers.

        `version` of the register is what the quantities were chosen by: raises "promised" where somebody has promised
        out of one of the offers, or to one of the needs, since. Raises "gone" where an offer or need is no longer
        there, ValueError for a quantity that is none.
        """
        if not all(each.quantity > 0 for each in promises):
            raise ValueError("a promise needs a quantity")
        now = now or dt.datetime.now(dt.UTC)
        numbers = {number for each in promises for number in (each.need_offer_id, each.offer_id)}
        with self._register.writing() as connection:
            _check(connection, numbers)
            _check_unchanged(connection, numbers, version)
            return [self._written(connection, each, _one_of(state), by, now) for each in promises]

    def step(
        self, commitment_id: int, state: str, *, by: str, version: int, quantity: float | None = None,
        now: dt.datetime | None = None,
    ) -> int:  # fmt: skip
        """Says how far a promise got, with the quantity where it is another one now: the number of the step.

        `version` of the register is what the promise was seen by: raises "promised" where somebody has changed it since
        or, for a step that binds the offer, has promised as promise() says. Raises KeyError for an unknown promise.
        """
        if quantity is not None and not quantity > 0:
            raise ValueError("a promise needs a quantity")
        with self._register.writing() as connection:
            numbers = _concerned(connection, commitment_id)
            since = _changed_since(connection, version)
            if commitment_id in {row.commitment_id for row in since}:
                raise RegisterError("promised")
            if state in BINDING:
                _check_unchanged(connection, numbers, version)
            return _step(connection, commitment_id, _one_of(state), quantity, by, now or dt.datetime.now(dt.UTC))

    def undo(self, step_id: int, *, by: str, version: int, now: dt.datetime | None = None) -> bool:
        """Takes a step back; False if somebody did before. A promise whose first step is taken back is none.

        To take back that it was cancelled binds the offer again: raises "promised" as promise() does. Raises KeyError
        for an unknown number.
        """
        steps = commitment_steps.c
        with self._register.writing() as connection:
            columns = select(steps.commitment_id, steps.state, steps.undone_at)
            found = connection.execute(columns.where(steps.commitment_step_id == step_id)).first()
            if found is None:
                raise KeyError(step_id)
            if found.undone_at is not None:
                return False
            if found.state == CANCELLED:
                _check_unchanged(connection, _concerned(connection, found.commitment_id), version)
            undone = {"undone_at": now or dt.datetime.now(dt.UTC), "undone_by": by}
            this = update(commitment_steps).where(steps.commitment_step_id == step_id)
            connection.execute(this.values(undone))
            storing.changed(connection, "commitment", found.commitment_id)
        return True

    def state(self, contents: Contents) -> pd.DataFrame:
        """COLUMNS, the newest first: every promise whose need and offer are among `contents` still.

        need_offer_id and offer_id are those that they go by there; `step_id` is the step that can be taken back.
        """
        with self._register.reading() as connection:
            found = _folded(connection)
            shown = contents.offers["offer_id"].tolist()
            numbers = {*found["need_offer_id"], *found["offer_id"]}
            now = joining.going_by(connection, shown, numbers) if numbers else {}
        for name in ("need_offer_id", "offer_id"):
            found[name] = found[name].map(now).astype("Int64")
        found = found.dropna(subset=["need_offer_id", "offer_id"])
        return found.astype({"need_offer_id": "int64", "offer_id": "int64"}).reset_index(drop=True)

    def _written(self, connection: Connection, promise: Promise, state: str, by: str, now: dt.datetime) -> int:
        number = storing.raised(connection, storing.KEYS[commitments], 1)
        values = {"commitment_id": number, **promise.__dict__, "at": now, "by": by}
        connection.execute(insert(commitments), values)
        _step(connection, number, state, None, by, now)
        return number


def standing(state: pd.DataFrame) -> pd.DataFrame:
    """What of Commitments.state() binds an offer: all but what was merely proposed or cancelled."""
    return state[state["state"].isin((COMMITTED, DELIVERED))]


def _one_of(state: str) -> str:
    if state not in STATES:
        raise ValueError(f"{state!r} is none of {', '.join(STATES)}")
    return state


def _check(connection: Connection, numbers: Collection[int]) -> None:
    seen = rows_in(connection, select(offers.c.offer_id).join(imports).where(ACTIVE), offers.c.offer_id, numbers)
    if len(seen) != len(numbers):
        raise RegisterError("gone")


def _concerned(connection: Connection, commitment_id: int) -> set[int]:
    """The need and the offer of a promise. Raises KeyError for an unknown one."""
    both = select(commitments.c.need_offer_id, commitments.c.offer_id)
    found = connection.execute(both.where(commitments.c.commitment_id == commitment_id)).first()
    if found is None:
        raise KeyError(commitment_id)
    return set(found)


def _changed_since(connection: Connection, version: int) -> Sequence[Row]:
    """commitment_id, need_offer_id, offer_id of the promises about which something was said since."""
    made, later = commitments.c, (journal.c.what == "commitment") & (journal.c.version > version)
    changed = select(made.commitment_id, made.need_offer_id, made.offer_id)
    return connection.execute(changed.join(journal, journal.c.number == made.commitment_id).where(later)).all()


def _check_unchanged(connection: Connection, numbers: Collection[int], version: int) -> None:
    """Refuses what rests on an older state of the promises about these offers and needs, however they go by now.

    What is one offer with them counts as they do.
    """
    told = {number for row in _changed_since(connection, version) for number in (row.need_offer_id, row.offer_id)}
    if told and told & Lines(connection).rows({*numbers, *joining.companions(connection, numbers)}):
        raise RegisterError("promised")


def _step(
    connection: Connection, commitment_id: int, state: str, quantity: float | None, by: str, now: dt.datetime
) -> int:
    number = storing.raised(connection, storing.KEYS[commitment_steps], 1)
    values = {"commitment_step_id": number, "commitment_id": commitment_id, "state": state, "quantity": quantity}
    connection.execute(insert(commitment_steps), {**values, "at": now, "by": by})
    storing.changed(connection, "commitment", commitment_id)
    return number


def _folded(connection: Connection) -> pd.DataFrame:
    """One row per promise that stands: its last standing step, and the last quantity that one of them said."""
    made, steps = commitments.c, commitment_steps.c
    names = (
        made.commitment_id,
        made.need_offer_id,
        made.offer_id,
        made.product,
        made.unit,
        made.note,
        made.at,
        made.by,
    )
    said = (steps.commitment_step_id.label("step_id"), steps.state, steps.at.label("state_at"),
            steps.by.label("state_by"), made.quantity.label("promised"), steps.quantity)  # fmt: skip
    statement = select(*names, *said).select_from(commitments.join(commitment_steps))
    rows = connection.execute(statement.where(steps.undone_at.is_(None)).order_by(steps.commitment_step_id))
    found = frames.framed(list(rows.keys()), rows.all(), {**TYPES, "promised": "float64"})
    last = found.groupby("commitment_id")["quantity"].ffill().fillna(found.pop("promised"))
    found = found.assign(quantity=last).drop_duplicates("commitment_id", keep="last")
    return found.sort_values("commitment_id", ascending=False)[list(COLUMNS)]
