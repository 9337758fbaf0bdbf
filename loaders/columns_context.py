"""Columns seen together: what "Name" or "Datum" mean beside their neighbours.

Leaves out reading one heading (loaders.columns_headings), one column's values (loaders.columns_values) and columns
whose heading says nothing (loaders.columns_unheaded).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loaders.columns_beside import ENOUGH, SURE, Beside
from loaders.columns_headings import fold, phrases, roles
from loaders.columns_hours import counts_hours
from loaders.columns_rivals import without_rivals
from loaders.columns_unheaded import Unheaded, far_apart, share_of, towns
from loaders.columns_values import Evidence

if TYPE_CHECKING:
    from loaders.columns import Mapped

GUESSED, PARTLY, TOLD, LISTED = 0.7, 0.72, 0.75, 0.9
SHAPED = frozenset({"email", "phone", "url", "date", "number", "yes_no", "postcode", "product"})
ONE_OF_A_KIND = frozenset(
    {"organisation", "organisation_type", "organisation_size", "sector", "contact_name", "street", "postcode", "town"}
    | {"region", "country", "consent", "status", "kind", "stock", "per_week_low", "per_week_high", "available_from"}
    | {"received_at", "conformity", "channel", "passed_on_by", "external_id"}
)
GARMENT = re.compile(r"^(?:X{0,3}[SL]|M|[2-5]XL|[SML]\s?[-/]\s?X?[ML]|one size)$", re.I)
TWO_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")
NOTHING = frozenset({"none", "other", "position", "times"})
DAYS = frozenset({"received_at", "confirmed_at", "available_from", "available_until"})
FLAGS = frozenset({"0", "1"})
INITIALS = re.compile(r"^[A-ZÄÖÜ]{2,3}$")
HAS_FIGURE, HAS_COMMA = re.compile(r".*\d"), re.compile(r".*,")
OF_ONE = re.compile(r"^0?[.,]\d*[1-9]\d*$")
TIME_OF_DAY = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:uhr|h|[ap]m)?$", re.I)
LONGEST_HOUSE_NUMBER = 6
NOBODYS = 0.3
AMOUNTS = frozenset({"stock", "per_week_high", "per_week_low"})


def in_context(mapped: Sequence["Mapped"], evidence: Sequence[Evidence]) -> list["Mapped"]:
    """The columns with their ambiguous roles settled and those without a usable heading read from their values."""
    settled = _without_groups(_yielding(without_rivals(mapped, evidence), evidence), evidence)
    for wanted in (False, True):
        beside = Beside(settled)
        settled = [
            _settle(each, beside, evidence[each.at]) if (each.role == "name") == wanted else each for each in settled
        ]
    named = _with_name(settled, evidence)
    beside = Beside(named)
    settled = [_unless_weak(each, beside, evidence[each.at]) for each in named]
    unheaded = Unheaded(settled, evidence)
    for each in settled:
        if each.confidence < ENOUGH and not _known_to_be_nothing(each):
            unheaded.read(each)
    return unheaded.columns


def _with_name(settled: list["Mapped"], evidence: Sequence[Evidence]) -> list["Mapped"]:
    """ "Distillery name" is who offers, where no other column says it."""
    if any(each.field == "organisation" and each.confidence >= ENOUGH for each in settled):
        return settled
    named = next((each for each in settled if _ends_in_name(each) and each.confidence < ENOUGH), None)
    if named is None or evidence[named.at].best(SHAPED) > 0.3:
        return settled
    return [replace(each, role="organisation", confidence=SURE) if each is named else each for each in settled]


def _ends_in_name(each: "Mapped") -> bool:
    words = fold(each.heading).split()
    return len(words) > 1 and "name" in phrases().get(words[-1], ())


def _unless_weak(each: "Mapped", beside: Beside, evidence: Evidence) -> "Mapped":
    """A heading known only in part yields where another column has the field for sure: "¿A qué hospital entregas?"
    beside "Entidad". A number of something ("DUNS Nummer") is the sender's own only in front of the row."""
    if each.entry or not each.role or each.confidence >= (LISTED if each.role == "external_id" else PARTLY):
        return each
    if each.role == "external_id":
        own = each.confidence >= PARTLY and not beside.is_certain_elsewhere(each)
        own |= each.at == 0 and evidence.filled == len(evidence.values)
        return each if own else replace(each, role="", confidence=0.0)
    guessed = each.confidence <= GUESSED and each.field != "contact_name"
    elsewhere = beside.is_trusted_elsewhere(each) if guessed else beside.is_certain_elsewhere(each)
    yields = each.field in ONE_OF_A_KIND and elsewhere
    return replace(each, role="", confidence=0.0) if yields else each


