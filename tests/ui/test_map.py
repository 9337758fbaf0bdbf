"""The map's specification: small, offline, coloured by class, with figures in the hover box."""

import gzip
import json
import re
from dataclasses import replace

import pandas as pd
import pydeck as pdk
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from capacity import regions
from ui import geometry, map
from ui.map_view import MOST_POINTS

VALUES = pd.Series({"DE2": 102.0, "DEA": 80.0, "FR1": 3.0})


def choropleth(theme: str = "light", values: pd.Series = VALUES, language: str = "de") -> map.Choropleth:
    return map.Choropleth("nuts1", values, "Angebote", theme, language)


def layers(shown: map.Choropleth, **more) -> dict[str, dict]:
    spec = json.loads(map.deck(shown, more.pop("points", None), map.EUROPE, **more).to_json())
    return {layer["id"]: layer for layer in spec["layers"]}


def test_no_address_of_another_machine_and_no_base_map() -> None:
    spec = map.deck(choropleth(), None, map.EUROPE).to_json()
    assert "http" not in spec
    assert json.loads(spec)["mapStyle"] == "__MAP_STYLE__"  # the sentinel by which Streamlit loads no base map


def test_the_specification_is_what_pydeck_makes_of_the_same_layers() -> None:
    ours = map.deck(choropleth(), None, map.EUROPE, "DE2")
    state = pdk.ViewState(**map.EUROPE, min_zoom=0.5, max_zoom=11)
    own = pdk.Deck(ours.layers, initial_view_state=state, map_provider=None, tooltip=ours._tooltip)
    assert json.loads(ours.to_json()) == json.loads(own.to_json())


def test_only_codes_and_colours_travel() -> None:
    every = pd.Series(range(1, 1515), index=regions.codes(3), dtype=float)
    shown = map.Choropleth("nuts3", every, "offers", "light", "en")
    assert len(map.deck(shown, None, map.EUROPE).to_json()) < 60_000


def test_regions_with_more_have_another_colour() -> None:
    rule = layers(choropleth())["regions"]["_subLayerProps"]["polygons-fill"]["getFillColor"]
    colours = dict(zip(rule["domain"], map_tuple(rule["colors"]), strict=True))
    assert colours["DE2"] != colours["FR1"]
    assert map_tuple([rule["othersColor"]])[0] not in colours.values()


def map_tuple(colours: list[list[int]]) -> list[tuple[int, ...]]:
    return [tuple(colour) for colour in colours]


def test_new_figures_make_the_browser_colour_anew() -> None:
    before, after = (layers(choropleth(values=VALUES * factor))["regions"]["updateTriggers"] for factor in (1, 30))
    assert before != after


def test_a_region_of_the_level_gets_a_frame_and_no_other() -> None:
    drawn = layers(choropleth(), selected="DE2")["selected"]["data"]
    assert all(8.9 < x < 13.9 and 47.2 < y < 50.6 for each in drawn for x, y in (each["s"], each["t"]))
    assert drawn[0]["s"] == drawn[-1]["t"]  # Bavaria is in one piece
    assert "selected" not in layers(choropleth(), selected="DE212")
    assert "selected" not in layers(choropleth())


def test_points_carry_their_name_and_their_size() -> None:
    points = pd.DataFrame({
        "latitude": [50.77601, 50.9], "longitude": [6.084, 7.0], "size": [0.25, 1.0],
        "name": ["Aachen · 4 Angebote", "Köln · 9 Angebote"], "precision": ["postcode", "town"],
    })  # fmt: skip
    drawn = layers(choropleth(), points=points)
    assert drawn["points"]["data"] == [
        {"longitude": 6.084, "latitude": 50.776, "name": "Aachen · 4 Angebote", "radius": 10.0}
    ]
    assert drawn["towns"]["data"][0]["radius"] == 16.0
    assert (drawn["points"]["filled"], drawn["towns"]["filled"]) == (True, False)


def test_hover_box_says_figures_and_where_none_are_reported() -> None:
    style = map.hover_style(choropleth())
    assert '.m-ma-DE2{--n:"102 Angebote"}' in style
    assert "keine Meldung" in style


