"""Regions: codes, names in two languages, who lies in whom, shapes that fit the codes, notices."""

import itertools
import json

import pytest

from capacity import regions
from capacity.regions import GEOGRAPHY


def rings(geometry: dict) -> list[list[list[float]]]:
    """All rings of a Polygon or MultiPolygon."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def features(layer: str) -> list[dict]:
    """The features of a committed layer."""
    return json.loads(regions.geometry_path(layer).read_text("utf-8"))["features"]


@pytest.mark.parametrize(("level", "count"), [(0, 37), (1, 125), (2, 334), (3, 1514)])
def test_nuts_2021_is_complete_and_every_region_has_a_shape(level: int, count: int) -> None:
    assert len(regions.codes(level)) == count
    assert sorted(feature["properties"]["id"] for feature in features(f"nuts{level}")) == list(regions.codes(level))


def test_level_must_exist() -> None:
    with pytest.raises(ValueError, match="level 4"):
        regions.codes(4)


def test_names_in_both_languages() -> None:
    assert regions.name("DE2", "de") == "Bayern"
    assert regions.name("DE2", "en") == "Bavaria"
    assert regions.name("ITC4", "de") == "Lombardei"
    assert regions.name("EL", "en") == "Greece"
    assert regions.name("UK", "de") == "Vereinigtes Königreich"
    assert regions.name("US-CA", "de") == "Kalifornien"
    with pytest.raises(KeyError):
        regions.name("GR", "en")


def test_every_name_is_filled() -> None:
    for code in (*regions.countries(), *regions.codes(1), *regions.codes(2), *regions.codes(3)):
        assert all(regions.name(code, language) for language in ("de", "en")), code


def test_levels_parents_and_children() -> None:
    assert [regions.level(code) for code in ("JP", "DE", "DEA", "DEA2", "DEA2D", "US-CA")] == [0, 0, 1, 2, 3, 1]
    assert [regions.parent("DEA2D", level) for level in range(4)] == ["DE", "DEA", "DEA2", "DEA2D"]
    assert regions.parent("US-CA", 0) == "US"
    assert "DEA2D" in regions.children("DEA2")
    assert regions.children("DEA2D") == ()
    assert "US-CA" in regions.children("US")
    with pytest.raises(ValueError, match="no parent"):
        regions.parent("DE", 1)


def test_every_region_is_its_parents_child() -> None:
    for code in regions.codes(3):
        assert code in regions.children(regions.parent(code, 2))


def test_countries_of_the_world_use_our_codes() -> None:
    codes = regions.countries()
    assert {"EL", "UK", "US", "CN", "NA", "XK"} <= set(codes)
    assert not {"GR", "GB"} & set(codes)
    assert set(regions.codes(0)) <= set(codes)


def test_population_of_countries_and_of_german_regions_only() -> None:
    assert 80_000_000 < (regions.population("DE") or 0) < 90_000_000
    assert regions.population("AT1") is None


def test_centres_lie_in_their_region_and_never_at_zero() -> None:
    for code in (*regions.codes(3), *regions.countries()):
        latitude, longitude = regions.centre(code)
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180
        assert (latitude, longitude) != (0.0, 0.0), code
    latitude, longitude = regions.centre("FR")
    assert 45 < latitude < 48
    assert 1 < longitude < 4


@pytest.mark.parametrize("layer", ["world", "nuts0", "nuts1", "nuts2", "nuts3"])
def test_rings_are_closed_and_on_the_map(layer: str) -> None:
    for feature in features(layer):
        for ring in rings(feature["geometry"]):
            assert ring[0] == ring[-1], feature["properties"]
            assert len(ring) >= 4, feature["properties"]
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
            jump = max(abs(a[0] - b[0]) for a, b in itertools.pairwise(ring))
            assert jump < 100, (feature["properties"], "crosses the map")


def test_layers_are_light() -> None:
    assert regions.geometry_path("nuts3").stat().st_size < 700_000
    assert regions.geometry_path("world").stat().st_size < 500_000
    assert sum(path.stat().st_size for path in GEOGRAPHY.iterdir()) < 12_000_000


def test_lines_are_drawn_for_countries_and_nuts1() -> None:
    for layer in ("nuts0_lines", "nuts1_lines"):
        (feature,) = features(layer)
        assert len(feature["geometry"]["coordinates"]) > 100


def test_unknown_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="nuts9"):
        regions.geometry_path("nuts9")


def test_notices_name_the_owners() -> None:
    english, german = regions.notices("en"), regions.notices("de")
    assert any("© EuroGeographics for the administrative boundaries" in notice for notice in english)
    assert any("GeoNames" in notice and "CC BY 4.0" in notice for notice in german)
    assert len(english) == len(german)


def test_a_region_that_is_a_whole_country_has_its_name() -> None:
    assert regions.name("CH0", "de") == "Schweiz"
    assert regions.name("CZ0", "en") == "Czechia"
    assert regions.name("DE3", "de") == "Berlin"


def test_covering_names_a_whole_where_all_its_parts_are_named() -> None:
    bavaria = [code for code in regions.codes(3) if code.startswith("DE2")]
    assert regions.covering(bavaria) == ("DE2",)
    assert regions.covering([*bavaria[1:], "FR"]) == regions.covering([*bavaria[1:], "FR"])
    assert "DE2" not in regions.covering(bavaria[1:])
    assert regions.covering(["LU", "US"]) == ("LU", "US")


@pytest.mark.parametrize("at_level", [1, 2, 3])
def test_covering_holds_exactly_what_was_named(at_level: int) -> None:
    named = regions.codes(at_level)[::3]
    found = regions.covering(named)
    assert {code for code in regions.codes(at_level) if code.startswith(found)} == set(named)


def test_german_regions_have_inhabitants_at_all_levels_that_add_up() -> None:
    german = [[code for code in regions.codes(level) if code.startswith("DE")] for level in (1, 2, 3)]
    sums = [sum(regions.population(code) or 0 for code in codes) for codes in german]
    assert sums == [83_019_213] * 3
    assert all(regions.population(code) for codes in german for code in codes)
    assert regions.population("FR101") is None
