"""Beside the map: the region that was clicked, else the regions with most; below it what the map cannot show, and why.

Leaves out the map itself (ui.map_view).
"""

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import streamlit as st

from capacity import regions, totals
from capacity.formats import number
from capacity.naming import name_of
from capacity.selection import Selection, select
from capacity.vocabulary import label
from ui import address, downloads, filters, initiatives, navigation
from ui.language import language, t
from ui.map_controls import LEVELS, Asked, asked_by
from ui.map_view import as_of, values
from ui.register_access import View, told
from ui.small_table import small_table

MOST_NAMED, MOST_REGIONS = 6, 10


def panel(view: View, asked: Asked) -> None:
    """The clicked region's figures and offers; without one, the regions with the highest figures."""
    code = address.get("at")
    if code and regions.known(code):
        _region(view, code)
    else:
        _highest(view, asked)
    _not_on_map(view, asked)


def _region(view: View, code: str) -> None:
    st.header(regions.name(code, language()), anchor=False)
    inside = select(told(view, "region"), Selection(region=(code,), kind=()))
    counted = totals.figures(inside)
    offers, organisations = (number(each, language()) for each in (counted.offers, counted.organisations))
    st.markdown(t("map.region_figures", offers=offers, organisations=organisations))
    if counted.offers and view.audience != "viewer":
        st.html(_products(inside))
        st.html(_organisations(inside))
    if found := initiatives.of_region(code):
        st.html("<br>".join([f"<b>{t('initiatives.here')}</b>", *map(initiatives.described, found)]))
    with st.container(horizontal=True, vertical_alignment="center"):
        if counted.offers and view.selection.region != (code,) and view.audience != "viewer":
            st.button(t("map.only_here"), on_click=_only_here, args=(view.selection, code), key="map.only_here")
        navigation.link("offers", t("map.to_offers"), icon=":material/list_alt:", region=code)
        st.button(t("map.close_region"), on_click=_close, key="map.close", type="tertiary")


def _products(inside: totals.Situation) -> str:
    lines = inside.capabilities.dropna(subset="product").drop_duplicates(["offer_id", "product"])
    counts = lines["product"].value_counts().head(MOST_NAMED)
    named = [label("product", str(code), language()) for code in counts.index]
    shown = pd.DataFrame({"product": named, "offers": [number(count, language()) for count in counts]})
    return small_table(shown, [t("map.top_products"), t("map.measure.offers")], numbers=["offers"])


def _organisations(inside: totals.Situation) -> str:
    named = inside.offers["organisation"].head(MOST_NAMED)
    rest = len(inside.offers) - len(named)
    heading = t("map.organisations_here") if rest <= 0 else t("map.organisations_first", rest=number(rest, language()))
    return small_table(named.to_frame(), [heading], missing="–")


def _highest(view: View, asked: Asked) -> None:
    st.caption(t("map.click_hint_totals" if view.audience == "viewer" else "map.click_hint"))
    st.html(_most(_key(view, asked), view, asked))


def _key(view: View, asked: Asked) -> str:
    return json.dumps([view.key, asked.parameters, language()])


@st.cache_resource(show_spinner=False, max_entries=64)
def _most(key: str, _view: View, _asked: Asked) -> str:
    """The regions with the highest figures as HTML."""
    found = values(_view, _asked).sort_values(ascending=False, kind="stable").head(MOST_REGIONS)
    shown = pd.DataFrame({
        "region": [name_of("region", str(code), language()) for code in found.index],
        "value": [number(value, language(), 1) for value in found],
    })  # fmt: skip
    return small_table(shown, [t("map.region"), _asked.unit[:1].upper() + _asked.unit[1:]], numbers=["value"])


def sent_table(view: View, asked: Asked) -> pa.Table:
    """All figures of the map, most first, as they are sent."""
    return _sent_table(_key(view, asked), view, asked)


@st.cache_resource(show_spinner=False, max_entries=64)
def _sent_table(key: str, _view: View, _asked: Asked) -> pa.Table:
    found = table(values(_view, _asked).sort_values(ascending=False), _asked)
    return pa.Table.from_pandas(found, preserve_index=False)


def table(found: pd.Series, asked: Asked) -> pd.DataFrame:
    """The map's figures as a table: region, its code, figure; the facts that keyboard and screen reader reach."""
    named = [name_of("region", str(code), language()) for code in found.index]
    return pd.DataFrame({t("map.region"): named, t("map.code"): found.index, asked.unit: found.to_numpy()})


def exported(view: View, parameters: Mapping[str, str]) -> downloads.File:
    """The figures of the map that the parameters ask for, most first, as CSV."""
    asked = asked_by(parameters, view.everything.as_of)
    found = values(as_of(view, asked.day), asked).sort_values(ascending=False)
    return downloads.table(table(found, asked), t("map.file"))


def _not_on_map(view: View, asked: Asked) -> None:
    missing = _unplaced(_key(view, asked), view, asked)
    if view.audience == "viewer":
        st.caption(t("totals.unplaced", total=number(int(missing.sum()), language())))
        return
    if missing.empty:
        st.caption(t("map.all_shown"))
        return
    parts = [f"{number(n, language())} {t(f'map.only.{code}')}" for code, n in missing.items()]
    total = number(int(missing.sum()), language())
    st.caption(t("map.not_shown", total=total, level=t(f"map.level.{asked.level}"), parts=", ".join(parts)))
    if "none" in missing:
        place = label("precision", "none", language())
        navigation.link("offers", t("map.to_unplaced", place=place), attention="without_place")


@st.cache_resource(show_spinner=False, max_entries=64)
def _unplaced(key: str, _view: View, _asked: Asked) -> pd.Series:
    return totals.unplaced(told(_view, "region"), LEVELS[_asked.level])


def _only_here(selection: Selection, code: str) -> None:
    filters.choose(replace(selection, region=(code,)))


def _close() -> None:
    address.put({"at": ""})
