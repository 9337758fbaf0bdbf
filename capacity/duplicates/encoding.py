"""Texts as numbers: each distinct value of a field once, its words as positions in one list of words.

Leaves out how many organisations share a value (capacity.duplicates.weighing counts anew when clusters are known).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from capacity.duplicates.fields import SETS, TEXTS, Compared
from capacity.duplicates.normalising import normalised

Ints = np.ndarray
MOST_WORDS = 12


@dataclass(frozen=True)
class Encoded:
    """One field of all rows: `rows` gives each row's place in `values`, -1 where it has none.

    The words of value v are `words[starts[v]:starts[v + 1]]`, places in `vocabulary`; a code is one word.
    """

    field: Compared
    rows: Ints
    values: list[str]
    starts: Ints
    words: Ints
    vocabulary: list[str]

    @property
    def lengths(self) -> Ints:
        """How many words each value has."""
        return np.diff(self.starts)


def encoded(field: Compared, texts: pd.Series) -> Encoded:
    """A column of texts, "" for nothing, as an Encoded field."""
    read, distinct = pd.factorize(texts)
    spelt = np.array(normalised(field.kind, distinct.tolist()), dtype=object)
    places, values = pd.factorize(spelt)
    places = np.where(spelt == "", -1, places)
    kept, numbers = np.unique(places[places >= 0], return_inverse=True)
    renumbered = np.full(len(spelt), -1, dtype=np.int64)
    renumbered[places >= 0] = numbers
    known = [values[place] for place in kept]
    parts = [_words(field, value) for value in known]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in parts], dtype=np.int64)]).astype(np.int64)
    words, vocabulary = pd.factorize(np.array([word for part in parts for word in part], dtype=object))
    return Encoded(field, renumbered[read], known, starts, words.astype(np.int64), list(vocabulary))


def extended(field: Encoded, texts: pd.Series) -> Encoded:
    """The field with further rows behind its own; what was numbered before keeps its number."""
    read, distinct = pd.factorize(texts)
    spelt = normalised(field.field.kind, distinct.tolist())
    place = {value: at for at, value in enumerate(field.values)}
    number = {word: at for at, word in enumerate(field.vocabulary)}
    values = list(field.values)
    parts: list[list[str]] = []
    for value in spelt:
        if value and place.setdefault(value, len(values)) == len(values):
            values.append(value)
            parts.append(_words(field.field, value))
    words = [number.setdefault(word, len(number)) for part in parts for word in part]
    ends = field.starts[-1] + np.cumsum([len(part) for part in parts], dtype=np.int64)
    rows = np.array([place.get(value, -1) for value in spelt], dtype=np.int64)
    return Encoded(
        field.field,
        np.concatenate([field.rows, rows[read]]),
        values,
        np.concatenate([field.starts, ends]).astype(np.int64),
        np.concatenate([field.words, words]).astype(np.int64),
        list(number),
    )


def _words(field: Compared, value: str) -> list[str]:
    split = field.kind in TEXTS or field.kind in SETS
    return list(dict.fromkeys(value.split()))[:MOST_WORDS] if split else [value]


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For groups of these sizes laid end to end: each member's group, and its place within the group."""
    group = np.repeat(np.arange(len(counts)), counts)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)


def occurrences(field: Encoded) -> tuple[Ints, Ints]:
    """(row, place in field.words) for every word of every row."""
    given = np.flatnonzero(field.rows >= 0)
    values = field.rows[given]
    row, place = spread(field.lengths[values])
    return given[row], field.starts[values][row] + place


def words_of_rows(field: Encoded) -> tuple[Ints, Ints]:
    """(row, word) for every word of every row."""
    rows, places = occurrences(field)
    return rows, field.words[places]
