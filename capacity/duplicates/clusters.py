"""From weighed pairs to groups: average linkage within what hangs together, never across a pair said to be different.

Leaves out weighing.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

Array = np.ndarray
Score = Callable[[Array, Array], Array]
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
    sums: dict[tuple[int, int], list[float]] = {}
    for at, one in enumerate(part):
        for other in part[at + 1 :]:
            if (weight := known.get((one, other))) is not None:
                bound = -1e9 if frozenset((one, other)) in apart else max(-BOUND, min(BOUND, weight))
                sums[one, other] = [bound, 1]
    while sums:
        (one, other), (total, count) = max(sums.items(), key=lambda each: (each[1][0] / each[1][1], -each[0][0]))
        if total / count < least:
            break
        members[one] += members.pop(other)
        for pair in [pair for pair in sums if other in pair]:
            total, count = sums.pop(pair)
            third = pair[0] if pair[1] == other else pair[1]
            if third != one:
                mine = sums.setdefault((min(one, third), max(one, third)), [0.0, 0])
                mine[0], mine[1] = mine[0] + total, mine[1] + count
    return list(members.values())
