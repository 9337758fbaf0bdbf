"""Columns as neighbours of each other, and tables of very many columns."""

import time

from loaders.columns import WIDE, Mapped, map_columns
from loaders.columns_beside import Beside, near, taken

COLUMNS = [
    Mapped(0, "Firma", "organisation", 0.95),
    Mapped(1, "Ort", "town", 0.9),
    Mapped(2, "Stadt", "town", 0.7),
    Mapped(3, "Xyz", "", 0.0),
]


def test_a_column_is_no_neighbour_of_itself() -> None:
    beside = Beside(COLUMNS)
    assert beside.others(COLUMNS[0]) == {"town"}
    assert beside.others(COLUMNS[1]) == {"organisation", "town"}
    assert beside.others(COLUMNS[3]) == {"organisation", "town"}
    assert [each.at for each in beside.at_either_side(COLUMNS[1])] == [0, 2]
    assert [each.at for each in near(COLUMNS, 0, 2)] == [1, 2]


def test_a_field_is_certain_elsewhere_only_where_another_column_is() -> None:
    beside = Beside(COLUMNS)
    assert [beside.is_certain_elsewhere(each) for each in COLUMNS[:3]] == [False, False, True]


def test_fields_are_taken_by_columns_with_enough_confidence() -> None:
    assert taken([*COLUMNS, Mapped(4, "Mail", "email", 0.4)]) == {"organisation", "town"}


def seconds(count: int) -> float:
    """How long `count` columns of amounts under listed headings take: all of them are read and compared."""
    headings = ["Firma", "Menge pro Woche", "Lager", "Name", "Datum", "Anzahl"] * (count // 6)
    columns = [("110", "270")] * len(headings)
    start = time.process_time()
    map_columns(headings, columns)
    return time.process_time() - start


def test_time_grows_with_the_number_of_columns_not_with_its_square() -> None:
    seconds(60)
    assert seconds(3000) / min(seconds(750), seconds(750)) < 8


def test_behind_the_widest_list_only_listed_headings_are_read() -> None:
    mails = ("a@example.org", "b@example.org")
    headings = ["Firma", *(f"Xyz {at}" for at in range(1, WIDE)), "Qwert", "E-Mail"]
    columns = [("Nordlicht GmbH", "Weberei AG"), *[("", "")] * (WIDE - 1), mails, mails]
    mapped = map_columns(headings, columns)
    assert [mapped[0].field, mapped[WIDE].field, mapped[WIDE + 1].field] == ["organisation", None, "email"]
    assert mapped[WIDE].heading == "Qwert"
