"""What the known parts of a heading mean together: "PLZ, Ort", "Kontakt (Name, Tel., Mail)", "Preis FFP2".

Leaves out finding the parts (loaders.columns_headings).
"""

import re
from collections.abc import Callable

SEPARATOR = re.compile(
    r"[/,;+|(&\n]|\b(?:und|oder|and|or|et|ou|e|y|en|(?<!type )(?<!kind )of|oraz|lub|a|inkl|incl|sowie|samt)\b", re.I
)
NO_FIELD = frozenset({"none", "position"})
NUMBERED = frozenset({"organisation", "name", "organisation_type", "passed_on_by", "address", "place"})
OF_ROWS = frozenset({"organisation", "passed_on_by"})
OF_AREAS = frozenset({"region", "town", "country"})
CONTACT_ROLES = frozenset({"contact_name", "contact", "given_name", "family_name", "name", "email", "phone"})
PLACE_ROLES = frozenset({"town", "region", "country", "place", "postcode", "postcode_town"})
AMOUNT_ROLES = frozenset({"quantity", "per_week_high", "stock"})
PER_TIME = frozenset({"quantity", "stock", "lower", "upper"})
TOGETHER: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"given_name", "family_name"}), "contact_name"),
    (frozenset({"name", "given_name"}), "contact_name"),
    (frozenset({"contact", "name"}), "contact_name"),
    (frozenset({"street", "house_number"}), "street"),
    (frozenset({"machine_models", "quantity"}), "machines"),
    (frozenset({"passed_on_by", "website"}), "none"),
    (frozenset({"per_week_high", "lower"}), "per_week_low"),
    (frozenset({"per_week_high", "upper"}), "per_week_high"),
)
UNSEPARATED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"contact", "external_id"}), "phone"),
    (frozenset({"contact_name", "external_id"}), "phone"),
    (frozenset({"organisation", "type"}), "organisation_type"),
    (frozenset({"product", "type"}), "product"),
    (frozenset({"process", "type"}), "process"),
    (frozenset({"material", "type"}), "material"),
)
SEPARATED: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"postcode", "town"}), "postcode_town"),
    (frozenset({"latitude", "longitude"}), "coordinates"),
    (frozenset({"standard", "conformity"}), "conformity"),
    (frozenset({"organisation", "contact_name"}), "organisation"),
    (frozenset({"organisation", "name"}), "organisation"),
)

Spans = list[tuple[int, tuple[str, ...]]]  # of each known phrase: how many words it has, what it may mean


def is_separated(text: str) -> bool:
    """Whether a heading lists several things."""
    return bool(SEPARATOR.search(text))


def together(named: set[str], text: str, spans: Spans) -> str:
    """The one role of several named together: "PLZ, Ort", "Straße, PLZ, Ort", "Kontakt (Name, Tel., Mail)"."""
    separated = is_separated(text)
    named = named - {"other", "position"} if separated else named - {"other"}
    if any("period" in codes for _, codes in spans) and named & PER_TIME:
        named = named - {"quantity", "stock"} | {"per_week_high"}
    for group, role in TOGETHER + (SEPARATED if separated else UNSEPARATED):
        if named == group:
            return role
    if separated and len(named) > 1:
        if named & {"street", "address"} and named <= {"street", "address", "house_number", *PLACE_ROLES}:
            return "address"
        if named & {"email", "phone"} and named <= CONTACT_ROLES:
            return "contact"
        if named <= PLACE_ROLES:
            return "place"
        if "product" in named and named & AMOUNT_ROLES and named <= {"product", "unit", *AMOUNT_ROLES}:
            return "product_quantity"
    return ""


def by_weight(meant: list[tuple[str, ...]], separated: bool, rank: Callable[[str], int]) -> list[tuple[str, ...]]:
    """The parts of a heading, the weightiest first. What names no field decides alone ("Preis FFP2", "Funktion des
    Ansprechpartners"), unless it stands in a list behind one ("Telefon / Fax"); remarks on anything are remarks, the
    number of a sender is the row's own, and that of an area ("Cód. Provincia") no field."""
    saying = [codes for codes in meant if codes[0] not in NO_FIELD]
    if separated and saying and meant[0][0] not in NO_FIELD:
        meant = saying
    if meant[0][0] == "remarks":
        return meant[:1]
    if meant[-1][0] == "remarks" and not separated:
        return meant[-1:]
    numbers = [codes for codes in meant if codes[0] == "external_id"]
    numbered = {codes[0] for codes in meant} - {"external_id"}
    if numbers and numbered and not separated:
        if numbered <= (NUMBERED if meant[-1] in numbers else OF_ROWS):
            return numbers[:1]
        if numbered <= OF_AREAS:
            return [("none",)]
    ordered = sorted(meant, key=lambda codes: -rank(codes[0]))
    return ordered[:1] if ordered[0][0] in NO_FIELD else ordered
