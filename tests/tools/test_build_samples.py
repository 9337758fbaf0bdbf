import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
import xlrd
from odf.opendocument import load
from odf.table import TableRow
from pyxlsb import open_workbook

from tools.build_samples.__main__ import PASSWORD, SAMPLES, build, main
from tools.build_samples.binary_workbook import _record, xlsb
from tools.build_samples.sheets import CONTENT, NETWORK, OVERSEAS, SheetPlan, cells

BUILT = build()


@pytest.mark.parametrize("name", sorted(BUILT))
def test_the_committed_workbook_is_the_one_that_is_built(name: str) -> None:
    assert (SAMPLES / name).read_bytes() == BUILT[name], "say: make samples"


def test_main_writes_every_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path / "new")])
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()} == BUILT
    assert len(capsys.readouterr().out.splitlines()) == len(BUILT)


def test_cells_are_typed_below_the_heading_and_stay_text_where_they_do_not_fit() -> None:
    days = [row[11] for row in cells(NETWORK)]
    assert days[:2] == ["Available from", date(2020, 3, 30)]
    assert "now" in days
    assert cells(NETWORK)[1][8] == 2.0


def test_every_content_table_is_used_and_rectangular_below_its_titles() -> None:
    for path in CONTENT.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            widths = [len(row) for row in csv.reader(file)]
        assert len(set(widths[5:])) <= 1, path.name


def test_sums_are_formulas_with_their_results() -> None:
    content = BUILT["Abfrage Textil und Konfektion KW13.xlsx"]
    formulas = openpyxl.load_workbook(io.BytesIO(content)).active
    results = openpyxl.load_workbook(io.BytesIO(content), data_only=True).active
    last = formulas.max_row
    assert formulas.cell(last, 8).value == f"=SUM(H4:H{last - 1})"
    assert results.cell(last, 8).value == sum(results.cell(row, 8).value or 0 for row in range(4, last))


def test_headings_are_merged_over_their_columns() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(BUILT["Verband_Abfrage_Lieferfähigkeit_Stand0204.xlsx"])).active
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:B1", "C1:E1", "F1:G1", "H1:K1"}
    assert sheet["C1"].value == "Kontakt"


def test_the_old_format_has_lost_the_zero_of_its_postcodes() -> None:
    sheet = xlrd.open_workbook(file_contents=BUILT["3D-Druck Netzwerk Hochschulen Geräteliste.xls"]).sheet_by_index(0)
    assert sheet.cell_value(1, 2) == 3046.0


def test_the_open_document_holds_every_row_and_no_moment_of_writing() -> None:
    content = BUILT["additive_network_members_nordic_benelux.ods"]
    assert len(load(io.BytesIO(content)).getElementsByType(TableRow)) == len(cells(NETWORK))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert {each.date_time[:3] for each in archive.infolist()} == {(2020, 4, 3)}


def test_the_binary_workbook_is_read_back_by_another_program(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsb"
    path.write_bytes(BUILT["Overseas offers via embassies.xlsb"])
    with open_workbook(str(path)) as book, book.get_sheet("Offers") as sheet:
        read = [[cell.v for cell in row] for row in sheet.rows()]
    assert read[0][:3] == ["Date received", "Mission", "Company"]
    assert read[1][9:11] == [12000.0, 40000.0]
    assert len(read) == len(cells(OVERSEAS))


def test_records_say_their_length_in_groups_of_seven_bits() -> None:
    assert _record(5, b"x" * 200)[:3] == bytes([5, 0xC8, 0x01])
    assert _record(129)[:3] == bytes([0x81, 0x01, 0])


def test_a_long_text_survives_the_binary_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "long.csv").write_text("Kopf\n" + "ä" * 20_000 + "\n", "utf-8")
    monkeypatch.setattr("tools.build_samples.sheets.CONTENT", tmp_path)
    path = tmp_path / "long.xlsb"
    path.write_bytes(xlsb(SheetPlan("Blatt", "long")))
    with open_workbook(str(path)) as book, book.get_sheet(1) as sheet:
        assert [row[0].v for row in sheet.rows()] == ["Kopf", "ä" * 20_000]


def test_the_locked_workbook_opens_with_its_password_only() -> None:
    locked = BUILT["Lieferantenliste_passwortgeschützt.xlsx"]
    file, opened = msoffcrypto.OfficeFile(io.BytesIO(locked)), io.BytesIO()
    file.load_key(password=PASSWORD)
    file.decrypt(opened)
    assert openpyxl.load_workbook(opened).active["A2"].value == "Vertrauliche Handelsgesellschaft mbH"
    with pytest.raises(msoffcrypto.exceptions.InvalidKeyError):
        msoffcrypto.OfficeFile(io.BytesIO(locked)).load_key(password="falsch", verify_password=True)


def test_the_damaged_workbook_is_half_a_good_one() -> None:
    good, damaged = next(v for k, v in BUILT.items() if k.startswith("Kunststoff")), BUILT["Anhang_beschädigt.xlsx"]
    assert good.startswith(damaged)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(damaged))
