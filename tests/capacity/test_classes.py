"""Map classes are few, round, and put every positive value into one."""

from hypothesis import example, given
from hypothesis import strategies as st

from capacity.classes import bounds, classify


def test_skewed_counts_keep_their_middle() -> None:
    assert bounds([1, 1, 1, 3, 7, 12, 90, 400]) == [1, 2, 5, 10, 50, 200]


def test_nothing_reported_has_no_classes() -> None:
    assert bounds([]) == []
    assert bounds([0, 0]) == []


def test_one_value_is_one_class() -> None:
    assert bounds([312]) == [200]


def test_classify_tells_zero_and_missing_from_the_lowest_class() -> None:
    assert classify([0, float("nan"), 1, 4, 5, 1000], [1, 5, 10]) == [-1, -1, 0, 0, 1, 2]


@example([999_999_999.9999999], 2)
@given(st.lists(st.floats(0.001, 1e9), min_size=1, max_size=60), st.integers(2, 8))
def test_every_positive_value_has_a_class(values: list[float], most: int) -> None:
    lower = bounds(values, most)
    assert len(lower) <= most
    assert lower == sorted(set(lower))
    assert min(classify(values, lower)) >= 0
