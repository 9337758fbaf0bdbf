"""What a heading known only in part claims where nothing else in the table bears it out."""

import pytest

from loaders.columns import map_columns

FIRMS = ("Nordlicht GmbH", "Weberei AG", "Faden e.K.")
GOODS = ("Visiere", "Kittel", "Visiere")
NUMBERS = ("1340", "220", "4105")
DAYS = ("02.03.2020", "05.03.2020", "09.03.2020")


@pytest.mark.parametrize(
    ("heading", "values"), [("Menge Xyz", NUMBERS), ("Xyz volume", NUMBERS), ("Datum Xyz", DAYS), ("Xyz status", DAYS)]
)
def test_part_of_a_heading_is_believed_beside_goods_only(heading: str, values: tuple[str, ...]) -> None:
    assert map_columns(("Firma", heading), (FIRMS, values))[1].field is None


def test_beside_goods_part_of_a_heading_is_enough() -> None:
    mapped = map_columns(("Firma", "Produkt", "Menge Xyz", "Datum Xyz"), (FIRMS, GOODS, NUMBERS, DAYS))
    assert [each.field for each in mapped] == ["organisation", "product", "stock", "received_at"]


def test_a_whole_heading_needs_nothing_beside_it() -> None:
    mapped = map_columns(("Firma", "Anzahl", "Eingegangen am"), (FIRMS, NUMBERS, DAYS))
    assert [each.field for each in mapped] == ["organisation", "stock", "received_at"]


def test_a_page_on_a_host_of_many_is_no_website() -> None:
    pages = tuple(f"https://www.facebook.com/{name}" for name in ("nordlicht", "weberei", "faden"))
    own = tuple(f"https://www.{name}.example.org" for name in ("nordlicht", "weberei", "faden"))
    headings = ("Firma", "url_xyz")
    assert [map_columns(headings, (FIRMS, each))[1].field for each in (pages, own)] == [None, "website"]


def test_hours_and_weekdays_are_no_dates_and_always_is_none() -> None:
    assert map_columns(("Firma", "Start"), (FIRMS, ("08:00", "07:30", "09:00")))[1].field is None
    assert map_columns(("Empresa", "Día"), (FIRMS, ("Lunes", "Martes", "Jueves")))[1].field is None
    assert map_columns(("Firma", "Verfügbar ab"), (FIRMS, ("sofort", "Montag", "KW 15")))[1].field == "available_from"
    assert map_columns(("Firma", "Xyz"), (FIRMS, ("24/7", "24/7", "24/7")))[1].field != "received_at"


def test_codes_with_their_towns_below_a_heading_for_codes_alone() -> None:
    towns = ("60-101 Poznań", "41-200 Sosnowiec", "37-700 Przemyśl")
    assert map_columns(("Nazwa", "Kod pocztowy"), (FIRMS, towns))[1].role == "postcode_town"


def test_roads_beside_their_town_are_addresses() -> None:
    roads = ("MG Road, Pune", "Hill Street, Shimla", "Beach Road, Kochi")
    assert map_columns(("Hospital Name", "Address"), (FIRMS, roads))[1].role == "address"
    assert (
        map_columns(("Empresa", "Dirección"), (FIRMS, ("CL 45 12 30", "CR 8 22 15", "CL 10 50 6")))[1].role == "address"
    )


def test_what_a_group_is_of_is_no_kind_of_organisation() -> None:
    assert map_columns(("Firma", "Blood Group"), (FIRMS, ("B+", "O-", "AB+")))[1].field is None


def test_names_that_say_what_they_are_stay_names() -> None:
    names = ("PHARMACIE DU MARCHE", "PHARMACIE BELLECOUR NORD", "PHARMACIE DES QUAIS")
    people = (("Martin", "Durand", "Petit"), ("Claire", "Paul", "Anne"))
    assert map_columns(("raison_sociale", "nom", "prenom"), (names, *people))[0].field == "organisation"


def test_a_name_stays_a_name_where_all_say_what_they_are() -> None:
    names = ("City Hospital", "City Hospital", "Lake Hospital", "Lake Hospital")
    numbers = ("010001", "010001", "010005", "010005")
    assert map_columns(("Facility ID", "Facility Name"), (numbers, names))[1].field == "organisation"


def test_words_without_a_figure_are_no_number_of_a_row() -> None:
    doors = ("portón verde", "edificio azul", "puerta chica")
    assert map_columns(("Nombre", "RefDir"), (FIRMS, doors))[1].field != "external_id"
