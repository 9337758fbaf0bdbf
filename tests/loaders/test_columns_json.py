"""JSON in cells becomes columns."""

from tests.loaders.lists import fields, first, lines, read_rows

ROWS = (
    ("id", "profile", "location", "products"),
    ("1", '{"name": "Severn Ltd", "type": "company"}', '{"city": "Leeds", "country": "UK"}', '["face shields"]'),
    ("2", '{"name": "Fenland Lab"}', '{"city": "Cork", "country": "IE"}', '["cloth masks", "gowns"]'),
)


def test_objects_and_lists_are_taken_apart() -> None:
    report = read_rows(*ROWS)
    assert [column.index for column in report.tables[0].columns] == [1, 2, 3, 4]
    assert fields(report)[1:] == ["organisation", "town", "product"]
    offer = first(report)
    assert (offer["organisation"], offer["organisation_type"], offer["country"]) == ("Severn Ltd", "company", "UK")
    assert [line["product"] for line in lines(report)] == ["face_shield", "mask_community", "gown"]


def test_broken_json_and_brackets_in_words_are_words() -> None:
    report = read_rows(("Firma", "Bemerkung"), ("Nordlicht GmbH", "{nur werktags"), ("Weberei AG", "[siehe unten]"))
    assert list(report.offers["remarks"]) == ["{nur werktags", "[siehe unten]"]


def test_half_a_letter_in_json_is_a_lost_one() -> None:
    rows = [(name, '{"note": "400 Visiere \\ud83d", "\\ude00": "1"}') for name in ("Nordlicht GmbH", "Weberei AG")]
    assert set(read_rows(("Firma", "Bemerkung"), *rows).offers["remarks"].dropna()) == {"400 Visiere �"}