def _yielding(mapped: Sequence["Mapped"], evidence: Sequence[Evidence]) -> list["Mapped"]:
    """A heading with two meanings takes the second where another column can only mean the first ("Collectif"),
    unless its values can mean nothing else ("Land" above names of countries, beside their codes)."""
    certain = {roles()[each.role].field for each in mapped if each.role and each.confidence >= SURE and not each.others}
    found = list(mapped)
    for each in mapped:
        if not each.role or not each.others or each.entry or roles()[each.role].field not in certain:
            continue
        if evidence[each.at].best(roles()[each.role].supported_by) < TOLD:
            own = evidence[each.at]
            free = [
                (trust, role)
                for role, trust in each.others
                if trust >= SURE and roles()[role].field not in certain and _may_hold(role, own)
            ]
            confidence, role = max(free, default=(each.confidence, each.role))
            found[each.at] = replace(each, role=role, confidence=confidence)
    return found


def _may_hold(role: str, evidence: Evidence) -> bool:
    """Whether some value could be of a role: no name of a region is a country's ("Land" beside "Kreis")."""
    wanted = roles()[role].supported_by
    return not wanted or not evidence.values or evidence.best(wanted) > 0


def _without_groups(mapped: list["Mapped"], evidence: Sequence[Evidence]) -> list["Mapped"]:
    """ "Entity" above a few words said again and again, beside names of which no two are the same and few are people's,
    is what the organisations belong to."""
    names = [evidence[each.at] for each in mapped if each.role == "name" and each.confidence >= SURE]
    own = any(
        len(name.values) >= 3 and len(name.values) == name.filled and name.share("person") < 0.6 for name in names
    )
    if not own:
        return mapped
    grouped = {each.at for each in mapped if each.role == "organisation" and _groups(evidence[each.at])}
    return [replace(each, role="", confidence=0.0) if each.at in grouped else each for each in mapped]


def _groups(evidence: Evidence) -> bool:
    few = 0 < 2 * len(evidence.values) <= evidence.filled
    return few and evidence.best(("company", "organisation_type")) < 0.2


