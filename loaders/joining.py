"""Texts of several columns side by side in one, each said once.

Leaves out which columns belong together (loaders.interpret and its neighbours).
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

FEW = 6  # columns up to which each is compared with each other


def join(found: Sequence[pd.Series], by: str = "; ") -> pd.Series:
    """The texts of each row side by side, each said once."""
    joined = found[0]
    for other in found[1:]:
        joined = joined.where(joined.notna(), other)
    several = np.sum([texts.notna() for texts in found], axis=0) > 1
    if several.any():
        joined = joined.copy()
        joined[several] = _side_by_side([texts[several].to_numpy(dtype=object) for texts in found], by)
    return joined


def _side_by_side(columns: list[np.ndarray], by: str) -> np.ndarray:
    """The texts of rows joined; only rows in which a part may repeat are taken apart."""
    if len(columns) > FEW:
        return _each_once(columns, by)
    texts = [pa.array(column, pa.large_string(), from_pandas=True) for column in columns]
    joined = pc.binary_join_element_wise(*texts, pa.scalar(by, pa.large_string()), null_handling="skip")
    found: np.ndarray = joined.to_numpy(zero_copy_only=False)
    odd = [pc.match_substring(text, by) for text in texts] + [pc.equal(*two) for two in combinations(texts, 2)]
    doubtful = [each.fill_null(False).to_numpy(zero_copy_only=False) for each in odd]
    rows = np.flatnonzero(np.logical_or.reduce(doubtful))
    found[rows] = _each_once([column[rows] for column in columns], by)
    return found


def _each_once(columns: list[np.ndarray], by: str) -> np.ndarray:
    rows = zip(*columns, strict=True)
    parts = (dict.fromkeys(part for text in row if isinstance(text, str) for part in text.split(by)) for row in rows)
    found = np.empty(len(columns[0]), dtype=object)
    found[:] = [by.join(each) for each in parts]
    return found
