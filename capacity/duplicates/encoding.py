"""Texts as numbers: each distinct value of a field once, its words as positions in one list of words.

Leaves out how many organisations share a value (capacity.duplicates.weighing counts anew when clusters are known).
"""

from dataclasses import dataclass
from functools import cached_property

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

    @cached_property
    def lengths(self) -> Ints:
        """How many words each value has."""
        return np.diff(self.starts)

    @cached_property
    def texts(self) -> Ints:
        """The vocabulary as an array of objects."""
        return np.array(self.vocabulary, dtype=object)

    @cached_property
    def letters(self) -> Ints:
        """How many letters each word has, and which is its first, as the columns of one array."""
        return np.array([(len(word), ord(word[0])) for word in self.vocabulary], dtype=np.int64).reshape(-1, 2)

    @cached_property
    def is_number(self) -> Ints:
        """Which words are digits alone."""
        return np.array([word.isdigit() for word in self.vocabulary], dtype=bool)

    @cached_property
    def has_number(self) -> Ints:
        """Which values have a number among their words."""
        return np.logical_or.reduceat(self.is_number[self.words], self.starts[:-1]) if self.values else self.is_number

    @cached_property
    def joined(self) -> Ints:
        """The values without blanks ("Kinder Garten"), as an array of objects."""
        return np.array([value.replace(" ", "") for value in self.values], dtype=object)


def encoded(field: Compared, texts: pd.Series) -> Encoded:
    """A column of texts, "" for nothing, as an Encoded field."""
    read, spellings = pd.factorize(texts)
    spelt = np.array(normalised(field.kind, spellings.tolist()), dtype=object)
    places, values = pd.factorize(spelt)
    places = np.where(spelt == "", -1, places)
    kept, numbers = numbered(places[places >= 0])
    renumbered = np.full(len(spelt), -1, dtype=np.int64)
    renumbered[places >= 0] = numbers
    known = [values[place] for place in kept]
    parts = [_words(field, value) for value in known]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in parts], dtype=np.int64)]).astype(np.int64)
    words, vocabulary = pd.factorize(np.array([word for part in parts for word in part], dtype=object))
    return Encoded(field, renumbered[read], known, starts, words.astype(np.int64), list(vocabulary))


def extended(field: Encoded, texts: pd.Series) -> Encoded:
    """The field with further rows behind its own; what was numbered before keeps its number."""
    read, spellings = pd.factorize(texts)
    spelt = normalised(field.field.kind, spellings.tolist())
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


def distinct(numbers: Ints) -> Ints:
    """The numbers in their order, each once; np.unique hashes them, which takes 50 times as long for a million."""
    numbers = np.sort(numbers)
    return numbers[np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)]]


def numbered(numbers: Ints) -> tuple[Ints, Ints]:
    """The numbers in their order, each once, and the place of each among them; a third of what np.unique takes."""
    order = np.argsort(numbers)
    ordered = numbers[order]
    begins = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    places = np.empty(len(numbers), dtype=np.int64)
    places[order] = np.cumsum(begins) - 1
    return ordered[begins], places


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
