"""Tables of offers: columns, labels and formats from the schema, codes as words, one row per offer.

Leaves out which offers (ui.filters) and what happens when one is picked (ui.offers).
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st

from capacity import totals, vocabulary
from capacity.audiences import Audience, sees
from capacity.naming import name_of
from capacity.schema import FIELDS, Field, field
from capacity.selection import filter_label
from capacity.situation import Situation
from ui import clock
from ui.language import language

PIXELS = 7  # per character of a column's width
WHOLE = ("unit",)  # columns as wide as their longest value: beside a number half a word says nothing
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
    return told(situation).sort_values(["received_at", "offer_id"], ascending=False, ignore_index=True)


def told(situation: Situation, only: Collection[str] = ()) -> pd.DataFrame:
    """The rows of `per_offer` in the register's own order; if said `only` these of its columns and offer_id."""
    everything = situation.columns.offers
    own = [code for code in everything.columns if not only or code in only or code == "offer_id"]
    found = everything[own].iloc[situation.rows].reset_index(drop=True)
    lines = {code: joined(situation, code) for code in JOINED if not only or code in only}
    sums = added(situation) if not only or not {*ADDED, "unit"}.isdisjoint(only) else {}
    return found.assign(**lines, **{code: each for code, each in sums.items() if not only or code in only})


def added(situation: Situation) -> dict[str, pd.Series]:
    """ADDED and their unit, per offer in view: what its lines add up to; see per_offer."""
    columns, number = situation.columns, len(situation.rows)
    excluded = columns.coded("plausibility").holding(("excluded",)).take(situation.lines)
    lines = situation.lines.take(np.flatnonzero(~excluded))
    owners = np.searchsorted(situation.rows, columns.offer_of.take(lines))
    units, names = pd.factorize(columns.text("unit").iloc[lines])
    stated = np.flatnonzero(units >= 0)
    unit = np.full(number, -1)
    unit[owners.take(stated)] = units.take(stated)
    mixed = np.bincount(owners.take(stated), unit.take(owners.take(stated)) != units.take(stated), number) > 0
    sums = {code: totals.added(columns.number(code).take(lines), owners, number) for code in ADDED}
    told = ~mixed & (unit >= 0)
    known = told & np.logical_or.reduce([~np.isnan(each) for each in sums.values()])
    words = np.array([*names, None], dtype=object)[np.where(known, unit, -1)]
    return {code: pd.Series(np.where(told, each, np.nan)) for code, each in sums.items()} | {
        "unit": pd.Series(words, dtype="str")
    }


def joined(situation: Situation, code: str) -> pd.Series:
    """Per offer in view the codes that its lines in view state in `code`, each once, joined by ";"."""
    columns = situation.columns
    numbers, said = pd.factorize(columns.text(code).iloc[situation.lines])
    stated = np.flatnonzero(numbers >= 0)
    numbers, owners = numbers.take(stated), columns.offer_of.take(situation.lines.take(stated))
    owners = np.searchsorted(situation.rows, owners)
    parts = [each.split(";") for each in said]
    words = np.full(len(situation.rows), None, dtype=object)
    words[owners] = np.array([_once(each) for each in parts], dtype=object).take(numbers)
    others = np.diff(owners, prepend=-1, append=-1) == 0
    several, found = np.flatnonzero(others[:-1] | others[1:]), dict[int, list[str]]()
    for owner, number in zip(owners.take(several).tolist(), numbers.take(several).tolist(), strict=True):
        found.setdefault(owner, []).extend(parts[number])
    for owner, all_of_it in found.items():
        words[owner] = _once(all_of_it)
    return pd.Series(words, dtype="str")


def _once(codes: Iterable[str]) -> str:
    return ";".join(dict.fromkeys(codes))


def worded(frame: pd.DataFrame, codes: Iterable[str]) -> pd.DataFrame:
    """The columns `codes` of `frame` with labels instead of codes; each distinct value is looked up once."""
    return pd.DataFrame({code: _worded(frame[code], code) for code in codes}, index=frame.index)


def _worded(values: pd.Series, code: str) -> pd.Series:
    vocabulary = code if code in DERIVED else field(code).vocabulary
    if not vocabulary:
        return values
    numbers, found = pd.factorize(values)
    words = pa.array([names(vocabulary, each) for each in found], pa.large_string())
    told = pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers < 0), words).dictionary_decode()
    return pd.Series(told, index=values.index, dtype="str")


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
    names = vocabulary.labels(known.code, language()).values() if known.code in WHOLE else ()
    return PIXELS * max(known.width, len(known.label(language())) + 3, *(len(name) + 2 for name in names))


def moment(label: str) -> Any:
    """A column of moments as the reader's clock says them."""
    return st.column_config.DatetimeColumn(label, format=f"{DAY[language()]} HH:mm", timezone=clock.zone())
