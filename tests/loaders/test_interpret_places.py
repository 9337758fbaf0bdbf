"""Address columns, split where they are written together, placed with what the table says beside."""

import pytest

from loaders.interpret_places import _address, _postcode_and_town
from tests.loaders.lists import codes, first, read_rows


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("52062 Aachen", {"postcode": "52062", "town": "Aachen"}),
        ("D-52062 Aachen", {"postcode": "D-52062", "town": "Aachen"}),
        ("110 00 Praha", {"postcode": "110 00", "town": "Praha"}),
        ("1012 AB Amsterdam", {"postcode": "1012 AB", "town": "Amsterdam"}),
        ("Braga 4700", {"postcode": "4700", "town": "Braga"}),
        ("Leeds, UK", {"text": "Leeds, UK"}),
        ("Berlin", {"town": "Berlin", "text": "Berlin"}),
    ],
)
def test_postcode_and_town(text: str, parts: dict[str, str]) -> None:
    assert _postcode_and_town(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Werkstr. 5, 70565 Stuttgart", {"street": "Werkstr. 5", "postcode": "70565", "town": "Stuttgart"}),
        (
            "Werkstr. 5, 70565 Stuttgart, Deutschland",
            {"street": "Werkstr. 5", "postcode": "70565", "town": "Stuttgart", "country": "DE"},
        ),
        (
            "5510 Soto Street Vernon CA 90058",
            {"street": "5510 Soto Street Vernon CA 90058", "text": "5510 Soto Street Vernon CA 90058"},
        ),
    ],
)
def test_addresses(text: str, parts: dict[str, str]) -> None:
    assert _address(text) == parts


def test_an_offer_is_placed() -> None:
    offer = first(
        read_rows(
            ("Firma", "Straße", "Hausnr.", "PLZ", "Ort", "Land"),
            ("Nordlicht GmbH", "Ringweg", "4", "52062", "Aachen", "Deutschland"),
        )
    )
    assert (offer["street"], offer["country"], offer["nuts3"]) == ("Ringweg 4", "DE", "DEA2D")
    assert float(str(offer["latitude"])) == pytest.approx(50.8, abs=0.2)


def test_coordinates_in_feet_are_none_and_degrees_are_believed() -> None:
    report = read_rows(
        ("Company", "Town", "Country", "Lat", "Lon"),
        ("Severn Ltd", "Leeds", "UK", "53.8", "-1.55"),
        ("Solent Ltd", "Leeds", "UK", "201674", "997930"),
    )
    assert codes(report).count("coordinates_impossible") == 2
    assert report.offers["latitude"].tolist()[0] == pytest.approx(53.8)


def test_states_of_one_country_are_read_for_it() -> None:
    rows = [("a1", "n95", "40", state) for state in ("CA", "NY", "FL", "TX", "WA", "IL", "MA", "NJ", "AZ", "VA", "DE")]
    report = read_rows(("donorKey", "item", "qty", "state"), *rows)
    assert set(report.offers["country"]) == {"US"}


def test_no_place_and_an_impossible_postcode_are_told() -> None:
    report = read_rows(
        ("Firma", "PLZ", "Ort"),
        ("Nordlicht GmbH", "10115", "Berlin"),
        ("Holm KG", "24937", "Flensburg"),
        ("Weberei AG", "unklarx", "Qqwertz"),
    )
    assert {"postcode_impossible", "place_unknown"} <= set(codes(report))
    assert report.offers["precision"].tolist()[2] == "none"


def test_a_nuts_code_of_the_file_counts_where_words_say_nothing() -> None:
    offer = first(
        read_rows(
            ("Company", "Product", "NUTS 3"), ("Severn Ltd", "Face shields", "DEA2D"), ("Solent Ltd", "Gowns", "FRF11")
        )
    )
    assert (offer["nuts0"], offer["nuts1"], offer["nuts3"], offer["country"]) == ("DE", "DEA", "DEA2D", "DE")
