"""From weighed pairs to groups: average linkage within what hangs together, never across a pair said to be different.

Leaves out weighing.
"""

from collections.abc import Callable, Iterable, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations, pairwise

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from capacity.duplicates.encoding import numbered

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
    one, other = np.minimum(left, right)[linked], np.maximum(left, right)[linked]
    part, sizes = _parts(size, one, other)
    apart = {_ordered(pair) for pair in different}
    found = np.arange(size)
    twos = (sizes[one] == 2) & ~np.isin(one * size + other, [first * size + second for first, second in apart])
    found[other[twos]] = one[twos]
    large = _members(part, sizes > 2)
    known = _known(large, sizes > 2, left, right, bits, score)
    for each in large:
        for piece in _linked(each, known, least, apart):
            found[piece] = min(piece)
    return numbered(found)[1]


def _parts(size: int, left: Array, right: Array) -> tuple[Array, Array]:
    """For each row the number of the part it hangs together with, and how many rows that has."""
    graph = coo_matrix((np.ones(len(left), dtype=bool), (left, right)), shape=(size, size))
    part = connected_components(graph, directed=False)[1].astype(np.int64)
    return part, np.bincount(part)[part]


def _members(part: Array, wanted: Array) -> list[list[int]]:
    """The rows of each part that is wanted, in their order."""
    rows = np.flatnonzero(wanted)
    rows = rows[np.argsort(part[rows], kind="stable")]
    ends = np.flatnonzero(np.diff(part[rows], append=-1)) + 1
    return [rows[begin:end].tolist() for begin, end in pairwise([0, *ends.tolist()])]


def _ordered(pair: tuple[int, int]) -> tuple[int, int]:
    return min(pair), max(pair)


def _known(
    parts: Sequence[list[int]], inside: Array, left: Array, right: Array, bits: Array, score: Score
) -> dict[tuple[int, int], float]:
    """The bits of every pair within parts that are not too large, weighed where they were no candidates."""
    both = inside[left] & inside[right]
    known = dict(zip(zip(left[both].tolist(), right[both].tolist(), strict=True), bits[both].tolist(), strict=True))
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
    part: list[int], known: dict[tuple[int, int], float], least: float, apart: set[tuple[int, int]]
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
    part: list[int], known: dict[tuple[int, int], float], apart: set[tuple[int, int]]
) -> dict[int, dict[int, tuple[float, int]]]:
    """For each row those it was weighed with: bits, bounded, and one for the pair."""
    beside: dict[int, dict[int, tuple[float, int]]] = {row: {} for row in part}
    pairs = combinations(part, 2) if len(part) <= LARGEST else (pair for pair in known if pair[0] in beside)
    for one, other in pairs:
        if other in beside and (weight := known.get((one, other))) is not None:
            bound = NEVER if _ordered((one, other)) in apart else max(-BOUND, min(BOUND, weight))
            beside[one][other] = beside[other][one] = (bound, 1)
    return beside
