"""Values combined into one number and numbered by what occurs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity import combining
from capacity.combining import alone, combined, small

rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 1)), max_size=40)


@given(rows, st.sampled_from([combining.TABLE, 1]))
def test_a_combination_gives_back_its_parts_and_has_one_number(told: list[tuple[int, int, int]], table: int) -> None:
    parts = [np.array([row[at] for row in told], dtype=np.uint8) for at in range(3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(combining, "TABLE", table)
        found = combined([(part, size) for part, size in zip(parts, (4, 7, 2), strict=True)])
    again = [tuple(int(member[value]) for member in found.members) for value in found.values]
    assert again == told
    assert len(found.members[0]) == len(set(told))


@given(st.lists(st.integers(0, 5), max_size=20))
def test_alone_is_who_has_no_equal_beside(values: list[int]) -> None:
    numbers = np.sort(np.array(values, dtype=np.int64))
    assert alone(numbers).tolist() == [values.count(int(each)) == 1 for each in numbers]


@pytest.mark.parametrize(("below", "kind"), [(1, np.uint8), (256, np.uint8), (257, np.uint16), (65_537, np.uint32)])
def test_as_few_bytes_as_needed(below: int, kind: type) -> None:
    assert small(np.array([0, below - 1]), below).dtype == kind
    assert small(np.array([0, below - 1]), below).tolist() == [0, below - 1]
