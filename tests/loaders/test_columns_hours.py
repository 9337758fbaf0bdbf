"""Headings that count hours."""

import pytest

from loaders.columns_hours import counts_hours


@pytest.mark.parametrize("heading", ["Free capacity (h/week)", "Stunden pro Woche", "heures par semaine"])
def test_hours_per_week_are_time(heading: str) -> None:
    assert counts_hours(heading)


@pytest.mark.parametrize("heading", ["pieces per hour", "Capacity per 24 h", "Stück pro Woche", "Menge"])
def test_goods_per_hour_are_no_time(heading: str) -> None:
    assert not counts_hours(heading)
