"""Writes the sample sheets as .xlsx, .xls and .ods, byte for byte the same each time.

Leaves out .xlsb (binary_workbook) and what the sheets hold (sheets).
"""

import io
import zipfile
from datetime import date, datetime
from random import Random
from unittest.mock import patch
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from tools.build_samples.sheets import Cell, SheetPlan, cells

MADE = datetime(2020, 4, 3, 9, 0)
ZIP_TIME = (2020, 4, 3, 9, 0, 0)
STAMP = "msoffcrypto.method.container.ecma376_encrypted.datetime2filetime"
FILETIME = int((MADE - datetime(1601, 1, 1)).total_seconds()) * 10_000_000
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {"office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle"}
NAMESPACES = " ".join(f'xmlns:{name}="{OASIS}:{urn}:1.0"' for name, urn in NAMES.items())
STYLES = (
    '<office:automatic-styles><number:date-style style:name="N1"><number:day number:style="long"/><number:text>/'
    '</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    '</number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>'
    "</office:automatic-styles>"
)
XML = '<?xml version="1.0" encoding="UTF-8"?>'
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
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
    """An OpenDocument spreadsheet of the three parts that every program asks for."""
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in cells(plan))
    table = f'<table:table table:name="{escape(plan.name)}">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    root = f'<office:document-content {NAMESPACES} office:version="1.2">{STYLES}{body}</office:document-content>'
    parts = {"mimetype": ODS, "content.xml": XML + root, "META-INF/manifest.xml": XML + MANIFEST}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(member, text)
    return target.getvalue()


def _ods_cell(value: Cell) -> str:
    if value == "":
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind, shown = (
            f'"date" table:style-name="day" office:date-value="{value.isoformat()}"',
            value.strftime("%d/%m/%Y"),
        )
    elif isinstance(value, float):
        kind, shown = f'"float" office:value="{value:g}"', f"{value:g}"
    else:
        kind, shown = '"string"', escape(value)
    return f"<table:table-cell office:value-type={kind}><text:p>{shown}</text:p></table:table-cell>"


def locked(workbook: bytes, password: str) -> bytes:
    """The workbook encrypted with a password. Salts and times are fixed: a sample, it protects nothing."""
    target = io.BytesIO()
    with patch("secrets.token_bytes", Random(2020).randbytes), patch(STAMP, return_value=FILETIME):
        OOXMLFile(io.BytesIO(workbook)).encrypt(password, target)
    return target.getvalue()
