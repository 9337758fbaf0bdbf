"""Odd files beside Open XML: locked and empty ones, OpenDocument, XML, HTML and text named as workbooks, old Excel.

Leaves out Open XML (tools.bench._odd_workbooks).
"""

import io
import re
import struct
from collections.abc import Iterator

import olefile
import xlsxwriter
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from tools.bench import _odd_parts as odd
from tools.bench._odd_parts import SOUND, Odd, with_parts


def others() -> Iterator[Odd]:
    """All of them."""
    for made in (_refused, _open_documents, _marked_up, _old, _large):
        yield from made()


def _refused() -> Iterator[Odd]:
    """Files to be refused in words."""
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(odd.zipped(with_parts()))).encrypt("example", locked)
    yield Odd("password.xlsx", locked.getvalue(), None)
    yield Odd("nothing.xlsx", b"", None)
    yield Odd("zip of nothing.xlsx", b"PK\x05\x06" + bytes(18), None)
    yield Odd("document.xlsx", odd.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), None)
    yield Odd("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), None)
    yield Odd("no sheets.xlsx", odd.zipped(with_parts({"xl/workbook.xml": odd.book()})), ())
    bomb = odd.inline("a" * 60_000_000)
    yield Odd("zip bomb.xlsx", odd.zipped(with_parts({"xl/worksheets/sheet1.xml": odd.sheet(bomb)})), None)
    lines = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))
    entities = odd.sheet(odd.inline("&l8;")).replace("<worksheet", f'<!DOCTYPE a [<!ENTITY l0 "ha">{lines}]><worksheet')
    yield Odd("entity bomb.xlsx", odd.zipped(with_parts({"xl/worksheets/sheet1.xml": entities})), None)
    outside = odd.sheet(odd.inline("&x;")).replace(
        "<worksheet", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet'
    )
    yield Odd("outside entity.xlsx", odd.zipped(with_parts({"xl/worksheets/sheet1.xml": outside})), None)
    deep = odd.sheet("<a>" * 200_000)
    yield Odd("deep.xlsx", odd.zipped(with_parts({"xl/worksheets/sheet1.xml": deep})), ())
    manifest = '<manifest:manifest xmlns:manifest="urn:x"><manifest:encryption-data/></manifest:manifest>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    yield Odd(
        "password.ods",
        odd.zipped({"mimetype": kind, "content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest}),
        None,
    )
    yield Odd("ole of nothing.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), None)


def _open_documents() -> Iterator[Odd]:
    """OpenDocument with repeats, spans and values of every kind."""
    sound = odd.table(
        odd.cell("Firma") + odd.cell("Menge"),
        odd.cell("Muster GmbH") + odd.cell("500", 'office:value-type="float" office:value="500"'),
    )
    yield Odd("sound.ods", odd.ods(sound))
    yield Odd("flat.fods", odd.fods(sound).encode())
    yield Odd("flat.xml", odd.fods(sound).encode())
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048574">{wide}</table:table-row>'
    yield Odd("repeated to the end.ods", odd.ods(sound.replace("</table:table>", f"{rest}</table:table>")))
    filled = rest.replace("<table:table-cell", '<table:table-cell office:value-type="string"').replace(
        "/></table:table-row>", "><text:p/></table:table-cell></table:table-row>"
    )
    yield Odd("repeated empty strings.ods", odd.ods(sound.replace("</table:table>", f"{filled}</table:table>")))
    grouped = sound.replace("<table:table-row>", "<table:table-row-group><table:table-row>").replace(
        "</table:table-row>", "</table:table-row></table:table-row-group>"
    )
    yield Odd("grouped rows.ods", odd.ods(grouped))
    header = sound.replace("<table:table-row>", "<table:table-header-rows><table:table-row>", 1).replace(
        "</table:table-row>", "</table:table-row></table:table-header-rows>", 1
    )
    yield Odd("header rows.ods", odd.ods(header))
    note = "<office:annotation><text:p>Notiz</text:p></office:annotation>"
    yield Odd("comment.ods", odd.ods(sound.replace("<text:p>Firma", f"{note}<text:p>Firma")))
    yield Odd("comment.fods", odd.fods(sound.replace("<text:p>Firma", f"{note}<text:p>Firma")).encode())
    for given, text, shown in (
        ('office:value-type="date" office:date-value="2020-03-27"', "27.03.20", "2020-03-27"),
        ('office:value-type="time" office:time-value="PT36H30M00S"', "36:30:00", "36:30:00"),
        ('office:value-type="percentage" office:value="0.25"', "25 %", "25%"),
        ('office:value-type="currency" office:currency="EUR" office:value="12.5"', "12,50 €", "12.5"),
        ('office:value-type="boolean" office:boolean-value="true"', "WAHR", "TRUE"),
        ('office:value-type="float" office:value="1067"', "01067", "01067"),
        ('office:value-type="float" office:value="1067"', "1.067", "1067"),
        ('office:value-type="string"', "a<text:line-break/>b", "a\nb"),
        ('office:value-type="string"', 'a<text:s text:c="2"/>b', "a  b"),
        ('office:value-type="string"', "a</text:p><text:p>b", "a\nb"),
        ('office:value-type="string"', "a<text:span>b</text:span>", "ab"),
    ):
        body = odd.table(odd.cell("Firma") + odd.cell("Wert"), odd.cell("A") + odd.cell(text, given))
        digits = (
            '<number:number-style style:name="N1"><number:number number:min-integer-digits="5"/></number:number-style>'
        )
        style = f"<office:automatic-styles>{digits}</office:automatic-styles>"
        name = f"value {given.split(chr(34))[1]} {''.join(filter(str.isalnum, text))[:12]}"
        yield Odd(f"{name}.ods", odd.ods(body, style), (("Firma", "Wert"), ("A", shown)))
        yield Odd(f"{name}.fods", odd.fods(body, style).encode(), (("Firma", "Wert"), ("A", shown)))


MAIL = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    'Content-Type: text/html; charset="utf-8"\r\n\r\n'
)
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def _data(text: str, kind: str = "String") -> str:
    return f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'


def _marked_up() -> Iterator[Odd]:
    """XML Spreadsheet 2003, HTML, CSV and text under the names of workbooks."""
    rows = f"<Row>{_data('Firma')}{_data('Menge')}</Row><Row>{_data('Muster GmbH')}{_data('500', 'Number')}</Row>"
    spaces = f'xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}"'
    sheet = f'<Worksheet ss:Name="A"><Table>{rows}</Table></Worksheet>'
    xml = f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook {spaces}>{sheet}</Workbook>'
    yield Odd("2003.xml", xml.encode())
    yield Odd("2003.xls", xml.encode())
    prefixed = xml.replace(f'<Workbook xmlns="{SPREADSHEET}"', "<Workbook")
    yield Odd("2003 prefixed.xls", re.sub(r"<(/?)(?=[A-Z])", r"<\1ss:", prefixed).encode())
    yield Odd(
        "2003 late.xls",
        xml.replace("<Worksheet", f"<DocumentProperties>{'x' * 9000}</DocumentProperties><Worksheet").encode(),
    )
    yield Odd("2003 utf-16.xls", xml.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"))
    yield Odd(
        "2003 latin.xls",
        xml.replace('"1.0"', '"1.0" encoding="ISO-8859-1"').replace("Firma", "Größe").encode("latin-1"),
        (("Größe", "Menge"), SOUND[1]),
    )
    html = "<table><tr><th>Firma</th><th>Menge</th></tr><tr><td>Muster GmbH<td x:num>500</tr></table>"
    yield Odd("html.xls", f"<html><body>{html}</body></html>".encode())
    yield Odd("html without html.xls", html.encode())
    yield Odd("html behind style.xls", f"<style>{'a' * 9000}</style>{html}".encode())
    yield Odd("html comment.xls", f"<!-- made by hand -->{html}".encode())
    yield Odd(
        "html with namespaces.xls",
        f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8">{html}</html>'.encode(),
    )
    yield Odd(
        "mhtml.xls",
        f"{MAIL}<html>{html}</html>\r\n--b--\r\n".encode(),
    )
    yield Odd("csv.xls", b"Firma;Menge\r\nMuster GmbH;500\r\n")
    yield Odd("tabs.xls", "Firma\tMenge\r\nMuster GmbH\t500\r\n".encode("utf-16"))
    yield Odd("csv.xlsx", b"Firma,Menge\nMuster GmbH,500\n")


def _old() -> Iterator[Odd]:
    """Binary workbooks of Excel 97 and before."""
    book = xlwt.Workbook()
    page = book.add_sheet("A")
    for row, texts in enumerate(SOUND):
        for column, text in enumerate(texts):
            page.write(row, column, int(text) if text.isdigit() else text)
    whole = io.BytesIO()
    book.save(whole)
    yield Odd("97.xls", whole.getvalue())
    yield Odd("97 named xlsx.xlsx", whole.getvalue())
    yield Odd("97 bytes behind.xls", whole.getvalue() + bytes(1000))
    yield Odd("97 cut.xls", whole.getvalue()[:-1024], SOUND)
    stream = olefile.OleFileIO(whole).openstream("Workbook").read()
    yield Odd("97 bare stream.xls", stream)
    for version in (2, 3, 4):
        yield Odd(f"excel {version}.xls", _biff(version))
    post = xlwt.Workbook()
    shown = post.add_sheet("A")
    style = xlwt.easyxf(num_format_str="00000")
    shown.write(0, 0, "PLZ")
    shown.write(1, 0, 1067, style)
    shown.write(0, 1, "Anteil")
    shown.write(1, 1, 0.25, xlwt.easyxf(num_format_str="0%"))
    content = io.BytesIO()
    post.save(content)
    yield Odd("97 leading zero.xls", content.getvalue(), (("PLZ", "Anteil"), ("01067", "25%")))


def _biff(version: int) -> bytes:
    """A worksheet stream of Excel 2, 3 or 4: beginning, texts, one number, end."""
    begin = {2: (0x0009, 4), 3: (0x0209, 6), 4: (0x0409, 6)}[version]
    label, number = (0x0004, 0x0003) if version == 2 else (0x0204, 0x0203)
    shape, length = ("<HH3x", "B") if version == 2 else ("<HH2x", "H")
    made = _record(begin[0], b"\x02\x00\x10\x00\x00\x00"[: begin[1]])
    for row, column, text in ((0, 0, b"Firma"), (0, 1, b"Menge"), (1, 0, b"Muster GmbH")):
        made += _record(label, struct.pack(shape, row, column) + struct.pack(f"<{length}", len(text)) + text)
    return made + _record(number, struct.pack(shape, 1, 1) + struct.pack("<d", 500.0)) + _record(0x000A, b"")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _large() -> Iterator[Odd]:
    """Workbooks that are wide or long but sound."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True})
    page = book.add_worksheet("A")
    for column in range(16_384):
        page.write_number(0, column, column)
    book.close()
    yield Odd("as wide as can be.xlsx", content.getvalue(), (tuple(map(str, range(16_384))),))
