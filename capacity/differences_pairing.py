"""Which offers of a report and of a stored list are the same one.

They are when the sender's number, or organisation with mail, phone or place, or all words agree; several offers of one
organisation are told apart by what they offer. Compared are numbers for texts, so that a list of a hundred thousand
costs seconds. Leaves out what changed in them (capacity.differences_changes) and duplicates between lists.
"""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from capacity.differences_changes import PAIR_COLUMNS, digest
from capacity.folding import fold_names

KNOWN_BY = ("kind", "organisation", "contact_name", "email", "phone", "postcode", "town", "external_id", "original")
OFFERED = ("product", "process")
TIERS: tuple[tuple[str, ...], ...] = (
    ("original",),
    ("words",),
    ("external_id", "who", "offered"),
    ("external_id", "who"),
    ("external_id", "email"),
    ("external_id", "phone"),
    ("external_id", "place"),
    ("external_id",),
    ("who", "email", "offered"),
    ("who", "phone", "offered"),
    ("who", "place", "offered"),
    ("who", "email"),
    ("who", "phone"),
    ("who", "place"),
    ("name",),
)
ROWS_COUNTED = 0.5


def known_by(offers: pd.DataFrame, lines: pd.DataFrame, key: str) -> pa.Table:
    """What offers (KNOWN_BY) with their lines (OFFERED) are known by: `id` and the parts of TIERS but "name".

    `key` is the column of their numbers. Missing is what proves nothing; folded words only where nothing else tells.
    """
    place = offers["postcode"].fillna("").astype(str) + " " + offers["town"].fillna("").astype(str)
    found = {"who": who(offers), "phone": fold_names(offers["phone"]), "place": fold_names(place)}
    found["email"] = pc.utf8_lower(_texts(offers["email"]))
    reachable = [pc.is_valid(found[part]).to_numpy() for part in ("email", "phone", "place")]
    unknown = pc.equal(found["who"], "").to_numpy() | ~np.logical_or.reduce(reachable)
    offered = digest(lines, list(OFFERED)).groupby(lines[key]).sum().reindex(offers[key], fill_value=0)
    numbers = offers["external_id"]
    return pa.table({
        "id": pa.array(offers[key], pa.int64()), "kind": _texts(offers["kind"]), "original": _texts(offers["original"]),
        "words": fold_names(offers["original"].where(unknown)), **found,
        "external_id": _texts(numbers.where(np.full(len(numbers), not counts_rows(numbers)))),
        "offered": pa.array(offered.to_numpy(dtype="uint64")),
    })  # fmt: skip


def who(offers: pd.DataFrame) -> pa.ChunkedArray:
    """The folded name of whoever offers, "" where none is named."""
    return pc.fill_null(
        fold_names(offers["organisation"].where(offers["organisation"].notna(), offers["contact_name"])), ""
    )


def _texts(column: pd.Series) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(column, pa.large_string(), from_pandas=True)], pa.large_string())


def counts_rows(numbers: pd.Series) -> bool:
    """Whether the numbers go 1, 2, 3 …, perhaps anew in each group: a row that comes in changes those below."""
    found = pd.to_numeric(numbers, errors="coerce").dropna()
    return len(found) > 1 and bool((found.diff().iloc[1:] == 1).mean() >= ROWS_COUNTED)


def pairs(fresh: pa.Table, stored: pa.Table) -> pd.DataFrame:
    """row_id and offer_id of the same offers (`known_by`), each used once, the surest signs first."""
    one, other = _matched(fresh, stored)
    ids = (fresh["id"].to_numpy()[one], stored["id"].to_numpy()[other])
    found = pd.DataFrame(dict(zip(PAIR_COLUMNS, ids, strict=True)))
    return found.sort_values("row_id", ignore_index=True)


def likeliest(fresh: pa.Table, stored: pa.Table, lists: pd.Series, every: pd.Series) -> object:
    """Of several lists the one that shares the largest part of itself, or of the report where that is shorter.

    `lists` says for each row of `stored` whose it is, `every` for how many of that list it stands.
    """
    _, met = _matched(fresh, stored)
    whole = every.groupby(lists).sum().clip(upper=len(fresh))
    return (every.iloc[met].groupby(lists.iloc[met]).sum().reindex(whole.index, fill_value=0) / whole).idxmax()


def _matched(fresh: pa.Table, stored: pa.Table) -> tuple[np.ndarray, np.ndarray]:
    """Positions of the same offers on both sides."""
    parts, reported = _coded(fresh, stored), len(fresh)
    left = np.arange(reported + len(stored))
    found = []
    for tier in TIERS:
        key = _joined([parts["kind"][left], *(parts[part][left] for part in tier)])
        known = np.logical_and.reduce([parts[part][left] >= 0 for part in tier])
        one, other = (np.flatnonzero(known & side) for side in (left < reported, left >= reported))
        _, at, to = np.intersect1d(_numbered(key[one]), _numbered(key[other]), assume_unique=True, return_indices=True)
        found.append((left[one[at]], left[other[to]] - reported))
        left = np.delete(left, np.concatenate([one[at], other[to]]))
    return tuple(map(np.concatenate, zip(*found, strict=True)))  # type: ignore[return-value]


def _coded(fresh: pa.Table, stored: pa.Table) -> dict[str, np.ndarray]:
    """Each part of the TIERS as numbers that are equal where it is, -1 for missing; the report's rows first.

    A name alone, or a place without a name, must be the only one of its list.
    """
    both = pa.concat_tables([fresh, stored]).drop_columns("id")
    parts = {name: _codes(both[name]) for name in both.column_names}
    side = np.arange(len(both)) >= len(fresh)
    nameless = pc.equal(both["who"], "").to_numpy()
    several = _several(_joined([side, parts["kind"], parts["place"], parts["offered"]]))
    parts["place"] = np.where(nameless & several, -1, parts["place"])
    unclear = nameless | _several(_joined([side, parts["kind"], parts["who"]]))
    return parts | {"name": np.where(unclear, -1, parts["who"])}


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    encoded = column.combine_chunks().dictionary_encode()
    return pc.fill_null(encoded.indices, -1).to_numpy().astype(np.int64)


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    """One number per row for several: equal where all are."""
    key = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        key = pd.factorize(key * (int(part.max(initial=0)) + 2) + part)[0]
    return key


def _several(key: np.ndarray) -> np.ndarray:
    """Whether a row's number occurs more than once."""
    return np.bincount(key)[key] > 1 if len(key) else np.zeros(0, dtype=bool)


def _numbered(key: np.ndarray) -> np.ndarray:
    """The keys, the n-th of equal ones told apart by n."""
    order = np.argsort(key, kind="stable")
    ordered, at = key[order], np.arange(len(key))
    begins = np.maximum.accumulate(np.where(np.r_[True, ordered[1:] != ordered[:-1]], at, 0)) if len(key) else at
    found = np.empty(len(key), dtype=np.int64)
    found[order] = (ordered << 32) + at - begins
    return found
