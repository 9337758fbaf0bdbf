"""Small bars in plain HTML: a chart of one glance that costs the browser nothing.

Leaves out charts that answer more (capacity.charts).
"""

import datetime as dt
from collections.abc import Mapping
from html import escape

import pandas as pd

from capacity.formats import date, number, percent
from capacity.texts import say

DAYS = 28
BAR = "flex:1;min-width:1px;margin:0 1px;background:#0072B2;border-radius:1px 1px 0 0"
LONG = "background:#0072B2;height:0.9rem"
STEP = "font-weight:400;white-space:nowrap;text-align:left;padding:0.2rem 0.6rem 0.2rem 0"
FOOT = "display:flex;justify-content:space-between;font-size:0.8rem;opacity:0.75"


def per_day(offers: pd.Series, language: str) -> str:
    """Bars of the last DAYS of a series day → number, as HTML; screen readers get a sentence."""
    last = offers.index[-1]
    shown = offers.reindex(pd.date_range(end=last, periods=DAYS, freq="D"), fill_value=0)
    most = max(int(shown.max()), 1)
    bars = "".join(_bar(day.date(), int(value), most, language) for day, value in shown.items())
    first, last = (date(day.date(), language) for day in (shown.index[0], shown.index[-1]))
    top = escape(say("bars.most", language, most=number(shown.max(), language)))
    return (
        f'<div role="img" aria-label="{escape(_alt(shown, language))}">'
        f'<div style="{FOOT}"><span></span><span>{top}</span></div>'
        f'<div style="display:flex;align-items:flex-end;height:6.5rem">{bars}</div>'
        f'<div style="{FOOT}"><span>{first}</span><span>{last}</span></div></div>'
    )


def steps(counts: Mapping[str, int], language: str) -> str:
    """One bar per step with its number and its share of the first, as HTML; read aloud as a table."""
    most = max(next(iter(counts.values()), 0), 1)
    rows = "".join(
        f'<tr><th scope="row" style="{STEP}">{escape(name)}</th>'
        f'<td style="width:100%"><div style="{LONG};width:{100 * count / most:.1f}%"></div></td>'
        f'<td style="{STEP};text-align:right">{number(count, language)}</td>'
        f'<td style="{STEP};text-align:right">{percent(count / most, language)}</td></tr>'
        for name, count in counts.items()
    )
    return f'<table style="width:100%;border-collapse:collapse">{rows}</table>'


def _bar(day: dt.date, value: int, most: int, language: str) -> str:
    said = escape(f"{date(day, language)}: {number(value, language)}")
    return f'<div title="{said}" style="{BAR};height:{100 * value / most:.0f}%"></div>'


def _alt(shown: pd.Series, language: str) -> str:
    first, last, best = shown.index[0], shown.index[-1], shown.idxmax()
    return say(
        "bars.alt", language, first=date(first, language), last=date(last, language), all=number(shown.sum(), language),
        best=date(best, language), most=number(shown.max(), language),
    )  # fmt: skip
