"""People's rights: finding whose data is held, erasing it, anonymising private persons after their time.

The fact of an erasure stays, without the data, and with salted hashes by which it can be applied again to a restored
backup. Leaves out what an access report holds (register.people_access) and the statements (register.people_erasing).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass, replace

import pandas as pd
from sqlalchemy import Connection, insert, select

from register import joining, people_access, people_messages, sqlite, warm
from register import people_erasing as erasing
from register import people_finding as finding
from register.errors import RegisterError
from register.lineage import Lines
from register.people_marks import keys_of, mail_key, marked, new_salt
from register.store import Register
from register.storing import KEYS, changed, raised
from register.tables import erasures

ERASED, ANONYMISED, AGAIN = "erased", "anonymised", "erased_again"


@dataclass(frozen=True)
class Concerned:
    """How much an erasure concerns: offers (each once), their versions, attached documents, files, sent workbooks,
    messages."""

    offers: int
    versions: int
    documents: int
    originals: int
    workbooks: int
    messages: int = 0


@dataclass(frozen=True)
class Erasure:
    """An erasure that was done, without the data. `marks`: the salt and the hashes of who it was."""

    erasure_id: int
    at: dt.datetime
    by: str
    kind: str
    offers: int
    reason: str | None
    marks: dict


class People:
    """The rights of the people in one register. Methods raise RegisterError as the register's own do."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def find(self, text: str) -> pd.DataFrame:
        """Offers, in sight or not, that a mail address, a telephone number or a name leads to: finding.COLUMNS.

        One row per offer, whatever number of versions it has; with it those that are one offer with it. Mail and
        number are compared whole, of a name all its words must occur.
        """
        with self._register.reading() as connection:
            read = finding.everybody(connection)
            rows = {row for each in (read, finding.as_decided(connection, read)) for row in finding.meant(each, text)}
            rows |= finding.in_words(connection, text)
            return finding.shown(connection, read, rows | joining.companions(connection, rows))

    def messages(self, text: str) -> pd.DataFrame:
        """Messages that a mail address, a telephone number or a name leads to: people_messages.COLUMNS."""
        with self._register.reading() as connection:
            return people_messages.find(connection, text)

    def concerned(self, offer_ids: Collection[int], message_ids: Collection[int] = ()) -> Concerned:
        """What erasing these offers and messages would concern. Nothing is changed."""
        with self._register.reading() as connection:
            return _counted(connection, _scope(connection, finding.everybody(connection), offer_ids, message_ids))

    def access(
        self, offer_ids: Collection[int], message_ids: Collection[int] = (), *, now: dt.datetime | None = None
    ) -> people_access.Report:
        """All that is held of these offers, in every version, and of messages: see register.people_access."""
        with self._register.reading() as connection:
            found = _scope(connection, finding.everybody(connection), offer_ids, message_ids)
            return people_access.report(connection, found, now or dt.datetime.now(dt.UTC))

    def erase(
        self, offer_ids: Collection[int], message_ids: Collection[int] = (), *, by: str, reason: str | None = None,
        now: dt.datetime | None = None,
    ) -> Concerned:  # fmt: skip
        """Erases these offers for good, in every version, with all that holds their data; see register.people_erasing.

        So are these messages, and every other that names whose offers they are. Whoever was forwarded is listed as
        erased in the next batch. Raises RegisterError "nobody" for no offer and no message.
        """
        meant = (offer_ids, message_ids)
        with self._register.writing() as connection:
            done = _erased(connection, finding.everybody(connection), meant, ERASED, by, reason, now)
        _overwrite(self._register)
        return done

    def erasures(self) -> list[Erasure]:
        """All erasures, the newest first, without the data."""
        with self._register.reading() as connection:
            return _noted(connection)

    def again(self, earlier: Sequence[Erasure], *, by: str, now: dt.datetime | None = None) -> Concerned | None:
        """Applies erasures that this register does not know, such as those done since a restored backup was made.

        What came in after an erasure stays: the person wrote again. Whoever was anonymised is so again, unless heard of
        within the period. None if nobody is there.
        """
        with self._register.writing() as connection:  # one step: what is noted counts as applied ever after
            known = {(each.at, each.by) for each in _noted(connection)}
            missing = [each for each in reversed(earlier) if (each.at, each.by) not in known]
            if not missing:
                return None
            for each in missing:
                _note(connection, each.kind, each.offers, each.by, each.reason, each.marks, each.at)
            waned = [each for each in missing if each.kind == ANONYMISED]
            done = [_gone_again(connection, [each for each in missing if each not in waned], by, now)]
            done += [_waned_again(connection, each, now or dt.datetime.now(dt.UTC)) for each in waned]
        counts = [astuple(each) for each in done if each is not None]
        if not counts:
            return None
        _overwrite(self._register)
        return Concerned(*map(sum, zip(*counts, strict=True)))

    def returned(self) -> pd.DataFrame:
        """Offers whose person asked for erasure before, finding.COLUMNS: a later list brought them again."""
        with self._register.reading() as connection:
            read = finding.everybody(connection)
        rows = {row for each in self.erasures() if each.kind != ANONYMISED
                for row in _recognised(read, each)}  # fmt: skip
        with self._register.reading() as connection:
            return finding.shown(connection, read, rows)

    def due(self, days: int, *, now: dt.datetime | None = None) -> pd.DataFrame:
        """Private persons' offers of which nothing was heard for `days` days, finding.COLUMNS: what retain would do."""
        with self._register.reading() as connection:
            read = finding.everybody(connection)
            return finding.shown(
                connection, read, finding.expired(connection, read, days, now or dt.datetime.now(dt.UTC))
            )

    def due_messages(self, days: int, *, now: dt.datetime | None = None) -> int:
        """How many messages that no organisation wrote came more than `days` days ago: retain empties them."""
        limit = (now or dt.datetime.now(dt.UTC)) - dt.timedelta(days=days)
        with self._register.reading() as connection:
            return len(people_messages.expired(connection, limit))

    def retain(self, days: int, *, by: str, now: dt.datetime | None = None) -> Concerned | None:
        """Anonymises what `due` gives: who they are is erased; what they could make, and the region, stays.

        Messages and drafts as old as that are emptied: those that no organisation wrote, and those the offers are from.
        """
        now = now or dt.datetime.now(dt.UTC)
        with self._register.writing() as connection:
            read = finding.everybody(connection)
            done = _anonymised(connection, read, finding.expired(connection, read, days, now), days, now)
            if done is None:
                return None
            counted, marks = done
            _note(connection, ANONYMISED, counted.offers, by, None, {**marks, "days": days}, now)
        _overwrite(self._register)
        return counted


