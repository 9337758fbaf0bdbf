"""Charts on a page: the figure, its note, its data to download. Leaves out the drawing (capacity.charts)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import streamlit as st
from plotly.basedatatypes import BaseFigure

from capacity.charts import KEYS, Chart, capacity_bars, offers_by, over_time
from capacity.charts.style import Theme
from capacity.crowds import FIELDS
from capacity.selection import filter_label
from capacity.situation import Situation
from capacity.texts import say
from ui import address, downloads, live
from ui.language import language, t
from ui.register_access import View, told

CONFIG = {"displayModeBar": "hover", "displaylogo": False, "modeBarButtons": [["toImage"]]}
NAMED = {"nuts0": "charts.key.nuts0", "nuts1": "charts.key.nuts1"}


def theme() -> Theme:
    """The reader's theme, for colours that the browser cannot turn by itself."""
    return cast(Theme, "dark" if st.context.theme.type == "dark" else "light")


@live.part
def situation(view: View, key: str) -> None:
    """Offers by `key`, capacity per week by product group, offers per day."""
    _show(_by(view.key, key, view, language(), theme()), key)
    _show(_capacity(view.key, view, language(), theme()), "capacity")
    _show(_days(view.key, view, language(), theme()), "days")


def chosen(view: View) -> str:
    """What the reader has offers counted by: country, region, sector, product …; the address bar keeps the choice."""
    possible, asked = keys(view), address.get("by")
    st.session_state["charts.by"] = asked if asked in possible else KEYS[0]
    names = {key: t(NAMED[key]) if key in NAMED else filter_label(key, language()) for key in possible}
    key = st.segmented_control(
        t("charts.choose"),
        list(possible),
        format_func=names.__getitem__,
        key="charts.by",
        required=True,
        on_change=lambda: address.put({"by": st.session_state["charts.by"]}),
    )
    return key or KEYS[0]


# the key says all: version, day and filters of the view, so that the view itself need not be compared
@st.cache_resource(show_spinner=False, max_entries=64)
def _capacity(key: str, _view: View, language: str, theme: Theme) -> Chart:
    return _bars(_view, language, theme)


def _bars(view: View, language: str, theme: Theme) -> Chart:
    """Viewers are not told how many offers state a number: all but these may be a single one."""
    chart = capacity_bars(told(view, "product"), language, theme)
    if view.audience != "viewer":
        return chart
    return replace(chart, table=chart.table.drop(columns=say("charts.offers", language)))


@st.cache_resource(show_spinner=False, max_entries=64)
def _days(key: str, _view: View, language: str, theme: Theme) -> Chart:
    return over_time(told(_view, "received_at"), language, theme)


@st.cache_resource(show_spinner=False, max_entries=128)
def _by(key: str, by: str, _view: View, language: str, theme: Theme) -> Chart:
    return offers_by(_of(_view, by), by, language, theme)


def _of(view: View, by: str) -> Situation:
    """What is in view, to be told by `by`."""
    return told(view, "region" if by in NAMED else by)


def keys(view: View) -> tuple[str, ...]:
    """What this audience may have offers counted by."""
    return KEYS if view.audience != "viewer" else tuple(key for key in KEYS if key in NAMED or key in FIELDS)


def _show(chart: Chart, name: str) -> None:
    st.header(chart.title, anchor=False)
    draw(chart, f"chart.{name}")
    with st.container(horizontal=True, vertical_alignment="center"):
        if chart.note:
            st.caption(chart.note)
        st.space("stretch")
        downloads.button("chart", t("charts.download"), {"chart": name}, key=f"charts.download.{name}")


def draw(chart: Chart, key: str) -> None:
    """The figure itself."""
    st.plotly_chart(_Ready(chart.plain), theme=None, config=CONFIG, key=key, alt=chart.alt)


class _Ready(BaseFigure):
    """A figure that is sent as it is: plotly's own look at every value first, which takes longer than all else."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self._plain = plain

    def to_dict(self) -> dict[str, Any]:
        return self._plain


def exported(view: View, parameters: Mapping[str, str]) -> downloads.File:
    """The data of one chart, "capacity", "days" or one of KEYS, as CSV."""
    name, light = parameters.get("chart", ""), cast(Theme, "light")
    if name == "capacity":
        chart = _bars(view, language(), light)
    elif name == "days":
        chart = over_time(told(view, "received_at"), language(), light)
    else:
        name = name if name in keys(view) else KEYS[0]
        chart = offers_by(_of(view, name), name, language(), light)
    return downloads.table(chart.table, f"{t('charts.file')}_{name}")
