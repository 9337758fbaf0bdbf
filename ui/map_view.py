"""The map page's pieces: what to show at which level, the map itself, the region that was clicked, what is not on it.

What is chosen lives in the address bar, so that a link reproduces the map. Leaves out drawing (ui.map).
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from capacity import regions, totals
from capacity.formats import number
from capacity.points import points
from capacity.vocabulary import attribute, codes, label, labels
from ui import address, map
from ui.language import language, t
from ui.register_access import View

LEVELS = {"world": 0, "nuts1": 1, "nuts2": 2, "nuts3": 3}
MEASURES = ("offers", "organisations", "high")
FEW_POINTS, MOST_POINTS = 400, 3000
KEY = "map.chart"


@dataclass(frozen=True)
class Asked:
    """What the map shows: a level of LEVELS, a measure of MEASURES, for "high" a product, points or not."""

    level: str
    measure: str
    product: str
    points: bool

    @property
    def unit(self) -> str:
        """What is counted, in words that follow a number."""
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
        product = _product(products) if measure == "high" else ""
        level = _segments("level", list(LEVELS), "nuts1")
        shown = _points_switch(len(view.situation.rows))
    return Asked(level, measure, product, shown)


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


def _product(products: list[str]) -> str:
    key, asked = "map.product", address.get("of")
    st.session_state[key] = asked if asked in products else products[0]
    return st.selectbox(
        t("map.product"),
        products,
        format_func=labels("product", language()).__getitem__,
        key=key,
        width=300,
        on_change=lambda: address.put({"of": st.session_state[key]}),
    )


def _points_switch(offers: int) -> bool:
    key, asked = "map.points", address.get("points")
    st.session_state[key] = asked == "yes" if asked else offers <= FEW_POINTS
    choose = lambda: address.put({"points": "yes" if st.session_state[key] else "no"})  # noqa: E731
    return st.toggle(t("map.points"), key=key, on_change=choose, help=t("map.points_help"))


def values(view: View, asked: Asked) -> pd.Series:
    """Region code → figure at the level and in the measure that were asked for."""
    return totals.by_region(view.situation, LEVELS[asked.level], asked.measure, asked.product)


def chart(view: View, asked: Asked) -> None:
    """Legend and map; a click on a region puts its code into the address bar."""
    shown = map.Choropleth(asked.level, values(view, asked), asked.unit, _theme(), language())
    places = _places(view) if asked.points else None
    opened = map.view_of(view.selection.region, asked.level)
    st.html(map.legend(shown, asked.title))
    st.html(map.hover_style(shown))
    st.pydeck_chart(
        map.deck(shown, places, opened, address.get("at")),
        height=500,
        key=KEY,
        on_select=_clicked,
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


def _clicked() -> None:
    objects = st.session_state[KEY].selection.objects.get("regions", [])
    address.put({"at": objects[0]["properties"]["id"] if objects else ""})


def _facts(shown: map.Choropleth) -> str:
    largest = shown.values.sort_values(ascending=False).head(3)
    named = (f"{regions.name(str(code), language())} {number(value, language())}" for code, value in largest.items())
    return t("map.alt", unit=shown.unit, regions=number(len(shown.values), language()), largest=", ".join(named))
