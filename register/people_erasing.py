"""What it takes to forget somebody: every place in the register that holds their data, emptied in one transaction.

What stays: that there was an offer of which import, that something was decided about it and sent in which batch, the
names and hashes of files; of anonymised private persons also what they could make and in which region. Leaves out who
is meant (register.people).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, null, select, update

from capacity.folding import fold_words
from capacity.places.remembered import NAMING, address_words
from capacity.schema import CAPABILITY_FIELDS, FIELDS, OFFER_FIELDS
from register import people_files, people_messages, people_records
from register.bulk import in_parts, rows_in
from register.deciding_tables import batches, changes, decisions, documents, forwardings, place_corrections, verdicts
from register.inbox_tables import commitments
from register.tables import capabilities, imports, issues, offers, originals, updates

KEPT_OF_ERASED = ("kind",)
COARSE = ("kind", "organisation_type", "organisation_size", "sector", "country", "nuts0", "nuts1", "nuts2",
          "received_at", "confirmed_at", "available_from", "available_until", "urgency", "channel", "consent",
          "consent_at", "status")  # fmt: skip
WORDS_OF_LINES = ("quote", "plausibility_reason")
SHORTEST = 6  # a shorter text is no proof that a file is about somebody


@dataclass(frozen=True)
class Scope:
    """All that somebody's data is in. `rows`: offers in every version; `needles`: words that prove it is in a file.
    `messages` and `drafts` are those of the inbox, `records` texts of what the team keeps beside offers.

    `names` others may have, too: they are proof only in what was sent of offers judged the same as these.
    """

    rows: frozenset[int]
    documents: frozenset[int]
    originals: frozenset[str]
    batches: frozenset[int]
    needles: frozenset[str]
    names: frozenset[str]
    messages: frozenset[int] = frozenset()
    drafts: frozenset[int] = frozenset()
    records: frozenset[people_records.Said] = frozenset()


def scope(connection: Connection, rows: Collection[int], needles: Iterable[str], names: Iterable[str] = (),
          mails: Iterable[str] = (), message_ids: Collection[int] = ()) -> Scope:  # fmt: skip
    """What erasing these rows concerns.

    `needles` are mail addresses and telephone numbers, looked for in every file; `names`, which others may have, too,
    in workbooks that were sent alone: those list offers whose contact was held back. So are `mails`, of which there
    may be thousands. `message_ids` are messages known to be meant.
    """
    words = frozenset(each for each in needles if len(each) >= SHORTEST)
    attached = rows_in(connection, select(documents.c.document_id, documents.c.sha256), documents.c.offer_id, rows)
    written = {*message_ids, *people_messages.naming(connection, words)}
    files = {each.sha256 for each in attached} | _files_of(connection, rows)
    files |= people_messages.files_of(connection, written)
    sent = {each.batch_id for each in rows_in(connection, select(forwardings.c.batch_id), forwardings.c.offer_id, rows)}
    files |= set(connection.scalars(select(batches.c.sha256).where(batches.c.batch_id.in_(sent))))
    sent_files = {sha256: number for number, sha256 in connection.execute(select(batches.c.batch_id, batches.c.sha256))}
    files |= people_files.naming(connection, words, originals.c.sha256.not_in(files))
    called = [each for each in names if len(each) >= SHORTEST]
    files |= people_files.naming(connection, called, originals.c.sha256.in_(set(sent_files) - files))
    files |= people_files.addressing(connection, set(mails), originals.c.sha256.in_(set(sent_files) - files))
    held = frozenset(number for sha256, number in sent_files.items() if sha256 in files)
    papers = frozenset(each.document_id for each in attached)
    written |= people_messages.of_files(connection, files)
    begun = people_messages.drafts_naming(connection, words)
    return Scope(frozenset(rows), papers, frozenset(files), held, words, frozenset(called), frozenset(written),
                 frozenset(begun), people_records.naming(connection, words))  # fmt: skip


def erase(connection: Connection, found: Scope, erasure_id: int, now: dt.datetime) -> None:
    """Empties all of it; the offers leave the sight."""
    _end_places(connection, found.rows, now)  # first: it asks for the addresses
    _empty_offers(connection, found.rows, KEPT_OF_ERASED, {"erasure_id": erasure_id})
    _empty(connection, capabilities, capabilities.c.offer_id, found.rows, CAPABILITY_FIELDS)
    _empty(connection, documents, documents.c.offer_id, found.rows, (), {"name": ""})
    _forget_decisions(connection, found.rows, fields=None)
    _forget_beside(connection, found, now)


def anonymise(connection: Connection, found: Scope, now: dt.datetime) -> None:
    """Empties what says who somebody is; what they could make, roughly where and when, stays in sight."""
    _end_places(connection, found.rows, now)
    _empty_offers(connection, found.rows, COARSE, {})
    _empty(connection, capabilities, capabilities.c.offer_id, found.rows, WORDS_OF_LINES)
    _empty(connection, documents, documents.c.offer_id, found.rows, (), {"name": ""})
    personal = [each.code for each in FIELDS if each.code not in COARSE and each.table == "offer"]
    _forget_decisions(connection, found.rows, fields=[*personal, *WORDS_OF_LINES, "note"])
    _forget_beside(connection, found, now)


def _forget_beside(connection: Connection, found: Scope, now: dt.datetime) -> None:
    _empty_issues(connection, found)
    _empty_beside(connection, found)
    people_messages.forget(connection, found.messages, found.drafts, now)
    people_records.forget(connection, found.records)
    for key in (commitments.c.need_offer_id, commitments.c.offer_id):
        _empty(connection, commitments, key, found.rows, ("note",))
    statement = update(originals).where(originals.c.sha256.in_(found.originals), originals.c.erased_at.is_(None))
    connection.execute(statement.values(content=b"", erased_at=now))
    papers = select(documents.c.sha256).where(documents.c.document_id.in_(found.documents))
    connection.execute(update(originals).where(originals.c.sha256.in_(papers)).values(name=""))


def _end_places(connection: Connection, rows: Collection[int], now: dt.datetime) -> None:
    """Ends and empties what was remembered for the words of these offers' addresses: they may say where they live."""
    kept = place_corrections.c
    told = select(*(offers.c[name] for name in (*NAMING, "street")))
    said = {address_words(row._asdict()) for row in rows_in(connection, told, offers.c.offer_id, rows)}
    words = {" ".join(fold_words(each)) for each in said} - {""}
    held = connection.execute(select(kept.place_correction_id, kept.words)).all()
    for some in in_parts(number for number, each in held if each in words):
        ended = {"words": "", "body": {}, "ended_at": func.coalesce(kept.ended_at, now)}
        connection.execute(update(place_corrections).where(kept.place_correction_id.in_(some)).values(ended))


