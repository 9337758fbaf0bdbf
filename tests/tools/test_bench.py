"""The benchmarks' frame: what is printed and what counts as reached. The benchmarks themselves are not run."""

import json
from pathlib import Path

import pytest

from capacity.situation import prepare
from tests.invented import AS_OF, invent
from tools.bench import Figure, dashboard
from tools.bench.__main__ import line, main, names
from tools.bench._known import KNOWN, known, worse
from tools.bench._peers import ASKED, COUNTED


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


def test_figures_are_written_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.bench.csv.measure", lambda: [Figure("records", 0.5, 0.9)])
    monkeypatch.setattr("tools.bench.__main__.known", dict)
    assert main(["csv", "--json", str(tmp_path / "bench.json")]) == 0
    (written,) = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert written == {"benchmark": "csv", "what": "records", "value": 0.5, "wanted": 0.9, "at_most": False}


KNOWN_BEFORE = {"speed": {"of pandas": 0.3, "share read": 0.9}, "not run": {"of pandas": 1}}


@pytest.mark.parametrize(
    ("ratio", "share", "told"),
    [
        (0.399, 0.601, []),
        (0.401, 0.9, ["speed: of pandas: 0.401, known 0.3"]),
        (0.1, 0.599, ["speed: share read: 0.599, known 0.9"]),
        (0.5, 0.5, ["speed: of pandas: 0.5, known 0.3", "speed: share read: 0.5, known 0.9"]),
    ],
)
def test_a_figure_that_became_worse_by_a_third_is_told(ratio: float, share: float, told: list[str]) -> None:
    found = {"speed": [Figure("of pandas", ratio, at_most=True), Figure("share read", share)]}
    assert worse(found, KNOWN_BEFORE) == told


def test_a_watched_figure_that_is_not_measured_any_more_is_told() -> None:
    found = {"speed": [Figure("of pandas", 0.3, at_most=True)], "other": [Figure("new", 1)]}
    assert worse(found, KNOWN_BEFORE) == ["speed: share read: not measured any more"]


def test_the_command_fails_where_a_watched_figure_is_worse(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tools.bench.csv.measure", lambda: [Figure("records", 0.5)])
    monkeypatch.setattr("tools.bench.__main__.known", lambda: {"csv": {"records": 0.9}})
    assert main(["csv"]) == 1
    assert "worse by a third   csv: records: 0.5, known 0.9" in capsys.readouterr().out


def test_what_is_watched_names_benchmarks_and_holds_numbers() -> None:
    assert KNOWN.exists()
    assert known().keys() <= set(names())
    assert all(isinstance(value, int | float) for figures in known().values() for value in figures.values())


def test_the_dashboards_question_and_its_peers_find_the_same() -> None:
    made = invent(400)
    situation = prepare(made.offers, made.capabilities, AS_OF.date())
    found, counts, _ = dashboard.answered(situation)
    flat = dashboard.flattened(situation)
    of_pandas, of_polars, of_duckdb, of_codes = (act() for act in dashboard.peers(flat).values())
    assert of_pandas[-1].sum() == of_codes[-1].sum() > 0
    assert of_polars[-1]["per_week_high"].sum() == of_pandas[-1].sum() == sum(row[-1] or 0 for row in of_duckdb[-1])
    at = COUNTED.index("status")
    told = dict(of_pandas[at])
    assert max(told.values()) == of_codes[at].max()
    assert dict(of_polars[at].iter_rows()) == dict(of_duckdb[at]) == told
    masks = [flat[field] == code for field, code in ASKED.items()]
    assert set(found.offers["offer_id"]) == set(flat[masks[0] & masks[1] & masks[2]]["offer_id"])
    of_type = flat[masks[0] & masks[2]].drop_duplicates("offer_id")["organisation_type"].value_counts()
    assert counts["organisation_type"]["company"] == of_type["company"]
