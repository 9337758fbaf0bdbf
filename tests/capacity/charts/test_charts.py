"""Charts tell what the totals tell, in both languages and themes, with nothing from the net and nothing cut."""

import itertools
import json
import re
from datetime import date
from typing import get_args

import pandas as pd
import plotly.io
import pytest

from capacity.charts import KEYS, Chart, capacity_bars, offers_by, over_time
from capacity.charts.offers_by import MOST
from capacity.charts.style import LABEL_WIDTH, Theme, broken
from capacity.formats import number
from capacity.schema import typed
from capacity.selection import Selection, counts, select
from capacity.situation import Situation, prepare
from capacity.totals import by_region, per_week
from tests.invented import invent

TODAY = date(2020, 4, 3)
MADE = invent(600, seed=11)
SITUATION = select(prepare(MADE.offers, MADE.capabilities, TODAY), Selection())
NOTHING = select(SITUATION, Selection(words="nowhere at all"))
BOTH = pytest.mark.parametrize("language", ["de", "en"])


def every(situation: Situation, language: str, theme: Theme) -> list[Chart]:
    bars = [offers_by(situation, key, language, theme) for key in KEYS]
    return [*bars, over_time(situation, language, theme), capacity_bars(situation, language, theme)]


@BOTH
@pytest.mark.parametrize("theme", get_args(Theme))
def test_every_chart_is_whole(language: str, theme: Theme) -> None:
    for chart in every(SITUATION, language, theme):
        assert chart.title in chart.alt
        assert chart.alt.endswith(".")
        assert not chart.table.empty
        drawn = json.loads(chart.figure.to_json())
        assert drawn["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"
        assert drawn["layout"]["separators"] == (",." if language == "de" else ".,")
        assert drawn["layout"]["font"]["color"] == ("#1B2730" if theme == "light" else "#E6ECF0")
        assert all(axis["automargin"] for name, axis in drawn["layout"].items() if "axis" in name)
        assert not re.search(r"https?://|//cdn", chart.figure.to_json())
        assert json.loads(plotly.io.to_json(chart.plain, validate=False)) == drawn  # plotly finds nothing to set right


@BOTH
def test_nothing_to_show_is_said(language: str) -> None:
    for chart in every(NOTHING, language, "light"):
        assert len(chart.figure.data) == 0
        assert chart.figure.layout.annotations[0].text in chart.alt


@pytest.mark.parametrize("key", KEYS)
def test_bars_and_table_hold_the_counts(key: str) -> None:
    chart = offers_by(SITUATION, key, "en", "light")
    bars = chart.figure.data[0]
    shown = {code: value for (code,), value in zip(bars.customdata, bars.x, strict=True)}
    if key in ("nuts0", "nuts1"):
        plain = by_region(SITUATION, ("nuts0", "nuts1").index(key), "offers")
    else:
        plain = counts(SITUATION, Selection(kind=()), key)
    for code, value in shown.items():
        if code not in ("rest", "none"):
            assert plain[code] == value
    listed = dict(zip(chart.table["Code"], chart.table["Offers"], strict=True))
    assert all(listed[code] == count for code, count in plain.items() if "." not in code)


def test_the_rest_is_one_bar_and_counts_offers_once() -> None:
    bars = offers_by(SITUATION, "nuts0", "en", "light").figure.data[0]
    codes = [code for (code,) in bars.customdata]
    assert len(codes) <= MOST + 2
    rest = bars.x[codes.index("rest")]
    assert sum(bars.x) == len(SITUATION.rows)
    assert bars.hovertext[codes.index("rest")].startswith("Other (")
    assert rest > 0


def test_the_longest_bar_is_first_and_the_silent_ones_last() -> None:
    bars = offers_by(SITUATION, "sector", "de", "light").figure.data[0]
    assert list(bars.x[:-1]) == sorted(bars.x[:-1], reverse=True)
    assert bars.customdata[-1][0] == "unknown"
    assert bars.marker.color[-1] != bars.marker.color[0]


def test_steps_keep_their_order() -> None:
    bars = offers_by(SITUATION, "freshness", "de", "light").figure.data[0]
    assert [code for (code,) in bars.customdata][:3] == ["days_0_7", "days_8_14", "days_15_21"]


def test_long_labels_break_and_are_never_cut() -> None:
    label = "Ventilator or respirator part, valve, snorkel adapter"
    lines = broken(label).split("<br>")
    assert all(len(line) <= LABEL_WIDTH for line in lines)
    assert " ".join(lines) == label


def test_german_days() -> None:
    ticks = over_time(SITUATION, "de", "light").figure.layout.xaxis.ticktext
    assert all(re.fullmatch(r"\d\d\.\d\d\.", tick) for tick in ticks)
    assert ticks[-1] == "03.04."
    assert over_time(SITUATION, "en", "light").figure.layout.xaxis.ticktext[-1] == "3 Apr"


def test_days_long_ago_and_missing_days_are_told() -> None:
    offers = pd.DataFrame({"offer_id": [1, 2, 3], "received_at": ["2002-03-01", "2020-04-01", None], "kind": "offer"})
    chart = over_time(prepare(typed(offers, "offer"), MADE.capabilities.iloc[:0], TODAY), "en", "dark")
    assert sum(chart.figure.data[0].y) == 1
    assert chart.note == "Not shown, because before 3 January 2020: 1. Without a date: 1."
    assert chart.table["Offers"].sum() == 2


def test_a_view_that_ended_long_ago_shows_its_own_last_months() -> None:
    offers = pd.DataFrame({"offer_id": [1, 2], "received_at": ["2002-03-01", "2002-03-03"], "kind": "offer"})
    chart = over_time(prepare(typed(offers, "offer"), MADE.capabilities.iloc[:0], TODAY), "en", "light")
    assert chart.figure.data[0].x[-1] == "2002-03-03"
    assert sum(chart.figure.data[0].y) == 2


@BOTH
def test_capacity_tells_every_sum_with_its_unit(language: str) -> None:
    chart = capacity_bars(SITUATION, language, "light")
    sums = per_week(SITUATION).dropna(subset="high")
    assert len(chart.table) == len(sums)
    words = " ".join(trace.text[0] for trace in chart.figure.data if trace.text)
    for _, row in sums[sums["high"] > 0].iterrows():
        assert number(row["high"], language) in words
        assert (number(row["high"], language) in chart.alt) or row["plausibility"] == "excluded"


def test_capacity_never_puts_two_units_on_one_axis() -> None:
    figure = capacity_bars(SITUATION, "en", "light").figure
    titles = {figure.layout[name].title.text for name in ("xaxis", "xaxis2", "xaxis3")}
    assert titles == {"pieces", "pairs", "litres"}
    domains = [figure.layout[name].domain for name in ("yaxis", "yaxis2", "yaxis3")]
    assert all(low >= -1e-9 for low, _ in domains)
    assert all(above[0] > below[1] for above, below in itertools.pairwise(domains))
