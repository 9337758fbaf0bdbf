"""What changed in offers that are the same on both sides: fields, capability lines, original words.

Takes pairs of rows, the report's row_id and the stored offer_id. Leaves out pairing them (capacity.differences).
"""

import json

import numpy as np
import pandas as pd

from capacity.reports import empty
from capacity.schema import CAPABILITY_FIELDS

PAIR_COLUMNS = ("row_id", "offer_id")
CHANGE_COLUMNS = (*PAIR_COLUMNS, "field", "before", "after")
WORD_COLUMNS = (*PAIR_COLUMNS, "heading", "before", "after")
LINE_FIELDS = [code for code in CAPABILITY_FIELDS if code not in ("quote", "plausibility_reason")]


def changed_fields(pairs: pd.DataFrame, before: pd.DataFrame, now: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Fields of `codes` that differ, CHANGE_COLUMNS; `before` and `now` hold the offers in the order of the pairs."""
    found = [empty(CHANGE_COLUMNS)]
    for code in codes:
        old, new = before[code], now[code]
        differs = ((old != new).fillna(True) & ~(old.isna() & new.isna())).to_numpy(dtype=bool)
        if differs.any():
            words = {"before": _texts(old[differs]), "after": _texts(new[differs])}
            found.append(pairs[differs].assign(field=code, **words))
    return pd.concat(found, ignore_index=True)


def _texts(values: pd.Series) -> pd.Series:
    """Values as text: days as 2020-03-30, whole numbers without a point, missing as missing."""
    if values.dtype.kind == "M":
        return values.dt.strftime("%Y-%m-%d").astype(object)
    if values.dtype.kind == "f":
        return values.map(lambda each: f"{each:.15g}", na_action="ignore").astype(object)
    return values.astype("str").astype(object)


def changed_lines(pairs: pd.DataFrame, stored: pd.DataFrame, fresh: pd.DataFrame) -> pd.DataFrame:
    """Changed fields of capabilities; several lines of an offer stand beside each other, sorted."""
    sides = [_of_pairs(pairs, stored, "offer_id"), _of_pairs(pairs, fresh, "row_id")]
    hashes = [
        digest(side, LINE_FIELDS).groupby(side["pair"]).sum().reindex(pairs.index, fill_value=0) for side in sides
    ]
    differs = pairs.index[(hashes[0] != hashes[1]).to_numpy()]
    texts = [_joined(side[side["pair"].isin(differs)]).reindex(differs) for side in sides]
    return changed_fields(pairs.loc[differs], texts[0], texts[1], LINE_FIELDS)


def _of_pairs(pairs: pd.DataFrame, lines: pd.DataFrame, key: str) -> pd.DataFrame:
    """The lines of paired offers; `pair` is the pair's place."""
    known = lines[[key, *LINE_FIELDS]].merge(pairs[[key]].assign(pair=pairs.index), on=key)
    return known.assign(machines=known["machines"].astype("float64"))


def digest(lines: pd.DataFrame, codes: list[str]) -> pd.Series:
    """One number per line; their sum does not depend on the order of the lines."""
    return pd.util.hash_pandas_object(lines[codes], index=False)


def _joined(lines: pd.DataFrame) -> pd.DataFrame:
    """Per pair the texts of each field, those of several lines joined by "; "."""
    ordered = lines.sort_values(["pair", "product", "process", "per_week_high", "stock"], kind="stable")
    pairs = ordered["pair"].to_numpy()
    starts = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]]) if len(pairs) else np.array([], dtype=int)
    spans = list(zip(starts, [*starts[1:], len(pairs)], strict=True)) if len(pairs) else []
    columns = {}
    for code in LINE_FIELDS:
        texts = _texts(ordered[code]).tolist()
        columns[code] = [_beside(texts[first:after]) for first, after in spans]
    return pd.DataFrame(columns, index=pairs[starts], dtype=object)


def _beside(texts: list[object]) -> str | None:
    return "; ".join(text for text in texts if isinstance(text, str)) or None


def changed_words(pairs: pd.DataFrame, before: pd.Series, now: pd.Series) -> pd.DataFrame:
    """Original words that differ, WORD_COLUMNS; `before` and `now` are JSON objects of heading and text."""
    rows: list[tuple[object, ...]] = []
    for row_id, offer_id, old, new in zip(pairs["row_id"], pairs["offer_id"], before, now, strict=True):
        was, is_ = json.loads(old), json.loads(new)
        headings = [heading for heading in {**is_, **was} if was.get(heading) != is_.get(heading)]
        rows += [(row_id, offer_id, heading, was.get(heading), is_.get(heading)) for heading in headings]
    return pd.DataFrame(rows, columns=list(WORD_COLUMNS))
