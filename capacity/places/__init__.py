"""From words to a place: NUTS codes, coordinates and how precise the words are, without asking anyone.

Postcodes, towns, regions and countries in any mix, spelling and language are weighed together with phone
prefixes and web addresses. Nothing is guessed silently: `precision` says how far the words carry, and readings
that exclude each other are both kept. Leaves out names and shapes of regions (capacity.regions).
"""

from collections.abc import Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from capacity.collecting import paused
from capacity.places.agreeing import agreeing
from capacity.places.clue import Clues
from capacity.places.clues import collect, said
from capacity.places.country_words import country_names, read_country
from capacity.places.editions import translate_nuts
from capacity.places.halves import placed
from capacity.places.place import Place, coded_place
from capacity.places.points import nuts3_at, read_coordinates
from capacity.places.scoring import distance
from capacity.places.weighing import decide

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FIELDS",
    "Place",
    "country_names",
    "locate",
    "locate_all",
    "locate_key",
    "locate_lines",
    "read_country",
    "translate_nuts",
]

FIELDS = (
    "text",
    "street",
    "postcode",
    "town",
    "region",
    "country",
    "phone",
    "email",
    "website",
    "latitude",
    "longitude",
)
FAR_FROM_WORDS_KM = 100


def locate(
    text: str = "",
    *,
    street: str = "",
    postcode: str = "",
    town: str = "",
    region: str = "",
    country: str = "",
    phone: str = "",
    email: str = "",
    website: str = "",
    latitude: str | float = "",
    longitude: str | float = "",
) -> Place:
    """The place that the words of one offer mean; any of them may be missing. Never raises for odd words.

    `text` is an address in one piece. Coordinates in degrees, as number or text, are believed if they are
    on Earth and not 0/0.
    """
    values = (text, street, postcode, town, region, country, phone, email, website, latitude, longitude)
    return locate_key(
        tuple([said(value, name) if value != "" else "" for value, name in zip(values, FIELDS, strict=True)])
    )


@lru_cache(maxsize=20_000)
def locate_key(values: tuple[str, ...]) -> Place:
    """The place for one text for each of FIELDS, blanks and words that say nothing taken away (`said`)."""
    given = {name: value for name, value in zip(FIELDS, values, strict=True) if value}
    if everyday := agreeing(given):
        return everyday
    clues = collect(given)
    place = decide(clues)
    point = read_coordinates(given.get("latitude", ""), given.get("longitude", ""))
    return _at_point(place, *point, clues) if point else place


def _at_point(place: Place, latitude: float, longitude: float, clues: Clues) -> Place:
    """The place at given coordinates, with the name that the words gave; both readings when they exclude each other."""
    country, nuts3 = nuts3_at(latitude, longitude)
    country = country or place.country
    words = f"{latitude:g}, {longitude:g}"
    contradiction = place.contradiction
    away = distance(latitude, longitude, place.latitude, place.longitude)
    elsewhere = place.precision in ("postcode", "town") and away > FAR_FROM_WORDS_KM
    if elsewhere or (place.country and country != place.country):
        contradiction = (f"{words} ({nuts3 or country})", f"{place.words} ({place.nuts3 or place.country})")
    found = coded_place(country, nuts3, place.name, latitude, longitude, "address", words)
    return replace(found, contradiction=contradiction)


def locate_all(frame: "pd.DataFrame") -> "pd.DataFrame":
    """One row per row with the fields of Place as columns; the input's columns are any of FIELDS, its index is kept.

    Every distinct combination is placed once. `words` and `contradiction` are text; ValueError for other columns.
    """
    import pandas as pd  # here, because reading single lines must not wait for it

    if unknown := set(frame.columns) - set(FIELDS):
        raise ValueError(f"no such words of a place: {', '.join(sorted(map(str, unknown)))}")
    columns = [_texts(frame, name) for name in FIELDS]
    keys = list(zip(*columns, strict=True))
    with paused():
        places: dict[tuple[str, ...], Place] = _placed_once(keys)
    names = [field.name for field in dataclass_fields(Place)]
    rows = [[getattr(places[key], name) for name in names] for key in keys]
    result = pd.DataFrame(rows, columns=names, index=frame.index)
    result["contradiction"] = [" / ".join(readings) for readings in result["contradiction"]]
    return result.astype({"latitude": "float64", "longitude": "float64"})


def locate_lines(texts: Sequence[str]) -> list[Place]:
    """The place of each address in one piece; many are placed by two processes."""
    nothing = ("",) * (len(FIELDS) - 1)
    keys = [(said(text, "text"), *nothing) for text in texts]
    places = _placed_once(keys)
    return [places[key] for key in keys]


def _placed_once(keys: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], Place]:
    distinct = list(dict.fromkeys(keys))
    return dict(zip(distinct, placed(distinct, locate_key), strict=True))


def _texts(frame: "pd.DataFrame", name: str) -> list[str]:
    if name not in frame.columns:
        return [""] * len(frame)
    return [said(value, name) for value in frame[name].astype(object)]
