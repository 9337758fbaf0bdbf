"""The sheets of offers and of their capabilities: every field of the schema that the readers may see, codes as words.

Leaves out contacts for readers who may not have them, and for everybody those of senders who did not
consent: their contact fields, remarks and, where the sender is a private person, the name stay empty.
"""

from typing import Literal

import numpy as np
import pandas as pd

from capacity.columns import REGIONS
from capacity.naming import name_of
from capacity.schema import FIELDS, Field
from capacity.situation import Situation
from capacity.texts import say
from capacity.vocabulary import codes
from capacity.workbook.shapes import KINDS, Column, Kind, Table, table

Audience = Literal["staff", "liaison"]
MAY_SEE = {"staff": ("public", "liaison", "contact", "staff"), "liaison": ("public", "liaison")}
LEFT_OUT = ("nuts0",)  # the country says the same
Columns = dict[str, tuple[Column, pd.Series]]


def offers_sheet(situation: Situation, language: str, audience: Audience) -> Table:
    """One row per offer or need in view, its products and processes joined."""
    offers = without_held_back(situation.offers)
    columns: Columns = {"offer_id": _own("offer_id", offers["offer_id"], language, 8, "plain")}
    made = fields_of("offer", offers, language, audience)
    columns["organisation"] = made.pop("organisation")
    columns |= _joined(situation, language) | made
    heading = say("selection.freshness", language)
    columns["freshness"] = Column(heading, width=14), _words("freshness", offers["freshness"], language)
    return table(say("workbook.sheet_offers", language), columns | source_of(offers, language, audience), frozen=2)


def capabilities_sheet(situation: Situation, language: str, audience: Audience) -> Table:
    """One row per capability line in view, with whose it is and where."""
    offers = without_held_back(situation.offers).set_index("offer_id")
    lines = situation.capabilities
    owners = offers.reindex(lines["offer_id"])[["organisation", "country", "nuts1"]].reset_index(drop=True)
    columns: Columns = {"offer_id": _own("offer_id", lines["offer_id"], language, 8, "plain")}
    columns |= fields_of("offer", owners, language, audience)
    return table(
        say("workbook.sheet_capabilities", language),
        columns | fields_of("capability", lines, language, audience),
        frozen=2,
    )


def seen_by(field: Field, audience: Audience) -> bool:
    """Whether these readers may see a field."""
    return field.audience in MAY_SEE[audience]


def held_back(offers: pd.DataFrame) -> pd.Series:
    """Which offers must not have their contact forwarded: all whose sender did not say yes."""
    return offers["consent"] != "yes"


def without_held_back(offers: pd.DataFrame) -> pd.DataFrame:
    """The same offers, the contact fields and remarks of those without consent left empty."""
    no = held_back(offers)
    held = [each.code for each in FIELDS if each.audience in ("contact", "staff") and each.code in offers]
    values = {code: offers[code].mask(no) for code in held}
    if "organisation" in offers:
        values["organisation"] = offers["organisation"].mask(no & (offers["organisation_type"] == "private_person"))
    return offers.assign(**values)


def fields_of(of: str, frame: pd.DataFrame, language: str, audience: Audience) -> Columns:
    """The fields of a table that `frame` has and the readers may see, in the order of the schema."""
    seen = [each for each in FIELDS if each.table == of and seen_by(each, audience)]
    return {
        each.code: (_column(each, language), _shown(each, frame[each.code], language))
        for each in seen
        if each.code in frame and each.code not in LEFT_OUT
    }


def _column(field: Field, language: str) -> Column:
    width = 26 if field.code in REGIONS else field.width
    return Column(field.label(language), KINDS.get(field.kind, "text"), width)


def _shown(field: Field, values: pd.Series, language: str) -> pd.Series:
    if field.code in REGIONS:
        words = _words(field.code, values, language)
        return (values + " " + words).where(values != words, values)
    return _words(field.vocabulary, values, language) if field.vocabulary else values


def _words(vocabulary: str, values: pd.Series, language: str) -> pd.Series:
    known = {code: name_of(vocabulary, code, language) for code in values.dropna().unique()}
    return values.map(known).astype("str")  # of no value at all pandas would make numbers


def _own(key: str, values: pd.Series, language: str, width: int, kind: Kind = "text"
         ) -> tuple[Column, pd.Series]:  # fmt: skip
    return Column(say(f"workbook.{key}", language), kind, width), values


def _joined(situation: Situation, language: str) -> Columns:
    """The products and processes of each offer, in the order of their lists, and the number of its lines."""
    columns, found = situation.columns, {}
    in_view = np.zeros(len(columns.offer_of), dtype=bool)
    in_view[situation.lines] = True
    for key, field in (("products", "product"), ("processes", "process")):
        sets = pd.Series(columns.gather(columns.bits[field], in_view)[situation.rows])
        words = {each: _listed(each, field, language) for each in sets.unique()}
        found[key] = _own(key, sets.map(words).astype("str"), language, 36)
    number = np.bincount(columns.offer_of[situation.lines], minlength=len(columns.offers))[situation.rows]
    return found | {"lines": _own("lines", pd.Series(number), language, 12, "number")}


def _listed(bits: int, field: str, language: str) -> str | None:
    stated = [code for place, code in enumerate(codes(field)) if bits >> place & 1]
    return "; ".join(name_of(field, code, language) for code in stated) or None


def source_of(offers: pd.DataFrame, language: str, audience: Audience) -> Columns:
    """Where each offer was read, for staff."""
    if audience != "staff":
        return {}
    widths = {"source_file": 28, "source_sheet": 14, "source_row": 8}
    return {
        key: _own(key, offers[key], language, width, "plain" if key == "source_row" else "text")
        for key, width in widths.items()
        if key in offers
    }
