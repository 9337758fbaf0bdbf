"""Every field of an offer and of its capabilities, declared once; everything that shows or checks fields derives from here.

An *offer* is one organisation offering (or needing) in one message or row; its *capabilities* say what it can make,
how and how much. Leaves out the code lists (capacity.vocabulary) and the headings that people write for a field
(data/reference/words/headings.csv, read by the loaders).
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Table = Literal["offer", "capability"]
Kind = Literal["text", "code", "codes", "number", "integer", "date", "email", "phone", "url", "degrees"]
Audience = Literal["public", "liaison", "contact", "staff"]

DTYPES: dict[Kind, str] = {
    "number": "float64",
    "degrees": "float64",
    "integer": "Int64",
    "date": "datetime64[us]",
}


@dataclass(frozen=True)
class Field:
    """One column: `audience` is who may see it ("contact": liaisons only when forwarded with consent), `width` in characters.

    `vocabulary` names the code list of a code field. `unit` is written behind labels where the number needs one.
    """

    code: str
    table: Table
    kind: Kind
    de: str
    en: str
    meaning_de: str
    meaning_en: str
    audience: Audience = "liaison"
    width: int = 16
    vocabulary: str = ""
    unit_de: str = ""
    unit_en: str = ""

    def label(self, language: str) -> str:
        """The heading on screens and in workbooks, in "de" or "en"."""
        return self.de if language == "de" else self.en

    def meaning(self, language: str) -> str:
        """One sentence on what the field holds, in "de" or "en"."""
        return self.meaning_de if language == "de" else self.meaning_en

    @property
    def dtype(self) -> str:
        """The pandas type of the column."""
        return DTYPES.get(self.kind, "str")


def _offer(code: str, kind: Kind, de: str, en: str, meaning_de: str, meaning_en: str, **more: object) -> Field:
    return Field(code, "offer", kind, de, en, meaning_de, meaning_en, **more)  # type: ignore[arg-type]


def _capability(code: str, kind: Kind, de: str, en: str, meaning_de: str, meaning_en: str, **more: object) -> Field:
    return Field(code, "capability", kind, de, en, meaning_de, meaning_en, **more)  # type: ignore[arg-type]


# fmt: off
FIELDS: tuple[Field, ...] = (
    _offer("kind", "code", "Art der Meldung", "Kind", "Angebot oder Bedarf", "Offer or need", vocabulary="kind", audience="public", width=12),
    _offer("organisation", "text", "Organisation", "Organisation", "Wer anbietet, wie geschrieben", "Who offers, as written", width=32),
    _offer("organisation_type", "code", "Organisationsart", "Organisation type", "Art der Organisation", "What kind of organisation it is", vocabulary="organisation_type", audience="public", width=20),
    _offer("organisation_size", "code", "Größe", "Size", "Größenklasse nach Beschäftigten (Empfehlung 2003/361/EG)", "Size class by headcount (Recommendation 2003/361/EC)", vocabulary="organisation_size", audience="public"),
    _offer("sector", "code", "Branche", "Sector", "Abteilung der NACE Rev. 2", "Division of NACE Rev. 2", vocabulary="sector", audience="public", width=22),
    _offer("contact_name", "text", "Ansprechperson", "Contact", "Name der Ansprechperson", "Name of the person to talk to", audience="contact", width=24),
    _offer("email", "email", "E-Mail", "E-mail", "E-Mail-Adressen, durch Semikolon getrennt", "E-mail addresses, joined by semicolons", audience="contact", width=28),
    _offer("phone", "phone", "Telefon", "Phone", "Telefonnummer, international geschrieben, wo sie sicher ist", "Phone number, in international form where it is certain", audience="contact", width=20),
    _offer("website", "url", "Website", "Website", "Internetadresse der Organisation", "Web address of the organisation", width=28),
    _offer("street", "text", "Straße", "Street", "Straße und Hausnummer", "Street and number", audience="contact", width=26),
    _offer("postcode", "text", "PLZ", "Postcode", "Postleitzahl, wie geschrieben, führende Null ergänzt, wo sie sicher ist", "Postcode as written, a lost leading zero restored where certain", width=10),
    _offer("town", "text", "Ort", "Town", "Ort, wie geschrieben", "Town as written", width=20),
    _offer("region", "text", "Region", "Region", "Land, Kreis oder Region, wie geschrieben", "State, district or region as written", width=20),
    _offer("country", "code", "Land", "Country", "Ländercode: NUTS (EL, UK), sonst ISO 3166-1 alpha-2", "Country code: NUTS (EL, UK), else ISO 3166-1 alpha-2", vocabulary="country", audience="public", width=14),
    _offer("nuts0", "code", "NUTS 0", "NUTS 0", "Land als Code der NUTS 2021, außerhalb Europas ISO 3166-1", "Country as a NUTS 2021 code, outside Europe ISO 3166-1", vocabulary="region", audience="public", width=8),
    _offer("nuts1", "code", "NUTS 1", "NUTS 1", "Region der Ebene 1, NUTS 2021", "Region of level 1, NUTS 2021", vocabulary="region", audience="public", width=8),
    _offer("nuts2", "code", "NUTS 2", "NUTS 2", "Region der Ebene 2, NUTS 2021", "Region of level 2, NUTS 2021", vocabulary="region", audience="public", width=8),
    _offer("nuts3", "code", "NUTS 3", "NUTS 3", "Region der Ebene 3, NUTS 2021", "Region of level 3, NUTS 2021", vocabulary="region", audience="public", width=8),
    _offer("latitude", "degrees", "Breite", "Latitude", "Geografische Breite in Grad, WGS 84", "Latitude in degrees, WGS 84", width=10, unit_de="°", unit_en="°"),
    _offer("longitude", "degrees", "Länge", "Longitude", "Geografische Länge in Grad, WGS 84", "Longitude in degrees, WGS 84", width=10, unit_de="°", unit_en="°"),
    _offer("precision", "code", "Ortsgenauigkeit", "Precision of place", "Wie genau der Ort bekannt ist", "How precisely the place is known", vocabulary="precision", width=14),
    _offer("place_words", "text", "Worte zum Ort", "Words of the place", "Worte, auf denen der Ort beruht", "The words the place rests on", audience="contact", width=28),
    _offer("received_at", "date", "Eingegangen am", "Received on", "Tag, an dem die Meldung einging", "Day the message came in", audience="public", width=14),
    _offer("confirmed_at", "date", "Zuletzt bestätigt am", "Last confirmed on", "Tag der letzten Bestätigung; anfangs der Eingang", "Day of the last confirmation; at first the day received", width=14),
    _offer("available_from", "date", "Verfügbar ab", "Available from", "Erster Tag, an dem geliefert werden kann", "First day of availability", width=14),
    _offer("available_until", "date", "Verfügbar bis", "Available until", "Letzter Tag, an dem geliefert werden kann", "Last day of availability", width=14),
    _offer("urgency", "code", "Dringlichkeit", "Urgency", "Wie dringend etwas gebraucht wird", "How urgently something is needed", vocabulary="urgency", audience="public", width=14),
    _offer("channel", "code", "Eingangsweg", "Channel", "Weg, auf dem die Meldung kam", "How the message came in", vocabulary="channel", width=12),
    _offer("passed_on_by", "text", "Weitergegeben von", "Passed on by", "Cluster oder Stelle, die die Meldung weitergab", "Cluster or body that passed the message on", width=24),
    _offer("external_id", "text", "Fremdnummer", "External id", "Nummer der Zeile beim Absender", "The sender's own number of the row", width=16),
    _offer("consent", "code", "Einwilligung zur Weitergabe", "Consent to forward", "Darf der Kontakt weitergeleitet werden", "Whether the contact may be forwarded", vocabulary="consent", width=16),
    _offer("consent_words", "text", "Wortlaut der Einwilligung", "Words of the consent", "Frage und Antwort, aus denen die Einwilligung gelesen wurde, oder was später gesagt wurde", "Question and answer that the consent was read from, or what was said later", audience="staff", width=32),
    _offer("consent_at", "date", "Einwilligung vom", "Consent of", "Tag, an dem die Einwilligung kam oder verweigert wurde", "Day the consent came in or was refused", audience="staff", width=14),
    _offer("status", "code", "Stand", "Status", "Stand der Bearbeitung", "State of work on the offer", vocabulary="status", audience="public", width=14),
    _offer("assignee", "text", "In Arbeit bei", "Assigned to", "Wer im Team sich um die Meldung kümmert", "Who in the team looks after the message", audience="staff", width=18),
    _offer("remarks", "text", "Bemerkungen", "Remarks", "Weitere Worte des Absenders", "Further words of the sender", audience="staff", width=40),
    _capability("product", "code", "Produkt", "Product", "Was angeboten oder gebraucht wird", "What is offered or needed", vocabulary="product", audience="public", width=26),
    _capability("process", "codes", "Verfahren", "Process", "Wie gefertigt wird (ISO/ASTM 52900, übrige wie benannt)", "How it is made (ISO/ASTM 52900, others as named)", vocabulary="process", audience="public", width=26),
    _capability("material", "codes", "Material", "Material", "Woraus gefertigt wird", "What it is made of", vocabulary="material", audience="public", width=18),
    _capability("machines", "integer", "Maschinen", "Machines", "Zahl der Maschinen", "Number of machines", audience="public", width=10),
    _capability("stock", "number", "Bestand", "Stock", "Menge auf Lager, in der Basiseinheit des Produkts", "Quantity on hand, in the product's base unit", audience="public", width=12),
    _capability("per_week_low", "number", "Je Woche, mindestens", "Per week, at least", "Menge je Woche, untere Grenze, in der Basiseinheit", "Quantity per week, lower bound, in the base unit", audience="public", width=14),
    _capability("per_week_high", "number", "Je Woche, höchstens", "Per week, at most", "Menge je Woche, obere Grenze, in der Basiseinheit", "Quantity per week, upper bound, in the base unit", audience="public", width=14),
    _capability("unit", "code", "Einheit", "Unit", "Basiseinheit des Produkts", "Base unit of the product", vocabulary="unit", audience="public", width=8),
    _capability("quote", "text", "Im Wortlaut", "Quoted words", "Die Worte, auf denen Menge und Produkt beruhen", "The words that product and quantity rest on", width=40),
    _capability("standard", "text", "Norm", "Standard", "Genannte Norm", "Standard named", audience="public", width=18),
    _capability("conformity", "code", "Konformität", "Conformity", "Wie weit die Konformität belegt ist", "How far conformity is shown", vocabulary="conformity", audience="public", width=16),
    _capability("plausibility", "code", "Plausibilität der Menge", "Plausibility", "Ob die Menge in Summen zählt", "Whether the quantity counts in totals", vocabulary="plausibility", audience="public", width=14),
    _capability("plausibility_reason", "text", "Grund", "Reason", "Warum die Menge nicht zählt (Code)", "Why the quantity does not count (code)", width=24),
)
# fmt: on

_BY_CODE = {each.code: each for each in FIELDS}
_DTYPES = {each.code: pd.api.types.pandas_dtype(each.dtype) for each in FIELDS}
OFFER_FIELDS = tuple(each.code for each in FIELDS if each.table == "offer")
CAPABILITY_FIELDS = tuple(each.code for each in FIELDS if each.table == "capability")
NO_COLUMN = frozenset({"consent_words", "consent_at", "assignee"})  # what no list says in a column of its own


def field(code: str) -> Field:
    """The declaration of one field; raises KeyError for a code that is none."""
    return _BY_CODE[code]


def is_field(code: object) -> bool:
    """Whether a field goes by this code."""
    return code in _BY_CODE


def typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """`frame` with every field of `table` present and in its declared type; other columns stay as they are, in front.

    Raises ValueError or TypeError where a value does not fit its type: interpret it before.
    """
    wanted = [each for each in FIELDS if each.table == table]
    others = [column for column in frame.columns if column not in _BY_CODE]
    columns = {column: frame[column] for column in others}
    for each in wanted:
        dtype = _DTYPES[each.code]
        values = frame[each.code] if each.code in frame else pd.Series(None, index=frame.index, dtype=dtype)
        columns[each.code] = values if values.dtype == dtype else values.astype(dtype)
    return pd.DataFrame(columns, index=frame.index)