def _settle(each: "Mapped", beside: Beside, evidence: Evidence) -> "Mapped":
    others = beside.others(each)
    if each.role in ("organisation", "name") and not _ends_in_name(each) and _names_types(evidence, others):
        return replace(each, role="organisation_type", confidence=0.7)
    if each.role == "plausibility_reason" and "plausibility" not in others:
        return replace(each, role="", confidence=0.0)
    if each.role in ("lower", "upper") or _names_jobs(each, evidence) or _is_no_such_value(each, evidence):
        return replace(each, role="", confidence=0.0)
    if each.role == "external_id" and _is_house_number(each, beside, evidence):
        return replace(each, role="house_number")
    if each.role == "organisation" and "product" in dict(each.others) and _names_products(evidence):
        return replace(each, role="product", confidence=0.75)
    if each.role == "region" and evidence.share("period") >= 0.6:
        return replace(each, role="period", confidence=0.8)
    if each.role in ("region", "country") and evidence.share("state_of_work") >= 0.6:
        return replace(each, role="status", confidence=0.8)
    if each.role == "passed_on_by" and evidence.share("way_in") >= 0.6:
        return replace(each, role="channel", confidence=0.75)
    if each.role == "type":
        return _type(each, others, evidence)
    if roles()[each.role].field in AMOUNTS if each.role else False:
        if evidence.share("period") >= 0.6:
            return replace(each, role="period")
        if counts_hours(each.heading):
            return replace(each, role="", confidence=0.0)
        if each.role == "quantity" and not each.period and _counts_machines(each, beside):
            return replace(each, role="machines")
    if each.role == "name":
        role, confidence = _name(others, beside.has_trusted("organisation"), evidence)
        return replace(each, role=role, confidence=round(each.confidence * confidence, 2))
    if each.role == "contact":
        return _contacted(each, evidence)
    if each.role in ("address", "website") and _names_companies(evidence) and not others & {"organisation", "name"}:
        return replace(each, role="organisation", confidence=0.75)
    if each.role == "region" and "town" in dict(each.others) and "town" not in others and towns(evidence) > 0.7:
        return replace(each, role="town")
    if each.role in ("street", "address") and "town" not in others and _only_towns(evidence):
        return replace(each, role="town")
    if each.role == "date" and "times" in beside.roles:
        return replace(each, role="available_from")
    if each.role == "date" and "received_at" in others:
        return replace(each, role="", confidence=0.0)
    if each.role in ("machine_models", "machines"):
        if evidence.share("number") > 0.6:
            return replace(each, role="machines", confidence=max(each.confidence, 0.8))
        counts = not evidence.values and "machines" in phrases().get(fold(each.heading), ("machines",))
        return replace(each, role="machines" if counts else "machine_models")
    if each.role == "organisation_size" and share_of(GARMENT, evidence) > 0.5:
        return replace(each, role="", confidence=0.0)
    if each.role == "available_from" and evidence.share("number") > 0.6 and evidence.share("date") < 0.3:
        return replace(each, role="" if set(evidence.values) <= FLAGS else "stock", confidence=0.7)
    if each.role == "period" and evidence.share("period") < 0.5:
        return replace(each, role="quantity" if evidence.share("quantity") > 0.6 else "", confidence=0.7)
    return each


def _is_no_such_value(each: "Mapped", evidence: Evidence) -> bool:
    """Years and shares of one are no amounts, days spread over decades are of founding or birth, hours are no days,
    and words said again and again tell no row from another."""
    field = roles()[each.role].field if each.role else ""
    if field == "external_id":
        again = 0 < 2 * len(evidence.values) <= evidence.filled
        return share_of(HAS_FIGURE, evidence) < 0.3 and (again or share_of(TWO_WORDS, evidence) >= TOLD)
    if field in AMOUNTS:
        years = evidence.share("year") >= 0.8 and any(text[-1] != "0" for text in evidence.values)
        return years or share_of(OF_ONE, evidence) >= 0.8
    return field in DAYS and (far_apart(evidence) or share_of(TIME_OF_DAY, evidence) >= TOLD)


def _only_towns(evidence: Evidence) -> bool:
    """ "Sitz" above towns without a street."""
    parted = share_of(HAS_COMMA, evidence) >= 0.5
    return not parted and evidence.best(("street", "ends_in_number")) < 0.2 and towns(evidence) >= 0.8


def _is_house_number(each: "Mapped", beside: Beside, evidence: Evidence) -> bool:
    """ "Numero" right behind the street."""
    street = any(other.at < each.at and other.role == "street" for other in beside.at_either_side(each))
    return street and all(len(text) <= LONGEST_HOUSE_NUMBER for text in evidence.values)


