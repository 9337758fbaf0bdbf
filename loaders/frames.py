"""The frames of several tables as those of one report, in their declared types.

Leaves out what stands in them (loaders.assemble, loaders.mail_prose).
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS, empty
from capacity.schema import Table, typed


def together(frames: Sequence[tuple[pd.DataFrame, pd.DataFrame]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All offers and all capabilities of pairs of such frames, `row_id` unique among them."""
    offers, capabilities, first = [], [], 1
    for own, lines in frames:
        offers.append(own.assign(row_id=own["row_id"] + first))
        capabilities.append(lines.assign(row_id=lines["row_id"] + first))
        first += int(own["row_id"].max()) + 1 if len(own) else 0
    return _typed(offers, OFFER_COLUMNS, "offer"), _typed(capabilities, CAPABILITY_COLUMNS, "capability")


def _typed(frames: list[pd.DataFrame], columns: tuple[str, ...], table: Table) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return empty(columns)
    frame = pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0].reset_index(drop=True)
    if tuple(frame.columns) == columns and all(frame[code].dtype == kind for code, kind in _kinds(table).items()):
        return frame
    keys = {"row_id": "int64", "source_row": "int64"}
    frame = typed(frame, table).astype({code: kind for code, kind in keys.items() if code in frame})
    texts = {code: "str" for code in ("source_sheet", "original") if code in frame}
    return frame.astype(texts)[list(columns)]


@cache
def _kinds(table: Table) -> dict[str, object]:
    """The type of each column that reports have of one table, as pandas knows it."""
    none = typed(pd.DataFrame(), table)
    return {str(code): kind for code, kind in none.dtypes.items()} | {"row_id": np.dtype("int64")}
