"""A correction goes into JSON and comes back the same, whatever people say in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.corrections import Correction, as_data, from_data

words = st.text(max_size=8)
rows = st.lists(st.lists(words, max_size=3).map(tuple), max_size=3).map(tuple)


@given(
    st.builds(
        Correction,
        fingerprint=words,
        headings=st.lists(words, max_size=3).map(tuple),
        header_rows=st.none() | rows,
        fields=st.dictionaries(words, words, max_size=3),
        values=st.dictionaries(st.tuples(words, words), words, max_size=3),
        skip=st.booleans(),
    )
)
def test_it_comes_back_as_it_was(correction: Correction) -> None:
    assert from_data(json.loads(json.dumps(as_data(correction)))) == correction


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        (Correction("a", headings=("Firma",)), False),
        (Correction("a", header_rows=()), True),
        (Correction("a", fields={"Firma": ""}), True),
        (Correction("a", values={("product", "x"): ""}), True),
        (Correction("a", skip=True), True),
    ],
)
def test_whether_it_changes_any_reading(correction: Correction, says: bool) -> None:
    assert correction.says_something is says


def test_what_is_none_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        from_data({"fingerprint": "a"})
