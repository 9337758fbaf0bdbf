"""People in what the team keeps beside offers: texts of initiatives, requests and events that say a mail or a number.

Records that have ended are among them. Leaves out who is meant (register.people) and keeping records
(register.records).
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, null, select, update

from register.inbox_tables import events, initiatives, requests
from register.people_messages import saying

BESIDE = ("contact", "note")  # of an initiative: one says who the other is about
TEXTS: dict[str, tuple[Table, tuple[str, ...]]] = {
    "initiative": (initiatives, ("name", "link", *BESIDE, "languages")),
    "request": (requests, ("title", "text_de", "text_en")),
    "event": (events, ("label_de", "label_en")),
}


class Said(NamedTuple):
    """One text of one record that is about somebody."""

    kind: str
    number: int
    field: str


def naming(connection: Connection, needles: Iterable[str]) -> frozenset[Said]:
    """The texts in which one of these mail addresses or telephone numbers stands, and what stands beside them."""
    says = saying(needles)
    found = set()
    for kind, (table, names) in TEXTS.items():
        for number, *texts in connection.execute(select(*table.primary_key, *(table.c[name] for name in names))):
            fields = {name for name, text in zip(names, texts, strict=True) if text and says(text)}
            beside = BESIDE if fields and kind == "initiative" else ()
            found |= {Said(kind, number, name) for name in {*fields, *beside}}
    return frozenset(found)


def forget(connection: Connection, found: Iterable[Said]) -> None:
    """Empties these texts; the records stay."""
    for each in found:
        table, column = TEXTS[each.kind][0], TEXTS[each.kind][0].c[each.field]
        this = update(table).where(next(iter(table.primary_key)) == each.number)
        connection.execute(this.values({column: null() if column.nullable else ""}))


def held(connection: Connection, found: Iterable[Said]) -> list[dict[str, Any]]:
    """These texts, as rows of an access report; moments as they are."""
    rows = []
    for each in sorted(found):
        table = TEXTS[each.kind][0]
        statement = select(table.c[each.field], table.c.at, table.c.by)
        text, at, by = connection.execute(statement.where(next(iter(table.primary_key)) == each.number)).one()
        if text:
            rows.append({"kind": each.kind, "field": each.field, "text": text, "at": at, "by": by})
    return rows
