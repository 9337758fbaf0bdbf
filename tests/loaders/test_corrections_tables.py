"""A header that a person set is found again by its words, wherever it stands next week."""

from collections.abc import Sequence

from capacity.reports import Report
from loaders.cells import Sheet, Source
from loaders.corrections import Correction, with_header
from loaders.reader import read_report, report_of
from tests.loaders.lists import DAY, as_csv, codes

HEADER = ("Kennung", "Merkmal", "Wert")
BODY = (("Nord", "Kiel", "12"), ("Süd", "Bonn", "7"))
FIELDS = {"Kennung": "organisation", "Merkmal": "town", "Wert": "product:gown"}


def read(rows: Sequence[Sequence[str]], *corrections: Correction) -> Report:
    return read_report(as_csv(*rows), "list.csv", received_at=DAY, corrections=corrections)


def said(*header: Sequence[str], fields: dict[str, str] | None = None) -> Correction:
    return with_header(Correction("", headings=tuple(header[-1]), fields=fields or FIELDS), header)


def test_it_is_found_below_a_longer_preamble() -> None:
    for above in ([], [("Liste",)], [("Stand", "6.4.2020"), ("Ort", "Kiel"), (), ("a", "b", "c"), ("d", "e", "f")]):
        rows = [*above, HEADER, *BODY]
        report = read(rows, said(HEADER))
        table = next(each for each in report.tables if each.corrected)
        assert table.header_rows == (len(above) + 1,) * 2
        assert report.offers["organisation"].tolist() == ["Nord", "Süd"]
        assert table.fingerprint == said(HEADER).fingerprint


def test_case_spacing_and_blank_cells_at_the_end_do_not_matter() -> None:
    report = read([("x",), ("KENNUNG", " merkmal ", "Wert:", "", ""), *BODY], said(HEADER))
    assert len(report.offers) == 2


def test_several_header_rows() -> None:
    header = (("Kennung", "Merkmal", "Menge"), ("", "", "Stück"))
    keys = {"Kennung": "organisation", "Merkmal": "town", "Menge Stück": "product:gown"}
    report = read([("Titel",), *header, *BODY], said(*header, fields=keys))
    assert report.tables[0].header_rows == (2, 3)
    assert report.capabilities["product"].tolist() == ["gown", "gown"]


def test_a_sheet_without_any_table_can_have_one() -> None:
    prose = "Eine lange Zeile eines Briefes in der viele Worte stehen und kein einziges in einer Tabelle"
    cells = [[f"{prose} {number}"] for number in range(4)] + [["Kennung"], ["Nord GmbH"]]
    source = Source("brief.xlsx", "0" * 64, "xlsx", sheets=(Sheet("Tabelle1", cells),))
    assert "no_table_found" in codes(report_of(source))
    report = report_of(source, corrections=[said(("Kennung",), fields={"Kennung": "organisation"})])
    assert report.offers["organisation"].tolist() == ["Nord GmbH"]


def test_no_header_at_all() -> None:
    rows = [("Nähstube A GmbH", "24103 Kiel", "a@a.example.org"), ("Näherei B GmbH", "53111 Bonn", "b@b.example.org")]
    header = ("Firma Holm GmbH", "PLZ Ort", "E-Mail")
    mark = read([header, *rows]).tables[0].fingerprint
    report = read([header, *rows], with_header(Correction(mark, fields={"#1": "organisation"}), []))
    assert report.tables[0].header_rows is None
    assert report.tables[0].fingerprint == mark
    assert report.offers["organisation"].tolist() == ["Firma Holm GmbH", "Nähstube A GmbH", "Näherei B GmbH"]


def test_the_header_as_found_again() -> None:
    assert with_header(Correction("mark", header_rows=(("a",),)), None) == Correction("mark")


def test_other_tables_of_the_sheet_stay() -> None:
    other = [("Firma", "E-Mail"), ("Werk C GmbH", "c@c.example.org"), ("Werk D GmbH", "d@d.example.org")]
    report = read([*other, (), (), HEADER, *BODY], said(HEADER))
    assert [each.corrected for each in report.tables] == [False, True]
    assert set(report.offers["organisation"]) == {"Werk C GmbH", "Werk D GmbH", "Nord", "Süd"}
    assert report.offers["source_row"].is_unique


def test_a_table_beside_it_stays() -> None:
    rows = [
        (*HEADER, "", "", ""), ("Nord", "Kiel", "12", "", "Firma", "E-Mail"),
        ("Süd", "Bonn", "7", "", "Werk C GmbH", "c@c.example.org"),
        ("West", "Hof", "9", "", "Werk D GmbH", "d@d.example.org"),
        ("Ost", "Ulm", "3", "", "Werk E GmbH", "e@e.example.org"),
    ]  # fmt: skip
    report = read(rows, said(HEADER))
    assert [each.corrected for each in report.tables] == [True, False]
    assert set(report.offers["organisation"]) == {
        "Nord", "Süd", "West", "Ost", "Werk C GmbH", "Werk D GmbH", "Werk E GmbH",
    }  # fmt: skip


def test_tables_with_the_same_headings_side_by_side_are_both_set() -> None:
    rows = [
        (*HEADER, "", *HEADER),
        ("Nord", "Kiel", "12", "", "West", "Hof", "9"),
        ("Süd", "Bonn", "7", "", "Ost", "Ulm", "3"),
    ]
    report = read(rows, said(rows[0], fields=FIELDS))
    assert [each.corrected for each in report.tables] == [True, True]
    assert report.offers["organisation"].tolist() == ["Nord", "Süd", "West", "Ost"]


def test_of_two_corrections_for_one_header_the_first_counts() -> None:
    older = said(HEADER, fields={"Kennung": "contact_name"})
    report = read([HEADER, *BODY], said(HEADER), older)
    assert len(report.tables) == 1
    assert report.offers["organisation"].tolist() == ["Nord", "Süd"]


def test_a_header_that_is_not_there_changes_nothing() -> None:
    rows = [("Firma", "E-Mail"), ("Werk C GmbH", "c@c.example.org")]
    assert read(rows, said(HEADER)).tables == read(rows).tables
