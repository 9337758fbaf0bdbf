"""Whole files to reports: sheets, hidden sheets, examples, errors."""

import io

import pytest
import xlsxwriter

from loaders import as_data, read_report
from tests.loaders.lists import as_csv, codes, read_rows


def workbook(**sheets: list[tuple[str, ...]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name.startswith("hidden"):
                sheet.hide()
    return file.getvalue()


OFFERS = [("Firma", "Ort", "Produkt"), ("Nordlicht GmbH", "Berlin", "FFP2"), ("Weberei AG", "Hof", "Kittel")]
NEEDS = [
    ("Einrichtung", "Ort", "Produkt", "Menge"),
    ("Klinik Nord", "Berlin", "FFP2", "50"),
    ("Klinik Süd", "Hof", "Kittel", "20"),
]


def test_every_sheet_is_read_and_its_name_says_offer_or_need() -> None:
    report = read_report(workbook(Angebote=OFFERS, Bedarfe=NEEDS), "Liste.xlsx")
    assert [(table.sheet, table.offers, table.needs) for table in report.tables] == [
        ("Angebote", 2, 0),
        ("Bedarfe", 0, 2),
    ]
    assert report.offers["source_sheet"].tolist() == ["Angebote"] * 2 + ["Bedarfe"] * 2
    assert report.offers["source_row"].tolist() == [2, 3, 2, 3]


def test_hidden_sheets_are_read_and_told() -> None:
    report = read_report(workbook(Liste=OFFERS, hidden=OFFERS), "Liste.xlsx")
    assert (len(report.offers), codes(report)) == (4, ["sheet_hidden"])


def test_the_same_list_in_two_formats_gives_the_same_offers() -> None:
    one = read_report(workbook(Liste=OFFERS), "a.xlsx").offers.drop(columns="source_sheet")
    two = read_report(as_csv(*OFFERS), "a.csv").offers.drop(columns="source_sheet")
    assert one.equals(two)


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "a.csv", "file_empty"),
        (b"PK\x03\x04broken", "a.xlsx", "file_broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a.xlsx", "file_is_picture"),
    ],
)
def test_files_that_cannot_be_read_say_why(content: bytes, name: str, error: str) -> None:
    report = read_report(content, name)
    assert report.error == error
    assert error in codes(report)
    assert (len(report.tables), len(report.offers), len(report.capabilities)) == (0, 0, 0)


def test_text_without_a_table_is_told() -> None:
    report = read_report(
        b"Sehr geehrte Damen und Herren,\nwir melden uns wieder, sobald wir mehr wissen.\n", "brief.txt"
    )
    assert not report.error
    assert len(report.offers) == 0


def test_examples_repeated_headings_and_totals_are_no_offers() -> None:
    names = ("Nordlicht GmbH", "Weberei AG", "Holm KG", "Faden e.K.", "Severn Ltd", "Solent Ltd")
    rows = [(name, "Berlin", "FFP2", str(10 * place)) for place, name in enumerate(names, 1)]
    heading = ("Firma", "Ort", "Produkt", "Menge")
    example = ("z. B. Muster GmbH", "Musterstadt", "FFP2", "100")
    report = read_rows(heading, example, *rows[:4], heading, *rows[4:], ("Summe", "", "", "210"))
    table = report.tables[0]
    assert (table.rows, table.offers, table.total_rows) == (8, 6, (10,))
    lost = report.issues[report.issues["row_lost"]]
    assert lost[["code", "row"]].values.tolist() == [["row_is_example", 2], ["row_repeats_header", 7]]


def test_as_data_counts_from_one_and_names_what_the_command_line_promises() -> None:
    data = as_data(read_rows(*OFFERS))
    assert list(data) == [
        "file",
        "sha256",
        "format",
        "encoding",
        "delimiter",
        "quote",
        "escape",
        "error",
        "tables",
        "issues",
    ]
    table = data["tables"][0]
    assert list(table) == [
        "sheet",
        "header_rows",
        "first_data_row",
        "last_data_row",
        "total_rows",
        "columns",
        "rows",
        "offers",
        "needs",
    ]
    assert (table["header_rows"], table["first_data_row"], table["last_data_row"]) == ([1, 1], 2, 3)
    assert [set(column) for column in table["columns"]] == [{"index", "source", "field", "confidence"}] * 3
    assert [column["index"] for column in table["columns"]] == [1, 2, 3]


def test_headings_without_a_row_are_named() -> None:
    report = read_report(b"Firma;PLZ;Ort;Produkt;Menge\n", "Vorlage.csv")
    assert codes(report) == ["table_without_rows"]
    assert report.tables[0].rows == 0
