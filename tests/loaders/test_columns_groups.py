"""Rows between the records that name a region or a product for the rows below."""

from tests.loaders.lists import lines, read_rows

HEADING = ("Firma", "Branche", "PLZ/Ort", "E-Mail", "Artikel", "Menge pro Woche")


def firm(name: str, product: str = "Visiere") -> tuple[str, ...]:
    return (name, "Kunststoff", "52062 Aachen", "a@example.org", product, "500")


def test_a_region_alone_in_the_column_of_firms_is_a_group() -> None:
    report = read_rows(
        HEADING,
        ("Rhein-Neckar-Kreis",),
        firm("Nordlicht GmbH"),
        firm("Holm KG"),
        ("Stadt Mannheim",),
        firm("Weberei AG"),
    )
    assert report.offers["organisation"].tolist() == ["Nordlicht GmbH", "Holm KG", "Weberei AG"]
    assert report.offers["remarks"].tolist() == ["Rhein-Neckar-Kreis", "Rhein-Neckar-Kreis", "Stadt Mannheim"]
    lost = report.issues[report.issues["row_lost"]]
    assert lost[["code", "row"]].values.tolist() == [["row_is_group", 2], ["row_is_group", 5]]
    assert report.tables[0].rows == 5


def test_a_product_as_group_is_the_product_of_its_rows() -> None:
    heading = ("Firma", "Branche", "PLZ/Ort", "E-Mail", "Menge pro Woche")
    rows = [
        (name, "Textil", "52062 Aachen", "a@example.org", "500") for name in ("Nordlicht GmbH", "Holm KG", "Weberei AG")
    ]
    report = read_rows(heading, ("Stoffmasken",), *rows[:2], ("OP-Kittel",), rows[2])
    assert [line["product"] for line in lines(report)] == ["mask_community", "mask_community", "gown"]


def test_a_firm_that_says_nothing_else_stays_an_offer() -> None:
    report = read_rows(HEADING, firm("Nordlicht GmbH"), ("Weberei AG",), firm("Holm KG"))
    assert len(report.offers) == 3
