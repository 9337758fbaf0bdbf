"""Which pairs are worth comparing: those that share a rare value, or two things that are rare together.

Every key is capped by how many rows have it, so that the number of pairs grows with the rows and not with their
square; of a key that too many share, only neighbours in the order of their texts are paired. Leaves out comparing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from capacity.duplicates.encoding import Encoded, distinct, spread, words_of_rows
from capacity.duplicates.fields import TEXTS

Array = np.ndarray
MANY = 16  # pairs a row from which on those that share the fewest keys are left out
RARE, TOGETHER, NEIGHBOURS = 24, 8, (1, 2)  # rows that may share a value, two things; distances within larger blocks
FIRST_WORDS, STEM = 6, 4
AT_ONCE, TALLY = 16_000_000, 12  # pairs; bits for how often
MIX = np.uint64(0x9E3779B97F4A7C15)


def candidates(fields: Sequence[Encoded]) -> tuple[Array, Array]:
    """Pairs of rows (left < right, each once) that share a key."""
    size = len(fields[0].rows) if fields else 0
    if size < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    ranks = _ranks(fields)
    pairs, shared = _counted(_packed(*_pairs(rows, keys, cap, ranks), size) for rows, keys, cap in _keys(fields))
    while len(pairs) > MANY * size and shared.min() < shared.max():
        kept = shared > shared.min()
        pairs, shared = pairs[kept], shared[kept]
    return _unpacked(pairs, size)


def _counted(parts: Iterable[Array]) -> tuple[Array, Array]:
    """The pairs in their order, each once, and in how many parts it stands.

    Some millions are put together at a time: what is shared twenty times would else fill the memory.
    """
    waiting, tallied = [np.empty(0, np.int64)], []
    for part in parts:
        waiting.append(part)
        if sum(map(len, waiting)) > AT_ONCE:
            tallied.append(_tallied(waiting))
            waiting = []
    shared = np.concatenate([*tallied, _tallied(waiting)])
    shared.sort()
    pairs = shared >> TALLY
    shared &= (1 << TALLY) - 1
    starts = _starts(pairs)
    return pairs[starts], np.add.reduceat(shared, starts) if len(starts) else shared


def _tallied(parts: Sequence[Array]) -> Array:
    """Each pair once, with the number of times it stands there in its lowest bits."""
    pairs = np.concatenate([*parts, np.empty(0, np.int64)])
    pairs.sort()
    starts = _starts(pairs)
    return (pairs[starts] << TALLY) + np.diff(starts, append=len(pairs))


def _starts(ordered: Array) -> Array:
    """Where each number begins."""
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))[: len(ordered)]


def _packed(left: Array, right: Array, size: int) -> Array:
    """One number for each pair, the smaller row first."""
    found = np.minimum(left, right)
    found *= size
    found += np.maximum(left, right)
    return found


def _unpacked(pairs: Array, size: int) -> tuple[Array, Array]:
    """Left and right of pairs; a row that has one key twice is no pair."""
    left, right = np.divmod(pairs, size)
    return left[left != right], right[left != right]


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
        found.append(_packed(left + first, right + first, size))
    return _unpacked(distinct(np.concatenate(found)), size)


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
    rows, starts, sizes = _blocks(rows, keys)
    large = sizes > cap
    found = [_neighbours(rows, starts[large], sizes[large], ranks)]
    found += [_all_pairs(rows, starts[sizes == size], size) for size in range(2, cap + 1)]
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    return left, right


def _all_pairs(rows: Array, starts: Array, size: int) -> tuple[Array, Array]:
    """Every pair within blocks of one size."""
    blocks = rows[starts[:, np.newaxis] + np.arange(size)]
    one, other = np.triu_indices(size, 1)
    return blocks[:, one].ravel(), blocks[:, other].ravel()


def _neighbours(rows: Array, starts: Array, sizes: Array, ranks: Array) -> tuple[Array, Array]:
    """Within each block the rows that stand near each other in the order of their texts."""
    block, place = spread(sizes)
    rows = rows[starts[block] + place]
    rows = rows[np.argsort(block * len(ranks) + ranks[rows])]
    found = [(rows[:-step], rows[step:], block[step:] == block[:-step]) for step in NEIGHBOURS]
    left, right = zip(*((one[near], other[near]) for one, other, near in found), strict=True)
    return np.concatenate(left), np.concatenate(right)


def _blocks(rows: Array, keys: Array) -> tuple[Array, Array, Array]:
    """Rows in the order of their keys, and where those blocks begin, and how large they are, that have two or more."""
    order = np.argsort(keys)
    keys = keys[order]
    starts = _starts(keys)
    sizes = np.diff(starts, append=len(keys))
    several = sizes > 1
    return rows[order], starts[several], sizes[several]