def _erased(connection: Connection, read: pd.DataFrame, meant: tuple[Collection[int], Collection[int]], kind: str,
            by: str, reason: str | None, now: dt.datetime | None) -> Concerned:  # fmt: skip
    now, (offer_ids, message_ids) = now or dt.datetime.now(dt.UTC), meant
    found = _scope(connection, read, offer_ids, message_ids)
    if not found.rows and not people_messages.files_of(connection, message_ids):
        raise RegisterError("nobody")
    counted = _counted(connection, found)
    marks = _marks(connection, read, found.rows, people_messages.writers(connection, message_ids))
    number = _note(connection, kind, counted.offers, by, reason, marks, now)
    erasing.erase(connection, found, number, now)
    return counted


def _gone_again(connection: Connection, missing: Sequence[Erasure], by: str, now: dt.datetime | None
                ) -> Concerned | None:  # fmt: skip
    read = finding.everybody(connection)
    rows = {row for each in missing for row in _recognised(read[read["at"] <= each.at], each)}
    wrote = {
        number
        for each in missing
        if each.marks.get("hashes")
        for number in people_messages.recognised(connection, each.marks["salt"], each.marks["hashes"], each.at)
    }
    if not rows and not wrote:
        return None
    old = read[read["at"] <= max(each.at for each in missing)]
    return _erased(connection, old, (rows, wrote), AGAIN, by, None, now)


def _waned_again(connection: Connection, earlier: Erasure, now: dt.datetime) -> Concerned | None:
    """Anonymises whom an anonymisation meant, or would have meant; none who is known to be no private person."""
    if "days" not in earlier.marks:
        return None
    days, read = earlier.marks["days"], finding.everybody(connection)
    read = read[read["at"] <= earlier.at]
    line = read["offer_id"].map(Lines(connection).first)
    quiet = finding.heard(connection, read).groupby(line).transform("max") < finding.limit(days, earlier.at)
    private = read["organisation_type"].fillna("private_person") == "private_person"
    rows = _recognised(read[quiet & private], earlier) | finding.expired(connection, read, days, earlier.at)
    done = _anonymised(connection, read, rows, days, now, earlier.at)
    return done and done[0]


