"""Whether a table holds offers or needs at all: it must name who, or what of which somebody has how much.

Statistics, code lists and menus are said to hold none. Leaves out single rows (loaders.assemble).
"""

from collections.abc import Sequence

from loaders.columns import Mapped
from loaders.columns_headings import fold, phrases, roles

SURE = 0.6
PEOPLE = frozenset({"contact_name", "given_name", "family_name", "contact"})
REACHED = frozenset({"email", "phone", "contact"})
NEAR = frozenset({"street", "address", "postcode", "postcode_town", "town", "place", "coordinates", "latitude"})
FAR = frozenset({"region", "country", "nuts3", "nuts2", "nuts1", "nuts0"})
AMOUNT = frozenset({"quantity", "stock", "per_week_high", "per_week_low", "product_quantity"})
WHAT = frozenset(
    {"product", "product_quantity", "process", "machine_models", "machines", "material", "quote", "time_per_piece"}
)
SOMEBODY = frozenset({"external_id", "passed_on_by", "website"})


def holds_offers(mapped: Sequence[Mapped]) -> bool:
    """True when the columns say who offers or needs something, who has how much of which product, or when and where a
    product was asked for."""
    seen = {each.role for each in mapped if each.role and not each.entry}
    entries = any(each.entry for each in mapped)
    what = bool(seen & WHAT) or entries
    amount = bool(seen & AMOUNT) or entries
    near = bool(seen & NEAR)
    reached = bool(seen & REACHED)
    if any(each.role == "organisation" and _certain(each) for each in mapped):
        return what or amount or near or reached or bool(seen & (FAR | PEOPLE | {"remarks"}))
    if "organisation" in seen:
        return near or reached or (what and (amount or bool(seen & {"website", "organisation_type"})))
    if seen & (PEOPLE | REACHED):
        return what or amount or near or (reached and bool(seen & PEOPLE))
    if _product(mapped) and not amount and "received_at" in seen:
        return near or bool(seen & FAR)
    return _product(mapped) and amount and (near or bool(seen & SOMEBODY))


def _certain(each: Mapped) -> bool:
    """The heading itself says that it is an organisation: "Name" or "Titel" alone does not."""
    meant = phrases().get(fold(each.heading), ())
    return each.confidence >= SURE and "name" not in meant and roles()[each.role].field == "organisation"


def _product(mapped: Sequence[Mapped]) -> bool:
    return any(
        each.role in ("product", "product_quantity") or (each.entry and each.entry.field == "product")
        for each in mapped
    )
