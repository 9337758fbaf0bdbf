"""A test of many cases fails for each wrong one and names it."""

import pytest

from tests.lines import every


def test_every_wrong_case_is_named() -> None:
    @every([2, 3, 4, 5], lambda number: f"number {number}")
    def test_even(number: int) -> None:
        assert number % 2 == 0, "odd"

    with pytest.raises(pytest.fail.Exception) as failed:
        test_even()
    said = str(failed.value)
    assert said.startswith("2 of 4 wrong:")
    assert [number for number in (2, 3, 4, 5) if f"number {number}\n    odd" in said] == [3, 5]


def test_another_error_says_at_which_case() -> None:
    @every(["1", "x"])
    def test_number(text: str) -> None:
        assert int(text)

    with pytest.raises(ValueError, match="invalid literal") as failed:
        test_number()
    assert failed.value.__notes__ == ["case: x"]


def test_no_cases_are_a_mistake() -> None:
    with pytest.raises(AssertionError):
        every([])
