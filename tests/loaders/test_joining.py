"""Texts side by side are what joining each row by itself gives."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from loaders.joining import join

TEXT = st.none() | st.sampled_from(["a", "b", "a; b", "b; c", "; ", "ä", ""])


def test_join_says_everything_once() -> None:
    one, two = pd.Series(["a", None, "b; c", None], dtype=object), pd.Series(["a", "x", "c", None], dtype=object)
    assert list(join([one, two])) == ["a", "x", "b; c", None]


@given(st.integers(1, 8).flatmap(lambda width: st.lists(st.tuples(*[TEXT] * width), min_size=1, max_size=8)))
def test_many_rows_are_joined_as_one(rows: list[tuple[str | None, ...]]) -> None:
    columns = [pd.Series(column, dtype=object) for column in zip(*rows, strict=True)]
    assert list(join(columns)) == [said(row) for row in rows]


def said(row: tuple[str | None, ...]) -> str | None:
    texts = [text for text in row if text is not None]
    parts = dict.fromkeys(part for text in texts for part in text.split("; "))
    return texts[0] if len(texts) == 1 else "; ".join(parts) if texts else None
