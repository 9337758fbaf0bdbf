"""Small bars in plain HTML: a chart of one glance that costs the browser nothing.

Leaves out charts that answer more (capacity.charts).
"""

import datetime as dt
from html import escape

import pandas as pd

from capacity.formats import date, number
from capacity.texts import say

DAYS = 28
BAR = "flex:1;min-width:1px;margin:0 1px;background:#0072B2;border-radius:1px 1px 0 0"
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


def _bar(day: dt.date, value: int, most: int, language: str) -> str:
    said = escape(f"{date(day, language)}: {number(value, language)}")
    return f'<div title="{said}" style="{BAR};height:{100 * value / most:.0f}%"></div>'


def _alt(shown: pd.Series, language: str) -> str:
    first, last, best = shown.index[0], shown.index[-1], shown.idxmax()
    return say(
        "bars.alt", language, first=date(first, language), last=date(last, language), all=number(shown.sum(), language),
        best=date(best, language), most=number(shown.max(), language),
    )  # fmt: skip
