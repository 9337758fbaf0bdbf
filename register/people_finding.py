"""Whose data the register holds: by mail address, telephone number or name, and of whom nothing was heard for long.

Looks at every offer that was not erased: older versions and imports taken back hold data, too. Leaves out what is done
about it (register.people).
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable

import pandas as pd
from sqlalchemy import Connection, Select, Text, cast, func, select

from capacity.folding import fold
from register.bulk import in_parts, rows_in
from register.deciding_tables import STANDING, changes, decisions, forwardings
from register.lineage import Lines
from register.people_marks import RECOGNISED_BY, folded, keys_of, mail_key, phone_key
from register.tables import ACTIVE, imports, offers

SHORTEST = 3  # letters of a name that are looked for
READ = ("offer_id", "import_id", "kind", "organisation_type", *RECOGNISED_BY, "received_at", "confirmed_at")
TELLING = ("email", "phone", "contact_name", "organisation")  # what is looked for in files and in what was sent
DECIDED = ("organisation_type", *RECOGNISED_BY)
COLUMNS = ("offer_id", "in_sight", "kind", "organisation", "contact_name", "email", "phone", "postcode", "town",
           "received_at", "file", "versions", "batches")  # fmt: skip


def everybody(connection: Connection) -> pd.DataFrame:
    """By what people are recognised, of every offer that was not erased: READ, the file and when it came."""
    columns = [*(offers.c[name] for name in READ), imports.c.file, imports.c.at]
    rows = connection.execute(select(*columns).select_from(offers.join(imports)).where(offers.c.erasure_id.is_(None)))
    frame = pd.DataFrame(rows.all(), columns=[*READ, "file", "at"])
    kinds = dict.fromkeys(("received_at", "confirmed_at"), "datetime64[us]") | {"at": "datetime64[us, UTC]"}
    texts = dict.fromkeys(("kind", "organisation_type", *RECOGNISED_BY, "file"), "str")
    return frame.astype({"offer_id": "int64", "import_id": "int64", **kinds, **texts})


def as_decided(connection: Connection, read: pd.DataFrame) -> pd.DataFrame:
    """Those of `read` about whom people decided otherwise, with the last standing decision on each field."""
    said = select(changes.c.offer_id, changes.c.field, changes.c.after).join(decisions)
    said = said.where(STANDING, changes.c.field.in_(DECIDED)).order_by(changes.c.change_id)
    values: dict[str, dict[int, str | None]] = {name: {} for name in DECIDED}
    for number, name, after in connection.execute(said):
        values[name][number] = after
    rows = read[read["offer_id"].isin({number for each in values.values() for number in each})]
    columns = {
        name: rows[name].where(~rows["offer_id"].isin(list(known)), rows["offer_id"].map(known).astype("str"))
        for name, known in values.items()
    }
    return rows.assign(**columns)


def ever_decided(connection: Connection, rows: Collection[int], name: str) -> set[str]:
    """Every text that people ever decided for a field of these rows, standing or not: what was sent may hold it."""
    said = select(changes.c.after).where(changes.c.field == name)
    return {after for (after,) in rows_in(connection, said, changes.c.offer_id, rows) if isinstance(after, str)}


def meant(read: pd.DataFrame, text: str) -> list[int]:
    """The offers that a mail address, a telephone number or a name leads to."""
    words = text.strip()
    key = mail_key(words) if "@" in words else phone_key(words) if not any(map(str.isalpha, words)) else None
    if key is not None:
        return read.loc[keys_of(read).map(lambda keys: key in keys).astype(bool), "offer_id"].tolist()
    wanted = folded(words).split()
    if read.empty or sum(map(len, wanted)) < SHORTEST:
        return []
    names = fold(read["contact_name"].fillna("") + " " + read["organisation"].fillna("")).to_pylist()
    numbers = zip(read["offer_id"].tolist(), names, strict=True)
    return [number for number, name in numbers if all(each in name for each in wanted)]


def in_words(connection: Connection, text: str) -> set[int]:
    """Offers in whose original words, or in a decision on which, a whole mail address stands."""
    mail = text.strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", mail):
        return set()
    whole = re.compile(rf"(?<![\w.+-]){re.escape(mail)}(?![\w-]|\.\w)", re.IGNORECASE)
    read = select(offers.c.offer_id, offers.c.original).where(offers.c.erasure_id.is_(None))
    found = [*connection.execute(read.where(offers.c.original.icontains(mail, autoescape=True)))]
    for column in (changes.c.before, changes.c.after):  # decoded: JSON may escape the letters of an address
        decided = connection.execute(select(changes.c.offer_id, column).where(cast(column, Text).contains("@")))
        found += [(number, value) for number, value in decided if isinstance(value, str)]
    return {number for number, words in found if whole.search(words)}


def shown(connection: Connection, read: pd.DataFrame, rows: Iterable[int]) -> pd.DataFrame:
    """One row per offer: its newest version, or the one in sight."""
    lines = Lines(connection)
    every = lines.rows(rows)
    seen = {row for some in in_parts(every) for row in connection.scalars(_in_sight(some))}
    mine = read[read["offer_id"].isin(every)]
    mine = mine.assign(line=mine["offer_id"].map(lines.first), in_sight=mine["offer_id"].isin(seen))
    mine = mine.sort_values(["in_sight", "offer_id"])
    sent = {row: count for some in in_parts(every) for row, count in connection.execute(_sent(some))}
    told = mine["offer_id"].map(sent).fillna(0).astype("int64")
    by_line = mine.assign(batches=told).groupby("line", sort=True)
    last = by_line.tail(1).set_index("line").sort_index()
    counted = last.assign(versions=by_line.size(), batches=by_line["batches"].sum())
    return counted[list(COLUMNS)].reset_index(drop=True)


def _in_sight(rows: Collection[int]) -> Select:
    return select(offers.c.offer_id).select_from(offers.join(imports)).where(ACTIVE, offers.c.offer_id.in_(rows))


def _sent(rows: Collection[int]) -> Select:
    number = select(forwardings.c.offer_id, func.count()).where(forwardings.c.offer_id.in_(rows))
    return number.group_by(forwardings.c.offer_id)


def heard(connection: Connection, read: pd.DataFrame) -> pd.Series:
    """When each offer was heard of or dealt with last, without its other versions; UTC, as `read`."""
    last = read[["received_at", "confirmed_at"]].max(axis=1).fillna(read["at"].dt.tz_localize(None))
    dealt = select(changes.c.offer_id, func.max(decisions.c.at)).join(decisions).group_by(changes.c.offer_id)
    moments = {row: pd.Timestamp(at).tz_localize(None) for row, at in connection.execute(dealt)}
    return pd.concat([last, read["offer_id"].map(moments).astype("datetime64[us]")], axis=1).max(axis=1)


def limit(days: int, now: dt.datetime) -> pd.Timestamp:
    """The moment so many days ago, as `heard` says moments."""
    return pd.Timestamp(now.astimezone(dt.UTC).replace(tzinfo=None)) - pd.Timedelta(days=days)


def expired(connection: Connection, read: pd.DataFrame, days: int, now: dt.datetime) -> set[int]:
    """Private persons of whom nothing was heard since, in any version, and who are not anonymous yet."""
    last = heard(connection, read)
    line, decided = read["offer_id"].map(Lines(connection).first), as_decided(connection, read)
    types = dict(zip(line[decided.index], decided["organisation_type"], strict=True))
    named = read[list(RECOGNISED_BY)].notna().any(axis=1)
    named |= decided[list(RECOGNISED_BY)].notna().any(axis=1).reindex(read.index, fill_value=False)
    private = read.assign(last=last, named=named, line=line)
    private = private[line.map(types).astype("str").fillna(read["organisation_type"]) == "private_person"]
    newest = private.groupby("line").agg(last=("last", "max"), named=("named", "any"))
    due = newest[(newest["last"] < limit(days, now)) & newest["named"]].index
    return set(private.loc[private["line"].isin(due), "offer_id"])
