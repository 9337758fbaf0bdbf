"""Looks whether a register is whole: what it says of itself against what it holds. Changes nothing.

Leaves out mending: what is not whole is put right from a backup (register.upkeep).
"""

import hashlib

from sqlalchemy import Connection, exists, func, select

from register import sqlite
from register.deciding_tables import changes, decisions, documents, verdicts
from register.inbox_tables import messages
from register.store import Register
from register.storing import KEYS
from register.tables import REPLACED, imports, journal, offers, originals, state, updates

FILES_AT_ONCE = 20
WRITTEN = {"edit": changes, "confirm": changes, "withdraw": changes, "note": changes, "document": documents}
JUDGED = ("same", "different", "unsure")


def faults(register: Register) -> dict[str, int]:
    """What is not whole, by kind (damage, original, counter, import, update, decision, message); empty when well."""
    with register.reading() as connection:
        found = {
            "damage": sqlite.damages(connection) if connection.dialect.name == "sqlite" else 0,
            "original": _changed_originals(connection),
            "counter": _late_counters(connection),
            "import": _uneven_imports(connection),
            "update": _lost_versions(connection),
            "decision": _empty_decisions(connection),
            "message": _foreign_imports(connection),
        }
    return {kind: count for kind, count in found.items() if count}


def _changed_originals(connection: Connection) -> int:
    kept = select(originals.c.sha256, originals.c.content).where(originals.c.erased_at.is_(None))
    rows = connection.execution_options(yield_per=FILES_AT_ONCE).execute(kept)
    return sum(1 for sha256, content in rows if hashlib.sha256(content).hexdigest() != sha256)


def _late_counters(connection: Connection) -> int:
    """Counters behind the keys that were given, the journal's versions among them."""
    values = {row.key: row.value for row in connection.execute(select(state.c.key, state.c.value))}
    highest = {key: connection.scalar(select(func.max(table.c[key]))) or 0 for table, key in KEYS.items()}
    highest["version"] = connection.scalar(select(func.max(journal.c.version))) or 0
    return sum(1 for key, number in highest.items() if values.get(key, -1) < number)


def _uneven_imports(connection: Connection) -> int:
    """Imports that hold another number of offers than they say: what is new and changed, or all of the file."""
    said = func.coalesce(imports.c.new + imports.c.changed, imports.c.offers + imports.c.needs)
    held = select(func.count()).where(offers.c.import_id == imports.c.import_id).correlate(imports).scalar_subquery()
    return connection.scalar(select(func.count()).select_from(imports).where(said != held)) or 0


def _lost_versions(connection: Connection) -> int:
    """Offers said to be replaced by one that the import does not hold."""
    joined = updates.outerjoin(offers, updates.c.new_offer_id == offers.c.offer_id)
    missing = offers.c.offer_id.is_(None) | (offers.c.import_id != updates.c.import_id)
    statement = select(func.count()).select_from(joined).where(updates.c.what == REPLACED, missing)
    return connection.scalar(statement) or 0


def _empty_decisions(connection: Connection) -> int:
    """Decisions of which nothing is written."""
    kinds = {**WRITTEN, **dict.fromkeys(JUDGED, verdicts)}
    lost = 0
    for kind, table in kinds.items():
        written = exists().where(table.c.decision_id == decisions.c.decision_id)
        statement = select(func.count()).select_from(decisions).where(decisions.c.kind == kind, ~written)
        lost += connection.scalar(statement) or 0
    return lost


def _foreign_imports(connection: Connection) -> int:
    """Messages that are said to be accepted by the import of another file."""
    joined = messages.join(imports, messages.c.import_id == imports.c.import_id)
    statement = select(func.count()).select_from(joined).where(messages.c.sha256 != imports.c.sha256)
    return connection.scalar(statement) or 0
