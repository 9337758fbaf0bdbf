"""JSON objects as a table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import read_report
from loaders.objects import rows_of
from loaders.source import read_source

FIRMS = [
    {"Firma": "Nordlicht GmbH", "Ort": "Berlin", "Produkt": "Visiere", "Menge": 500},
    {"Firma": "Weberei AG", "Ort": "Hof", "Produkt": "Kittel", "Menge": 1.50, "Mail": None},
]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(FIRMS),
        json.dumps({"count": 2, "results": FIRMS}, indent=2),
        json.dumps({"meta": {"columns": [{"name": "Firma"}]}, "result": {"records": FIRMS}}),
        "\n".join(map(json.dumps, FIRMS)) + "\n",
    ],
)
def test_a_list_of_objects_is_a_table(text: str) -> None:
    source = read_source(text.encode(), "list.json")
    assert (source.format, source.delimiter, source.error) == ("json", None, None)
    assert source.sheets[0].cells == [
        ["Firma", "Ort", "Produkt", "Menge", "Mail"],
        ["Nordlicht GmbH", "Berlin", "Visiere", "500", ""],
        ["Weberei AG", "Hof", "Kittel", "1.5", ""],
    ]
    report = read_report(text.encode(), "list.csv")
    assert report.offers["organisation"].tolist() == ["Nordlicht GmbH", "Weberei AG"]


def test_features_give_their_properties_and_where_they_are() -> None:
    features = [
        {"type": "Feature", "properties": {"name": f"Lab {n}"}, "geometry": {"type": "Point", "coordinates": [n, 50]}}
        for n in (6, 7)
    ]
    rows = rows_of(json.dumps({"type": "FeatureCollection", "features": features}))
    assert rows == [["name", "longitude", "latitude"], ["Lab 6", "6", "50"], ["Lab 7", "7", "50"]]


def test_what_is_nested_stays_in_its_cell() -> None:
    assert rows_of('[{"a": {"b": [1, true]}, "c": false}, {"a": "ä"}]') == [
        ["a", "c"], ['{"b": ["1", true]}', "false"], ["ä", ""]
    ]  # fmt: skip


def test_half_a_letter_is_a_lost_one() -> None:
    firms = [{"Firma": f"Muster {number} \ud83d GmbH", "Ort \ude00": "Hof"} for number in (1, 2)]
    report = read_report(json.dumps(firms).encode(), "list.json")
    assert report.offers["organisation"].tolist() == ["Muster 1 � GmbH", "Muster 2 � GmbH"]


@pytest.mark.parametrize("text", ["[1, 2]", '{"a": 1}', "[" * 50_000, '{"a":' * 30_000, "[x];y\n[z];1\n", "", "[]"])
def test_other_texts_are_no_objects(text: str) -> None:
    assert rows_of(text) is None


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    rows_of("[" + text)
    rows_of("{" + text)
