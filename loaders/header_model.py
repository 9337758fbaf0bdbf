"""How likely each row is the last one of a header: small networks that learnt it from labelled sheets.

tools/train_headers.py learns them; several are asked and their scores averaged. Leaves out what they look at
(loaders.header_features) and what is done with the scores (loaders.header_choice).
"""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np

from capacity.reference import REFERENCE
from loaders.header_features import Floats

WEIGHTS = REFERENCE / "models" / "header_rows.npz"
FARTHEST = 5.0  # how many times its usual spread a feature counts at most


@dataclass(frozen=True)
class Networks:
    """n networks of h hidden units over f features.

    `mean`, `spread`: f, how the features lie. `straight`: n × f, `inner`: n × f × h, `outer`: n × h, and `nothing`: n,
    the score of there being no header at all.
    """

    mean: Floats
    spread: Floats
    straight: Floats
    inner: Floats
    outer: Floats
    nothing: Floats

    def scores(self, table: Floats) -> Floats:
        """One score per row of `table` (rows × f) and a last one for none of them; only their differences tell."""
        scaled = self.scaled(table)
        hidden = np.maximum(0, np.einsum("rf,nfh->nrh", scaled, self.inner))
        rows = np.einsum("rf,nf->nr", scaled, self.straight) + np.einsum("nrh,nh->nr", hidden, self.outer)
        return np.append(rows.mean(axis=0), self.nothing.mean()).astype(np.float32)

    def scaled(self, table: Floats) -> Floats:
        """The features against how they usually lie."""
        return np.clip((table - self.mean) / self.spread, -FARTHEST, FARTHEST).astype(np.float32)

    def save(self, path: Path) -> None:
        """Write the networks; the same ones give the same bytes."""
        arrays = {part.name: getattr(self, part.name).astype(np.float32) for part in fields(self)}
        np.savez_compressed(path, **arrays)


def load(path: Path = WEIGHTS) -> Networks:
    """The networks in a file that Networks.save wrote."""
    with np.load(path) as arrays:
        return Networks(**{part.name: arrays[part.name] for part in fields(Networks)})


loaded = cache(load)
