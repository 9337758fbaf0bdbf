"""Bytes of any kind to sheets: formats by content, values as people read them, passwords, bombs, damage."""

import datetime as dt
import io
import random
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from loaders import engines, guard
from loaders.cells import Source
from loaders.openxml import read_workbook
from loaders.source import read_source


def workbook(**options: object) -> bytes:
    """A workbook with one cell of every kind, a merged area and a hidden sheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, options)
    sheet = book.add_worksheet("A")
    day, moment = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "dd.mm.yy hh:mm"})
    sheet.write_datetime(0, 0, dt.datetime(2020, 3, 27), day)
    sheet.write_datetime(0, 1, dt.datetime(2020, 3, 27, 8, 30), moment)
    sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
    sheet.write_string(0, 3, "00123")
    sheet.write_number(0, 4, 0.1 + 0.2)
    sheet.write_boolean(0, 5, True)
    sheet.write_formula(0, 6, '=D1&"x"', None, "00123x")
    sheet.write_number(0, 7, 1234567890123)
    sheet.write_number(0, 8, 1e-7)
    sheet.merge_range(1, 0, 1, 3, "together")
    book.add_worksheet("B").hide()
    book.worksheets()[1].write(0, 0, "secret")
    book.close()
    return content.getvalue()


ROW = ["2020-03-27", "2020-03-27 08:30:00", "#DIV/0!", "00123", "0.3", "TRUE", "00123x", "1234567890123", "0.0000001"]


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes replaced in one part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            copy.writestr(name, data.replace(old, new) if name.endswith(part) else data)
    return target.getvalue()


def read(content: bytes, name: str = "list.xlsx") -> Source:
    return read_source(content, name)


@pytest.mark.parametrize("options", [{}, {"date_1904": True}, {"strings_to_numbers": True}])
def test_values_are_read_as_people_see_them(options: dict[str, bool]) -> None:
    source = read(workbook(**options))
    assert (source.format, source.error) == ("xlsx", None)
    assert source.sheets[0].cells[0] == ROW
    assert source.sheets[0].merged == ((2, 1, 2, 4),)
    assert [sheet.hidden for sheet in source.sheets] == [False, True]


@pytest.mark.parametrize("options", [{}, {"date_1904": True}])
def test_both_engines_read_the_same(options: dict[str, bool]) -> None:
    content = workbook(**options)
    assert read_workbook(content).sheets == engines.calamine(content).sheets


def test_the_second_engine_takes_over_and_says_so() -> None:
    content = changed(workbook(), "sheet1.xml", b't="s"><v>0<', b't="s"><v>99<')
    source = read(content)
    assert source.sheets[0].cells[0] == [*ROW[:3], "", *ROW[4:]]
    assert [remark.code for remark in source.remarks] == ["second_engine"]


def test_an_incomplete_archive_is_read_as_far_as_it_goes() -> None:
    content = workbook()
    source = read(content[: int(len(content) * 0.9)])
    assert source.sheets[0].cells[0][3] in ("00123", "")
    assert source.remarks[0].code == "archive_salvaged"


def test_old_excel() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("X")
    sheet.write(0, 0, dt.datetime(2020, 3, 27), xlwt.easyxf(num_format_str="DD.MM.YYYY"))
    sheet.write(0, 1, 12.5)
    sheet.write(0, 2, "00123")
    sheet.write_merge(1, 1, 0, 2, "together")
    content = io.BytesIO()
    book.save(content)
    source = read(content.getvalue(), "list.xls")
    assert source.sheets[0].cells[0] == ["2020-03-27", "12.5", "00123"]
    assert engines.xlrd(content.getvalue()).sheets[0].cells == source.sheets[0].cells


def open_document() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Liste")
    for texts in (["Firma", "Menge"], ["A & B", "5"], ["C", ""]):
        row = TableRow()
        for text in texts:
            number = {"valuetype": "float", "value": text} if text.isdigit() else {"valuetype": "string"}
            cell = TableCell(**number)
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1_048_000))
    document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


def test_open_document_by_either_engine() -> None:
    content = open_document()
    source = read(content, "list.ods")
    assert source.format == "ods"
    assert source.sheets[0].cells == [["Firma", "Menge"], ["A & B", "5"], ["C", ""]]
    assert engines.odf(content).sheets[0].cells == source.sheets[0].cells


@pytest.mark.parametrize(
    ("content", "name", "format_"),
    [
        (b"a;b\n1;2\n", "list.xlsx", "csv"),
        (b"a\tb\n1\t2\n", "list.xls", "tsv"),
        (b"<html><table><tr><th>a<th>b</tr><tr><td>1<td>2</table></html>", "list.xls", "html"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
            b'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
            b'<Row><Cell><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="String">b</Data></Cell></Row>'
            b'<Row><Cell><Data ss:Type="Number">1</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell></Row>'
            b"</Table></Worksheet></Workbook>",
            "list.xls",
            "xml",
        ),
    ],
)
def test_the_content_decides_the_format(content: bytes, name: str, format_: str) -> None:
    source = read(content, name)
    assert source.format == format_
    assert source.sheets[0].cells == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n", "file_empty"),
        (b"%PDF-1.7\n", "file_is_pdf"),
        (b"\x89PNG\r\n\x1a\n", "file_is_picture"),
        (bytes(range(1, 32)) * 50, "file_not_a_table"),
        (b"PK\x03\x04 broken", "file_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_broken"),
    ],
)
def test_what_holds_no_table_is_refused_by_name(content: bytes, error: str) -> None:
    source = read(content)
    assert (source.error, source.sheets) == (error, ())


def test_a_password_is_named() -> None:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook())).encrypt("example", locked)
    assert read(locked.getvalue()).error == "file_encrypted"


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    huge = b"<row r='9'><c r='A9' t='inlineStr'><is><t>" + b"a" * 30_000_000 + b"</t></is></c></row></sheetData>"
    content = changed(workbook(), "sheet1.xml", b"</sheetData>", huge)
    assert len(content) < 100_000
    assert read(content).error == "file_too_large"


def test_a_cell_far_away_costs_neither_memory_nor_the_table() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["XFD1048576"] = "a", "b", "far"
    content = io.BytesIO()
    book.save(content)
    assert not guard.is_small_and_sane(content.getvalue())
    source = read(content.getvalue())
    assert source.sheets[0].cells == [["a", "b"]]
    assert ("far_cell", 1048576, 16384) in [(remark.code, remark.row, remark.column) for remark in source.remarks]


def test_an_engine_that_hangs_or_crashes_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.01)
    with pytest.raises(guard.StoppedError, match="time"):
        guard.read_apart("calamine", workbook(), 0)
    monkeypatch.undo()
    with pytest.raises(guard.StoppedError):
        guard.read_apart("xlrd", workbook(), 0)


def test_a_panic_of_the_engine_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicError(BaseException):
        """Like the panic of a Rust extension, no Exception."""

    def panic(content: bytes) -> None:
        raise PanicError

    monkeypatch.setitem(engines.ENGINES, "calamine", panic)
    source = read(workbook())
    assert source.sheets[0].cells[0] == ROW
    assert source.remarks[0].code == "second_engine"


def test_damaged_bytes_never_raise() -> None:
    rng = random.Random(3)
    whole = workbook()
    for _ in range(12):
        content = bytearray(whole)
        for _ in range(rng.randint(1, 30)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        source = read(bytes(content))
        assert source.sheets or source.error
