"""The access report: all that the register holds about a person, as data for machines and as a workbook to read.

Everything in every version: as read, as decided, the original words, what was decided, to whom it was sent, in which
files it is. Leaves out who is meant (register.people) and the data of others in the same files.
"""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from capacity.formats import moment
from capacity.schema import FIELDS, field, is_field
from capacity.texts import say
from capacity.workbook.shapes import Column, Page, Table, table
from capacity.workbook.writing import written
from register import frames, history, people_messages, people_records
from register import people_erasing as erasing
from register.bulk import rows_in
from register.contents import in_sight
from register.deciding_tables import batches, documents, forwardings
from register.lineage import Lines
from register.tables import issues, offers, originals
from register.values import plain

Report = Mapping[str, Any]
DETAILS = ("purpose", "basis", "recipients", "kept_for", "rights")
HISTORY = ("at", "by", "kind", "field", "before", "after", "why", "undone_at")
WIDTHS = {"value": 60, "decided": 40, "text": 60, "heading": 30, "field": 26, "before": 40, "after": 40, "why": 40,
          "file": 40, "sha256": 66, "recipient": 30, "body": 80, "read": 40,
          "subject": 40}  # fmt: skip


def report(connection: Connection, found: erasing.Scope, now: dt.datetime) -> Report:
    """All that is held of these rows, as JSON can hold it; moments are UTC."""
    rows = sorted(found.rows)
    return {
        "made_at": _when(now),
        "offers": _offers(connection, rows),
        "original_words": _original_words(connection, rows),
        "history": _history(connection, rows),
        "remarks_on_files": _issues(connection, rows),
        "forwardings": _forwardings(connection, found),
        "messages": _told(people_messages.held(connection, found.messages)),
        "about_messages": _told(people_messages.held_beside(connection, found.messages)),
        "drafts": _told(people_messages.held_drafts(connection, found.drafts)),
        "records": _told(people_records.held(connection, found.records)),
        "files": _files(connection, found),
    }


def as_json(report: Report) -> bytes:
    """The report as a JSON file."""
    return json.dumps(report, ensure_ascii=False, indent=2).encode()


def as_workbook(report: Report, language: str, now: dt.datetime) -> bytes:
    """The report as an .xlsx file in "de" or "en", for the person who asked."""
    sheets: list[Page | Table] = [_cover(report, language, now)]
    sheets += [_sheet(name, rows, language) for name, rows in report.items() if name != "made_at"]
    return written(sheets, language, now, say("access.title", language))


def _offers(connection: Connection, rows: Collection[int]) -> list[dict]:
    """One entry per value: as it was read, and as people decided it where that is something else."""
    which = frames.of_rows(rows)
    read, lines = frames.offers(connection, which=which), frames.capabilities(connection, which=which)
    now = in_sight(connection, rows, Lines(connection))
    seen = [*_values(read, "offer_id", now.offers), *_values(lines, "capability_id", now.capabilities)]
    return sorted(seen, key=lambda each: each["offer_id"])


def _values(read: pd.DataFrame, key: str, now: pd.DataFrame) -> list[dict]:
    codes = [each.code for each in FIELDS if each.code in read]
    decided = now[now[key].isin(read[key])].set_index(key)
    found = []
    for row in read.to_dict("records"):
        current = decided.loc[row[key]].to_dict() if row[key] in decided.index else row
        for code in codes:
            value, after = plain(row[code]), plain(current[code])
            if value is not None or after is not None:
                found.append({"offer_id": row["offer_id"], "field": code, "value": value, "decided": after})
    return found


def _original_words(connection: Connection, rows: Collection[int]) -> list[dict]:
    kept = rows_in(connection, select(offers.c.offer_id, offers.c.original), offers.c.offer_id, rows)
    return [
        {"offer_id": number, "heading": heading, "text": text}
        for number, words in kept
        for heading, text in json.loads(words).items()
    ]


def _history(connection: Connection, rows: Collection[int]) -> list[dict]:
    lines = Lines(connection)
    said = [history.of_offer(connection, each) for each in sorted({lines.first(row) for row in rows})]
    found = pd.concat(said) if said else pd.DataFrame(columns=["offer_id", *HISTORY])
    records = found[["offer_id", *HISTORY]].to_dict("records")
    return [{name: _cell(value) for name, value in each.items()} for each in records]


