"""The everyday address: a country, a whole postcode of it, and the town's own name near by, each in its own field.

Such an address leaves nothing to weigh, and most addresses of a long list are such. Leaves out every other address
(capacity.places.weighing), which would come to the same place, only later.
"""

import math

from capacity.places import gazetteer
from capacity.places.country_words import read_country
from capacity.places.place import Place, coded_place
from capacity.places.postcode_words import DIGITS, NEVER_SHORT
from capacity.places.scoring import NEAR_KM, distance
from capacity.places.words import fold

NEEDED = frozenset({"postcode", "town", "country"})
HARMLESS = NEEDED | {"street", "phone", "email", "website"}


def agreeing(fields: dict[str, str]) -> Place | None:
    """The place of an address whose postcode, town and country agree; None for any other."""
    if not (NEEDED <= fields.keys() <= HARMLESS):
        return None
    code, country = fields["postcode"], read_country(fields["country"])
    if len(code) != DIGITS.get(country, 0) or not code.isdecimal() or country in NEVER_SHORT:
        return None
    row = next((row for row in gazetteer.postcodes(code) if row.country == country), None)
    if row is None or not row.nuts3 or math.isnan(row.latitude) or not _in_town(row, fields["town"]):
        return None
    words = " · ".join(dict.fromkeys((code, fields["town"], fields["country"])))
    return coded_place(country, row.nuts3, fields["town"], row.latitude, row.longitude, "postcode", words)


def _in_town(row: gazetteer.Postcode, name: str) -> bool:
    """True for a town that calls itself so near the postcode."""
    if not name.replace("-", "").isalpha():
        return False
    return any(
        town.name == name and distance(row.latitude, row.longitude, town.latitude, town.longitude) < NEAR_KM
        for town in gazetteer.towns(fold(name), row.country)
    )
