"""Bars of the offers in view per day of arrival. Leaves out how they spread by channel and cluster."""

from typing import Any

import pandas as pd

from capacity.charts.chart import Chart, alt_empty
from capacity.charts.style import MAIN, Theme, drawn, said_instead
from capacity.formats import ENGLISH_MONTHS, date, number
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import per_day

HEIGHT, TICKS, LONGEST = 320, 7, 92


def over_time(situation: Situation, language: str, theme: Theme) -> Chart:
    """What is in view per day received: the last three months up to `as_of`, or up to the last day of an older view."""
    title = say("charts.over_time", language)
    days = per_day(situation).sum(axis=1)
    if days.sum() == 0:
        empty = said_instead(say("charts.nothing", language), theme, language)
        return Chart(title, empty, _table(days, language), alt_empty(title, "charts.nothing", language))
    shown = _last_months(days)
    return Chart(title, _figure(shown, language, theme), _table(days, language), _alt(title, shown, language),
                 _note(situation, days, shown, language))  # fmt: skip


def _last_months(days: pd.Series) -> pd.Series:
    recent = days.iloc[-LONGEST:]
    return recent if recent.sum() else days.loc[: days[days > 0].index[-1]].iloc[-LONGEST:]


def _figure(shown: pd.Series, language: str, theme: Theme) -> dict[str, Any]:
    days = [f"{day:%Y-%m-%d}" for day in shown.index]
    bars = {
        "type": "bar", "x": days, "y": shown.tolist(), "marker": {"color": MAIN[theme]},
        "hovertext": [f"{date(day, language)}: {number(count, language)}" for day, count in shown.items()],
        "hovertemplate": "%{hovertext}<extra></extra>", "customdata": [[day] for day in days],
    }  # fmt: skip
    ticks = shown.index[:: -max(1, len(shown) // TICKS)][::-1]
    axes = {
        "xaxis": {
            "type": "date", "showgrid": False, "tickangle": 0, "tickvals": [f"{day:%Y-%m-%d}" for day in ticks],
            "ticktext": [_short(day, language) for day in ticks],
        },
        "yaxis": {"rangemode": "tozero", "nticks": 6, "tickformat": ",d"},
    }  # fmt: skip
    return drawn([bars], axes, theme, language, HEIGHT)


def _short(day: pd.Timestamp, language: str) -> str:
    return f"{day:%d.%m.}" if language == "de" else f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]}"


def _table(days: pd.Series, language: str) -> pd.DataFrame:
    return pd.DataFrame({say("charts.day", language): days.index.date, say("charts.offers", language): days.to_numpy()})


def _note(situation: Situation, days: pd.Series, shown: pd.Series, language: str) -> str:
    earlier, undated = days.sum() - shown.sum(), len(situation.rows) - days.sum()
    notes = []
    if earlier:
        first = date(shown.index[0], language)
        notes.append(say("charts.earlier", language, day=first, count=number(earlier, language)))
    if undated:
        notes.append(say("charts.without_day", language, count=number(undated, language)))
    return " ".join(notes)


def _alt(title: str, shown: pd.Series, language: str) -> str:
    first, last, best = (date(day, language) for day in (shown.index[0], shown.index[-1], shown.idxmax()))
    count, most = number(shown.sum(), language), number(shown.max(), language)
    return say("charts.alt_days", language, title=title, first=first, last=last, count=count, best=best, most=most)
