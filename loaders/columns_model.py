"""What a heading that no list knows probably means: a softmax regression over its words and pieces of words.

tools/train_headings.py learns it from data/reference/words/headings.csv. A feature is a whole word or four or five
letters of one, hashed into a fixed number of rows, so that nothing but the weights is stored. Leaves out the values of
the column (loaders.columns_joined).
"""

import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from capacity.reference import REFERENCE
from loaders.columns_headings import fold

WEIGHTS = REFERENCE / "models" / "headings.npz"
BUCKETS = 8192
PIECES = (4, 5)

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """`weights` (buckets × roles) in steps of `step`, a `bias` per role, the digest of the list it was learnt from."""

    roles: tuple[str, ...]
    weights: NDArray[np.int8]
    step: float
    bias: Floats
    digest: str

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        arrays = {"weights": self.weights, "bias": self.bias, "step": np.float64(self.step)}
        np.savez_compressed(path, roles=np.array(self.roles), digest=np.array(self.digest), **arrays)  # type: ignore[arg-type]

    def probabilities(self, text: str) -> Floats:
        """How probable each role is, in the order of `roles`; together 1."""
        rows = buckets(text)
        scores = self.bias + self.weights[rows].sum(axis=0, dtype=np.float32) * self.step / max(len(rows), 1) ** 0.5
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum(), dtype=np.float32)


def load(path: Path = WEIGHTS) -> Model:
    """The model in a file that Model.save wrote."""
    with np.load(path) as arrays:
        roles = tuple(str(role) for role in arrays["roles"])
        step, digest = float(arrays["step"]), str(arrays["digest"])
        return Model(roles, arrays["weights"], step, arrays["bias"], digest)


_loaded = cache(load)


@cache
def guess(text: str) -> dict[str, float]:
    """Role → probability, for one heading; the weights are loaded when the first is asked for."""
    model = _loaded()
    return dict(zip(model.roles, map(float, model.probabilities(text)), strict=True))


def buckets(text: str) -> list[int]:
    """The rows of the weights that a heading touches, each once, ascending."""
    found = set()
    for word in fold(text).split():
        framed = f"^{word}$"
        sizes = [size for size in PIECES if size < len(framed)]
        pieces = (framed[at : at + size] for size in sizes for at in range(len(framed) - size + 1))
        found |= {zlib.crc32(feature.encode()) % BUCKETS for feature in (f"={word}", *pieces)}
    return sorted(found)
