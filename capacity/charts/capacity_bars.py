"""Capacity per week by product group: confirmed, plausible and excluded side by side, each unit on an axis of its own.

Leaves out offers without a quantity and quantities whose unit cannot be added.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import pandas as pd

from capacity.charts.chart import Chart, alt_empty
from capacity.charts.style import CONFIRMED, MAIN, QUIET, Theme, broken, drawn, said_instead
from capacity.formats import number
from capacity.naming import name_of
from capacity.schema import field
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import per_week
from capacity.vocabulary import codes

COLOURS = {"confirmed": CONFIRMED, "plausible": MAIN, "excluded": QUIET}
BAR, GAP, AXIS = 24, 18, 52
ROOM_FOR_WORDS = 1.6
Bar = dict[str, Any]  # one row of per_week


def capacity_bars(situation: Situation, language: str, theme: Theme) -> Chart:
    """Quantities per week of what is in view, one group of bars per product group and unit."""
    title = say("charts.capacity", language)
    found = per_week(situation).dropna(subset="high")
    table = _table(found, language)
    found = found[found["high"] > 0]
    if found.empty:
        empty = said_instead(say("charts.no_quantity", language), theme, language)
        return Chart(title, empty, table, alt_empty(title, "charts.no_quantity", language))
    note, bars = say("charts.capacity_note", language), found.to_dict("records")
    return Chart(title, _figure(bars, language, theme), table, _alt(title, bars, language), note)


def _figure(found: list[Bar], language: str, theme: Theme) -> dict[str, Any]:
    parts = _by(found, "unit", codes("unit"))
    heights = [sum(BAR * _rows(bars) + GAP for bars in _by(part, "product_group").values()) for part in parts.values()]
    whole, top = sum(heights) + AXIS * len(parts), 0
    traces, axes = [], {}
    for place, (unit, part, height) in enumerate(zip(parts, parts.values(), heights, strict=True), start=1):
        domain = [1 - (top + height) / whole, 1 - top / whole]
        top += height + AXIS
        own = "" if place == 1 else place
        traces += [trace | {"xaxis": f"x{own}", "yaxis": f"y{own}"} for trace in _traces(part, language, theme)]
        axes[f"xaxis{own}"] = {
            "title": {"text": name_of("unit", unit, language), "standoff": 4}, "anchor": f"y{own}", "nticks": 5,
            "range": [0, max(bar["high"] for bar in part) * ROOM_FOR_WORDS], "tickformat": ",d",
        }  # fmt: skip
        axes[f"yaxis{own}"] = {
            "domain": domain, "anchor": f"x{own}", "showgrid": False, "zeroline": False, **_ticks(part, language),
        }  # fmt: skip
    return drawn(traces, axes, theme, language, whole, barmode="overlay", bargap=0)


def _by(found: list[Bar], key: str, order: Sequence[str] = ()) -> dict[str, list[Bar]]:
    """The bars of each value of `key`, in this order or as they come."""
    parts: dict[str, list[Bar]] = {value: [] for value in order}
    for bar in found:
        parts.setdefault(bar[key], []).append(bar)
    return {value: bars for value, bars in parts.items() if bars}


def _rows(bars: list[Bar]) -> int:
    """The height of a group in bars: a single one still needs room for its label."""
    return max(2, len(bars))


def _starts(groups: Mapping[str, list[Bar]]) -> list[float]:
    """Where the first bar of each group is, counted in bars from the top, and where a further one would be."""
    return list(accumulate((_rows(bars) + GAP / BAR for bars in groups.values()), initial=0.0))


def _ticks(part: list[Bar], language: str) -> dict[str, Any]:
    """Each group's label at the middle of its bars."""
    groups = _by(part, "product_group")
    *starts, end = _starts(groups)
    labels = [broken(name_of("product_group", group, language)) for group in groups]
    middles = [start + (len(bars) - 1) / 2 for start, bars in zip(starts, groups.values(), strict=True)]
    return {"tickvals": middles, "ticktext": labels, "range": [end - 0.5, -0.8]}


def _traces(part: list[Bar], language: str, theme: Theme) -> list[dict[str, Any]]:
    groups = _by(part, "product_group")
    return [
        trace
        for start, bars in zip(_starts(groups), groups.values(), strict=False)
        for place, bar in enumerate(bars)
        for trace in _bar(start + place, bar, language, theme)
    ]


def _bar(spot: float, bar: Bar, language: str, theme: Theme) -> list[dict[str, Any]]:
    """Two traces: up to the lower bound strong, on to the upper one pale, with the words at its end."""
    colour = COLOURS.get(bar["plausibility"], QUIET)[theme]
    pattern = {"shape": "/" if bar["plausibility"] == "excluded" else "", "fgcolor": colour, "fillmode": "overlay"}
    words = f"{name_of('plausibility', bar['plausibility'], language)}: {_range(bar, language)}"
    unit = name_of("unit", bar["unit"], language)
    common = {
        "type": "bar", "orientation": "h", "y": [spot], "width": 0.8,
        "customdata": [[bar["product_group"], bar["plausibility"]]],
        "hovertext": [f"{name_of('product_group', bar['product_group'], language)}, {words} {unit}"],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
    strong = {"x": [bar["low"]], "marker": {"color": colour, "pattern": pattern}}
    pale = {
        "x": [bar["high"] - bar["low"]], "base": [bar["low"]], "marker": {"color": colour, "opacity": 0.4},
        "text": [words], "textposition": "outside", "cliponaxis": False,
    }  # fmt: skip
    return [common | strong, common | pale]


def _range(bar: Mapping[str, Any], language: str) -> str:
    low, high = number(bar["low"], language), number(bar["high"], language)
    if bar["low"] == bar["high"]:
        return high
    return say("charts.range", language, low=low, high=high) if bar["low"] else say("charts.up_to", language, high=high)


def _table(found: pd.DataFrame, language: str) -> pd.DataFrame:
    named = {
        say("selection.product_group", language): "product_group", field("unit").label(language): "unit",
        field("plausibility").label(language): "plausibility",
    }  # fmt: skip
    words = {heading: [name_of(code, each, language) for each in found[code]] for heading, code in named.items()}
    numbers = {field(f"per_week_{bound}").label(language): found[bound].tolist() for bound in ("low", "high")}
    return pd.DataFrame(words | numbers | {say("charts.offers", language): found["offers"].tolist()})


def _alt(title: str, found: list[Bar], language: str) -> str:
    counted = [bar for bar in found if bar["plausibility"] != "excluded"]
    return say("charts.alt_capacity", language, title=title, parts="; ".join(_said(bar, language) for bar in counted))


def _said(bar: Mapping[str, Any], language: str) -> str:
    names = [name_of(key, bar[key], language) for key in ("product_group", "plausibility", "unit")]
    return f"{names[0]}, {names[1].lower()}: {_range(bar, language)} {names[2]}"