def test_grey_may_mean_too_few_where_that_is_kept_back() -> None:
    shown = replace(choropleth(), withheld=True)
    assert "keine Meldung oder zu wenige" in map.legend(shown, "")
    assert "keine Meldung oder zu wenige" in map.hover_style(shown)


def test_the_fullest_map_stays_under_its_share_of_what_may_travel() -> None:
    codes = regions.codes(3)
    shown = map.Choropleth("nuts3", pd.Series(range(10**6, 10**6 + len(codes)), codes), "Stück pro Woche", "dark", "de")
    named = "Villingen-Schwenningen · 12 Angebote · 120.000 Stück pro Woche · Postleitzahl"
    places = pd.DataFrame(
        {"latitude": 48.06, "longitude": 8.46, "size": 0.5, "name": named, "precision": "town"}, range(MOST_POINTS)
    )
    sent = len(map.deck(shown, places, map.EUROPE).to_json()) + len(map.hover_style(shown).encode())
    assert sent < 250_000


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_legend_names_every_class_and_the_silence(theme: str) -> None:
    legend = re.sub("<[^>]+>", " ", map.legend(choropleth(theme), "Angebote je Region"))
    assert "keine Meldung" in legend
    assert "100 und mehr" in legend


def test_classes_of_shares_are_told_with_their_decimals() -> None:
    shares = choropleth(values=pd.Series({"DE1": 0.24, "DE2": 0.71, "DE3": 1.6, "DE4": 9.4}))
    assert [text for _, text in map.class_texts(shares)][1:] == ["0,2 – 0,5", "0,5 – 1", "1 – 5", "5 und mehr"]


def test_legend_without_figures_shows_no_class() -> None:
    assert "und mehr" not in map.legend(choropleth(values=VALUES * 0), "Angebote")


def test_no_class_begins_below_what_its_readers_are_told() -> None:
    told = map.Choropleth("nuts1", pd.Series({"DE1": 3.0, "DE2": 4.0, "DE3": 40.0}), "Angebote", "light", "de", least=3)
    assert told.lower[0] == 3
    assert told.classed() == {"DE1": 0, "DE2": 0, "DE3": len(told.lower) - 1}
    assert map.class_texts(told)[1][1] == "3 – 19"


def test_the_map_opens_on_the_region_that_is_filtered_for() -> None:
    assert map.view_of(("DE",), "nuts1")["zoom"] > map.EUROPE["zoom"]
    assert map.view_of((), "world") == map.WORLD
    assert map.view_of(("DE", "FR"), "nuts1") == map.EUROPE


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=geometry.ROUTES))


def test_outlines_are_kept_by_the_browser_and_name_regions_in_its_language(client: TestClient) -> None:
    answer = client.get(geometry.address("nuts1", "en"))
    named = {f["properties"]["id"]: f["properties"]["name"] for f in answer.json()["features"]}
    assert named["DE2"] == regions.name("DE2", "en")
    assert "immutable" in answer.headers["cache-control"]
    assert len(named) == len(regions.codes(1))


def test_every_level_has_its_outlines_under_a_size_that_loads_fast() -> None:
    for name in geometry.LEVELS:
        content, _ = geometry.packed(name, "de")
        assert len(content) < 300_000
        assert json.loads(gzip.decompress(content))["type"] == "FeatureCollection"


def test_borders_come_as_stretches_each_once(client: TestClient) -> None:
    between, within = (
        {(tuple(each["s"]), tuple(each["t"])) for each in client.get(geometry.address_of_lines(name)).json()}
        for name in geometry.LINES
    )
    assert len(between) > 5000
    assert len(within) > 2000
    assert not between & within
    assert all(start < end for start, end in between | within)


@pytest.mark.parametrize(
    "path", ["/api/geometry/nuts9.de.geojson", "/api/geometry/..%2Fregions.de.geojson", "/api/geometry/nuts3.json"]
)
def test_other_files_are_not_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
