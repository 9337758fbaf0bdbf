"""Bars of what came in per day, parted by a code such as the channel, with the sum so far and marks for events.

A mark keeps a change of intake from being read as a change of will. Leaves out what the events are (register.records).
"""

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from capacity.charts.chart import Chart, alt_empty
from capacity.charts.style import INK, QUIET, Theme, broken, drawn, said_instead
from capacity.formats import date, number
from capacity.naming import name_of
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import per_day

HEIGHT, MOST = 380, 6
PALETTE = {  # Okabe and Ito; the yellow, too pale on white, is left out
    "light": ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"),
    "dark": ("#56B4E9", "#E69F00", "#2BC49A", "#CC79A7", "#9AD0F5", "#E8743B"),
}
REST = "rest"
Mark = tuple[pd.Timestamp, str]


def arrivals(
    situation: Situation, by: str, marks: Sequence[Mark], language: str, theme: Theme, *, cumulative: bool
) -> Chart:
    """What is in view per day received, one colour per code of the offer field `by` (at most six and the rest).

    With `cumulative` the sum so far instead of the day's. `marks` are days with their words.
    """
    title = say("reach.chart_cumulative" if cumulative else "reach.chart", language)
    days = _few(per_day(situation, by))
    if not days.size or not days.to_numpy().sum():
        empty = said_instead(say("charts.nothing", language), theme, language)
        return Chart(title, empty, pd.DataFrame(), alt_empty(title, "charts.nothing", language))
    shown = days.cumsum() if cumulative else days
    named = shown.rename(columns=lambda code: _name(by, code, language))
    table = named.set_axis(named.index.date).rename_axis(say("charts.day", language)).reset_index()
    first, last = (date(day, language) for day in (days.index[0], days.index[-1]))
    total = number(int(days.to_numpy().sum()), language)
    alt = say("reach.alt", language, title=title, count=total, first=first, last=last,
              most=_name(by, str(days.sum().idxmax()), language))  # fmt: skip
    return Chart(title, _figure(shown, named.columns, marks, language, theme, cumulative), table, alt)


def _few(days: pd.DataFrame) -> pd.DataFrame:
    """The six largest and the rest together."""
    order = days.sum().sort_values(ascending=False, kind="stable").index
    if len(order) <= MOST + 1:
        return days[order]
    return days[order[:MOST]].assign(**{REST: days[order[MOST:]].sum(axis=1)})


def _name(by: str, code: str, language: str) -> str:
    return say("reach.rest", language) if code == REST else name_of(by, code, language)


def _figure(shown: pd.DataFrame, names: pd.Index, marks: Sequence[Mark], language: str, theme: Theme,
            cumulative: bool) -> dict[str, Any]:  # fmt: skip
    days = [f"{day:%Y-%m-%d}" for day in shown.index]
    colours = [*PALETTE[theme], QUIET[theme]]
    kind = {"type": "scatter", "mode": "lines", "stackgroup": "all"} if cumulative else {"type": "bar"}
    traces = [
        {
            **kind, "x": days, "y": shown[code].tolist(), "name": name, "hovertemplate": "%{y:,d} %{fullData.name}",
            **({"line": {"color": colour}} if cumulative else {"marker": {"color": colour}}),
        }
        for code, name, colour in zip(shown.columns, names, colours, strict=False)
    ]  # fmt: skip
    lines = [{"type": "line", "x0": at, "x1": at, "xref": "x", "yref": "paper", "y0": 0, "y1": 1,
              "line": {"color": INK[theme], "width": 1, "dash": "dot"}} for at, _ in _on(marks)]  # fmt: skip
    words = [
        {
            "x": at,
            "y": 1,
            "xref": "x",
            "yref": "paper",
            "text": broken(escape(said)),
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "top",
            "align": "left",
            "font": {"size": 11},
        }
        for at, said in _on(marks)
    ]
    axes = {
        "xaxis": {"type": "date", "showgrid": False, "tickformat": "%d.%m." if language == "de" else "%-d %b"},
        "yaxis": {"rangemode": "tozero", "nticks": 6, "tickformat": ",d"},
    }
    return drawn(traces, axes, theme, language, HEIGHT, barmode="stack", hovermode="x unified", showlegend=True,
                 legend={"orientation": "h", "y": -0.15}, shapes=lines, annotations=words)  # fmt: skip


def _on(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    return [(f"{day:%Y-%m-%d}", said) for day, said in marks]
