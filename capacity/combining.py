"""Whole numbers that stand for codes: kept small, several of them combined into one, numbered by what occurs.

Leaves out what the codes are (capacity.columns) and what is added up per combination (capacity.totals).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

TABLE = 1 << 20  # combinations that are counted in a table rather than looked up


@dataclass(frozen=True)
class Combined:
    """The combinations that occur: `values` number them row by row, `members` are each one's values, one per part."""

    values: np.ndarray
    members: tuple[np.ndarray, ...]


def combined(parts: Sequence[tuple[np.ndarray, int]]) -> Combined:
    """Several values per row as one; each part is its values and the number that they stay below."""
    values, sizes = [part[0] for part in parts], [part[1] for part in parts]
    if len(values[0]) == 0:
        return Combined(values[0], tuple(np.zeros(0, dtype=np.int64) for _ in parts))
    flat = values[0] if len(parts) == 1 else np.ravel_multi_index(values, sizes)
    numbers, found = factorized(flat, math.prod(sizes))
    return Combined(small(numbers, len(found)), tuple(np.unravel_index(found, sizes)))


def factorized(values: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """pandas' factorize for whole numbers below `size`, in ascending order; without hashing where they are small."""
    if size > TABLE:
        return pd.factorize(values)
    found = np.flatnonzero(np.bincount(values, minlength=size))
    place = np.zeros(size, dtype=np.int64)
    place[found] = np.arange(len(found))
    return place.take(values), found


def small(numbers: np.ndarray, below: int) -> np.ndarray:
    """Whole numbers below `below` in as few bytes as they need: what is gone through costs what it weighs."""
    return numbers.astype(np.min_scalar_type(max(below - 1, 0)))


def alone(numbers: np.ndarray) -> np.ndarray:
    """Which of these ascending numbers are there once only."""
    other = np.ones(len(numbers) + 1, dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=other[1:-1])
    return other[:-1] & other[1:]
