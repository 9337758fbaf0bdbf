"""Which pairs are worth comparing: those that share a rare value, or two things that are rare together.

Every key is capped by how many rows have it, so that the number of pairs grows with the rows and not with their
square; of a key that too many share, only neighbours in the order of their texts are paired. Leaves out comparing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from capacity.duplicates.encoding import Encoded, distinct, spread, words_of_rows
from capacity.duplicates.fields import TEXTS

Array = np.ndarray
MANY = 16  # pairs a row from which on those that share the fewest keys are left out
RARE, TOGETHER, NEIGHBOURS = 24, 8, 2  # rows that may share a value, two things; pairs within a larger block
FIRST_WORDS, STEM = 6, 4
MIX = np.uint64(0x9E3779B97F4A7C15)


def candidates(fields: Sequence[Encoded]) -> tuple[Array, Array]:
    """Pairs of rows (left < right, each once) that share a key."""
    size = len(fields[0].rows) if fields else 0
    if size < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    order = _ranks(fields)
    found = [_pairs(rows, keys, cap, order) for rows, keys, cap in _keys(fields)]
    pairs, shared = np.unique(np.concatenate([left * size + right for left, right in found]), return_counts=True)
    while len(pairs) > MANY * size and shared.min() < shared.max():
        kept = shared > shared.min()
        pairs, shared = pairs[kept], shared[kept]
    left, right = np.divmod(pairs, size)
    return left, right


@dataclass(frozen=True)
class Keys:
    """The keys of rows that are there, sorted, each with the most rows that may share it."""

    kinds: tuple[tuple[Array, Array, int], ...]


def keys_of(fields: Sequence[Encoded]) -> Keys:
    """The keys of every row, for `arrivals`."""
    sorted_ = []
    for rows, keys, cap in _keys(fields):
        order = np.argsort(keys, kind="stable")
        sorted_.append((rows[order], keys[order], cap))
    return Keys(tuple(sorted_))


def arrivals(known: Keys, fields: Sequence[Encoded], first: int) -> tuple[Array, Array]:
    """Pairs with a row from `first` on that share a key; `fields` hold all rows, numbered as those of `known`."""
    new = [replace(field, rows=field.rows[first:]) for field in fields]
    size, ranks = len(fields[0].rows), _ranks(new)
    found = [np.empty(0, np.int64)]
    for (there, keys, cap), (rows, wanted, _) in zip(known.kinds, _keys(new), strict=True):
        begin, end = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        at, place = spread(np.where(end - begin < cap, end - begin, 0))
        found.append(there[begin[at] + place] * size + rows[at] + first)
        left, right = _pairs(rows, wanted, cap, ranks)
        found.append((left + first) * size + right + first)
    left, right = np.divmod(distinct(np.concatenate(found)), size)
    return left, right


def _ranks(fields: Sequence[Encoded]) -> Array:
    """A place for each row such that rows with like texts stand together."""
    orders = [each.rows for each in fields[:3]]
    ranks = np.empty(len(orders[0]), dtype=np.int64)
    ranks[np.lexsort(orders[::-1])] = np.arange(len(ranks))
    return ranks


def _mixed(*parts: Array) -> Array:
    """One number for several, different for different ones in all likelihood."""
    key = np.zeros(len(parts[0]), dtype=np.uint64)
    for part in parts:
        key = (key ^ part.astype(np.uint64)) * MIX
        key ^= key >> np.uint64(29)
    return key


def _keys(fields: Sequence[Encoded]) -> Iterator[tuple[Array, Array, int]]:
    """(rows, keys, cap) of every way to share something."""
    terms = []
    for number, field in enumerate(fields):
        given = np.flatnonzero(field.rows >= 0)
        terms.append((given, _mixed(np.full(len(given), number), field.rows[given])))
        yield *terms[-1], RARE
        rows, words = words_of_rows(field)
        yield rows, _mixed(np.full(len(rows), 100 + number), words), RARE
        if field.field.kind in TEXTS:
            yield _two_words(field, number)
    stems = [_first_words(field, number) for number, field in enumerate(fields)]
    for one, other in combinations(range(len(fields)), 2):
        yield _both(terms[one], terms[other], len(fields[0].rows))
        for beginnings, values in ((stems[one], terms[other]), (stems[other], terms[one])):
            for beginning in beginnings:
                yield _both(beginning, values, len(fields[0].rows))


def _both(one: tuple[Array, Array], other: tuple[Array, Array], size: int) -> tuple[Array, Array, int]:
    """Keys of rows that have both; rows of each are given once and in order."""
    lookup = np.zeros(size, dtype=np.uint64)
    having = np.zeros(size, dtype=bool)
    lookup[other[0]], having[other[0]] = other[1], True
    kept = having[one[0]]
    rows = one[0][kept]
    return rows, _mixed(one[1][kept], lookup[rows]), TOGETHER


def _first_words(field: Encoded, number: int) -> list[tuple[Array, Array]]:
    """The beginnings of the first two words of a text, each as (rows, keys)."""
    if field.field.kind not in TEXTS:
        return []
    stems: dict[str, int] = {}
    stem_of = np.array([stems.setdefault(word[:STEM], len(stems)) for word in field.vocabulary], dtype=np.int64)
    found = []
    for place in range(2):
        rows = np.flatnonzero((field.rows >= 0) & (np.append(field.lengths, 0)[field.rows] > place))
        stem = stem_of[field.words[field.starts[field.rows[rows]] + place]]
        found.append((rows, _mixed(np.full(len(rows), 200 + number), stem)))
    return found


def _two_words(field: Encoded, number: int) -> tuple[Array, Array, int]:
    """Keys of any two of the first words of a text, whatever their order."""
    rows, keys = [np.empty(0, np.int64)], [np.empty(0, np.uint64)]
    lengths = np.append(field.lengths, 0)[field.rows]
    for one, other in combinations(range(FIRST_WORDS), 2):
        having = np.flatnonzero((field.rows >= 0) & (lengths > other))
        start = field.starts[field.rows[having]]
        first, second = field.words[start + one], field.words[start + other]
        rows.append(having)
        keys.append(_mixed(np.full(len(having), 300 + number), np.minimum(first, second), np.maximum(first, second)))
    return np.concatenate(rows), np.concatenate(keys), TOGETHER


def _pairs(rows: Array, keys: Array, cap: int, ranks: Array) -> tuple[Array, Array]:
    """All pairs within blocks up to `cap` rows, and neighbours in larger ones."""
    rows, blocks, small = _shared(rows, keys, cap)
    order = np.argsort(blocks * len(ranks) + ranks[rows])
    rows, blocks, small = rows[order], blocks[order], small[order]
    lefts, rights = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    at = np.flatnonzero(blocks[1:] == blocks[:-1])  # who has none at this distance has none further off
    for step in range(1, cap):
        lefts.append(rows[at])
        rights.append(rows[at + step])
        at = at[: np.searchsorted(at, len(rows) - step - 1)]
        at = at[blocks[at] == blocks[at + step + 1]]
        if step >= NEIGHBOURS:
            at = at[small[at]]
        if not len(at):
            break
    left, right = np.concatenate(lefts), np.concatenate(rights)
    kept = left != right
    return np.minimum(left, right)[kept], np.maximum(left, right)[kept]


def _shared(rows: Array, keys: Array, cap: int) -> tuple[Array, Array, Array]:
    """Rows whose key stands at least twice, by the number of that block, and whether that has no more than `cap`.

    Most keys are one row's alone.
    """
    order = np.argsort(keys)
    keys = keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))[: len(keys)]
    sizes = np.diff(starts, append=len(keys))
    several = np.flatnonzero(sizes > 1)
    sizes = sizes[several]
    blocks = np.repeat(np.arange(len(sizes)), sizes)
    places = np.repeat(starts[several] - (np.cumsum(sizes) - sizes), sizes) + np.arange(len(blocks))
    return rows[order[places]], blocks, np.repeat(sizes <= cap, sizes)