def _anonymised(connection: Connection, read: pd.DataFrame, rows: Collection[int], days: int, now: dt.datetime,
                at: dt.datetime | None = None) -> tuple[Concerned, dict] | None:  # fmt: skip
    """Empties these rows and the messages that are so many days old: how much, and by what the people are known."""
    limit = (at or now) - dt.timedelta(days=days)
    old, begun = people_messages.expired(connection, limit), people_messages.old_drafts(connection, limit)
    people_messages.drop_drafts(connection, begun)
    if not rows and not old:
        return None
    every = Lines(connection).rows(rows)
    said = _said(connection, read, every)
    mails = {each for text in said["email"] for each in text.split(";")}
    found = erasing.scope(connection, every, (), mails=mails, message_ids=old)
    found = replace(found, names=_proving(each for texts in said.values() for each in texts))
    counted, marks = _counted(connection, found), _marks(connection, read, every, ())
    erasing.anonymise(connection, found, now)
    return counted, marks


def _noted(connection: Connection) -> list[Erasure]:
    columns = [erasures.c[name] for name in Erasure.__dataclass_fields__]
    return [Erasure(*row) for row in connection.execute(select(*columns).order_by(erasures.c.erasure_id.desc()))]


def _overwrite(register: Register) -> None:
    """Lets nothing of the data stay in the database's own files, as far as it is up to us, nor in the warm copy."""
    warm.forget(register.engine)
    if register.engine.dialect.name == "sqlite":
        sqlite.empty_log(register.engine)


def _scope(
    connection: Connection, read: pd.DataFrame, offer_ids: Collection[int], message_ids: Collection[int] = ()
) -> erasing.Scope:
    lines = Lines(connection)
    rows = lines.rows(map(int, offer_ids))
    rows = lines.rows(rows | joining.companions(connection, rows)) & set(read["offer_id"])
    said = _said(connection, read, rows)
    needles = {each.strip() for name in ("email", "phone") for text in said[name] for each in text.split(";")}
    names = said["contact_name"] | said["organisation"]
    return erasing.scope(connection, rows, needles, names, message_ids=message_ids)


def _said(connection: Connection, read: pd.DataFrame, rows: Collection[int]) -> dict[str, set[str]]:
    mine = read[read["offer_id"].isin(rows)]
    return {name: {*mine[name].dropna(), *finding.ever_decided(connection, rows, name)} for name in finding.TELLING}


def _proving(texts: Iterable[str]) -> frozenset[str]:
    """Names, mail addresses and telephone numbers, each alone, that are long enough to prove anything."""
    words = {each.strip() for text in texts for each in text.split(";")}
    return frozenset(each for each in words if len(each) >= erasing.SHORTEST)


def _counted(connection: Connection, found: erasing.Scope) -> Concerned:
    lines = Lines(connection)
    each_once = {lines.first(row) for row in found.rows}
    files = len(found.originals) - len(found.batches) - len(found.documents)
    return Concerned(len(each_once), len(found.rows), len(found.documents), max(files, 0), len(found.batches),
                     len(found.messages))  # fmt: skip


def _marks(connection: Connection, read: pd.DataFrame, rows: Collection[int], writers: Collection[str]) -> dict:
    kept = connection.scalars(select(erasures.c.marks).order_by(erasures.c.erasure_id))
    salt = next((each["salt"] for each in kept if each.get("salt")), None) or new_salt()
    keys = {key for each in keys_of(read[read["offer_id"].isin(rows)]) for key in each} | {*map(mail_key, writers)}
    return {"salt": salt, "hashes": marked(keys, salt)}


def _recognised(read: pd.DataFrame, erasure: Erasure) -> set[int]:
    if not erasure.marks.get("hashes"):
        return set()
    salt, hashes = erasure.marks["salt"], set(erasure.marks["hashes"])
    hit = keys_of(read).map(lambda keys: not hashes.isdisjoint(marked(keys, salt)))
    return set(read.loc[hit.astype(bool), "offer_id"])


def _note(connection: Connection, kind: str, count: int, by: str, reason: str | None, marks: dict, now: dt.datetime
          ) -> int:  # fmt: skip
    number = raised(connection, KEYS[erasures], 1)
    values = {"erasure_id": number, "at": now, "by": by, "kind": kind, "offers": count, "reason": reason or None}
    connection.execute(insert(erasures), {**values, "marks": marks})
    changed(connection, "erasure", number)
    return number
