"""What happened to an offer: imports, decisions, documents, forwardings; who, when, what, why. As frames.

HISTORY has one row per changed field: decision_id (missing for imports and forwardings), offer_id, at (UTC), by, kind,
capability_id, field, before, after (as in JSON), why, undone (whether it was taken back), undone_at, undone_by. LATEST
has one row per decision, with the number of offers and its fields joined by ";". Leaves out deciding.
"""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, literal, null, select

from register import joining
from register.deciding_tables import STANDING, batches, changes, decisions, documents, forwardings, verdicts
from register.frames import framed
from register.lineage import Lines
from register.tables import imports, offers

HISTORY = ("decision_id", "offer_id", "at", "by", "kind", "capability_id", "field", "before", "after", "why",
           "undone_at", "undone_by")  # fmt: skip
LATEST = ("decision_id", "at", "by", "kind", "why", "undone_at", "undone_by")
TYPES = {
    **dict.fromkeys(("decision_id", "capability_id"), "Int64"),
    **dict.fromkeys(("offer_id", "offers"), "int64"),
    **dict.fromkeys(("at", "undone_at"), "datetime64[us, UTC]"),
    **dict.fromkeys(("before", "after"), "object"),
}


def of_offer(connection: Connection, offer_id: int) -> pd.DataFrame:
    """HISTORY of all versions of an offer and of the rows that are one with it, the newest first."""
    rows = sorted(every_row(connection, offer_id))
    parts = (
        _changed().where(changes.c.offer_id.in_(rows)).order_by(changes.c.change_id),
        _attached().where(documents.c.offer_id.in_(rows)),
        _judged(verdicts.c.left_offer_id, verdicts.c.right_offer_id).where(verdicts.c.left_offer_id.in_(rows)),
        _judged(verdicts.c.right_offer_id, verdicts.c.left_offer_id).where(verdicts.c.right_offer_id.in_(rows)),
        _forwarded().where(forwardings.c.offer_id.in_(rows)),
        _imported().where(offers.c.offer_id.in_(rows)),
    )
    found = framed(HISTORY, [row for part in parts for row in connection.execute(part)], TYPES)
    found.insert(len(HISTORY), "undone", found["undone_at"].notna())
    return found.sort_values(["at", "decision_id"], ascending=False, kind="stable", ignore_index=True)


def every_row(connection: Connection, offer_id: int) -> set[int]:
    """Every row that ever stood for an offer: all versions of each row that is one with it."""
    return Lines(connection).rows({offer_id, *joining.companions(connection, [offer_id])})


def latest(connection: Connection, most: int) -> pd.DataFrame:
    """LATEST of the newest decisions, the newest first, with `offers` (how many), `offer_id` (one), `fields`."""
    statement = select(*(decisions.c[name] for name in LATEST)).order_by(decisions.c.decision_id.desc()).limit(most)
    found = framed(LATEST, list(connection.execute(statement)), TYPES)
    first = int(found["decision_id"].min()) if len(found) else 0
    about = framed(("decision_id", "offer_id", "field"), _about(connection, first), TYPES).groupby("decision_id")
    found["offers"] = found["decision_id"].map(about["offer_id"].nunique()).fillna(0).astype("int64")
    found["offer_id"] = found["decision_id"].map(about["offer_id"].first()).astype("Int64")
    found["fields"] = found["decision_id"].map(about["field"].agg(lambda each: ";".join(dict.fromkeys(each))))
    return found


def built_upon(connection: Connection, decision_id: int) -> int | None:
    """The latest standing decision that changed a field which this one changed before."""
    lines = Lines(connection)
    columns = (changes.c.decision_id, changes.c.offer_id, changes.c.capability_id, changes.c.field)
    own: dict[tuple[int, str, bool], list[tuple[int, int | None]]] = {}
    for _, row, capability, code in connection.execute(select(*columns).where(changes.c.decision_id == decision_id)):
        own.setdefault((lines.first(row), code, capability is None), []).append((row, capability))
    fields = {code for _, code, _ in own} - {"note"}
    later = select(*columns).join(decisions).where(STANDING, changes.c.decision_id > decision_id)
    later = later.where(changes.c.field.in_(fields)).order_by(changes.c.decision_id.desc())
    for number, row, capability, code in connection.execute(later):
        same = own.get((lines.first(row), code, capability is None), ())
        if any(other == capability or other_row != row for other_row, other in same):
            return number
    return None


def _about(connection: Connection, first: int) -> list[Any]:
    said = (
        select(changes.c.decision_id, changes.c.offer_id, changes.c.field).where(changes.c.decision_id >= first),
        select(documents.c.decision_id, documents.c.offer_id, literal("document")).where(
            documents.c.decision_id >= first
        ),
        select(verdicts.c.decision_id, verdicts.c.left_offer_id, literal("verdict")).where(
            verdicts.c.decision_id >= first
        ),
    )
    return [tuple(row) for each in said for row in connection.execute(each)]


def _changed() -> Select:
    own = (changes.c.decision_id, changes.c.offer_id, decisions.c.at, decisions.c.by, decisions.c.kind)
    what = (changes.c.capability_id, changes.c.field, changes.c.before, changes.c.after)
    return select(*own, *what, *_ending()).join(decisions)


def _attached() -> Select:
    own = (documents.c.decision_id, documents.c.offer_id, decisions.c.at, decisions.c.by, decisions.c.kind)
    what = (null(), literal("document"), null(), documents.c.name)
    return select(*own, *what, *_ending()).join(decisions)


def _judged(one: Any, other: Any) -> Select:
    own = (verdicts.c.decision_id, one, decisions.c.at, decisions.c.by, decisions.c.kind)
    return select(*own, null(), literal("verdict"), null(), other, *_ending()).join(decisions)


def _forwarded() -> Select:
    own = (null(), forwardings.c.offer_id, batches.c.at, batches.c.by, literal("forward"))
    what = (null(), literal("batch"), forwardings.c.what, batches.c.week)
    return select(*own, *what, batches.c.recipient, null(), null()).join(batches)


def _imported() -> Select:
    own = (null(), offers.c.offer_id, imports.c.at, imports.c.by, literal("import"))
    what = (null(), literal("file"), null(), imports.c.file)
    return select(*own, *what, null(), imports.c.undone_at, imports.c.undone_by).join(imports)


def _ending() -> tuple[Any, ...]:
    return decisions.c.why, decisions.c.undone_at, decisions.c.undone_by
