"""From weighed pairs to groups: average linkage within what hangs together, never across a pair said to be different.

Leaves out weighing.
"""

from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations

import numpy as np

Array = np.ndarray
Score = Callable[[Array, Array], Array]
NEVER = -1e9
LARGEST, BOUND = 60, 14.0  # rows whose pairs are all weighed; bits beyond which one pair counts no more


def groups(
    size: int,
    left: Array,
    right: Array,
    bits: Array,
    least: float,
    score: Score,
    different: Iterable[tuple[int, int]] = (),
) -> Array:
    """The group of each of `size` rows, numbered by first row: rows whose pairs have on average `least` bits or more.

    `score` weighs further pairs (left, right); rows of a pair in `different` never come together.
    """  # fmt: skip
    linked = bits >= least
    parts = _components(size, left[linked], right[linked])
    large = [part for part in parts if len(part) > 2]
    known = _known(large, left, right, bits, score)
    apart = {frozenset(pair) for pair in different}
    found = np.arange(size)
    for part in parts:
        pieces = [part] if len(part) == 2 else _linked(part, known, least, apart)
        for piece in pieces:
            if len(piece) > 1 and frozenset(piece) not in apart:
                found[piece] = min(piece)
    return np.unique(found, return_inverse=True)[1]


def _components(size: int, left: Array, right: Array) -> list[list[int]]:
    """The rows that hang together, two or more each."""
    parent = list(range(size))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    found: dict[int, list[int]] = {}
    for row in np.unique(np.concatenate([left, right])).tolist():
        found.setdefault(root(row), []).append(row)
    return list(found.values())


def _known(
    parts: Sequence[list[int]], left: Array, right: Array, bits: Array, score: Score
) -> dict[tuple[int, int], float]:
    """The bits of every pair within parts that are not too large, weighed where they were no candidates."""
    inside = {row for part in parts for row in part}
    known = {
        (one, other): weight
        for one, other, weight in zip(left.tolist(), right.tolist(), bits.tolist(), strict=True)
        if one in inside and other in inside
    }
    missing = [
        (one, other)
        for part in parts
        if len(part) <= LARGEST
        for at, one in enumerate(part)
        for other in part[at + 1 :]
        if (one, other) not in known
    ]
    if missing:
        ones, others = np.array(missing, dtype=np.int64).T
        known |= dict(zip(missing, score(ones, others).tolist(), strict=True))
    return known


def _linked(
    part: list[int], known: dict[tuple[int, int], float], least: float, apart: set[frozenset[int]]
) -> list[list[int]]:
    """Average linkage: the two groups whose pairs weigh most on average become one, as long as that is enough."""
    members = {row: [row] for row in part}
    beside = _beside(part, known, apart)
    heap = [
        (-total / count, one, other) for one in beside for other, (total, count) in beside[one].items() if one < other
    ]
    heapify(heap)
    while heap and -heap[0][0] >= least:
        weight, one, other = heappop(heap)
        total, count = beside.get(one, {}).get(other, (0.0, 0))
        if not count or -total / count != weight:
            continue
        if len(beside[one]) < len(beside[other]):
            one, other = other, one
        members[one] += members.pop(other)
        del beside[one][other]
        for third, (total, count) in beside.pop(other).items():
            if third == one:
                continue
            del beside[third][other]
            before = beside[one].get(third, (0.0, 0))
            summed = (before[0] + total, before[1] + count)
            beside[one][third] = beside[third][one] = summed
            heappush(heap, (-summed[0] / summed[1], min(one, third), max(one, third)))
    return list(members.values())


def _beside(
    part: list[int], known: dict[tuple[int, int], float], apart: set[frozenset[int]]
) -> dict[int, dict[int, tuple[float, int]]]:
    """For each row those it was weighed with: bits, bounded, and one for the pair."""
    beside: dict[int, dict[int, tuple[float, int]]] = {row: {} for row in part}
    pairs = combinations(part, 2) if len(part) <= LARGEST else (pair for pair in known if pair[0] in beside)
    for one, other in pairs:
        if other in beside and (weight := known.get((one, other))) is not None:
            bound = NEVER if frozenset((one, other)) in apart else max(-BOUND, min(BOUND, weight))
            beside[one][other] = beside[other][one] = (bound, 1)
    return beside
