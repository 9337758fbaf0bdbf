"""Headings that no list knows, named by the model and the values together."""

import pytest

from loaders.columns import Mapped, map_columns
from loaders.columns_headings import roles
from loaders.columns_joined import read_jointly, suits
from loaders.columns_values import Evidence

HEADING = "Wo sind Sie telefonisch"


def column(heading: str, *values: str) -> Mapped:
    firms = ("Nordlicht GmbH", "Weberei AG", "Faden e.K.")[: len(values)]
    return map_columns(["Firma", heading], [firms, values])[1]


def test_the_model_and_agreeing_values_map_with_less_than_a_listed_heading() -> None:
    found = column(HEADING, "030 23125 101", "030 23125 102", "030 23125 103")
    assert (found.field, 0.6 < found.confidence < 0.75) == ("phone", True)


def test_contradicting_values_do_not() -> None:
    assert column(HEADING, "sehr gern", "eher abends", "lieber nicht").field != "phone"


def test_a_heading_that_says_nothing_is_not_mapped_whatever_the_model_likes_best() -> None:
    assert column("Qwrtzp", "abc", "def", "ghi").field is None


@pytest.mark.parametrize(
    ("role", "values", "likely"),
    [
        ("email", ("a@example.org", "b@example.org"), True),
        ("email", ("blau", "rot"), False),
        ("town", ("Leipzig", "Aachen"), True),
        ("town", ("Umpf", "Brzl"), False),
        ("organisation", ("Nordlicht GmbH", "Weberei AG"), True),
        ("organisation", ("Leipzig", "Aachen"), False),
        ("organisation", ("030 23125 101", "030 23125 102"), False),
        ("contact_name", ("Anna Lindner", "Jan Probst"), True),
        ("none", ("blau", "rot"), False),
    ],
)
def test_how_well_values_suit_a_role(role: str, values: tuple[str, ...], likely: bool) -> None:
    assert (suits(roles()[role], Evidence(values)) > 0.5) == likely


def test_the_joined_probability_rises_with_values_that_suit() -> None:
    bare = read_jointly(HEADING, Evidence(()))
    seen = read_jointly(HEADING, Evidence(("030 23125 101", "030 23125 102")))
    assert (bare.role, seen.role) == ("phone", "phone")
    assert seen.probability >= bare.probability
    assert seen.by_heading == bare.by_heading


def test_a_heading_known_in_part_yields_only_to_a_clear_reading() -> None:
    """ "Ilu" asks how many; that people work there, only the whole heading says."""
    columns = [("Szwalnia Anna", "Krawiec Jan"), ("12", "45")]
    assert map_columns(["Firma", "Ilu pracowników zatrudniacie"], columns)[1].field == "organisation_size"
