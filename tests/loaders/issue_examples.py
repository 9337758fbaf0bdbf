"""One file for every issue code that gives it: the lists that the documentation shows, and bytes that no page can show.

Leaves out what else the readers make of them.
"""

import io
import zipfile
from functools import cache

import openpyxl
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from loaders.issues import catalogue, example

NAME = "liste.csv"
ROWS = (
    ("Firma", "Ort", "Produkt"),
    ("Nähstube Muster", "Berlin", "Schutzkittel"),
    ("Werk Muster", "Aachen", "Visiere"),
)
TEXT = "\n".join(map(";".join, ROWS)) + "\n"


@cache
def examples() -> dict[str, bytes]:
    """Issue code → the bytes of a file with this issue."""
    shown = {code: example(code).encode() for code in catalogue() if example(code)}
    return shown | {
        "file_empty": b"",
        "file_encrypted": _locked(),
        "file_broken": b"PK\x03\x04 cut off",
        "file_too_large": _swollen(),
        "file_not_a_table": b"\x7fELF" * 9,
        "file_is_pdf": b"%PDF-1.7\n",
        "file_is_picture": b"\x89PNG\r\n\x1a\n" * 9,
        "file_is_document": _zip("word/document.xml"),
        "file_is_mail": b"From a@example.org Mon Mar 23 10:00:00 2020\r\nFrom: a@example.org\r\n\r\nHello\r\n",
        "file_is_archive": _zip("list.csv"),
        "characters_replaced": TEXT.replace("ä", "\udc00").encode("utf-16", "surrogatepass"),
        "encoding_mixed": (TEXT + "Küferei Möller;Köln;Visiere\n" * 9).encode() + "Süd;Bonn;Visiere\n".encode("cp1252"),
        "nul_bytes_removed": TEXT.replace("Werk", "We\0rk").encode(),
        "quotes_too_many": (TEXT + ('"Werk Muster;' + "Ort " * 2500 + ";Visiere\n") * 60).encode(),
        "rows_not_checked": _wide(),
        "far_cell": _far(),
        "archive_salvaged": _book()[:-60],
        "second_engine": _changed(_book(), b't="s"><v>0<', b't="s"><v>99<'),
        "engine_failed": _old_book()[:3000],
        "sheet_hidden": _book(hidden=True),
    }


def _wide() -> bytes:
    """180 columns of numbers and one of words, one row with its word elsewhere and one with a cell too few."""
    rows = [["Werk", *map(str, range(row, row + 180))] for row in range(1000, 9001, 800)]
    rows[5] = [*rows[5][1:60], "Werk", "Ort", *rows[5][61:]]
    rows[7] = rows[7][:-1]
    return "\n".join(map(";".join, rows)).encode()


def _book(hidden: bool = False) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("Notizen")
        sheet = book.add_worksheet("Angebote")
        for row, texts in enumerate(ROWS):
            sheet.write_row(row, 0, texts)
        if hidden:
            sheet.hide()
    return content.getvalue()


def _old_book() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Angebote")
    for row, texts in enumerate(ROWS * 9):
        for column, text in enumerate(texts):
            sheet.write(row, column, text)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _zip(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, TEXT)
    return content.getvalue()


def _locked() -> bytes:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(_book())).encrypt("example", locked)
    return locked.getvalue()


def _swollen() -> bytes:
    cell = b"<row r='9'><c r='A9' t='inlineStr'><is><t>" + b"a" * 30_000_000 + b"</t></is></c></row></sheetData>"
    return _changed(_book(), b"</sheetData>", cell)


def _changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of its second sheet replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            copy.writestr(name, data.replace(old, new) if name.endswith("sheet2.xml") else data)
    return target.getvalue()


def _far() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active["XFD1048576"] = "weit weg"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
