"""Rows that say several things: needs beside offers, several products with quantities of their own."""

from tests.loaders.lists import codes, lines, read_rows

BOTH = (
    ("Einrichtung", "Ort", "Bieten wir an", "Menge Angebot", "Das brauchen wir", "Benötigte Menge", "Bemerkungen"),
    ("Nordlicht GmbH", "Berlin", "Visiere", "400", "FFP2-Masken", "2000", "dringend"),
    ("Weberei AG", "Hof", "OP-Kittel", "60", "", "", ""),
    ("Pflege e.V.", "Aachen", "", "", "Schutzbrillen", "30", ""),
)


def test_needs_beside_offers_become_needs_of_the_same_organisation() -> None:
    report = read_rows(*BOTH)
    found = [
        (row["source_row"], row["kind"], row["organisation"], row["remarks"]) for _, row in report.offers.iterrows()
    ]
    assert [each[:3] for each in found] == [
        (2, "offer", "Nordlicht GmbH"), (3, "offer", "Weberei AG"),
        (2, "need", "Nordlicht GmbH"), (4, "need", "Pflege e.V."),
    ]  # fmt: skip
    assert found[2][3] == "dringend"
    assert [(line["product"], line["stock"]) for line in lines(report)] == [
        ("face_shield", 400), ("gown", 60), ("mask_ffp2", 2000), ("goggles", 30)
    ]  # fmt: skip


def test_a_row_that_offers_and_needs_counts_once() -> None:
    table = read_rows(*BOTH).tables[0]
    assert (table.rows, table.offers, table.needs) == (3, 2, 1)


def test_product_columns_of_both_kinds_are_told_apart() -> None:
    rows = (("Firma", "Ort", "Visiere auf Lager", "Bedarf Kittel"), ("Nordlicht GmbH", "Berlin", "50", "20"))
    report = read_rows(*rows)
    assert list(report.offers["kind"]) == ["offer", "need"]
    assert [line["product"] for line in lines(report)] == ["face_shield", "gown"]


def test_amounts_of_both_kinds_share_their_product() -> None:
    rows = (
        ("Firma", "Ort", "Produkt", "Menge Angebot", "Menge Bedarf"),
        ("Nordlicht GmbH", "Berlin", "Visiere", "50", ""),
        ("Weberei AG", "Hof", "OP-Kittel", "", "20"),
    )
    report = read_rows(*rows)
    assert list(report.offers["kind"]) == ["offer", "need"]
    assert [(line["product"], line["stock"]) for line in lines(report)] == [("face_shield", 50), ("gown", 20)]


def test_what_is_on_hand_beside_what_is_requested_stays_one_need() -> None:
    rows = (
        ("Organisation", "Town", "Item requested", "Current stock", "Quantity requested"),
        ("Care Home North", "Leeds", "Visors", "5", "100"),
    )
    assert list(read_rows(*rows).offers["kind"]) == ["need"]


def test_words_that_cannot_be_read_on_the_needs_side_are_told() -> None:
    rows = (*BOTH, ("Labor GmbH", "Bonn", "Visiere", "5", "Handschuhe", "viele"))
    assert "quantity_unreadable" in codes(read_rows(*rows))


def test_each_product_of_a_row_has_its_own_quantities() -> None:
    rows = (
        ("Firma", "Ort", "Produkt 1", "Lager 1", "Menge/Woche 1", "Produkt 2", "Lager 2", "Menge/Woche 2", "Material"),
        ("Nordlicht GmbH", "Berlin", "Visiere", "10", "60", "OP-Kittel", "200", "1500", "PETG"),
        ("Weberei AG", "Hof", "OP-Kittel", "5", "40", "", "", "", ""),
    )
    found = [
        (line["product"], line["stock"], line["per_week_high"], line["material"]) for line in lines(read_rows(*rows))
    ]
    assert found == [
        ("face_shield", 10, 60, "petg"), ("gown", 200, 1500, "petg"), ("gown", 5, 40, None)
    ]  # fmt: skip
