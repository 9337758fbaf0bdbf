"""The map page: what it sends, what a click and a link show, what it says where nothing is on the map."""

import datetime as dt
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from capacity import regions
from tests import screens
from ui import geometry

pytestmark = pytest.mark.usefixtures("busy")


def page(**query: str) -> AppTest:
    return screens.opened("map", **{"lang": "de", **query})


def spec(app: AppTest) -> dict:
    return json.loads(app.get("deck_gl_json_chart")[0].proto.json)


def layer(app: AppTest, name: str) -> dict:
    return next(each for each in spec(app)["layers"] if each["id"] == name)


def shown_text(app: AppTest) -> str:
    return "\n".join(each.value for kind in (app.markdown, app.caption, app.header) for each in kind)


def test_regions_are_coloured_and_points_drawn() -> None:
    app = page()
    rule = layer(app, "regions")["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert {"DE2", "DEA"} <= set(rule["domain"]) <= set(regions.codes(1))
    assert layer(app, "points")["data"]


@pytest.mark.parametrize(("level", "expected"), [("nuts3", "DE212"), ("nuts2", "DE21"), ("world", "US")])
def test_a_link_names_the_level(level: str, expected: str) -> None:
    app = page(level=level)
    assert expected in layer(app, "regions")["_subLayerProps"]["polygons-fill"]["getFillColor"]["domain"]
    assert f"/{level}.de.geojson" in layer(app, "regions")["data"]


def test_the_whole_map_stays_small() -> None:
    app = page(level="nuts3")
    styles = sum(len(each.proto.body) for each in app.get("html"))
    assert len(json.dumps(spec(app))) + styles < 300_000


def test_a_region_in_the_address_shows_its_figures() -> None:
    app = page(at="DE2")
    assert [each.value for each in app.header] == [regions.name("DE2", "de")]
    assert layer(app, "selected")["data"] == geometry.frame("nuts1", "DE2")


def test_only_this_region_narrows_every_page() -> None:
    app = page(at="DE2")
    app.button(key="map.only_here").click().run()
    assert app.query_params["region"] in ("DE2", ["DE2"])
    rule = layer(app, "regions")["_subLayerProps"]["polygons-fill"]["getFillColor"]
    assert rule["domain"] == ["DE2"]


def test_closing_the_region_takes_it_from_the_address() -> None:
    app = page(at="DE2")
    app.button(key="map.close").click().run()
    assert "at" not in app.query_params


def test_what_is_not_on_the_map_is_counted() -> None:
    assert "nicht gezeigt" in shown_text(page())


def test_capacity_of_a_product_says_what_it_adds() -> None:
    app = page(measure="high", of="face_shield")
    assert app.selectbox(key="map.of").value == "face_shield"
    assert "Obergrenze" in "".join(each.proto.body for each in app.get("html"))


def test_english_page_has_english_words() -> None:
    app = page(lang="en", at="DE2")
    assert "offers from" in shown_text(app)
    assert app.title[0].value == "Map"


def test_a_wrong_address_falls_back_to_something_sensible() -> None:
    app = page(level="nuts9", measure="nonsense", at="ZZZ", of="nothing")
    assert layer(app, "regions")["data"].startswith("/api/geometry/nuts1")


def test_two_products_share_their_classes() -> None:
    app = page(measure="high", of="face_shield", beside="mask_community")
    assert len(app.get("deck_gl_json_chart")) == 2
    legends = [each.proto.body for each in app.get("html") if "und mehr" in each.proto.body]
    bounds = [re.findall(r"</span>([^<]*\d[^<]*)</span>", legend) for legend in legends]
    assert bounds[0] == bounds[1]


def test_an_earlier_day_shows_what_had_come_in_by_then() -> None:
    def total(app: AppTest) -> int:
        return sum(int(each["name"].split(" · ")[-2].split()[0]) for each in layer(app, "points")["data"])

    today = dt.date.today()
    earlier, now = page(until=(today - dt.timedelta(days=10)).isoformat()), page()
    assert 0 < total(earlier) < total(now)


@pytest.mark.parametrize("level", ["world", "nuts1", "nuts3"])
def test_figures_per_million_where_a_population_is_on_hand(level: str) -> None:
    shown = page(level=level, share="yes")
    assert "je Mio. Einwohner" in "".join(each.proto.body for each in shown.get("html"))
    coloured = layer(shown, "regions")["_subLayerProps"]["polygons-fill"]["getFillColor"]["domain"]
    assert coloured
    assert all(regions.population(code) for code in coloured)


def test_the_map_to_draw_a_frame_on_has_the_same_classes_and_sends_no_outlines() -> None:
    framed, usual = page(frame="yes", level="nuts2"), page(level="nuts2")
    drawn = json.loads(framed.get("plotly_chart")[0].proto.spec)["data"][0]
    assert drawn["geojson"].startswith("/api/geometry/nuts2")
    assert set(drawn["locations"]) == set(regions.codes(2))
    rule = layer(usual, "regions")["_subLayerProps"]["polygons-fill"]["getFillColor"]
    coloured = {code for code, each in zip(drawn["locations"], drawn["z"], strict=True) if each > 0}
    assert coloured == set(rule["domain"])
    assert not framed.get("deck_gl_json_chart")
