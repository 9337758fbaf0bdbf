"""The map page's map: its figures, its legend, one map or two to compare, the click on a region, the picture.

Leaves out what is asked (ui.map_controls) and drawing (ui.map, ui.map_picture).
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from capacity import regions, totals
from capacity.crowds import LEAST
from capacity.formats import date, number
from capacity.naming import name_of
from capacity.points import points
from capacity.vocabulary import label
from ui import address, map
from ui.downloads import PNG, File
from ui.language import language, t
from ui.map_controls import LEVELS, Asked, asked_by
from ui.map_picture import png
from ui.register_access import View, told

MOST_POINTS = 600
MOST_COMPARED = 200  # of each of two maps
FULL_SIZE = 40  # offers of one place that are drawn as large as a point gets
KEY, OTHER_KEY, WATCHED = "map.chart", "map.other", "map.watched"


def as_of(view: View, day: dt.date) -> View:
    """The view without what came in after `day`; what has no date stays."""
    if day >= view.situation.as_of:
        return view
    received = view.situation.columns.offers["received_at"]
    return replace(view, situation=view.situation.narrowed((received.isna() | (received < _midnight(day))).to_numpy()))


def _midnight(day: dt.date) -> pd.Timestamp:
    return pd.Timestamp(day) + pd.Timedelta(days=1)


def values(view: View, asked: Asked) -> pd.Series:
    """Region code → figure at the level and in the measure that were asked for. Shared: do not change it."""
    return _values(json.dumps([view.key, asked.parameters]), view, asked)


# the key says all, the audience first: what is seen of the register, and the day up to which it is
@st.cache_resource(show_spinner=False, max_entries=64)
def _values(key: str, _view: View, _asked: Asked) -> pd.Series:
    view, asked = _view, _asked
    found = totals.by_region(told(view, "region", asked.product), LEVELS[asked.level], asked.measure, asked.product)
    return _per_million(found) if asked.share else found


def _per_million(found: pd.Series) -> pd.Series:
    people = pd.Series({code: regions.population(str(code)) for code in found.index}, dtype="float64")
    return (found * 1e6 / people).dropna().round(2)


def choropleth(view: View, asked: Asked, theme: str) -> map.Choropleth:
    """The figures with their classes; with a product to compare, classes that suit both."""
    found = values(view, asked)
    beside = values(view, replace(asked, product=asked.other)) if asked.other else found
    least = LEAST if view.audience == "viewer" and asked.measure != "high" and not asked.share else 0
    return map.Choropleth(asked.level, found, asked.unit, theme, language(), beside, least, view.audience == "viewer")


def charts(view: View, asked: Asked) -> None:
    """The map, or two beside each other where a product is compared."""
    if not asked.other:
        _chart(view, asked, KEY)
        return
    swapped = replace(asked, product=asked.other, other=asked.product)
    for place, each, key in zip(st.columns(2, gap="small"), (asked, swapped), (KEY, OTHER_KEY), strict=True):
        with place:
            _chart(view, each, key)


def _chart(view: View, asked: Asked, key: str) -> None:
    """Legend and map; a click on a region puts its code into the address bar."""
    drawn = _drawn(view, asked, address.get("at"), key)
    st.html(drawn.legend)
    st.html(drawn.hover)
    st.pydeck_chart(
        drawn.deck,
        height=500,
        key=key,
        on_select=lambda: _clicked(key),
        selection_mode="single-object",
        alt=drawn.facts,
    )


def watched(view: View, asked: Asked, height: int) -> None:
    """One map to look at from afar: nothing on it can be chosen."""
    drawn = _drawn(view, asked, "", WATCHED)
    st.html(drawn.legend)
    st.pydeck_chart(drawn.deck, height=height, key=WATCHED, alt=drawn.facts)


@dataclass(frozen=True)
class Drawn:
    """A map as it is sent: legend and hover texts as HTML, the deck, its facts in one sentence."""

    legend: str
    hover: str
    deck: map.CompactDeck
    facts: str


def _drawn(view: View, asked: Asked, selected: str, name: str) -> Drawn:
    said = [view.key, asked.parameters, asked.points, selected, name, theme(), language()]
    return _made(json.dumps(said), view, asked, selected, name)


@st.cache_resource(show_spinner=False, max_entries=64)
def _made(key: str, _view: View, _asked: Asked, _selected: str, _name: str) -> Drawn:
    shown = choropleth(_view, _asked, theme())
    places = _places(_view, _asked) if _asked.points else None
    opened = map.view_of(_view.selection.region, _asked.level)
    deck = map.deck(shown, places, opened, _selected, _name)
    return Drawn(map.legend(shown, _asked.title), map.hover_style(shown, _name), deck, _facts(shown))


def theme() -> str:
    """The reader's theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def _places(view: View, asked: Asked) -> pd.DataFrame:
    """The places in view with what the map draws of them: size and a line of words each."""
    found = points(view.situation, asked.product, MOST_COMPARED if asked.other else MOST_POINTS)
    most = max(found["amount"].max(), 0 if asked.product else FULL_SIZE) if len(found) else 1
    parts = [_where(found), _worded(found["offers"], lambda value: t("map.point", offers=number(value, language())))]
    if asked.product:
        parts.append(_worded(found["amount"], lambda value: f"{number(value, language())} {asked.unit}"))
    parts.append(_worded(found["precision"], lambda code: label("precision", code, language())))
    names = [" · ".join(part for part in row if part) for row in zip(*parts, strict=True)]
    return found.assign(
        size=(found["amount"] / most).clip(upper=1).fillna(0), name=pd.Series(names, found.index, "str")
    )


def _worded(column: pd.Series, say: Callable[[Any], str]) -> list[str]:
    """Each value in words, "" for a missing one; equal values are worded once."""
    words = {value: say(value) for value in column.dropna().unique()}
    return [words.get(value, "") for value in column]


def _where(found: pd.DataFrame) -> list[str]:
    """The town, or how many places a point stands for."""
    joined = _worded(found["places"], lambda places: t("map.joined", places=number(places, language())))
    towns = found["town"].where(found["town"].notna(), "")
    return [town if places == 1 else words for town, places, words in zip(towns, found["places"], joined, strict=True)]


def _clicked(key: str) -> None:
    objects = st.session_state[key].selection.objects.get("regions", [])
    address.put({"at": objects[0]["properties"]["id"] if objects else ""})


def _facts(shown: map.Choropleth) -> str:
    largest = shown.values.sort_values(ascending=False).head(3)
    named = (
        f"{name_of('region', str(code), language())} {number(value, language())}" for code, value in largest.items()
    )
    return t("map.alt", unit=shown.unit, regions=number(len(shown.values), language()), largest=", ".join(named))


def picture(view: View, parameters: Mapping[str, str]) -> File:
    """The map that the parameters ask for as a PNG."""
    asked = asked_by(parameters, view.everything.as_of)
    shown = choropleth(as_of(view, asked.day), asked, "dark" if parameters.get("theme") == "dark" else "light")
    foot = " · ".join([t("map.as_of", day=date(asked.day, language())), *regions.notices(language())])
    return File(f"{t('map.file')}.png", PNG, png(shown, asked.title, foot))
