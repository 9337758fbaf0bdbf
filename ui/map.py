"""The map: outlines of regions fetched once by address and coloured by figures; places as points; legend, hover.

Takes figures that are already counted (capacity.totals). Leaves out which figures to show (pages/map.py).
"""

import html
import json
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from capacity import classes, regions
from capacity.formats import number
from capacity.texts import say
from ui import geometry

Colour = list[int]

# viridis without its ends: tells six classes apart for every kind of colour vision
SCALE: tuple[Colour, ...] = (
    [68, 57, 131],
    [49, 104, 142],
    [33, 145, 140],
    [53, 183, 121],
    [144, 215, 67],
    [235, 229, 80],
)
NO_REPORT = {"light": [226, 229, 233, 255], "dark": [52, 58, 66, 255]}
LAND = {"light": [240, 242, 244, 255], "dark": [36, 41, 48, 255]}
LINE = {"light": [255, 255, 255, 255], "dark": [14, 17, 23, 255]}
POINT = {"light": [213, 94, 0, 190], "dark": [240, 150, 60, 210]}  # vermilion of Okabe and Ito
PAPER = {"light": [255, 255, 255, 255], "dark": [18, 24, 29, 255]}
INK = {"light": [27, 39, 48, 255], "dark": [230, 236, 240, 255]}
FRAME = {"light": [27, 39, 48, 255], "dark": [255, 255, 255, 255]}
EUROPE = {"latitude": 51.5, "longitude": 11.0, "zoom": 3.4}
WORLD = {"latitude": 30.0, "longitude": 10.0, "zoom": 0.9}
ZOOM = {0: 4.4, 1: 5.6, 2: 6.6, 3: 7.8}


class CompactDeck(pdk.Deck):
    """A deck whose specification goes over the wire without the indentation that makes it five times as large.

    Made without pydeck's own beginning, which looks through the installed packages for Jupyter five times a deck.
    """

    def __init__(self, layers: list[pdk.Layer], state: pdk.ViewState, tooltip: dict[str, Any]) -> None:
        self.layers, self.initial_view_state, self._tooltip = layers, state, tooltip
        self.views = [pdk.View(type="MapView", controller=True)]
        self.map_provider, self.mapbox_key = None, None
        self.map_style = "__MAP_STYLE__"  # pydeck's word for none: with nothing, Streamlit fetches one from the net

    @cached_property
    def _written(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))

    def to_json(self) -> str:
        """The specification as compact JSON; written once, since one deck is drawn for all who look at the same."""
        return self._written


@dataclass(frozen=True)
class Choropleth:
    """Figures per region of one level ("world", "nuts1", …), their class bounds, and how the colours run.

    `beside` holds the figures of a second map that is read beside this one and shares its classes; `least` is the
    smallest figure that its readers are told, so that no class begins below; `withheld` says that there are others.
    """

    level: str
    values: pd.Series
    unit: str
    theme: str
    language: str
    beside: pd.Series = field(default_factory=lambda: pd.Series(dtype="float64"))
    least: float = 0
    withheld: bool = False

    @property
    def lower(self) -> list[float]:
        """Lower bounds of the classes."""
        return [max(bound, self.least) for bound in classes.bounds([*self.values, *self.beside])]

    @property
    def silent(self) -> str:
        """What is said of a region without a figure."""
        return say("map.too_few" if self.withheld else "map.no_report", self.language)

    def colours(self) -> list[Colour]:
        """One colour per class; more is darker on light ground and brighter on dark."""
        ordered = SCALE if self.theme == "dark" else SCALE[::-1]
        steps = max(len(self.lower), 1)
        return [[*ordered[round(i * (len(ordered) - 1) / max(steps - 1, 1))], 235] for i in range(steps)]

    def classed(self) -> dict[str, int]:
        """Region code → its class, from 0; regions without a figure are left out."""
        shown = self.values[self.values > 0]
        return dict(zip(map(str, shown.index), classes.classify(shown, self.lower), strict=True))

    def coloured(self) -> dict[str, Any]:
        """The rule by which the browser colours regions: their codes and a colour each."""
        classed, colours, empty = self.classed(), self.colours(), NO_REPORT[self.theme]
        chosen = [colours[index] for index in classed.values()]
        rule = {"attr": "id", "domain": list(classed), "colors": chosen, "othersColor": empty, "nullColor": empty}
        return {"@@function": "colorCategories", **rule}


def deck(
    shown: Choropleth, points: pd.DataFrame | None, view: dict[str, float], selected: str = "", name: str = "map"
) -> CompactDeck:
    """The whole map. `points`: columns latitude, longitude, size (0 to 1), name, precision – a row per place – or None.

    `selected` is the code of the region that is drawn with a frame around it, if it is of the level shown; `name` tells
    this map's hover texts from those of another map on the page.
    """
    layers = [_land(shown)] if shown.level != "world" else []
    layers += [_regions(shown), *_outlines(shown)]
    if frame := geometry.frame(shown.level, selected):
        layers.append(_stretches("selected", frame, FRAME[shown.theme], 3))
    if points is not None:
        layers += _points(points, shown.theme)
    state = pdk.ViewState(**view, min_zoom=0.5, max_zoom=11)
    box = f'<b>{{name}}</b><div class="{_short(name)} {_short(name)}-{{id}}" data-id="{{id}}"></div>'
    tooltip = {"html": box, "style": {"maxWidth": "22rem"}}
    return CompactDeck(layers, state, tooltip)


