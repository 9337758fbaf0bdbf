"""Learn the model of headings from data/reference/words/headings.csv: `make headings` (some ten seconds).

Softmax regression with a little shrinking of the weights, all phrases at once, Adam with a falling step; numpy alone,
no chance anywhere. Leaves out using the model (loaders.columns_model).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loaders.columns_headings import WORDS, word_rows
from loaders.columns_model import BUCKETS, WEIGHTS, Floats, Model, buckets

ROUNDS, STEP, SHRINK = 40, 0.3, 1e-5
MEAN_KEPT, SQUARE_KEPT = 0.9, 0.99
LARGEST = 127


@dataclass
class Descent:
    """Adam for one array of parameters: steps as long as the running mean of the slope is, against its usual size."""

    values: Floats

    def __post_init__(self) -> None:
        self._mean = np.zeros_like(self.values)
        self._square = np.zeros_like(self.values)

    def step(self, slope: Floats, turn: int) -> None:
        """Move against the slope; `turn` counts from 1, and the last one of ROUNDS moves nothing."""
        self._mean += (1 - MEAN_KEPT) * (slope - self._mean)
        self._square += (1 - SQUARE_KEPT) * (slope**2 - self._square)
        length = STEP * 0.5 * (1 + np.cos(np.pi * turn / ROUNDS))
        mean, square = self._mean / (1 - MEAN_KEPT**turn), self._square / (1 - SQUARE_KEPT**turn)
        self.values -= (length * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)


class Phrases:
    """Headings as rows of a sparse matrix of buckets, each row of length one."""

    def __init__(self, texts: Sequence[str]) -> None:
        touched = [buckets(text) for text in texts]
        sizes = np.array([len(rows) for rows in touched])
        self._bucket = np.concatenate([np.array(rows, dtype=np.int64) for rows in touched])
        self._starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._value = np.repeat(1 / np.sqrt(sizes), sizes).astype(np.float32)[:, None]
        self._text = np.repeat(np.arange(len(texts)), sizes)
        self._order = np.argsort(self._bucket, kind="stable")
        self._used, self._first = np.unique(self._bucket[self._order], return_index=True)

    def times(self, weights: Floats) -> Floats:
        """Phrases × roles: the scores of every phrase."""
        return np.add.reduceat(self._value * weights[self._bucket], self._starts, axis=0)

    def back(self, errors: Floats) -> Floats:
        """Buckets × roles: what each bucket has to do with the errors of the phrases."""
        found = np.zeros((BUCKETS, errors.shape[1]), dtype=np.float32)
        found[self._used] = np.add.reduceat(
            self._value[self._order] * errors[self._text[self._order]], self._first, axis=0
        )
        return found


def digest() -> str:
    """SHA-256 of the list of headings, whatever its line ends."""
    return hashlib.sha256((WORDS / "headings.csv").read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def train(rows: Sequence[tuple[str, str]], rounds: int = ROUNDS) -> Model:
    """The model of pairs of role and heading; headings without a letter or a figure are left out."""
    told = [(role, text) for role, text in rows if buckets(text)]
    roles = tuple(sorted({role for role, _ in told}))
    phrases = Phrases([text for _, text in told])
    wanted = np.array([roles.index(role) for role, _ in told])
    truth = np.eye(len(roles), dtype=np.float32)[wanted]
    weights = Descent(np.zeros((BUCKETS, len(roles)), dtype=np.float32))
    bias = Descent(np.zeros(len(roles), dtype=np.float32))
    for turn in range(1, rounds + 1):
        scores = phrases.times(weights.values) + bias.values
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        errors = (odds / odds.sum(axis=1, keepdims=True) - truth) / np.float32(len(told))
        weights.step(phrases.back(errors) + np.float32(SHRINK) * weights.values, turn)
        bias.step(errors.sum(axis=0), turn)
    step = float(np.abs(weights.values).max() / LARGEST) or 1.0
    return Model(roles, np.round(weights.values / step).astype(np.int8), step, bias.values, digest())


def main() -> None:
    """Write the weights for the present list of headings."""
    WEIGHTS.parent.mkdir(exist_ok=True)
    train([(row["field"], row["heading"]) for row in word_rows("headings")]).save(WEIGHTS)


if __name__ == "__main__":
    main()
