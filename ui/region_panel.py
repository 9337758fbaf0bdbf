"""Beside the map: the region that was clicked, else the regions with most; below it what the map cannot show, and why.

Leaves out the map itself (ui.map_view).
"""

from dataclasses import replace

import pandas as pd
import streamlit as st

from capacity import regions, totals
from capacity.formats import number
from capacity.selection import Selection, select
from capacity.vocabulary import label
from ui import address, filters, navigation
from ui.language import language, t
from ui.map_view import LEVELS, Asked, values
from ui.register_access import View

MOST_NAMED = 6


def panel(view: View, asked: Asked) -> None:
    """The clicked region's figures and offers; without one, the regions with the highest figures."""
    code = address.get("at")
    if code and regions.known(code):
        _region(view, code)
    else:
        _highest(view, asked)
    _not_on_map(view, asked)


def _region(view: View, code: str) -> None:
    st.subheader(regions.name(code, language()), anchor=False)
    inside = select(view.situation, Selection(region=(code,), kind=()))
    counted = totals.figures(inside)
    offers, organisations = (number(each, language()) for each in (counted.offers, counted.organisations))
    st.markdown(t("map.region_figures", offers=offers, organisations=organisations))
    if counted.offers:
        st.dataframe(_products(inside), hide_index=True, height="content")
        st.dataframe(_organisations(inside), hide_index=True, height="content")
    with st.container(horizontal=True):
        if counted.offers and view.selection.region != (code,):
            st.button(t("map.only_here"), on_click=_only_here, args=(view.selection, code), key="map.only_here")
        navigation.link("offers", t("map.to_offers"), icon=":material/list_alt:", region=code)
        st.button(t("map.close_region"), on_click=_close, key="map.close", type="tertiary")


def _products(inside: totals.Situation) -> pd.DataFrame:
    lines = inside.capabilities.dropna(subset="product")
    counts = lines.drop_duplicates(["offer_id", "product"])["product"].value_counts().head(MOST_NAMED)
    named = [label("product", str(code), language()) for code in counts.index]
    return pd.DataFrame({t("map.top_products"): named, t("map.measure.offers"): counts.to_numpy()})


def _organisations(inside: totals.Situation) -> pd.DataFrame:
    named = inside.offers["organisation"].fillna("–").head(MOST_NAMED)
    rest = len(inside.offers) - len(named)
    heading = t("map.organisations_here") if rest <= 0 else t("map.organisations_first", rest=number(rest, language()))
    return pd.DataFrame({heading: named.to_numpy()})


def _highest(view: View, asked: Asked) -> None:
    found = values(view, asked).sort_values(ascending=False, kind="stable")
    st.caption(t("map.click_hint"))
    st.dataframe(table(found, asked), hide_index=True, height=330)


def table(found: pd.Series, asked: Asked) -> pd.DataFrame:
    """The map's figures as a table: region, its code, figure; the facts that keyboard and screen reader reach."""
    named = [regions.name(str(code), language()) for code in found.index]
    return pd.DataFrame({t("map.region"): named, t("map.code"): found.index, asked.unit: found.to_numpy()})


def _not_on_map(view: View, asked: Asked) -> None:
    missing = totals.unplaced(view.situation, LEVELS[asked.level])
    if missing.empty:
        st.caption(t("map.all_shown"))
        return
    parts = [f"{number(n, language())} {t(f'map.only.{code}')}" for code, n in missing.items()]
    total = number(int(missing.sum()), language())
    st.caption(t("map.not_shown", total=total, level=t(f"map.level.{asked.level}"), parts=", ".join(parts)))
    if "none" in missing:
        place = label("precision", "none", language())
        navigation.link("offers", t("map.to_unplaced", place=place), attention="without_place")


def _only_here(selection: Selection, code: str) -> None:
    filters.choose(replace(selection, region=(code,)))


def _close() -> None:
    address.put({"at": ""})
