"""Which stored list a report is a new version of: one with a table like it that shares enough offers.

Leaves out what changed in it (register.comparing) and which offers are the same (capacity.differences_pairing).
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
from sqlalchemy import ColumnElement, Connection, select

from capacity import differences
from capacity.differences import enough, one_in
from capacity.differences_pairing import known_by, likeliest, pairs
from capacity.reports import Report, Table
from register import frames
from register import tables as t

ALIKE = 0.5  # the share of headings that two versions of a list have in common
Ask = Callable[[Connection, ColumnElement[bool]], pd.DataFrame]


class Mark(NamedTuple):
    """What a table is known by."""

    fingerprint: str
    headings: frozenset[str]


def continued(connection: Connection, report: Report) -> tuple[list[int], pd.DataFrame]:
    """The imports of that list, none where there is no such list, and row_id and offer_id of what both have."""
    lists = worth_comparing(connection, report, lists_alike(connection, report))
    fresh = known_by(report.offers, report.capabilities, "row_id")
    best = _likeliest(connection, fresh, lists)
    imports = [number for number, first in lists.items() if first == best]
    which = frames.of_imports(imports)
    stored = known_by(frames.signs(connection, which), frames.offered(connection, which), "offer_id")
    same = pairs(fresh, stored)
    return (imports if enough(len(same), len(stored), len(fresh)) else []), same


def lists_alike(connection: Connection, report: Report) -> dict[int, int]:
    """Imports of lists with a table like one of the report's: import → the first import of its list."""
    taken = t.imports.c
    statement = select(taken.import_id, taken.compared_with, taken.undone_at, taken.tables).order_by(taken.import_id)
    wanted = _known_by(table for table in report.tables if table.offers + table.needs)
    first: dict[int, int] = {}
    alike: set[int] = set()
    live: list[int] = []
    for import_id, compared_with, undone_at, tables in connection.execute(statement):
        first[import_id] = first.get(compared_with, import_id)
        if undone_at is None:
            live.append(import_id)
            found = _known_by(frames.table(each) for each in tables)
            if any(_alike(one, other) for one in wanted for other in found):
                alike.add(first[import_id])
    return {import_id: first[import_id] for import_id in live if first[import_id] in alike}


def worth_comparing(connection: Connection, report: Report, lists: dict[int, int]) -> dict[int, int]:
    """The imports of those lists that may share enough with the report; many send in the same table what is theirs."""
    every = _every(connection, len(report.offers), lists)
    signs = _sampled(frames.signs, connection, lists, every)
    if signs.empty:
        return {}
    of = _whose(signs, lists)
    likely = differences.worth_comparing(report.offers, signs, of, of.map(every))
    return {import_id: first for import_id, first in lists.items() if first in likely}


def _likeliest(connection: Connection, fresh: pa.Table, lists: dict[int, int]) -> object:
    """The one of several lists that shares most with the report; of long ones a part shows it."""
    if len(set(lists.values())) < 2:
        return next(iter(lists.values()), None)
    every = _every(connection, len(fresh), lists)
    signs, lines = (_sampled(ask, connection, lists, every) for ask in (frames.signs, frames.offered))
    of = _whose(signs, lists)
    return likeliest(fresh, known_by(signs, lines, "offer_id"), of, of.map(every))


def _sampled(ask: Ask, connection: Connection, lists: dict[int, int], every: dict[int, int]) -> pd.DataFrame:
    """What `ask` gives of every so many-th offer of each list."""
    steps = {step: [number for number, first in lists.items() if every[first] == step] for step in {*every.values(), 1}}
    return pd.concat([ask(connection, frames.of_imports(numbers, step)) for step, numbers in steps.items()])


def _whose(offers: pd.DataFrame, lists: dict[int, int]) -> pd.Series:
    return offers["import_id"].map(lists).astype("int64")


def _every(connection: Connection, reported: int, lists: dict[int, int]) -> dict[int, int]:
    """First import of a list → every how many-th of its offers is looked at, by the size of its newest version."""
    taken = t.imports.c
    statement = select(taken.import_id, taken.offers + taken.needs).where(taken.import_id.in_(list(lists)))
    sizes = connection.execute(statement.order_by(taken.import_id))
    return {lists[import_id]: one_in(size, reported) for import_id, size in sizes}


def _known_by(tables: Iterable[Table]) -> list[Mark]:
    """The fingerprint of each table and its headings, which a list may gain or lose from week to week."""
    headings = ((table, (" ".join(each.source.casefold().split()) for each in table.columns)) for table in tables)
    return [Mark(table.fingerprint, frozenset(filter(None, words))) for table, words in headings]


def _alike(one: Mark, other: Mark) -> bool:
    shared, all_ = len(one.headings & other.headings), len(one.headings | other.headings)
    return bool(one.fingerprint and one.fingerprint == other.fingerprint) or (shared > 0 and shared >= ALIKE * all_)
