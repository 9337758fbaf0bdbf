"""Drawing a frame around regions of the map, which then filters every page.

The usual map cannot be framed, so while the reader draws, the same colours are shown by one that can. Leaves out the
usual map (ui.map, ui.map_view).
"""

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from capacity import regions
from ui import address, filters, geometry, map
from ui.language import t
from ui.map_controls import Asked
from ui.map_view import choropleth, theme
from ui.register_access import View

KEY = "map.frame_chart"
EARTH = {"type": "Polygon", "coordinates": [[[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]]]}
CONFIG = {"displayModeBar": False, "scrollZoom": True}


def chart(view: View, asked: Asked) -> None:
    """The map to draw on; when the frame is closed, its regions become the region filter."""
    shown = choropleth(view, asked, theme())
    st.html(map.legend(shown, asked.title))
    st.info(t("map.frame_hint"), icon=":material/select:")
    st.plotly_chart(
        figure(shown, map.view_of(view.selection.region, asked.level)),
        theme=None,
        config=CONFIG,
        key=KEY,
        on_select=lambda: _framed(view),
        selection_mode=("box", "lasso"),
    )


def figure(shown: map.Choropleth, opened: dict[str, float]) -> go.Figure:
    """Every region of the level with its class; outlines come by address, codes and class numbers travel."""
    every = regions.countries() if shown.level == "world" else regions.codes(int(shown.level[-1]))
    classed = shown.classed()
    z = [classed.get(code, -1) + 1 for code in every]
    colours = [map.NO_REPORT[shown.theme], *shown.colours()]
    drawn = go.Choroplethmap(
        geojson=geometry.address(shown.level, shown.language), featureidkey="properties.id", locations=list(every), z=z,
        zmin=-0.5, zmax=len(colours) - 0.5, colorscale=_steps(colours), showscale=False, hoverinfo="none",
        marker={"line": {"width": 0.5, "color": map.css(map.LINE[shown.theme])}},
    )  # fmt: skip
    centre = {"lat": opened["latitude"], "lon": opened["longitude"]}
    ground = {"sourcetype": "geojson", "source": EARTH, "type": "fill", "color": map.css(map.PAPER[shown.theme])}
    # a style of our own would be set anew at every run, which the map library reports as an error
    plain: Any = {"style": "white-bg", "layers": [{**ground, "below": "traces"}], "center": centre}
    plain["zoom"] = max(opened["zoom"] - 0.6, 0)
    return go.Figure(drawn).update_layout(
        map=plain, dragmode="select", height=500, margin={"l": 0, "r": 0, "t": 0, "b": 0}, paper_bgcolor="rgba(0,0,0,0)"
    )


def _steps(colours: list[map.Colour]) -> list[list[Any]]:
    """A colour scale of even steps, without transitions."""
    width = 1 / len(colours)
    return [
        [edge, map.css(colour)] for at, colour in enumerate(colours) for edge in (at * width, min((at + 1) * width, 1))
    ]


def _framed(view: View) -> None:
    codes = [point["location"] for point in st.session_state[KEY].selection.points]
    if codes:
        address.put({"frame": ""})
        filters.choose(replace(view.selection, region=regions.covering(codes)))
