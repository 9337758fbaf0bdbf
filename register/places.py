"""Places that people set right, remembered for the same words with who and when, until somebody forgets them.

One is held per words and country; those before it stay as history. Leaves out placing (capacity.places) and the
correction of one offer (register.decisions).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select

from capacity.folding import fold_words
from register import storing
from register.deciding_tables import HELD_PLACE, place_corrections
from register.store import Register
from register.values import JsonValue, checked

PLACED = ("country", "nuts0", "nuts1", "nuts2", "nuts3", "latitude", "longitude", "precision")


@dataclass(frozen=True)
class RememberedPlace:
    """What folded words of a country ("" for none) mean: `place` has every field of PLACED. By whom, since when."""

    words: str
    country: str
    place: dict[str, JsonValue]
    by: str
    at: dt.datetime


class PlaceCorrections:
    """The place corrections of one register. Every method raises RegisterError, and then nothing has changed."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def remember(
        self,
        words: str,
        country: str | None,
        place: Mapping[str, object],
        *,
        by: str,
        now: dt.datetime | None = None,
    ) -> None:
        """Holds a place for words of a country from now on, in place of what held before.

        `place` has fields of PLACED, those missing are none. Raises ValueError for words that say nothing and for
        other fields, RegisterError "unfit" for a value that is none of its field.
        """
        key = _key(words, country)
        if unknown := set(place) - set(PLACED):
            raise ValueError(f"no fields of a place: {sorted(unknown)}")
        body = {code: checked(code, place.get(code)) for code in PLACED}
        now = now or dt.datetime.now(dt.UTC)
        with self._register.writing() as connection:
            storing.end(connection, place_corrections, key, by, now)
            number = storing.raised(connection, storing.KEYS[place_corrections], 1)
            values = {"place_correction_id": number, **key, "body": body, "at": now, "by": by}
            connection.execute(insert(place_corrections), values)
            storing.changed(connection, "place", number)

    def forget(self, words: str, country: str | None, *, by: str, now: dt.datetime | None = None) -> bool:
        """Ends what holds for words of a country, which stays as history; whether there was anything."""
        with self._register.writing() as connection:
            now = now or dt.datetime.now(dt.UTC)
            if not storing.end(connection, place_corrections, _key(words, country), by, now):
                return False
            storing.changed(connection, "place")
        return True

    def held(self) -> list[RememberedPlace]:
        """What holds now, the newest first."""
        kept = place_corrections.c
        statement = select(kept.words, kept.country, kept.body, kept.by, kept.at).where(HELD_PLACE)
        with self._register.reading() as connection:
            rows = connection.execute(statement.order_by(kept.place_correction_id.desc()))
            return [RememberedPlace(*row) for row in rows]

    def meanings(self) -> dict[tuple[str, str], dict[str, JsonValue]]:
        """Folded words and country to the place they mean now, as capacity.places.remembered takes it."""
        return {(each.words, each.country): each.place for each in self.held()}


def _key(words: str, country: str | None) -> dict[str, str]:
    folded = " ".join(fold_words(words))
    if not folded:
        raise ValueError("a place needs words")
    return {"words": folded, "country": checked("country", country) or ""}  # type: ignore[dict-item]
