"""The benchmarks' frame: what is printed and what counts as reached. The benchmarks themselves are not run."""

import json
from pathlib import Path

import pytest

from capacity.situation import prepare
from tests.invented import AS_OF, invent
from tools.bench import Figure, dashboard
from tools.bench.__main__ import line, main, names
from tools.bench.dashboard import COUNTED


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
    assert main(["csv", "--json", str(tmp_path / "bench.json")]) == 0
    (written,) = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert written == {"benchmark": "csv", "what": "records", "value": 0.5, "wanted": 0.9, "at_most": False}


def test_the_dashboards_question_and_its_peers_find_the_same() -> None:
    made = invent(400)
    situation = prepare(made.offers, made.capabilities, AS_OF.date())
    found, counts, _ = dashboard.answered(situation)
    flat = dashboard.flattened(situation)
    by_pandas, by_codes = dashboard.answered_by_pandas(flat), dashboard.answered_by_codes(dashboard.codes(flat))
    assert by_pandas[-1].sum() == by_codes[-1].sum()
    assert by_pandas[COUNTED.index("status")].max() == by_codes[COUNTED.index("status")].max()
    masks = [flat[field] == code for field, code in dashboard.ASKED.items()]
    assert set(found.offers["offer_id"]) == set(flat[masks[0] & masks[1] & masks[2]]["offer_id"])
    of_type = flat[masks[0] & masks[2]].drop_duplicates("offer_id")["organisation_type"].value_counts()
    assert counts["organisation_type"]["company"] == of_type["company"]
