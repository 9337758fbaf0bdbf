"""Writes one sheet as .xlsb, Excel's binary workbook: the few records of [MS-XLSB] that a plain table needs.

Leaves out styles other than one for days, and formulas.
"""

import io
import struct
import zipfile
from datetime import date

from tools.build_samples.sheets import Cell, SheetPlan, cells
from tools.build_samples.workbooks import ZIP_TIME

ROW, CELL_REAL, CELL_TEXT = 0, 5, 7
BEGIN_TEXTS, END_TEXTS, TEXT = 159, 160, 19
BEGIN_SHEET, END_SHEET, BEGIN_DATA, END_DATA, DIMENSION = 129, 130, 145, 146, 148
BEGIN_BOOK, END_BOOK, BEGIN_SHEETS, END_SHEETS, SHEET = 131, 132, 143, 144, 156
BEGIN_STYLES, END_STYLES, BEGIN_CELL_FORMATS, END_CELL_FORMATS, CELL_FORMAT = 278, 279, 617, 618, 47
BEGIN_FONTS, END_FONTS, FONT, BEGIN_FILLS, END_FILLS, FILL = 611, 612, 43, 603, 604, 45
BEGIN_BORDERS, END_BORDERS, BORDER = 613, 614, 46
BUILT_IN_DAY = 14
EPOCH = date(1899, 12, 30)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BINARY = "application/vnd.ms-excel"


def xlsb(plan: SheetPlan) -> bytes:
    """A binary workbook with one sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(plan).items():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return target.getvalue()


def _parts(plan: SheetPlan) -> dict[str, bytes]:
    rows = cells(plan)
    texts = list(dict.fromkeys(value for row in rows for value in row if isinstance(value, str) and value))
    links = [("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")]
    return {
        "[Content_Types].xml": _content_types().encode(),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.bin")]).encode(),
        "xl/workbook.bin": _book(plan.name),
        "xl/_rels/workbook.bin.rels": _relations(links).encode(),
        "xl/worksheets/sheet1.bin": _sheet(rows, {text: number for number, text in enumerate(texts)}),
        "xl/styles.bin": _styles(),
        "xl/sharedStrings.bin": _texts(texts),
    }


def _content_types() -> str:
    parts = {
        "workbook.bin": "sheet.binary.macroEnabled.main",
        "worksheets/sheet1.bin": "worksheet",
        "styles.bin": "styles",
        "sharedStrings.bin": "sharedStrings",
    }
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{BINARY}.{kind}"/>' for part, kind in parts.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">{rels}{overrides}</Types>'


def _relations(targets: list[tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _record(kind: int, payload: bytes = b"") -> bytes:
    """One record: its number and the payload's length as 7-bit groups, low group first, then the payload."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, groups = len(payload), bytearray()
    while True:
        groups.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            return number + bytes(groups) + payload


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _book(name: str) -> bytes:
    sheet = struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)
    return b"".join(
        (_record(BEGIN_BOOK), _record(BEGIN_SHEETS), _record(SHEET, sheet), _record(END_SHEETS), _record(END_BOOK))
    )


def _texts(texts: list[str]) -> bytes:
    count = struct.pack("<II", len(texts), len(texts))
    items = b"".join(_record(TEXT, b"\0" + _wide(text)) for text in texts)
    return _record(BEGIN_TEXTS, count) + items + _record(END_TEXTS)


def _sheet(rows: list[list[Cell]], texts: dict[str, int]) -> bytes:
    size = _record(DIMENSION, struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1))
    data = b"".join(_row(number, row, texts) for number, row in enumerate(rows))
    body = _record(BEGIN_DATA) + data + _record(END_DATA)
    return _record(BEGIN_SHEET) + size + body + _record(END_SHEET)


def _row(number: int, row: list[Cell], texts: dict[str, int]) -> bytes:
    spans = struct.pack("<III", 1, 0, len(row) - 1)
    head = struct.pack("<IIHBBB", number, 0, 300, 0, 0, 0) + spans
    return _record(ROW, head) + b"".join(_cell(column, value, texts) for column, value in enumerate(row) if value != "")


def _cell(column: int, value: Cell, texts: dict[str, int]) -> bytes:
    if isinstance(value, str):
        return _record(CELL_TEXT, struct.pack("<III", column, 0, texts[value]))
    if isinstance(value, date):
        return _record(CELL_REAL, struct.pack("<IId", column, 1, (value - EPOCH).days))
    return _record(CELL_REAL, struct.pack("<IId", column, 0, value))


def _styles() -> bytes:
    """One font, fill and border as Excel wants them, and two cell formats: general, and the built-in one for days."""
    font = struct.pack("<HHHHBBBB8sB", 220, 0, 400, 0, 0, 2, 0, 0, b"\0" * 8, 2) + _wide("Calibri")
    fill = struct.pack("<I", 0) + b"\0" * 64
    border = b"\0" * 51
    formats = [struct.pack("<HHHHHBBHBB", 0, code, 0, 0, 0, 0, 0, 0x1000, 1, 0) for code in (0, BUILT_IN_DAY)]
    return b"".join(
        (
            _record(BEGIN_STYLES),
            _group(BEGIN_FONTS, FONT, END_FONTS, [font]),
            _group(BEGIN_FILLS, FILL, END_FILLS, [fill]),
            _group(BEGIN_BORDERS, BORDER, END_BORDERS, [border]),
            _group(BEGIN_CELL_FORMATS, CELL_FORMAT, END_CELL_FORMATS, formats),
            _record(END_STYLES),
        )
    )


def _group(begin: int, kind: int, end: int, payloads: list[bytes]) -> bytes:
    count = struct.pack("<I", len(payloads))
    return _record(begin, count) + b"".join(_record(kind, payload) for payload in payloads) + _record(end)
