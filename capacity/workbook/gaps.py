"""Needs beside the capacity of their region, and the offers that no map can show.

Leaves out matching single offers with single needs.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from capacity.naming import name_of
from capacity.needs.gaps import BOUNDS, COUNTED, gaps
from capacity.selection import Selection, select
from capacity.situation import Situation
from capacity.texts import say
from capacity.workbook.capacity_sheets import key_column
from capacity.workbook.offers import Audience, fields_of, source_of, without_held_back
from capacity.workbook.shapes import Column, Table, table

BY = ("nuts0", "nuts1", "product")
KEYS = [*BY, "unit"]
UNMAPPED = ("organisation", "organisation_type", "postcode", "town", "region", "country", "precision", "place_words")


def needs_and_gaps(situation: Situation, selection: Selection, language: str) -> Table | None:
    """One row per country, region, product and unit that is needed, beside the capacity there; None without a need.

    The needs are those that the same filters leave. The gap is what is needed at most less what is confirmed at least.
    """
    found = gaps(select(_everything(situation), replace(selection, kind=())), BY)
    if found.empty:
        return None
    columns = {key: (key_column(key, language), found[key].map(lambda code, key=key: name_of(key, code, language)))
               for key in KEYS}  # fmt: skip
    for name, values in {"offers": found["needs"], **{bound: found[f"need_{bound}"] for bound in BOUNDS}}.items():
        columns[f"need.{name}"] = _number(f"need_{name}", values, language)
    for plausibility in COUNTED:
        for bound in ("low", "high"):
            values = found[f"{plausibility}_{bound}"]
            columns[f"{plausibility}.{bound}"] = _of_plausibility(plausibility, bound, values, language)
    columns["gap"] = _number("gap", found["gap"], language)
    return table(say("workbook.sheet_needs", language), columns, frozen=3)


def not_on_the_map(situation: Situation, language: str, audience: Audience) -> Table:
    """One row per offer or need in view without coordinates, and what is known of its place."""
    offers = without_held_back(situation.offers)[~situation.columns.pointed[situation.rows]]
    identity = Column(say("workbook.offer_id", language), "plain", 8), offers["offer_id"]
    made = fields_of("offer", offers[[code for code in UNMAPPED if code in offers]], language, audience)
    columns = {"offer_id": identity, **made, **source_of(offers, language, audience)}
    return table(say("workbook.sheet_unmapped", language), columns, frozen=2)


def _everything(situation: Situation) -> Situation:
    columns = situation.columns
    return Situation(columns, np.arange(len(columns.offers)), np.arange(len(columns.offer_of)))


def _number(key: str, values: pd.Series, language: str) -> tuple[Column, pd.Series]:
    return Column(say(f"workbook.{key}", language), "number", 16), values


def _of_plausibility(plausibility: str, bound: str, values: pd.Series, language: str) -> tuple[Column, pd.Series]:
    word = name_of("plausibility", plausibility, language)
    return Column(say(f"workbook.{bound}", language, plausibility=word), "number", 17), values
