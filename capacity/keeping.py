"""What is worked out of the register's frames once per version, as tables that can be kept and taken up again.

A situation taken up from them is the same as one prepared anew, within a fraction of the time. What depends on the day
is worked out anew. Leaves out where the tables are kept and whether they still hold (register.warm).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from capacity import vocabulary
from capacity.columns import REGIONS, Coded, Columns, freshness
from capacity.situation import Situation

OF_OFFERS = ("region", "sector", "organisation_type", "organisation_size", "status", "kind", "precision", *REGIONS)
OF_LINES = ("product", "product_group", "unit", "plausibility", "conformity")
SETS = ("product", "process")
Tables = Mapping[str, pa.Table]


def kept(situation: Situation) -> dict[str, pa.Table]:
    """What was worked out of a whole situation: per offer, and per capability line in the order of the offers."""
    columns = situation.columns
    offers = {field: columns.coded(field).values for field in OF_OFFERS}
    offers |= {f"{field}_set": columns.offer_bits[field] for field in SETS}
    offers |= {"organisation_number": columns.organisation, "lineless": columns.lineless.view(np.uint8)}
    lines = {field: columns.coded(field).values for field in OF_LINES}
    lines |= {f"{field}_set": columns.bits[field] for field in SETS} | {"offer_of": columns.offer_of}
    said, quoted = columns.searched
    return {
        "of_offers": _table(columns, OF_OFFERS, offers, said),
        "of_lines": _table(columns, OF_LINES, lines, quoted),
        "line_order": pa.table({"at": pd.Index(situation.columns.capabilities["capability_id"])}),
    }


def taken_up(tables: Tables, offers: pd.DataFrame, capabilities: pd.DataFrame, as_of: date) -> Situation:
    """The situation of these frames as of `as_of`, from what `kept` made of the same frames on any day."""
    of_offers, of_lines = tables["of_offers"], tables["of_lines"]
    order = _numbers(tables["line_order"], "at")
    if not np.array_equal(order, capabilities["capability_id"].to_numpy()):
        capabilities = capabilities.iloc[pd.Index(capabilities["capability_id"]).get_indexer(order)]
    offers, capabilities = offers.reset_index(drop=True), capabilities.reset_index(drop=True)
    offers = offers.assign(freshness=freshness(offers, as_of))
    coded = _coded(of_offers, OF_OFFERS) | _coded(of_lines, OF_LINES)
    columns = Columns(offers, capabilities, _numbers(of_lines, "offer_of"), as_of, coded)
    vars(columns).update(  # where cached properties keep what they worked out
        bits={field: _numbers(of_lines, f"{field}_set") for field in SETS},
        offer_bits={field: _numbers(of_offers, f"{field}_set") for field in SETS},
        organisation=_numbers(of_offers, "organisation_number"),
        lineless=_numbers(of_offers, "lineless").view(bool),
        searched=(of_offers.column("searched"), of_lines.column("searched")),
    )
    return Situation(columns, np.arange(len(offers)), np.arange(len(of_lines)))


@cache
def digest() -> str:
    """Stands for everything that decides what is worked out: the lists of codes, and every module of this room."""
    return of_files([*Path(__file__).parent.rglob("*.py"), *vocabulary.FOLDER.glob("*.csv")])


def of_files(paths: Iterable[Path]) -> str:
    """Stands for what the files hold, in whatever order they are named."""
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.read_bytes())
    return found.hexdigest()


def _table(columns: Columns, coded: tuple[str, ...], arrays: dict[str, np.ndarray], searched: pa.Array) -> pa.Table:
    groups = json.dumps({field: columns.coded(field).groups for field in coded})
    return pa.table({**arrays, "searched": searched}).replace_schema_metadata({"groups": groups})


def _coded(table: pa.Table, fields: tuple[str, ...]) -> dict[str, Coded]:
    groups = json.loads(table.schema.metadata[b"groups"])
    return {field: Coded(_numbers(table, field), tuple(map(tuple, groups[field]))) for field in fields}


def _numbers(table: pa.Table, name: str) -> np.ndarray:
    """A column without gaps, as it lies in memory."""
    column = table.column(name)
    return column.chunk(0).to_numpy() if column.num_chunks == 1 else column.to_numpy()
