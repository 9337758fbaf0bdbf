"""Writes the sample sheets as .xlsx, .xls and .ods, byte for byte the same each time.

Leaves out .xlsb (binary_workbook) and what the sheets hold (sheets).
"""

import io
import zipfile
from datetime import date, datetime
from random import Random
from unittest.mock import patch

import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tools.build_samples.sheets import Cell, SheetPlan, cells

MADE = datetime(2020, 4, 3, 9, 0)
ZIP_TIME = (2020, 4, 3, 9, 0, 0)
STAMP = "msoffcrypto.method.container.ecma376_encrypted.datetime2filetime"
FILETIME = int((MADE - datetime(1601, 1, 1)).total_seconds()) * 10_000_000
DAY_FORMAT = "dd.mm.yyyy"


def xlsx(plans: tuple[SheetPlan, ...]) -> bytes:
    """An Excel workbook with one sheet per plan: bold headings, merged titles, sums as formulas with their results."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True, "text_wrap": True})
        day = book.add_format({"num_format": DAY_FORMAT})
        for plan in plans:
            _xlsx_sheet(book.add_worksheet(plan.name), plan, bold, day)
    return target.getvalue()


def _xlsx_sheet(sheet, plan: SheetPlan, bold, day) -> None:  # type: ignore[no-untyped-def]  # xlsxwriter has no types
    rows = cells(plan)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            _xlsx_cell(sheet, number, column, value, bold if number < plan.head else None, day)
    for first_row, first, last_row, last in plan.merged:
        sheet.merge_range(first_row, first, last_row, last, rows[first_row][first], bold)
    if plan.sums:
        _xlsx_sums(sheet, plan, rows)
    sheet.set_column(0, len(rows[-1]), 18)


def _xlsx_cell(sheet, row: int, column: int, value: Cell, style, day) -> None:  # type: ignore[no-untyped-def]
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, float):
        sheet.write_number(row, column, value, style)
    elif value:
        sheet.write_string(row, column, value, style)


def _xlsx_sums(sheet, plan: SheetPlan, rows: list[list[Cell]]) -> None:  # type: ignore[no-untyped-def]
    last = len(rows) - 1
    for column in sorted(plan.numbers):
        letter = chr(ord("A") + column)
        if isinstance(rows[last][column], float):
            sheet.write_formula(last, column, f"=SUM({letter}{plan.head + 1}:{letter}{last})", None, rows[last][column])


def xls(plan: SheetPlan) -> bytes:
    """The old Excel format, numbers as numbers, so that postcodes have lost their leading zero."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(plan.name)
    for number, row in enumerate(cells(plan)):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ods(plan: SheetPlan) -> bytes:
    """An OpenDocument spreadsheet."""
    document = OpenDocumentSpreadsheet()
    table = Table(name=plan.name)
    for row in cells(plan):
        line = TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    target = io.BytesIO()
    document.write(target)
    return _with_fixed_times(target.getvalue())


def _ods_cell(value: Cell) -> TableCell:
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
        cell.addElement(P(text=value.strftime("%d/%m/%Y")))
    elif isinstance(value, float):
        cell = TableCell(valuetype="float", value=f"{value:g}")
        cell.addElement(P(text=f"{value:g}"))
    else:
        cell = TableCell(valuetype="string") if value else TableCell()
        if value:
            cell.addElement(P(text=value))
    return cell


def _with_fixed_times(archive: bytes) -> bytes:
    """The same zip archive with one time for every member, since odfpy stamps the moment of writing."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, ZIP_TIME)
            fixed.compress_type = member.compress_type
            new.writestr(fixed, old.read(member))
    return target.getvalue()


def locked(workbook: bytes, password: str) -> bytes:
    """The workbook encrypted with a password. Salts and times are fixed: a sample, it protects nothing."""
    target = io.BytesIO()
    with patch("secrets.token_bytes", Random(2020).randbytes), patch(STAMP, return_value=FILETIME):
        OOXMLFile(io.BytesIO(workbook)).encrypt(password, target)
    return target.getvalue()
