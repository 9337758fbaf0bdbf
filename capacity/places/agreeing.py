"""The everyday address: a whole postcode, its town's own name and the country, in fields of their own or in one line.

Such an address leaves nothing to weigh, and most addresses of a long list are such. Leaves out every other address
(capacity.places.weighing), which would come to the same place, only later.
"""

import math
import re

from capacity.places import gazetteer
from capacity.places.country_words import country_code, country_name, read_country
from capacity.places.place import Place, coded_place
from capacity.places.postcode_words import DIGITS, NEVER_SHORT
from capacity.places.scoring import NEAR_KM, distance
from capacity.places.words import fold

NEEDED = frozenset({"postcode", "town", "country"})
HARMLESS = NEEDED | {"street", "phone", "email", "website"}
IN_ONE_LINE = {"text", "street", "country", "phone", "email", "website"}
_CODE = r"(?:(?P<letters>[A-Z]{1,3})-)?(?P<code>\d{4,5}|\d\d-\d{3}|\d{3} \d\d)"
_NAME, _LAST = r"(?P<town>[^,;\d\n]+?)", r"(?P<country>[^,;\d\n]+)"
_LINES = (
    re.compile(rf"(?:[^,;\d\n]+ \d{{1,3}}[a-z]?, )?{_CODE} {_NAME}(?:, {_LAST})?"),
    re.compile(rf"{_NAME},? {_CODE}(?:, {_LAST})?"),
    re.compile(rf"{_LAST}, {_CODE} {_NAME}"),
)
PARTED = {"-": frozenset({"PL"}), " ": frozenset({"SE", "CZ", "SK", "EL"})}  # countries that part a postcode so


def agreeing(fields: dict[str, str]) -> Place | None:
    """The place of an address whose postcode, town and country agree; None for any other.

    In one line the country may be missing where the postcode and the town agree in one country only.
    """
    if "text" in fields and fields.keys() <= IN_ONE_LINE:
        fields = _parts(fields)
    elif not (NEEDED <= fields.keys() <= HARMLESS):
        return None
    country = read_country(fields["country"]) if fields.get("country") else ""
    if not fields or (fields.get("country") and not country):
        return None
    found = _agreed(fields["postcode"], fields["town"], country)
    if len(found) != 1:
        return None
    (row, town), words = found[0], (fields["postcode"], fields["town"], fields.get("country", ""))
    said = " · ".join(dict.fromkeys(word for word in words if word))
    return coded_place(
        row.country, row.nuts3, town.name or fields["town"], row.latitude, row.longitude, "postcode", said
    )


def _parts(fields: dict[str, str]) -> dict[str, str]:
    """Postcode, town and country of an address in one line, "Hauptstr. 5, 52062 Aachen, Germany"; else nothing."""
    found = next((match for line in _LINES if (match := line.fullmatch(fields["text"]))), None)
    if not found or fields.get("street", "") not in fields["text"]:
        return {}
    code, town, last = found["code"], found["town"], found["country"] if "country" in found.groupdict() else None
    if not last and " " in town and len(ending := town.rsplit(" ", 1)[1]) > 3 and country_name(fold(ending)):
        town, last = town.rsplit(" ", 1)
    if last and fields.get("country") and read_country(last) != read_country(fields["country"]):
        return {}
    if not (last or fields.get("country")) and not fields.keys() <= {"text", "street"}:
        return {}
    said = f"{found['letters']}-{code}" if found["letters"] else code
    return {"postcode": said, "town": town, "country": fields.get("country") or last or ""}


def _agreed(code: str, name: str, country: str) -> list[tuple[gazetteer.Postcode, gazetteer.Town]]:
    """Whole postcodes of that country, of any if none is named, each with the one town called so near by."""
    letters, _, plain = code.partition("-") if code[:1].isalpha() else ("", "", code)
    lettered, parted = country_code(letters) if letters else country, PARTED.get(plain.strip("0123456789"))
    plain = plain.replace("-", "").replace(" ", "") if parted else plain
    if not plain.isdecimal() or not name.replace("-", "").isalpha():
        return []
    if letters and (not lettered or country not in ("", lettered)):
        return []
    among = frozenset({lettered}) if lettered else parted or frozenset()
    rows = [
        row for row in gazetteer.postcodes(plain, among) if _is_whole(row) and (not parted or row.country in parted)
    ]
    towns = gazetteer.towns(fold(name), country) if rows else ()
    found = []
    for row in rows:
        near = [town for town in towns if town.country == row.country and _near(row, town)]
        own = [town for town in near if town.name == name] or near
        found += [(row, town) for town in own]
    return found


def _is_whole(row: gazetteer.Postcode) -> bool:
    whole = len(row.code) == DIGITS.get(row.country, 0) and row.country not in NEVER_SHORT
    return whole and bool(row.nuts3) and not math.isnan(row.latitude)


def _near(row: gazetteer.Postcode, town: gazetteer.Town) -> bool:
    return distance(row.latitude, row.longitude, town.latitude, town.longitude) < NEAR_KM