def _issues(connection: Connection, rows: Collection[int]) -> list[dict]:
    places = select(offers.c.offer_id, issues.c.code, issues.c.read).join(
        issues, (issues.c.import_id == offers.c.import_id) & (issues.c.row == offers.c.source_row)
    )
    found = rows_in(connection, places, offers.c.offer_id, rows)
    return [{"offer_id": number, "code": code, "read": read} for number, code, read in found]


def _forwardings(connection: Connection, found: erasing.Scope) -> list[dict]:
    """What was sent of them, also within an offer that they were merged into."""
    about = set(erasing.sent_about(connection, found))
    told = select(forwardings, batches.c.at, batches.c.week, batches.c.recipient).join(batches)
    rows = rows_in(connection, told, forwardings.c.offer_id, {offer_id for _, offer_id in about})
    sent = sorted((each for each in rows if (each.batch_id, each.offer_id) in about), key=lambda each: each.batch_id)
    names = ("offer_id", "at", "week", "recipient", "batch_id", "what", "consent", "body")
    return [{name: _cell(getattr(each, name)) for name in names} for each in sent]


def _told(rows: list[dict]) -> list[dict]:
    return [{name: _cell(value) for name, value in each.items()} for each in rows]


def _files(connection: Connection, found: erasing.Scope) -> list[dict]:
    kept = originals.c
    held = select(kept.sha256, kept.name, kept.size, kept.stored_at).where(kept.erased_at.is_(None))
    files = connection.execute(held.where(kept.sha256.in_(found.originals)).order_by(kept.stored_at, kept.sha256))
    papers = set(connection.scalars(select(documents.c.sha256).where(documents.c.document_id.in_(found.documents))))
    frozen = set(connection.scalars(select(batches.c.sha256).where(batches.c.batch_id.in_(found.batches))))
    kind = lambda sha256: "attached" if sha256 in papers else "sent" if sha256 in frozen else "received"  # noqa: E731
    return [
        {"file": each.name, "kind": kind(each.sha256), "bytes": each.size, "at": _when(each.stored_at),
         "sha256": each.sha256}
        for each in files
    ]  # fmt: skip


def _cover(report: Report, language: str, now: dt.datetime) -> Page:
    numbers = {each["offer_id"] for each in report["offers"]}
    lines = (
        (say("access.made_at", language), f"{moment(now, language)} {now.tzname() or ''}".strip()),
        (say("access.offers", language), str(len(numbers))),
        (say("access.sent", language), str(len(report["forwardings"]))),
        (say("access.held_messages", language), str(len(report["messages"]))),
        (say("access.held_files", language), str(len(report["files"]))),
        *((say(f"access.{each}", language), say(f"access.{each}_words", language)) for each in DETAILS),
    )
    known = {name: len(rows) for name, rows in report.items() if name != "made_at"}
    names = pd.Series([say(f"access.sheet_{name}", language) for name in known], dtype="str")
    columns = {
        "sheet": (Column(say("access.sheet", language), width=40), names),
        "rows": (Column(say("access.rows", language), "number", 60), pd.Series(list(known.values()), dtype="int64")),
    }
    title = say("access.title", language)
    return Page(say("access.sheet_cover", language), title, lines, (table(say("access.held", language), columns),))


def _sheet(name: str, rows: list[dict], language: str) -> Table:
    keys = list(rows[0]) if rows else ["offer_id"]
    columns = {}
    for key in keys:
        values = pd.Series([_worded(key, each[key], language) for each in rows], dtype="str")
        columns[key] = Column(say(f"access.column_{key}", language), width=WIDTHS.get(key, 16)), values
    return table(say(f"access.sheet_{name}", language), columns, frozen=1)


def _worded(key: str, value: Any, language: str) -> str | None:
    if value is None:
        return None
    if key in ("at", "undone_at", "received_at"):
        return moment(dt.datetime.fromisoformat(value), language)
    if key == "field" and is_field(value):
        return field(value).label(language)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> Any:
    """A value as JSON holds it, moments as text, nothing missing but None."""
    if isinstance(value, dict | list):
        return value
    if isinstance(value, dt.datetime) and not pd.isna(value):
        return _when(value)
    return plain(value)


def _when(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat(timespec="seconds")
