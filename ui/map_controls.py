"""What the map page is asked to show: figures, level, product, a product beside it, a day, points, per million.

What is chosen lives in the address bar, so that a link reproduces the map. Leaves out answering it (ui.map_view).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from capacity.selection import Selection, counts
from capacity.vocabulary import attribute, codes, label, labels
from ui import address
from ui.language import language, t
from ui.register_access import View, told
from ui.tables import DAY

LEVELS = {"world": 0, "nuts1": 1, "nuts2": 2, "nuts3": 3}
MEASURES = ("offers", "organisations", "high")
FEW_POINTS = 400


@dataclass(frozen=True)
class Asked:
    """What the map shows: a level of LEVELS, a measure of MEASURES, for "high" a product and one to compare, points.

    `share` asks for figures per million inhabitants, `day` for what had come in by then, `frame` for a map to draw on.
    """

    level: str
    measure: str
    product: str
    other: str
    points: bool
    share: bool
    day: dt.date
    frame: bool = False

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

    @property
    def parameters(self) -> dict[str, str]:
        """What `asked_by` turns into the same again, but for points and frame."""
        said = {"level": self.level, "measure": self.measure, "of": self.product, "until": self.day.isoformat()}
        return said | {"beside": self.other, "share": "yes" if self.share else "no"}


def asked_by(parameters: Mapping[str, str], last: dt.date) -> Asked:
    """What the parameters of an address ask for; what they do not say is as usual, `last` the day."""
    said = {name: parameters.get(name, "") for name in ("level", "measure", "of", "beside", "share", "until")}
    of, beside = (said[name] if said[name] in _counted_in_units() else "" for name in ("of", "beside"))
    measure = said["measure"] if said["measure"] in MEASURES and (of or said["measure"] != "high") else MEASURES[0]
    level = said["level"] if said["level"] in LEVELS else "nuts1"
    day = pd.to_datetime(said["until"], format="%Y-%m-%d", errors="coerce")
    until = last if pd.isna(day) else day.date()
    product = of if measure == "high" else ""
    return Asked(level, measure, product, beside if product else "", False, said["share"] == "yes", until)


def _counted_in_units() -> set[str]:
    units = attribute("product", "unit")
    return {code for code in codes("product") if units[code] != "as_stated"}


def controls(view: View) -> Asked:
    """The row of choices above the map; the address bar keeps them."""
    products = _countable(view)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        measure = _segments("measure", [m for m in MEASURES if products or m != "high"], "offers")
        product = _product("of", products, "collapsed") if measure == "high" else ""
        level = _segments("level", list(LEVELS), "nuts1")
        with st.popover(t("map.more"), icon=":material/tune:"):
            day = _day(view)
            others = ["", *(code for code in products if code != product)]
            other = _product("beside", others, "visible") if product else ""
            shown = view.audience != "viewer" and _switch("points", len(view.situation.rows) <= FEW_POINTS)
            share = _switch("share", False)
        frame = view.audience != "viewer" and _switch("frame", False)  # it sets a filter
    return Asked(level, measure, product, other, shown, share, day, frame)


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
        format=DAY[language()],
        on_change=lambda: address.put({"until": _unless(st.session_state[key], last)}),
    )


def _unless(day: dt.date, last: dt.date) -> str:
    return "" if day == last else day.isoformat()


def _countable(view: View) -> list[str]:
    known = _counted_in_units()
    named = (
        counts(told(view, "product"), Selection(), "product") if view.audience == "viewer" else view.choices["product"]
    )
    return [code for code in codes("product") if code in named and code in known]


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
        label_visibility="collapsed",
        on_change=lambda: address.put({name: st.session_state[key]}),
    )
    return chosen or default


def _product(name: str, products: list[str], heading: Literal["visible", "collapsed"]) -> str:
    key, asked, names = f"map.{name}", address.get(name), {"": t("map.no_product"), **labels("product", language())}
    st.session_state[key] = asked if asked in products else products[0]
    return st.selectbox(
        t(key),
        products,
        format_func=names.__getitem__,
        key=key,
        width=225,
        label_visibility=heading,
        on_change=lambda: address.put({name: st.session_state[key]}),
    )


def _switch(name: str, usual: bool) -> bool:
    key, asked = f"map.{name}", address.get(name)
    st.session_state[key] = asked == "yes" if asked else usual
    choose = lambda: address.put({name: "yes" if st.session_state[key] else "no"})  # noqa: E731
    return st.toggle(t(key), key=key, on_change=choose, help=t(f"{key}_help"))
