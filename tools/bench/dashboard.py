"""How fast a large register is filtered, counted, added up and told as a workbook, beside others on the same frames.

One question for all: three conditions, the counts of eight facets under the other conditions, totals by two keys. The
peers (tools.bench._peers) answer a plain form of it on the same rows. Leaves out databases and pages.
"""

import datetime as dt
import io
import time
from collections.abc import Callable
from functools import partial
from typing import Literal

import pandas as pd

from capacity.selection import FACETS, Selection, answer
from capacity.situation import Situation, prepare
from capacity.totals import per_week
from capacity.workbook import write_workbook
from tests.invented import AS_OF, Invented, invent
from tools.bench import Figure
from tools.bench._peers import COUNTED, KEYS, answered_by_codes, answered_by_pandas, by_duckdb, by_polars, codes

SIZES = (1_500, 100_000, 1_000_000)
WORKBOOK = 100_000
SELECTION = Selection(region=("DE",), organisation_type=("company",), product=("face_shield",))
TURNS = 7
Engine = Literal["openpyxl", "xlsxwriter"]


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
    name = f"{size:,} offers: three conditions, {len(FACETS)} facets, two keys, ms"
    found = [
        Figure(name, ours, 25 if size == SIZES[-1] else None, at_most=True),
        Figure("... the first time, with all that is worked out once", first),
    ]
    for peer, act in peers(flat).items():
        theirs = _spent(act)
        found += [Figure(f"... {peer}", theirs), Figure(f"{size:,} offers, of {peer}", ours / theirs, at_most=True)]
    return found


def peers(flat: pd.DataFrame) -> dict[str, Callable[[], object]]:
    """Who else answers on these rows, what they like best prepared."""
    flat = flat.drop(columns="offer_id")
    coded = codes(flat)
    return {
        "pandas with strings": lambda: answered_by_pandas(flat),
        "polars with categories": by_polars(flat),
        "DuckDB": by_duckdb(flat),
        "plain NumPy on ready codes": lambda: answered_by_codes(coded),
    }


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


def _workbook(made: Invented) -> list[Figure]:
    situation = prepare(made.offers, made.capabilities, AS_OF.date())
    at = dt.datetime(2020, 4, 3, 12, tzinfo=dt.UTC)

    def write() -> bytes:
        return write_workbook(situation, made.issues, made.imports, Selection(), "en", at, "staff")

    name, ours = f"workbook of {WORKBOOK:,} offers, all sheets, seconds", _spent(write, 2) / 1000
    found = [Figure(name, ours, 6, at_most=True), Figure("... its size in MB", len(write()) / 1e6)]
    engines: tuple[Engine, ...] = ("openpyxl", "xlsxwriter")
    for engine in engines:
        theirs = _spent(partial(_bare, made.offers, engine), 1) / 1000
        found.append(Figure(f"... pandas with {engine}, the offers as one bare sheet", theirs))
        found.append(Figure(f"workbook, of {engine}'s bare sheet", ours / theirs, at_most=True))
    return found


def _bare(offers: pd.DataFrame, engine: Engine) -> None:
    offers.to_excel(io.BytesIO(), engine=engine, index=False)


def _spent(act: Callable[[], object], turns: int = TURNS) -> float:
    """The shortest of some runs in milliseconds."""
    return min(_once(act) for _ in range(turns))


def _once(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
