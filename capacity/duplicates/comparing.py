"""How alike two different values of a field are: matched information of words in bits, or nearness of codes.

Words count by how rare they are; a slip of the keys, an abbreviation or an initial matches in part; numbers match
whole or not at all. Leaves out what agreement is worth (capacity.duplicates.weighing).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from capacity.duplicates.encoding import Encoded, numbered, spread

Array = np.ndarray
AT_ONCE = 3_000_000  # word pairs compared in one go, which bounds memory
ALIKE, LEAST_FUZZY, PREFIX, INITIAL = 0.66, 4, 0.75, 0.4
JOINED_ALIKE, MOST_SLIPS = 0.84, 2
NAMED = frozenset({"mail", "host"})  # here another number is no slip: "kita1@…", "kita2@…"


@dataclass(frozen=True)
class Likeness:
    """For pairs of values: bits matched, bits of each side in all, whether both have numbers and share none."""

    matched: Array
    left: Array
    right: Array
    numbers_differ: Array


def likeness(field: Encoded, left: Array, right: Array, bits: Array) -> Likeness:
    """Compares texts word by word: `left`, `right` are places in field.values, `bits` is what each word tells."""
    sizes = field.lengths[left] * field.lengths[right]
    cuts = np.searchsorted(np.cumsum(sizes), np.arange(AT_ONCE, sizes.sum() + AT_ONCE, AT_ONCE), side="left") + 1
    bounds = np.unique(np.concatenate([[0], np.minimum(cuts, len(left)), [len(left)]]))
    parts = [_likeness(field, left[a:b], right[a:b], bits) for a, b in pairwise(bounds.tolist())]
    if not parts:
        return Likeness(*(np.empty(0),) * 3, np.empty(0, bool))
    return Likeness(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))


def _likeness(field: Encoded, left: Array, right: Array, bits: Array) -> Likeness:
    of_left, of_right = field.lengths[left], field.lengths[right]
    sizes = of_left * of_right
    pair, place = spread(sizes)
    at_left = field.starts[left][pair] + place // of_right[pair]
    at_right = field.starts[right][pair] + place % of_right[pair]
    ones, others = field.words[at_left], field.words[at_right]
    worth = _part(field, ones, others) * np.minimum(bits[at_left], bits[at_right])
    first = np.cumsum(sizes) - sizes
    turned = first[pair] + place % of_left[pair] * of_right[pair] + place // of_left[pair]
    from_left = _sum_of_best(worth, of_left, of_right)
    from_right = _sum_of_best(worth[turned], of_right, of_left)
    matched = np.minimum(from_left, from_right)
    totals = _totals(field, bits)
    joined = _joined(field, left, right) * np.minimum(totals[left], totals[right])
    shared = _shared_number(field, len(left), pair[ones == others], ones[ones == others])
    differ = field.has_number[left] & field.has_number[right] & ~shared
    return Likeness(np.maximum(matched, joined), totals[left], totals[right], differ)


def _sum_of_best(worth: Array, rows: Array, columns: Array) -> Array:
    """For each pair of values the sum over its rows of the best of each row's columns."""
    widths = np.repeat(columns, rows)
    best = np.maximum.reduceat(worth, np.cumsum(widths) - widths) if len(worth) else worth
    return np.add.reduceat(best, np.cumsum(rows) - rows) if len(best) else best


def _part(field: Encoded, ones: Array, others: Array) -> Array:
    """How far each pair of words is one word, 0 to 1."""
    part, size = (ones == others).astype(np.float64), len(field.vocabulary)
    different = np.flatnonzero(ones != others)
    keys = np.minimum(ones, others)[different] * size + np.maximum(ones, others)[different]
    distinct, back = numbered(keys)
    part[different] = _fuzzy(field, *np.divmod(distinct, size))[back]
    return part


def _fuzzy(field: Encoded, ones: Array, others: Array) -> Array:
    """How far two different words are one: by edits, as a beginning, as an initial."""
    lengths, initials = field.letters.T
    found = np.zeros(len(ones))
    shorter, longer = np.minimum(lengths[ones], lengths[others]), np.maximum(lengths[ones], lengths[others])
    possible = ~(field.is_number[ones] | field.is_number[others])
    close = np.flatnonzero(possible & (shorter >= LEAST_FUZZY) & (longer - shorter <= (1 - ALIKE) * longer))
    alike = process.cpdist(
        field.texts[ones[close]].tolist(), field.texts[others[close]].tolist(),
        scorer=OSA.normalized_similarity, score_cutoff=ALIKE, dtype=np.float64,
    )  # fmt: skip
    found[close] = np.where(alike > 0, (alike - 0.4) / 0.6, 0)
    begun = np.flatnonzero(possible & (initials[ones] == initials[others]) & (shorter != longer))
    for at in begun.tolist():
        one, other = field.vocabulary[ones[at]], field.vocabulary[others[at]]
        if one.startswith(other) or other.startswith(one):
            found[at] = max(found[at], PREFIX if shorter[at] >= 3 else INITIAL if shorter[at] == 1 else 0)
    return found


def _totals(field: Encoded, bits: Array) -> Array:
    """What all words of each value tell together."""
    return np.add.reduceat(bits, field.starts[:-1]) if len(field.values) else np.empty(0)


def _joined(field: Encoded, left: Array, right: Array) -> Array:
    """How far two values are one when written without blanks ("Kinder Garten"), 0 where not nearly."""
    alike = process.cpdist(
        field.joined[left].tolist(), field.joined[right].tolist(),
        scorer=OSA.normalized_similarity, score_cutoff=JOINED_ALIKE, dtype=np.float64,
    )  # fmt: skip
    return np.where(alike > 0, (alike - 0.4) / 0.6, 0)


def _shared_number(field: Encoded, pairs: int, pair: Array, words: Array) -> Array:
    """Which of the pairs have a number in common, `words` being what each `pair` shares."""
    shared = np.zeros(pairs, dtype=bool)
    shared[pair[field.is_number[words]]] = True
    return shared


def slips(field: Encoded, left: Array, right: Array) -> Array:
    """How many slips of the keys lie between two codes or sets: 1, from seven signs on 2; 0 for too many."""
    values = np.array(field.values, dtype=object)
    lengths = np.array([len(value) for value in field.values])
    shorter = np.minimum(lengths[left], lengths[right])
    edits = process.cpdist(
        values[left].tolist(), values[right].tolist(), scorer=OSA.distance, score_cutoff=MOST_SLIPS, dtype=np.int32
    )
    possible = (shorter >= 4) & (edits <= np.where(shorter >= 7, MOST_SLIPS, 1))
    if field.field.kind in NAMED:
        numbers = np.array([re.sub(r"\D", "", value) for value in field.values], dtype=object)
        possible &= (numbers[left] == numbers[right]).astype(bool)
    return np.where(possible, edits, 0)


def best_shared(field: Encoded, left: Array, right: Array, bits: Array) -> Array:
    """What the rarest common member of two sets tells, 0 where they share none."""
    of_right = field.lengths[right]
    pair, place = spread(field.lengths[left] * of_right)
    ones = field.words[field.starts[left][pair] + place // of_right[pair]]
    others = field.words[field.starts[right][pair] + place % of_right[pair]]
    best = np.zeros(len(left))
    np.maximum.at(best, pair[ones == others], bits[ones[ones == others]])
    return best