def _names_jobs(each: "Mapped", evidence: Evidence) -> bool:
    """ "Titel" or "Kontakt" over jobs, "Bearbeiter" over initials: what people are, or who of the sender's."""
    named = each.role in ("name", "contact_name", "contact")
    return named and (evidence.share("job") >= 0.6 or share_of(INITIALS, evidence) >= 0.8)


def _names_products(evidence: Evidence) -> bool:
    """ "Denominación" over goods."""
    return evidence.share("product") >= 0.7 and evidence.share("company") < 0.1 and len(evidence.values) > 1


def _names_types(evidence: Evidence, others: set[str]) -> bool:
    """Few short words, said again and again or beside a name, that are all kinds of organisation: "privat", "Firma"."""
    few = 0 < len(evidence.values) <= 10 and max(map(len, evidence.values)) < 40
    beside = bool(others & {"organisation", "name"}) or evidence.filled >= 3 * len(evidence.values)
    names = (
        evidence.filled == len(evidence.values) and max((len(text.split()) for text in evidence.values), default=0) > 2
    )
    return (
        few and beside and not names and evidence.share("organisation_type") >= 0.8 and not evidence.share("legal_form")
    )


def _type(each: "Mapped", others: set[str], evidence: Evidence) -> "Mapped":
    """ "Art" or "Typ" alone: of what, only the values say."""
    kinds = ("kind", "organisation_type", "product", "process", "material")
    found = [(evidence.share(kind), -place, kind) for place, kind in enumerate(kinds) if kind not in others]
    share, _, role = max(found, default=(0.0, 0, ""))
    whole = each.confidence >= PARTLY
    if whole and share < 0.7 and evidence.share("product") < 0.2 and "organisation_type" not in others:
        share, role = 0.4 + evidence.share("organisation_type"), "organisation_type"
    return replace(each, role=role if share >= 0.7 else "", confidence=round(min(0.8 * share, 0.8), 2))


def _names_companies(evidence: Evidence) -> bool:
    """ "Site" is a place or a web page, unless firms stand below it."""
    return evidence.share("company") >= 0.5 and evidence.best(("street", "url", "email", "phone", "long")) < 0.2


def _counts_machines(each: "Mapped", beside: Beside) -> bool:
    """ "Anzahl" right before or behind the printers' models counts them."""
    return any(other.role == "machine_models" for other in beside.at_either_side(each))


def _name(others: set[str], beside_organisation: bool, evidence: Evidence) -> tuple[str, float]:
    """Who "Name" names: the family beside a first name, the person beside an organisation, else the organisation."""
    company = evidence.share("company")
    if "given_name" in others:
        return "family_name", 1.0
    if evidence.share("product") >= 0.6 > evidence.share("organisation_type") and "product" not in others:
        return "product", 0.9 if beside_organisation else 0.7
    if beside_organisation:
        nobodys = bool(evidence.values) and evidence.share("person") < NOBODYS
        return ("organisation", 0.8) if company > 0.3 or nobodys else ("contact_name", 0.9)
    return "organisation", 0.95 if company >= 0.1 else 0.8


def _contacted(each: "Mapped", evidence: Evidence) -> "Mapped":
    """Who or how: "phone", "contact form" under "Preferred contact" are ways, of nobody."""
    if evidence.share("way_in") >= 0.6 and evidence.best(("email", "phone")) < 0.2:
        return replace(each, role="", confidence=0.0)
    return replace(each, role=_contact(evidence))


def _contact(evidence: Evidence) -> str:
    if not evidence.values:
        return "contact_name"
    if (
        evidence.share("email") > 0.8
        and evidence.share("person") == 0
        and share_of(re.compile(r"^\S+$"), evidence) > 0.8
    ):
        return "email"
    if evidence.share("phone") > 0.8 and share_of(TWO_WORDS, evidence) < 0.5:
        return "phone"
    return "contact"


def _known_to_be_nothing(each: "Mapped") -> bool:
    return each.role in NOTHING or bool(NOTHING & set(phrases().get(fold(each.heading), ())))
