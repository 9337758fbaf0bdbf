"""Text without case, accents and spelling variants of umlauts, so that "MÜNCHEN", "Muenchen" and "munchen" are one.

By column, in Arrow. Leaves out the meaning of words (capacity.vocabulary, capacity.places).
"""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

LETTERS = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ς": "σ",
    "ae": "a", "oe": "o", "ue": "u",
}  # fmt: skip


def fold(texts: pd.Series) -> pa.ChunkedArray:
    """The folded form of each text, null where it is missing."""
    values = pa.chunked_array([pa.array(texts, type=pa.large_string(), from_pandas=True)], pa.large_string())
    folded = pc.replace_substring_regex(pc.utf8_lower(pc.utf8_normalize(values, "NFKD")), r"\p{M}+", "")
    for letter, plain in LETTERS.items():
        folded = pc.replace_substring(folded, letter, plain)
    return folded


def fold_words(text: str) -> list[str]:
    """The words of `text`, folded, each once, in order."""
    return list(dict.fromkeys((fold(pd.Series([text], dtype="str"))[0].as_py() or "").split()))


def fold_names(names: pd.Series) -> pa.ChunkedArray:
    """Names folded for telling them apart: letters and digits only, null where nothing remains."""
    bare = pc.replace_substring_regex(fold(names), r"[^\p{L}\p{N}]+", "")
    return pc.if_else(pc.equal(bare, ""), pa.scalar(None, pa.large_string()), bare)