def _empty_beside(connection: Connection, found: Scope) -> None:
    """What was sent of these offers, and what was sent and decided of offers that they were merged into, where it
    says what they said."""
    kept = forwardings.c
    for batch_id, offer_id in sent_about(connection, found):
        this = (kept.batch_id == batch_id) & (kept.offer_id == offer_id)
        connection.execute(update(forwardings).where(this).values(body={}))
    others = _judged_with(connection, found.rows)
    words = _proof_beside(connection, found, others)
    decided = select(changes.c.change_id, changes.c.before, changes.c.after)
    rows = rows_in(connection, decided, changes.c.offer_id, others)
    for some in in_parts(row.change_id for row in rows if says([row.before, row.after], words)):
        connection.execute(update(changes).where(changes.c.change_id.in_(some)).values(before=None, after=None))


def sent_about(connection: Connection, found: Scope) -> list[tuple[int, int]]:
    """The (batch_id, offer_id) under which they were sent: as themselves, or within an offer that they were merged
    into."""
    kept = forwardings.c
    own = [tuple(row) for row in rows_in(connection, select(kept.batch_id, kept.offer_id), kept.offer_id, found.rows)]
    others = _judged_with(connection, found.rows)
    told = select(kept.batch_id, kept.offer_id, kept.body)
    sent = connection.execute(told) if found.needles else rows_in(connection, told, kept.offer_id, others)
    words, beside = folded(found.needles), _proof_beside(connection, found, others)
    foreign = [row for row in sent if row.offer_id not in found.rows]
    within = [row for row in foreign if says(row.body, beside if row.offer_id in others else words)]
    return [*own, *((row.batch_id, row.offer_id) for row in within)]


