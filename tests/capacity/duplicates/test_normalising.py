"""Spellings of one name, street, number, host or code come out as one; different ones stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.duplicates.normalising import normalised


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("name", ("Müller Präzisionsdreh GmbH & Co. KG", "MUELLER PRAEZISIONSDREH", "Mueller Präzisionsdreh e.K.")),
        ("name", ("Plásticos Vidal S.L.", "Plasticos Vidal, SL", "Kunststoffe Vidal")),
        ("name", ("UAB Vilkas", "Vilkas, UAB", "Vilkas")),
        ("name", ("Szwalnia Mazur Sp. z o.o.", "SZWALNIA MAZUR SPÓŁKA Z O.O.", "szwalnia mazur")),
        ("name", ("ООО Ромашка", "Romashka OOO")),
        ("name", ("St. Mary's School", "Saint Marys Sch")),
        ("street", ("Hauptstraße 12a", "Hauptstr. 12 a", "HAUPTSTRASSE 12 A")),
        ("street", ("12 North Church Street", "12 N. Church St.")),
        ("street", ("Avenue de la République 007", "av. de la republique 7")),
        ("postcode", ("01067", "1067", "D-01067", "1067.0")),
        ("postcode", ("60622-1234", "60622")),
        ("phone", ("+49 (0)30 23125-123", "030/23125123", "0049 30 23125 123", "030 23125123 ext. 4")),
        ("mail", ("Info@Example.org", "mailto:info@example.org")),
        ("host", ("https://www.firma.example/kontakt", "shop.firma.example", "info@firma.example")),
        ("code", ("1980-04-02", "1980/04/02", "19800402")),
    ],
)  # fmt: skip
def test_one_spelling(kind: str, spellings: tuple[str, ...]) -> None:
    assert len(set(normalised(kind, spellings))) == 1
    assert normalised(kind, spellings)[0]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("name", "Fablab Kreuzberg", "Fablab Dresden"),
        ("name", "Kita 12", "Kita 14"),
        ("street", "Hauptstraße 12", "Hauptstraße 14"),
        ("phone", "030 23125123", "030 23125124"),
        ("host", "www.one.co.uk", "www.other.co.uk"),
    ],
)
def test_what_differs_stays_apart(kind: str, one: str, other: str) -> None:
    assert normalised(kind, [one])[0] != normalised(kind, [other])[0]


def test_a_name_that_is_only_a_legal_form_stays() -> None:
    assert normalised("name", ["GmbH", "AG"]) == ["gmbh", "ag"]


def test_hosts_that_anybody_may_use_say_nothing() -> None:
    assert normalised("host", ["someone@gmail.com", "https://www.facebook.com/firma", "x@sub.wixsite.com"]) == [""] * 3


def test_cells_that_say_there_is_nothing_are_empty() -> None:
    for kind, text in (
        ("name", "n/a"),
        ("phone", "unbekannt"),
        ("street", "k. A."),
        ("code", "-"),
        ("phone", "0000000"),
    ):
        assert normalised(kind, [text]) == [""]
    assert normalised("town", ["Na"]) == ["na"]


def test_several_numbers_in_one_cell_are_several() -> None:
    assert normalised("phone", ["030 23125123; 030 23125124"]) == ["3125123 3125124"]


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_is_taken_and_spelt_once(texts: list[str]) -> None:
    for kind in ("name", "person", "street", "town", "text", "postcode", "phone", "mail", "host", "code"):
        found = normalised(kind, texts)
        assert len(found) == len(texts)
        assert all(" ".join(text.split()) == text for text in found)
