"""The whole way from rows to groups: candidates, weights, what the list itself teaches, and groups.

Two thresholds, fixed beforehand: from AUTOMATIC bits on rows are one, from REVIEW bits on a person is asked. Leaves out
reading lists (capacity.duplicates.__main__) and deciding for good (the register).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from capacity.duplicates.blocking import candidates
from capacity.duplicates.clusters import groups
from capacity.duplicates.encoding import Encoded, encoded
from capacity.duplicates.fields import compared
from capacity.duplicates.weighing import Model, evidence, learned, prior, repeats, totals, weights

AUTOMATIC, JOINED, REVIEW = 4.0, 1.0, -3.0
WHERE, TELLING = ("town", "postcode", "street", "phone", "email"), 0.005  # values a row that tell places apart
HOPELESS = -14.0  # pairs below are not weighed a second time


@dataclass(frozen=True)
class Found:
    """`group` of each row, numbered by first row; `pairs`: left, right (places of rows), bits, and bits per field.

    `fields` and `model` are what the rows were compared by and what they taught.
    """

    group: np.ndarray
    pairs: pd.DataFrame
    fields: tuple[Encoded, ...]
    model: Model


@dataclass(frozen=True)
class Wanted:
    """How many rows are grouped, from how many bits on, and which pairs are known to be different."""

    rows: int
    least: float
    different: tuple[tuple[int, int], ...]


def find(
    frame: pd.DataFrame,
    further: Mapping[str, pd.Series] | None = None,
    *,
    least: float = AUTOMATIC,
    different: Iterable[tuple[int, int]] = (),
) -> Found:
    """Which rows of `frame` (columns named by schema fields, texts) are one organisation, from `least` bits on.

    `further` are columns that no field stands for; `different` pairs of places that never come together.
    """
    fields = tuple(encoded(field, texts) for field, texts in compared(frame, further or {}).items())
    wanted = Wanted(len(frame), least, tuple(different))
    left, right = candidates(fields)
    model = beforehand(fields, wanted.rows)
    bits, total = weigh(fields, model, left, right)
    kept = total >= HOPELESS
    left, right, bits, total = left[kept], right[kept], bits[kept], total[kept]
    model = taught(fields, grouped(fields, model, (left, right, total), wanted), bits, total)
    bits, total = weigh(fields, model, left, right)
    group = grouped(fields, model, (left, right, total), wanted)
    return Found(group, pairs_of(fields, left, right, bits, total), fields, model)


def pairs_of(
    fields: Sequence[Encoded], left: np.ndarray, right: np.ndarray, bits: np.ndarray, total: np.ndarray
) -> pd.DataFrame:
    """Weighed pairs as a frame: left, right, bits, and bits per field under its name."""
    names = [each.field.name for each in fields]
    return pd.DataFrame({"left": left, "right": right, "bits": total} | dict(zip(names, bits.T, strict=True)))


def beforehand(fields: Sequence[Encoded], size: int) -> Model:
    """The model before any grouping: who shares a phone is counted by names, who shares a name by places or numbers."""
    name = next((each for each in fields if each.field.kind in ("name", "person", "text")), None)
    where = (each for name in WHERE for each in fields if each.field.name == name)
    place = next((each for each in where if len(each.values) >= TELLING * size), None)
    rows = np.arange(size)
    by_name = rows if name is None else name.rows + 1
    by_place = rows if place is None else place.rows + 1
    known = [weights(each, by_place if each is name else by_name, size) for each in fields]
    return Model(known, size, prior(size, size), repeats(fields, rows))


def taught(fields: Sequence[Encoded], group: np.ndarray, bits: np.ndarray, total: np.ndarray) -> Model:
    """The model that a first grouping teaches: each organisation counts once, differences as often as they occur."""
    organisations = int(group.max(initial=-1)) + 1
    sizes = np.bincount(group)
    pairs = int((sizes * (sizes - 1) // 2).sum())
    shares = learned(fields, bits, total)
    known = [weights(field, group, organisations, share) for field, share in zip(fields, shares, strict=True)]
    expected = min(prior(organisations, pairs), prior(organisations, organisations))
    return Model(known, organisations, expected, repeats(fields, group))


def weigh(
    fields: Sequence[Encoded], model: Model, left: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Bits of each pair per field, and in all."""
    bits = evidence(fields, model.weights, left, right)
    return bits, totals(fields, bits, model)


def grouped(
    fields: Sequence[Encoded], model: Model, weighed: tuple[np.ndarray, np.ndarray, np.ndarray], wanted: Wanted
) -> np.ndarray:
    """The group of each row by weighed pairs (left, right, bits)."""

    def score(left: np.ndarray, right: np.ndarray) -> np.ndarray:
        return weigh(fields, model, left, right)[1]

    return groups(wanted.rows, *weighed, wanted.least, score, wanted.different)
