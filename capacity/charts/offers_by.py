"""Horizontal bars of the offers in view by country, region, sector, product, process, organisation, status, freshness.

The longest first (sizes and tiers in their own order), at most fifteen and one bar for the rest; what states nothing
last and grey. Leaves out quantities (capacity.charts.capacity_bars).
"""

from typing import Any

import pandas as pd

from capacity.charts.chart import Chart, alt_empty
from capacity.charts.style import MAIN, QUIET, Theme, bars_height, broken, drawn, said_instead
from capacity.columns import NOT_STATED, not_stated
from capacity.formats import number
from capacity.naming import name_of
from capacity.schema import field
from capacity.selection import Selection, counts, select
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import by_region

KEYS = (
    "nuts0", "nuts1", "sector", "product", "process", "organisation_type", "organisation_size", "status", "freshness",
)  # fmt: skip
REGIONAL = ("nuts0", "nuts1")
SEVERAL = ("product", "process")
STEPS = ("organisation_size", "status", "freshness")
MOST = 15
REST = "rest"


def offers_by(situation: Situation, key: str, language: str, theme: Theme) -> Chart:
    """How many of what is in view counts under each code of `key`, one of KEYS."""
    title = say(f"charts.by_{key}", language)
    found = _found(situation, key)
    if found.empty:
        empty = said_instead(say("charts.nothing", language), theme, language)
        return Chart(title, empty, _table(found, key, language), alt_empty(title, "charts.nothing", language))
    shown = _shown(situation, key, found, language)
    alt = say("charts.alt_bars", language, title=title, count=number(len(situation.rows), language),
              most=_most(found, key, language))  # fmt: skip
    note = say("charts.several", language) if key in SEVERAL else ""
    return Chart(title, _figure(shown, language, theme), _table(found, key, language), alt, note)


def _found(situation: Situation, key: str) -> pd.Series:
    """Code → offers, the most first or in the order of steps, what states nothing last."""
    if key in REGIONAL:
        found = by_region(situation, REGIONAL.index(key), "offers")
        found[NOT_STATED] = len(situation.rows) - found.sum()
    else:
        found = counts(situation, Selection(kind=()), key)
        found = found[[code for code in found.index if "." not in code]]
    last = not_stated(key)
    ordered = found.drop(last, errors="ignore")
    if key not in STEPS:
        ordered = ordered.sort_values(ascending=False, kind="stable")
    return pd.concat([ordered, found[found.index == last]]).loc[lambda rows: rows > 0].astype("int64")


def _shown(situation: Situation, key: str, found: pd.Series, language: str) -> pd.DataFrame:
    """The bars from top to bottom: code, label, offers."""
    stated = found.drop(not_stated(key), errors="ignore")
    rest = stated.index[MOST:] if len(stated) > MOST + 1 else []
    kept = found.drop(rest)
    rows = [(code, name_of(key, code, language), count) for code, count in kept.items()]
    if len(rest):
        facet = "region" if key in REGIONAL else key
        together = len(select(situation, Selection(kind=()).choosing(facet, tuple(rest))).rows)
        rows.insert(MOST, (REST, say("charts.other", language, count=number(len(rest), language)), together))
    return pd.DataFrame(rows, columns=["code", "label", "offers"])


def _figure(shown: pd.DataFrame, language: str, theme: Theme) -> dict[str, Any]:
    labels, spots = [broken(label) for label in shown["label"]], list(range(len(shown)))
    quiet = shown["code"].isin([REST, NOT_STATED, "unknown"])
    bars = {
        "type": "bar", "orientation": "h", "x": shown["offers"].tolist(), "y": spots,
        "marker": {"color": quiet.map({True: QUIET[theme], False: MAIN[theme]}).tolist()},
        "text": [number(count, language) for count in shown["offers"]], "textposition": "outside", "cliponaxis": False,
        "hovertext": shown["label"].tolist(), "hovertemplate": "%{hovertext}: %{text}<extra></extra>",
        "customdata": [[code] for code in shown["code"]],
    }  # fmt: skip
    axes = {
        "xaxis": {"range": [0, float(shown["offers"].max()) * 1.12], "nticks": 6, "tickformat": ",d"},
        "yaxis": {"tickvals": spots, "ticktext": labels, "range": [len(shown) - 0.5, -0.5], "showgrid": False},
    }
    return drawn([bars], axes, theme, language, bars_height(labels))


def _table(found: pd.Series, key: str, language: str) -> pd.DataFrame:
    heading = say("selection.freshness", language) if key == "freshness" else field(key).label(language)
    names = [name_of(key, code, language) for code in found.index]
    return pd.DataFrame({
        say("charts.code", language): list(found.index), heading: names, say("charts.offers", language): found.tolist(),
    })  # fmt: skip


def _most(found: pd.Series, key: str, language: str) -> str:
    most = found.sort_values(ascending=False, kind="stable").head(3)
    return ", ".join(f"{name_of(key, code, language)} ({number(count, language)})" for code, count in most.items())
