"""The map page's pieces: what to show at which level, the map itself, the region that was clicked, what is not on it.

What is chosen lives in the address bar, so that a link reproduces the map. Leaves out drawing (ui.map).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from capacity import regions, totals
from capacity.formats import date, number
from capacity.points import points
from capacity.vocabulary import attribute, codes, label, labels
from ui import address, map
from ui.language import language, t
from ui.map_picture import png
from ui.register_access import View

LEVELS = {"world": 0, "nuts1": 1, "nuts2": 2, "nuts3": 3}
MEASURES = ("offers", "organisations", "high")
FEW_POINTS, MOST_POINTS = 400, 3000
KEY, OTHER_KEY = "map.chart", "map.other"


@dataclass(frozen=True)
class Asked:
    """What the map shows: a level of LEVELS, a measure of MEASURES, for "high" a product and one to compare, points.

    `share` asks for figures per million inhabitants, `day` for what had come in by then.
    """

    level: str
    measure: str
    product: str
    other: str
    points: bool
    share: bool
    day: dt.date

    @property
    def unit(self) -> str:
        """What is counted, in words that follow a number."""
        counted = self._counted
        return t("map.unit.share", unit=counted) if self.share else counted

    @property
    def _counted(self) -> str:
        if self.measure != "high":
            return t(f"map.unit.{self.measure}")
        unit = label("unit", attribute("product", "unit")[self.product], language())
        return t("map.unit.per_week", unit=unit)

    @property
    def title(self) -> str:
        """The heading of the legend."""
        return t(f"map.title.{self.measure}", product=label("product", self.product, language()))


def controls(view: View) -> Asked:
    """The row of choices above the map; the address bar keeps them."""
    products = _countable(view)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measure = _segments("measure", [m for m in MEASURES if products or m != "high"], "offers")
        level = _segments("level", list(LEVELS), "nuts1")
        day = _day(view)
        product = _product("of", products) if measure == "high" else ""
        other = _product("beside", ["", *(code for code in products if code != product)]) if product else ""
        shown = _switch("points", len(view.situation.rows) <= FEW_POINTS)
        # a population is on hand for countries only
        share = level == "world" and _switch("share", False)
    return Asked(level, measure, product, other, shown, share, day)


def as_of(view: View, day: dt.date) -> View:
    """The view without what came in after `day`; what has no date stays."""
    if day >= view.situation.as_of:
        return view
    received = view.situation.columns.offers["received_at"]
    return replace(view, situation=view.situation.narrowed((received.isna() | (received < _midnight(day))).to_numpy()))


def _midnight(day: dt.date) -> pd.Timestamp:
    return pd.Timestamp(day) + pd.Timedelta(days=1)


def _day(view: View) -> dt.date:
    last, key = view.everything.as_of, "map.day"
    first = view.everything.offers["received_at"].min()
    if pd.isna(first) or first.date() >= last:
        return last
    asked = pd.to_datetime(address.get("until"), errors="coerce")
    st.session_state[key] = last if pd.isna(asked) else min(max(asked.date(), first.date()), last)
    return st.slider(
        t("map.day"),
        first.date(),
        last,
        key=key,
        format="DD.MM.YYYY",
        width=230,
        on_change=lambda: address.put({"until": _unless(st.session_state[key], last)}),
    )


def _unless(day: dt.date, last: dt.date) -> str:
    return "" if day == last else day.isoformat()


def _countable(view: View) -> list[str]:
    units = attribute("product", "unit")
    return [code for code in codes("product") if code in view.choices["product"] and units[code] != "as_stated"]


def _segments(name: str, options: list[str], default: str) -> str:
    key, asked = f"map.{name}", address.get(name)
    st.session_state[key] = asked if asked in options else default
    names = {option: t(f"map.{name}.{option}") for option in options}
    chosen = st.segmented_control(
        t(f"map.{name}"),
        options,
        format_func=names.__getitem__,
        key=key,
        required=True,
        on_change=lambda: address.put({name: st.session_state[key]}),
    )
    return chosen or default


def _product(name: str, products: list[str]) -> str:
    key, asked, names = f"map.{name}", address.get(name), {"": t("map.no_product"), **labels("product", language())}
    st.session_state[key] = asked if asked in products else products[0]
    return st.selectbox(
        t(key),
        products,
        format_func=names.__getitem__,
        key=key,
        width=250,
        on_change=lambda: address.put({name: st.session_state[key]}),
    )


def _switch(name: str, usual: bool) -> bool:
    key, asked = f"map.{name}", address.get(name)
    st.session_state[key] = asked == "yes" if asked else usual
    choose = lambda: address.put({name: "yes" if st.session_state[key] else "no"})  # noqa: E731
    return st.toggle(t(key), key=key, on_change=choose, help=t(f"{key}_help"))


def values(view: View, asked: Asked) -> pd.Series:
    """Region code → figure at the level and in the measure that were asked for."""
    found = totals.by_region(view.situation, LEVELS[asked.level], asked.measure, asked.product)
    return _per_million(found) if asked.share else found


def _per_million(found: pd.Series) -> pd.Series:
    people = pd.Series({code: regions.population(str(code)) for code in found.index}, dtype="float64")
    return (found * 1e6 / people).dropna().round(2)


def choropleth(view: View, asked: Asked) -> map.Choropleth:
    """The figures with their classes; with a product to compare, classes that suit both."""
    found = values(view, asked)
    beside = values(view, replace(asked, product=asked.other)) if asked.other else found
    return map.Choropleth(asked.level, found, asked.unit, _theme(), language(), beside)


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
    shown = choropleth(view, asked)
    places = _places(view) if asked.points else None
    opened = map.view_of(view.selection.region, asked.level)
    st.html(map.legend(shown, asked.title))
    st.html(map.hover_style(shown, key))
    st.pydeck_chart(
        map.deck(shown, places, opened, address.get("at"), key),
        height=500,
        key=key,
        on_select=lambda: _clicked(key),
        selection_mode="single-object",
        alt=_facts(shown),
    )


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def _places(view: View) -> pd.DataFrame | None:
    found = points(view.situation)
    if len(found) > MOST_POINTS:
        st.caption(t("map.too_many_points", places=number(len(found), language())))
        return None
    offers = found["offers"].map(lambda value: number(value, language()))
    precision = found["precision"].map(lambda code: label("precision", code, language()))
    named = found["town"].fillna("").str.cat(offers.map(lambda value: t("map.point", offers=value)), sep=" · ")
    return found.assign(name=named.str.cat(precision, sep=" · ").str.strip(" ·"))


def _clicked(key: str) -> None:
    objects = st.session_state[key].selection.objects.get("regions", [])
    address.put({"at": objects[0]["properties"]["id"] if objects else ""})


def _facts(shown: map.Choropleth) -> str:
    largest = shown.values.sort_values(ascending=False).head(3)
    named = (f"{regions.name(str(code), language())} {number(value, language())}" for code, value in largest.items())
    return t("map.alt", unit=shown.unit, regions=number(len(shown.values), language()), largest=", ".join(named))


def picture(view: View, asked: Asked) -> Callable[[], bytes]:
    """Draws the map as a PNG when it is called; texts and colours are this session's, as of now."""
    shown, title = choropleth(view, asked), asked.title
    foot = " · ".join([t("map.as_of", day=date(asked.day, language())), *regions.notices(language())])
    return lambda: png(shown, title, foot)
