"""What people and scripts are told."""

import csv
import io
import json

from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS
from loaders.reader import read_report
from loaders.understood import as_data, as_lines, in_words
from tests.loaders.lists import read_rows

ROWS = (
    ("Firma", "Ort", "FFP2", "Kittel", "USt-ID"),
    ("Nordlicht GmbH", "Berlin", "50", "20", "DE1"),
    ("Weberei AG", "Hof", "", "", "DE2"),
)


def test_lines_have_one_row_per_capability_and_one_for_an_offer_without() -> None:
    rows = list(csv.DictReader(io.StringIO(as_lines(read_rows(*ROWS)))))
    assert list(rows[0]) == ["source_sheet", "source_row", *OFFER_FIELDS, *CAPABILITY_FIELDS]
    assert [(row["source_row"], row["organisation"], row["product"]) for row in rows] == [
        ("2", "Nordlicht GmbH", "mask_ffp2"), ("2", "Nordlicht GmbH", "gown"), ("3", "Weberei AG", "")
    ]  # fmt: skip
    assert rows[0]["received_at"] == "2020-04-03"


def test_a_file_without_offers_has_only_the_heading_line() -> None:
    assert len(as_lines(read_report(b"", "a.csv")).splitlines()) == 1


def test_words_in_both_languages() -> None:
    report = read_rows(*ROWS)
    german, english = in_words(report, "de"), in_words(report, "en")
    assert "2 Angebote, 0 Bedarfe" in german
    assert "Ohne Feld: USt-ID" in german
    assert "2 offers, 0 needs" in english
    assert "Firma → Organisation" in english
    assert "column_unmapped" in english


def test_words_for_what_holds_none_and_what_cannot_be_read() -> None:
    assert "keine Angebote" in in_words(read_rows(("Jahr", "Wert"), ("2018", "5"), ("2019", "6")), "de")
    assert "The file is empty." in in_words(read_report(b"", "a.csv"), "en")


def test_data_can_be_written_as_json_and_advises() -> None:
    data = json.loads(json.dumps(as_data(read_rows(*ROWS))))
    issue = data["issues"][0]
    assert list(issue) == ["code", "sheet", "row", "column", "read", "done", "suggestion"]
    assert (issue["code"], issue["row"], issue["column"], issue["read"]) == ("column_unmapped", None, 5, "USt-ID")
    assert issue["done"]
    assert issue["suggestion"]


def test_data_names_the_dialect_of_a_text() -> None:
    def dialect(content: bytes, name: str = "a.csv") -> tuple[str | None, str | None, str | None]:
        told = as_data(read_report(content, name))
        return told["delimiter"], told["quote"], told["escape"]

    assert dialect(b'a;b\n"x;y";1\n"z";2\n') == (";", '"', "")
    assert dialect(b"a, b\n1, x\n2, y\n") == (",", "", "")
    assert dialect(b"a||b\n1||2\n3||4\n") == ("||", "", "")
    assert dialect(b'a,b\n"x \\"y\\", z",1\n"u",2\n') == (",", '"', "\\")
    assert dialect(b"Name\nNordlicht GmbH\nWeberei AG\n") == (",", "", "")
    assert dialect(b"", "a.xlsx") == (None, None, None)


def test_a_matrix_column_tells_its_product_beside_the_field() -> None:
    rows = (("Firma", "Ort", "FFP2/Woche", "Kittel"), ("Nordlicht GmbH", "Berlin", "50", "x"))
    columns = as_data(read_rows(*rows))["tables"][0]["columns"]
    assert [(column["field"], column.get("product")) for column in columns] == [
        ("organisation", None), ("town", None), ("per_week_high", "mask_ffp2"), ("product", "gown")
    ]  # fmt: skip
