"""How fast a large register is filtered, counted, added up and told as a workbook, beside others on the same frames.

One question for all: three conditions, the counts of eight facets under the other conditions, totals by two keys. The
peers answer a plain form of it (one code a field, one sum) on the same rows. Leaves out databases and pages.
"""

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import numpy as np
import pandas as pd

from capacity.selection import FACETS, Selection, answer
from capacity.situation import Situation, prepare
from capacity.totals import per_week
from capacity.workbook import write_workbook
from tests.invented import AS_OF, Invented, invent
from tools.bench import Figure

SIZES = (1_500, 100_000, 1_000_000)
WORKBOOK = 100_000
ASKED = {"nuts0": "DE", "organisation_type": "company", "product": "face_shield"}
SELECTION = Selection(region=("DE",), organisation_type=("company",), product=("face_shield",))
KEYS = ("nuts1", "product")
COUNTED = ("nuts0", "sector", "product", "process", "organisation_type", "organisation_size", "status", "freshness")
TURNS = 7


@dataclass(frozen=True)
class Codes:
    """Plain NumPy: one small integer per row and field, and the pieces per week."""

    fields: dict[str, np.ndarray]
    sizes: dict[str, int]
    asked: dict[str, int]
    pieces: np.ndarray


def measure() -> list[Figure]:
    """Milliseconds of the question at each size, here and by peers, and seconds of a workbook."""
    found: list[Figure] = []
    for size in SIZES:
        made = invent(size)
        found += _question(made, size)
        if size == WORKBOOK:
            found += _workbook(made)
    return found


def _question(made: Invented, size: int) -> list[Figure]:
    situation = prepare(made.offers, made.capabilities, AS_OF.date())
    first, ours = _spent(lambda: answered(situation), 1), _spent(lambda: answered(situation))
    flat = flattened(situation)
    coded = codes(flat)
    name = f"{size:,} offers: three conditions, {len(FACETS)} facets, two keys, ms"
    return [
        Figure(f"{name}", ours, 25 if size == SIZES[-1] else None, at_most=True),
        Figure("... the first time, with all that is worked out once", first),
        Figure("... pandas with strings", _spent(lambda: answered_by_pandas(flat))),
        Figure("... plain NumPy on ready codes", _spent(lambda: answered_by_codes(coded))),
    ]


def answered(situation: Situation) -> tuple[Situation, dict[str, pd.Series], pd.DataFrame]:
    """The offers in view, the counts of each facet, and the totals: what a page asks for."""
    found, choices = answer(situation, SELECTION)
    return found, choices, per_week(found, by=KEYS)


def flattened(situation: Situation) -> pd.DataFrame:
    """One row per capability line with its offer's fields, needs left out."""
    offers = situation.offers[situation.offers["kind"] == "offer"]
    wanted = [name for name in dict.fromkeys((*COUNTED, *KEYS)) if name in offers]
    lines = situation.capabilities[["offer_id", "product", "process", "per_week_high"]]
    return lines.merge(offers[["offer_id", *wanted]], on="offer_id")


def answered_by_pandas(flat: pd.DataFrame) -> list[pd.Series]:
    """The question on strings: a mask a condition, value_counts a facet, one groupby."""
    masks = {field: flat[field] == code for field, code in ASKED.items()}
    found = [flat.loc[_all(masks, but=field), field].value_counts() for field in COUNTED]
    return [*found, flat[_all(masks)].groupby(list(KEYS), dropna=False)["per_week_high"].sum()]


def codes(flat: pd.DataFrame) -> Codes:
    """The same rows as codes, made beforehand."""
    fields, sizes, asked = {}, {}, {}
    for name in dict.fromkeys((*COUNTED, *KEYS)):
        numbers, values = pd.factorize(flat[name].fillna("none"))
        fields[name], sizes[name] = numbers, len(values)
        if name in ASKED:
            asked[name] = int(values.get_loc(ASKED[name]))
    return Codes(fields, sizes, asked, flat["per_week_high"].fillna(0).to_numpy(dtype=float))


def answered_by_codes(coded: Codes) -> list[np.ndarray]:
    """The question on codes: comparisons, bincounts, one bincount of two keys at once."""
    masks = {field: coded.fields[field] == code for field, code in coded.asked.items()}
    found = [
        np.bincount(coded.fields[field].take(np.flatnonzero(_all(masks, but=field))), minlength=coded.sizes[field])
        for field in COUNTED
    ]
    rows = np.flatnonzero(_all(masks))
    one, other = (coded.fields[key].take(rows) for key in KEYS)
    both = one * coded.sizes[KEYS[1]] + other
    return [*found, np.bincount(both, coded.pieces.take(rows), coded.sizes[KEYS[0]] * coded.sizes[KEYS[1]])]


def _all(masks: Mapping[str, Any], but: str = "") -> Any:
    return reduce(and_, [mask for field, mask in masks.items() if field != but])


def _workbook(made: Invented) -> list[Figure]:
    situation = prepare(made.offers, made.capabilities, AS_OF.date())
    at = dt.datetime(2020, 4, 3, 12, tzinfo=dt.UTC)

    def write() -> bytes:
        return write_workbook(situation, made.issues, made.imports, Selection(), "en", at, "staff")

    name = f"workbook of {WORKBOOK:,} offers, all sheets, seconds"
    return [Figure(name, _spent(write, 2) / 1000, 6, at_most=True), Figure("... its size in MB", len(write()) / 1e6)]


def _spent(act: Callable[[], object], turns: int = TURNS) -> float:
    """The shortest of some runs in milliseconds."""
    return min(_once(act) for _ in range(turns))


def _once(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
