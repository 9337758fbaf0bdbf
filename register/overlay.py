"""What people decided, laid over the rows as they were read: the last standing decision on a field counts.

When a newer version of a list replaces a row, its decisions go on with the new row: state, person in charge and shown
conformity always; a confirmation unless the sender's own is newer; any other value as long as what was read for it
reads as before. Leaves out taking decisions (register.decisions).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS
from register import frames
from register.deciding_tables import STANDING, changes, decisions
from register.lineage import Lines
from register.values import JsonValue, plain

ALWAYS = frozenset({"status", "assignee", "conformity"})
PLACE = ("street", "postcode", "town", "region", "country", "nuts0", "nuts1", "nuts2", "nuts3",
         "latitude", "longitude", "precision", "place_words")  # fmt: skip
COUNTED = ("product", "machines", "stock", "per_week_low", "per_week_high", "unit", "plausibility")
READ_FOR = dict.fromkeys(PLACE, PLACE) | dict.fromkeys(("plausibility", "plausibility_reason"), COUNTED)


@dataclass(frozen=True)
class Standing:
    """One standing change of one field, of an offer or of one capability of it."""

    change_id: int
    decision_id: int
    offer_id: int
    capability_id: int | None
    field: str
    after: JsonValue


@dataclass(frozen=True)
class Rows:
    """Offers with their capabilities."""

    offers: pd.DataFrame
    capabilities: pd.DataFrame


def laid_over(connection: Connection, read: Rows, lines: Lines, rows: Collection[int] | None = None) -> Rows:
    """The rows in sight with what was decided about them; `rows`: all rows of their lines, where they are not all."""
    made = _standing(connection, rows)
    if not made:
        return read
    seen = lines.among(set(read.offers["offer_id"]), {each.offer_id for each in made})
    moved = {old: new for old, new in seen.items() if old != new}
    of_offers: Decided = {}
    of_capabilities: Decided = {}
    versions = _Versions(connection, read, moved) if moved else None
    for each in made:
        if each.offer_id in moved and versions is not None:
            versions.lay(each, of_offers, of_capabilities)
        elif each.offer_id in seen:
            _lay(each, of_offers, of_capabilities)
    return Rows(_with(read.offers, "offer_id", of_offers), _with(read.capabilities, "capability_id", of_capabilities))


Decided = dict[str, dict[int, JsonValue]]  # field → key of the row → value


def _standing(connection: Connection, rows: Collection[int] | None) -> list[Standing]:
    columns = (changes.c[name] for name in Standing.__dataclass_fields__)
    known = changes.c.field.in_([*OFFER_FIELDS, *CAPABILITY_FIELDS])
    statement = select(*columns).join(decisions).where(STANDING, known).order_by(changes.c.change_id)
    if rows is not None:
        statement = statement.where(changes.c.offer_id.in_(sorted(rows)))
    return [Standing(*each) for each in connection.execute(statement)]


def _lay(each: Standing, of_offers: Decided, of_capabilities: Decided) -> None:
    if each.capability_id is None:
        of_offers.setdefault(each.field, {})[each.offer_id] = each.after
    else:
        of_capabilities.setdefault(each.field, {})[each.capability_id] = each.after


class _Versions:
    """What was read for rows that newer ones replaced, and for those."""

    def __init__(self, connection: Connection, read: Rows, moved: dict[int, int]) -> None:
        self._moved = moved
        self._before = _by_key(frames.as_read(frames.offers, connection, moved), "offer_id")
        self._now = _by_key(read.offers[read.offers["offer_id"].isin(moved.values())], "offer_id")
        old = frames.as_read(frames.capabilities, connection, moved)
        new = read.capabilities[read.capabilities["offer_id"].isin(moved.values())]
        self._lines_before, self._lines_now = _by_key(old, "capability_id"), _by_key(new, "capability_id")
        place = {key: number for number, key in _places(new).items()}
        self._same_line = {
            number: place.get((moved[offer_id], product, rank))
            for number, (offer_id, product, rank) in _places(old).items()
        }

    def lay(self, each: Standing, of_offers: Decided, of_capabilities: Decided) -> None:
        """Lays a change over the newer row, where it still holds there."""
        if each.capability_id is None:
            key: int | None = self._moved[each.offer_id]
            before, now, decided = self._before[each.offer_id], self._now[self._moved[each.offer_id]], of_offers
        else:
            key, decided = self._same_line.get(each.capability_id), of_capabilities
            if key is None:
                return
            before, now = self._lines_before[each.capability_id], self._lines_now[key]
        if key is not None and _holds(each, before, now):
            decided.setdefault(each.field, {})[key] = each.after


def _holds(each: Standing, before: dict[str, Any], now: dict[str, Any]) -> bool:
    if each.field in ALWAYS:
        return True
    if each.field == "confirmed_at":
        return str(each.after or "") >= str(plain(now["confirmed_at"]) or "")
    return all(plain(before[code]) == plain(now[code]) for code in READ_FOR.get(each.field, (each.field,)))


def _by_key(frame: pd.DataFrame, key: str) -> dict[int, dict[str, Any]]:
    return dict(zip(frame[key].tolist(), frame.to_dict("records"), strict=True))


def _places(lines: pd.DataFrame) -> dict[int, tuple[int, str | None, int]]:
    """What a capability is known by in a newer version: whose it is, its product, its number among those."""
    product = lines["product"].where(lines["product"].notna(), None)
    rank = lines.groupby([lines["offer_id"], product.fillna("")]).cumcount() if len(lines) else []
    return dict(zip(lines["capability_id"].tolist(), zip(lines["offer_id"], product, rank, strict=True), strict=True))


def _with(frame: pd.DataFrame, key: str, decided: Decided) -> pd.DataFrame:
    if not decided:
        return frame
    place = pd.Index(frame[key])
    return frame.assign(**{code: _column(frame[code], place, values) for code, values in decided.items()})


def _column(column: pd.Series, place: pd.Index, values: dict[int, JsonValue]) -> pd.Series:
    at = place.get_indexer(list(values))
    changed = column.copy()
    changed.iloc[at] = pd.Series(list(values.values()), dtype=object).astype(column.dtype).array
    return changed
