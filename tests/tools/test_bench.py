"""The benchmarks' frame: what is printed and what counts as reached. The benchmarks themselves are not run."""

import pytest

from tools.bench import Figure
from tools.bench.__main__ import line, main, names


def test_a_figure_is_reached_at_its_bound_and_where_nothing_is_wanted() -> None:
    assert Figure("share", 0.9, 0.9).reached
    assert not Figure("share", 0.89, 0.9).reached
    assert Figure("seconds", 0.5, 0.5, at_most=True).reached
    assert not Figure("seconds", 0.51, 0.5, at_most=True).reached
    assert Figure("lines", 12.0).reached


def test_a_line_names_what_falls_short() -> None:
    assert line("csv", Figure("records", 0.5, 0.9)).split() == ["csv", "0.5", "≥", "0.9", "short", "records"]


def test_every_benchmark_has_measure() -> None:
    for name in names():
        module = __import__(f"tools.bench.{name}", fromlist=["measure"])
        assert callable(module.measure)


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["no_such_benchmark"])
    assert "no_such_benchmark" in capsys.readouterr().err
