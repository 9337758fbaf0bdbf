"""What values look like, kind by kind."""

import pytest

from loaders.columns_values import SAMPLE, TESTS, Evidence, sample


@pytest.mark.parametrize(
    ("kind", "yes", "no"),
    [
        ("email", ["a@example.org", "Jan <jan@example.org>", "info (at) example.org"], ["example.org", "jan at home"]),
        (
            "phone",
            ["030 23125 101", "+49 (0)30 23125-102", "06 12 34 56 78", "+420 220 000 001"],
            ["10115", "2020-03-27", "12.05.2020", "1.234"],
        ),
        ("url", ["https://example.org/x", "www.example.org", "example.org"], ["a@example.org", "Muster AG"]),
        (
            "postcode",
            ["10115", "D-52062", "00-001", "110 00", "1012 AB", "4700-001", "EH1 1YZ", "77"],
            ["Berlin", "030 23125 101"],
        ),
        ("number", ["12", "1.234,5", "1 000", "3'000", "-18"], ["12 Stück", "KW 14", "a"]),
        ("date", ["17.03.2020", "2020-03-27", "KW 14", "29/04/2020", "43922"], ["06 12 34 56 78", "1.234", "Muster"]),
        ("coordinates", ["52.5, 13.4", "(48,2; 16,3)"], ["52.5", "Berlin"]),
        (
            "company",
            ["Nordlicht GmbH", "Solent Ltd.", "Probe s.r.o.", "Universität Muster"],
            ["Anna Lindner", "Agnes", "Colmar"],
        ),
        ("person", ["Anna Lindner", "Dr. Jan Muster", "Muster, Anna"], ["Nordlicht GmbH", "10115", "anna"]),
        (
            "street",
            ["Musterstr. 5", "Am Ring 2, Platz 3", "12 avenue du Lac", "ul. Długa 5", "5 High Street"],
            ["Berlin", "Anna Lindner"],
        ),
        ("quantity", ["ca. 400 Stück wöchentlich", "60-80 am Tag", "200"], ["Kategorie A", "a1@example.org", "keine"]),
        ("yes_no", ["ja", "x", "oui", "no"], ["Berlin", "500"]),
        ("product", ["FFP2-Masken", "Gesichtsschild"], ["Berlin", "PLA"]),
        ("process", ["FDM", "Spritzguss"], ["Berlin"]),
        ("material", ["PETG", "Baumwolle"], ["Berlin"]),
        ("country", ["Deutschland", "France", "DE"], ["Nordlicht GmbH"]),
        ("unit", ["Stück", "szt.", "Paar", "Liter"], ["Berlin"]),
        ("period", ["Woche", "Tag", "mois"], ["Berlin"]),
        ("kind", ["Angebot", "need"], ["Berlin"]),
    ],
)
def test_kinds(kind: str, yes: list[str], no: list[str]) -> None:
    assert [text for text in yes if not TESTS[kind](text)] == []
    assert [text for text in no if TESTS[kind](text)] == []


def test_a_sample_is_distinct_says_something_and_spans_the_column() -> None:
    column = ["", "-", "k. A.", *(str(number) for number in range(1000)), "1", "2"]
    taken = sample(column)
    assert len(taken) == len(set(taken)) <= SAMPLE
    assert not {"", "-", "k. A."} & set(taken)
    assert max(map(int, taken)) > 900


def test_shares_count_distinct_values() -> None:
    evidence = Evidence(["a@example.org"] * 50 + ["b@example.org", "Berlin", ""])
    assert evidence.share("email") == pytest.approx(2 / 3)
    assert evidence.filled == 52
    assert evidence.best(("email", "phone")) == pytest.approx(2 / 3)


def test_an_empty_column_shows_nothing() -> None:
    assert Evidence(["", " "]).share("email") == 0.0