def _land(shown: Choropleth) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        geometry.address("world", shown.language),
        id="land",
        get_fill_color=LAND[shown.theme],
        stroked=False,
        pickable=False,
    )


def _regions(shown: Choropleth) -> pdk.Layer:
    rule = shown.coloured()
    return pdk.Layer(
        "GeoJsonLayer",
        geometry.address(shown.level, shown.language),
        id="regions",
        stroked=False,
        pickable=True,
        # colours sit in the inner layer: given on the outer one, Streamlit greys them all out at a selection
        _subLayerProps={"polygons-fill": {"getFillColor": rule}},
        update_triggers={"getFillColor": [zlib.crc32(json.dumps(rule).encode())]},
    )


def _outlines(shown: Choropleth) -> list[pdk.Layer]:
    names = {"world": ["nuts0_lines"], "nuts0": ["nuts0_lines"]}.get(shown.level, ["nuts1_lines", "nuts0_lines"])
    widths = {"nuts0_lines": 1.6, "nuts1_lines": 0.7}
    return [_stretches(name, geometry.address_of_lines(name), LINE[shown.theme], widths[name]) for name in names]


def _stretches(name: str, data: str | list[dict[str, list[float]]], colour: Colour, width: float) -> pdk.Layer:
    """Straight stretches from "s" to "t": one kind for all that is a line, since each kind costs the browser time."""
    return pdk.Layer(
        "LineLayer",
        data,
        id=name,
        get_source_position="s",
        get_target_position="t",
        get_color=colour,
        width_units=pdk.types.String("pixels"),
        get_width=width,
        pickable=False,
    )


def _points(points: pd.DataFrame, theme: str) -> list[pdk.Layer]:
    """A dot where somebody gave an address or postcode, a ring where only the town is known."""
    radius = (4 + 12 * points["size"] ** 0.5).round(1)
    sent = points[["longitude", "latitude", "name"]].round(4).assign(radius=radius)
    town = points["precision"] == "town"
    return [
        _circles(name, sent[rows], theme, filled=name == "points")
        for name, rows in (("points", ~town), ("towns", town))
        if rows.any()
    ]


def _circles(name: str, sent: pd.DataFrame, theme: str, *, filled: bool) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        sent,
        id=name,
        get_position=["longitude", "latitude"],
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        filled=filled,
        get_fill_color=POINT[theme],
        stroked=not filled,
        get_line_color=POINT[theme],
        line_width_units=pdk.types.String("pixels"),
        get_line_width=2.5,
        pickable=True,
    )


def view_of(codes: tuple[str, ...], level: str) -> dict[str, float]:
    """Where the map opens: on the one region that is filtered for, else on Europe, or on the world at its level."""
    if len(codes) == 1 and regions.known(codes[0]):
        latitude, longitude = regions.centre(codes[0])
        return {"latitude": latitude, "longitude": longitude, "zoom": ZOOM[regions.level(codes[0])]}
    return WORLD if level == "world" else EUROPE


def _short(name: str) -> str:
    """A map's name in a few letters, since the style sheet says it with every region."""
    return f"m-{name.split('.')[-1][:2]}"


def hover_style(shown: Choropleth, name: str = "map") -> str:
    """A style sheet that writes each figure into the hover box: the file of outlines knows names, not figures."""
    silent, own = json.dumps(shown.silent, ensure_ascii=False), _short(name)
    rules = [f".{own}:where([data-id]:not([data-id^='{{'])):after{{content:var(--n,{silent})}}"]
    for code, value in shown.values[shown.values > 0].items():
        text = json.dumps(f"{number(value, shown.language, 1)} {shown.unit}", ensure_ascii=False)
        rules.append(f".{own}-{code}{{--n:{text}}}")
    return f"<style>{''.join(rules)}</style>"


def legend(shown: Choropleth, title: str) -> str:
    """The classes as a row of coloured fields with their bounds, as HTML made of our own words only."""
    fields = [_swatch(colour, text) for colour, text in class_texts(shown)]
    return f'<div style="font-size:.85rem"><b>{html.escape(title)}</b><br>{"".join(fields)}</div>'


def class_texts(shown: Choropleth) -> list[tuple[Colour, str]]:
    """What each colour says, "none reported" first."""
    upper, whole = [*shown.lower[1:], None], all(float(value).is_integer() for value in [*shown.values, *shown.beside])
    spans = [_span(low, high, shown.language, whole) for low, high in zip(shown.lower, upper, strict=False)]
    silent = (NO_REPORT[shown.theme], shown.silent)
    return [silent, *zip(shown.colours(), spans, strict=False)]


def css(colour: Colour) -> str:
    """The colour as style sheets and charts write it, opaque."""
    return f"rgb({colour[0]},{colour[1]},{colour[2]})"


def _swatch(colour: Colour, text: str) -> str:
    box = f"display:inline-block;width:.9em;height:.9em;margin-right:.35em;background:{css(colour)}"
    return f'<span style="white-space:nowrap;margin-right:1em"><span style="{box}"></span>{html.escape(text)}</span>'


def _span(low: float, high: float | None, language: str, whole: bool) -> str:
    if high is None:
        return say("map.class_and_more", language, low=number(low, language, 2))
    if not whole:
        return f"{number(low, language, 2)} – {number(high, language, 2)}"
    if high - low <= 1:
        return number(low, language)
    return f"{number(low, language)} – {number(high - 1, language)}"