def _proof_beside(connection: Connection, found: Scope, others: Collection[int]) -> frozenset[str]:
    """Folded words that prove, in an offer which is one with theirs, that it says what they said."""
    return folded((found.names - _own_words(connection, others)) | found.needles)


def _own_words(connection: Connection, rows: Collection[int]) -> set[str]:
    """The names, mail addresses and telephone numbers that these rows came with themselves."""
    told = select(*(offers.c[name] for name in ("organisation", "contact_name", "email", "phone")))
    texts = {text for row in rows_in(connection, told, offers.c.offer_id, rows) for text in row if text}
    return texts | {each.strip() for text in texts for each in text.split(";")}


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words as `says` compares them."""
    return frozenset(each.casefold() for each in words)


def says(value: object, words: Collection[str]) -> bool:
    """Whether one of these folded words stands in a value of JSON, decoded: the column may escape its letters."""
    if isinstance(value, str):
        text = value.casefold()
        return any(each in text for each in words)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(says(each, words) for each in inner)


def _judged_with(connection: Connection, rows: Collection[int]) -> set[int]:
    """The rows that were ever found to be one with these, and with those in turn."""
    statement = select(verdicts.c.left_offer_id, verdicts.c.right_offer_id)
    pairs = connection.execute(statement.where(verdicts.c.verdict == "same")).all()
    found, size = set(rows), 0
    while size != len(found):
        size = len(found)
        found |= {row for pair in pairs if not found.isdisjoint(pair) for row in pair}
    return found - set(rows)


def _empty_offers(connection: Connection, rows: Collection[int], kept: Collection[str], more: dict[str, int]) -> None:
    _empty(connection, offers, offers.c.offer_id, rows, [each for each in OFFER_FIELDS if each not in kept],
           {"original": "{}", **more})  # fmt: skip


def _empty(connection: Connection, table: Table, key: ColumnElement, rows: Collection[int], fields: Iterable[str],
           more: dict[str, object] | None = None) -> None:  # fmt: skip
    values = {**dict.fromkeys(fields, null()), **(more or {})}
    for some in in_parts(rows):
        connection.execute(update(table).where(key.in_(some)).values(values))


def _forget_decisions(connection: Connection, rows: Collection[int], fields: Collection[str] | None) -> None:
    """What was decided about these offers, or about these fields of theirs; and why, which may name people."""
    numbers: set[int] = set()
    about = (changes.c.offer_id, documents.c.offer_id, verdicts.c.left_offer_id, verdicts.c.right_offer_id)
    for some in in_parts(rows):
        own = changes.c.offer_id.in_(some)
        for key in about:
            numbers |= set(connection.scalars(select(key.table.c.decision_id).where(key.in_(some))))
        meant = own if fields is None else own & changes.c.field.in_(fields)
        connection.execute(update(changes).where(meant).values(before=None, after=None))
    for some in in_parts(numbers):
        connection.execute(update(decisions).where(decisions.c.decision_id.in_(some)).values(why=None))


def _empty_issues(connection: Connection, found: Scope) -> None:
    """What was read, in the rows of these offers and wherever it names them."""
    said = {"read": None, "done": None, "suggestion": None}
    places = select(offers.c.import_id, offers.c.source_sheet, offers.c.source_row)
    read: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    for import_id, sheet, row in rows_in(connection, places, offers.c.offer_id, found.rows):
        read[import_id, sheet].append(row)
    for (import_id, sheet), rows in read.items():
        there = (issues.c.import_id == import_id) & issues.c.row.in_(rows)
        if sheet is not None:
            there &= issues.c.sheet.is_(None) | (issues.c.sheet == sheet)
        connection.execute(update(issues).where(there).values(said))
    for needle in found.needles:
        connection.execute(update(issues).where(issues.c.read.icontains(needle, autoescape=True)).values(said))


def _files_of(connection: Connection, rows: Collection[int]) -> set[str]:
    """The files that these rows were read from, or were seen in again."""
    own = select(imports.c.sha256).join(offers, offers.c.import_id == imports.c.import_id)
    again = select(imports.c.sha256).join(updates, updates.c.import_id == imports.c.import_id)
    found = rows_in(connection, own.distinct(), offers.c.offer_id, rows)
    found += rows_in(connection, again.distinct(), updates.c.offer_id, rows)
    return {each.sha256 for each in found}
