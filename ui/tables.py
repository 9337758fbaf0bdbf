"""Tables of offers: columns, labels and formats from the schema, codes as words, one row per offer.

Leaves out which offers (ui.filters) and what happens when one is picked (ui.offers).
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from capacity.audiences import Audience, sees
from capacity.naming import name_of
from capacity.schema import FIELDS, Field, field
from capacity.selection import filter_label
from capacity.situation import Situation
from ui import clock
from ui.language import language

PIXELS = 7  # per character of a column's width
JOINED = ("product", "process", "material")
ADDED = ("per_week_low", "per_week_high", "stock")
DERIVED = ("freshness",)
NEVER = ("kind", "original", "latitude", "longitude", "place_words", "plausibility_reason", "standard", "conformity")
DAY = {"de": "DD.MM.YYYY", "en": "D MMM YYYY"}


def columns(audience: Audience) -> list[str]:
    """The codes that a table of offers can show to `audience`, in the schema's order."""
    of_lines = (*JOINED, *ADDED, "unit")
    known = [each.code for each in FIELDS if each.table == "offer" or each.code in of_lines]
    return [code for code in (*known, *DERIVED) if code not in NEVER and (code in DERIVED or sees(audience, code))]


def heading(code: str) -> str:
    """The label of a column in this session's language."""
    return filter_label(code, language()) if code in DERIVED else field(code).label(language())


def per_offer(situation: Situation) -> pd.DataFrame:
    """The offers in view, newest first, with what their lines say together.

    product, process, material: the codes of all lines, joined by ";". stock, per_week_low and per_week_high: added
    over the lines that are not excluded, with their unit; missing where the units differ.
    """
    lines, offers = situation.capabilities, situation.offers.set_index("offer_id")
    joined = {code: _joined(lines, code) for code in JOINED}
    sums = added(situation)
    found = offers.assign(**joined, **{code: sums[code] for code in (*ADDED, "unit")})
    return found.reset_index().sort_values(["received_at", "offer_id"], ascending=False, ignore_index=True)


def added(situation: Situation) -> pd.DataFrame:
    """Per offer_id what its lines in view that are not excluded add up to: ADDED and their unit; see per_offer."""
    lines = situation.capabilities
    counted = lines[lines["plausibility"] != "excluded"]
    units = counted.groupby("offer_id")["unit"].agg(["first", "nunique"])
    unit = units["first"].where(units["nunique"] == 1)
    sums = counted.groupby("offer_id")[list(ADDED)].sum(min_count=1).where(unit.notna())
    sums["unit"] = unit.where(sums.notna().any(axis=1))
    return sums


def _joined(lines: pd.DataFrame, code: str) -> pd.Series:
    stated = lines[["offer_id", code]].dropna()
    single = stated.assign(**{code: stated[code].str.split(";")}).explode(code).drop_duplicates()
    return single.groupby("offer_id")[code].agg(";".join).astype("str")


def worded(frame: pd.DataFrame, codes: Iterable[str]) -> pd.DataFrame:
    """The columns `codes` of `frame` with labels instead of codes; each distinct value is looked up once."""
    return pd.DataFrame({code: _worded(frame[code], code) for code in codes}, index=frame.index)


def _worded(values: pd.Series, code: str) -> pd.Series:
    vocabulary = code if code in DERIVED else field(code).vocabulary
    if not vocabulary:
        return values
    return values.map({each: names(vocabulary, each) for each in values.dropna().unique()})


def names(vocabulary: str, codes: str) -> str:
    """The labels of codes joined by ";", in this session's language."""
    return ", ".join(name_of(vocabulary, code, language()) for code in codes.split(";"))


def show(frame: pd.DataFrame, codes: Sequence[str], *, key: str, widths: bool = True, **options: Any) -> Any:
    """Shows the columns `codes` of `frame`, as wide as the schema says or as their content needs.

    `options` go to st.dataframe, whose answer comes back.
    """
    shown = worded(frame, codes)
    config = {code: _column(code, widths) for code in codes}
    return st.dataframe(shown, hide_index=True, placeholder="", column_config=config, key=key, **options)


def _column(code: str, widths: bool) -> Any:
    if code in DERIVED:
        return st.column_config.TextColumn(heading(code))
    known = field(code)
    common: dict[str, Any] = {"label": heading(code), "help": known.meaning(language())}
    if widths:
        common["width"] = _width(known)
    if known.kind == "date":
        return st.column_config.DateColumn(**common, format=DAY[language()])
    if known.kind in ("number", "integer"):
        return st.column_config.NumberColumn(**common, format="localized")
    return st.column_config.TextColumn(**common)


def _width(known: Field) -> int:
    return PIXELS * max(known.width, len(known.label(language())) + 3)


def moment(label: str) -> Any:
    """A column of moments as the reader's clock says them."""
    return st.column_config.DatetimeColumn(label, format=f"{DAY[language()]} HH:mm", timezone=clock.zone())
