"""Workbooks that are odd in one way each, as programs and accidents make them; what a reader should find in each.

Leaves out measuring (tools.bench.workbooks).
"""

import io
import re
import zipfile
from collections.abc import Iterator

from tools.bench import _odd_parts as odd
from tools.bench._odd_others import others
from tools.bench._odd_parts import SOUND, Cells, Odd, with_parts


def workbooks() -> Iterator[Odd]:
    """All of them."""
    for made in (_packages, _sheets, _values, _archives):
        yield from made()
    yield from others()


def _packages() -> Iterator[Odd]:
    """Packages with parts missing, moved or named otherwise."""
    yield Odd("sound.xlsx", odd.zipped(with_parts()))
    yield Odd("strict.xlsx", odd.zipped(with_parts(main=odd.STRICT, relations=odd.STRICT_RELATIONS)))
    for part in ("xl/styles.xml", "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"):
        yield Odd(f"without {part.rpartition('/')[2]}.xlsx", odd.zipped(with_parts(without=(part,))))
    yield Odd(
        "without shared strings.xlsx",
        odd.zipped(with_parts(without=("xl/sharedStrings.xml",))),
        (("", ""), ("", "500")),
    )
    yield Odd("backslashes.xlsx", odd.zipped({name.replace("/", "\\"): part for name, part in with_parts().items()}))
    yield Odd(
        "upper case.xlsx",
        odd.zipped({name.upper() if "xl/" in name else name: part for name, part in with_parts().items()}),
    )
    yield Odd("leading slashes.xlsx", odd.zipped({f"/{name}": part for name, part in with_parts().items()}))
    targets = (
        ("worksheet", "/xl/worksheets/sheet1.xml"),
        ("styles", "/xl/styles.xml"),
        ("sharedStrings", "/xl/sharedStrings.xml"),
    )
    yield Odd("absolute targets.xlsx", odd.zipped(with_parts({"xl/_rels/workbook.xml.rels": odd.related(*targets)})))
    moved = {"book.xml" if name == "xl/workbook.xml" else name: part for name, part in with_parts().items()}
    moved |= {"_rels/.rels": odd.related(("officeDocument", "book.xml"))}
    moved["_rels/book.xml.rels"] = odd.related(("worksheet", "/xl/worksheets/sheet1.xml"), *(targets[1:]))
    yield Odd("workbook named otherwise.xlsx", odd.zipped(moved))
    yield Odd("macros.xlsm", odd.zipped(with_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})))
    kinds = str(odd.package()["[Content_Types].xml"]).replace("sheet.main", "template.main")
    yield Odd("template.xltx", odd.zipped(with_parts({"[Content_Types].xml": kinds})))
    both = {"xl/workbook.xml": odd.book('name="Bild" sheetId="2"', 'name="A" sheetId="1"')}
    both["xl/_rels/workbook.xml.rels"] = odd.related(
        ("chartsheet", "chartsheets/sheet1.xml"),
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    )
    both["xl/chartsheets/sheet1.xml"] = f'<chartsheet xmlns="{odd.MAIN}"/>'
    yield Odd("chart sheet first.xlsx", odd.zipped(with_parts(both)))
    yield Odd("broken styles.xlsx", odd.zipped(with_parts({"xl/styles.xml": "<styleSheet><cellXfs>"})))
    many = odd.styles(*["0"] * 60_000)
    yield Odd("sixty thousand styles.xlsx", odd.zipped(with_parts({"xl/styles.xml": many})))
    prefixed = {
        name: str(part).replace(f'xmlns="{odd.MAIN}"', f'xmlns:x="{odd.MAIN}"')
        if name.startswith("xl/w") or "shared" in name
        else part
        for name, part in with_parts().items()
    }
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        prefixed[name] = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", str(prefixed[name]))
    yield Odd("prefixed names.xlsx", odd.zipped(prefixed))
    utf16 = odd.sheet().replace("UTF-8", "UTF-16").encode("utf-16")
    yield Odd("utf-16 part.xlsx", odd.zipped(with_parts({"xl/worksheets/sheet1.xml": utf16})))
    state = {"xl/workbook.xml": odd.book('name="A" sheetId="1" state="veryHidden"')}
    yield Odd("very hidden.xlsx", odd.zipped(with_parts(state)))


def _sheet(name: str, rows: str, cells: Cells = SOUND, before: str = "", after: str = "", **parts: str) -> Odd:
    changes = {"xl/worksheets/sheet1.xml": odd.sheet(rows, before, after)}
    changes |= {f"xl/{part}.xml": text for part, text in parts.items()}
    return Odd(f"{name}.xlsx", odd.zipped(with_parts(changes)), cells)


def _sheets() -> Iterator[Odd]:
    """Sheets with references missing, wrong or out of order."""
    first, second = odd.ROWS.split("</row>")[:2]
    yield _sheet("no references", odd.inline(*SOUND[0]) + odd.inline(*SOUND[1], row=2))
    yield _sheet("no row numbers", odd.ROWS.replace('<row r="1">', "<row>").replace('<row r="2">', "<row>"))
    yield _sheet("rows out of order", f"{second}</row>{first}</row>")
    yield _sheet(
        "cells out of order",
        '<row r="1"><c r="B1" t="s"><v>1</v></c><c r="A1" t="s"><v>0</v></c></row>' + second + "</row>",
    )
    yield _sheet("small letters", odd.ROWS.replace('r="A', 'r="a').replace('r="B', 'r="b'))
    yield _sheet("dollar signs", odd.ROWS.replace('r="A1"', 'r="$A$1"'))
    for said in ("A1:XFD1048576", "A1", "B7:C9", "", "nonsense", "A1:B2:C3"):
        yield _sheet(f"dimension {said.replace(':', ' ')}", odd.ROWS, before=f'<dimension ref="{said}"/>')
    yield _sheet("merged whole sheet", odd.ROWS, after='<mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>')
    yield _sheet(
        "merged nonsense", odd.ROWS, after='<mergeCells><mergeCell ref="A4"/><mergeCell ref="x:y"/></mergeCells>'
    )
    yield _sheet("empty", "", ())
    yield _sheet("far cell", odd.ROWS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield _sheet("comments and instructions", f"<!-- a -->{odd.ROWS}<?b c?>")
    yield _sheet("string number too high", odd.ROWS.replace("<v>1</v>", "<v>99</v>"), (("Firma", ""), SOUND[1]))
    yield _sheet("spaces around numbers", odd.ROWS.replace("<v>500</v>", "<v> 500 </v>"))
    yield _sheet("style too high", odd.ROWS.replace('r="B2"', 'r="B2" s="4000"'))
    yield _sheet("extension elements", odd.ROWS, after="<extLst><ext uri='x'><a xmlns='urn:b'/></ext></extLst>")
    yield _sheet("same cell twice", odd.ROWS.replace("</row><row", '<c r="A1" t="s"><v>0</v></c></row><row'))


def _one(name: str, written: str, shown: str, **parts: str) -> Odd:
    rows = odd.inline("Firma", "Wert") + f'<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c>{written}</row>'
    return _sheet(name, rows, (("Firma", "Wert"), ("A", shown)), "", "", **parts)


FORMATS = (
    *((str(number), "43917", "2020-03-27") for number in (14, 15, 16, 17, 27, 30, 36, 50, 57)),
    ("22", "43917.5", "2020-03-27 12:00:00"),
    ("20", "0.5", "12:00:00"),
    ("46", "1.5", "36:00:00"),
    ("10", "0.25", "25%"),
    ("9", "0.25", "25%"),
)
CODES = (
    ("00000", "1067", "01067"),
    ("000000", "1067", "001067"),
    ("0000&quot;-&quot;000", "1000123", "1000-123"),
    ("TT.MM.JJJJ", "43917", "2020-03-27"),
    ("[$-407]d. mmmm yyyy;@", "43917", "2020-03-27"),
    ("yyyy\\-mm\\-dd", "43917", "2020-03-27"),
    ("[h]:mm", "1.0625", "25:30:00"),
    ("&quot;days&quot; 0", "5", "5"),
    ("[Red]0.00", "5", "5"),
    ("#,##0\\ &quot;Stk/d&quot;", "1500", "1500"),
    ("0.0%", "0.125", "12.5%"),
    ("\\+00 000", "49123", "49123"),
)


def _values() -> Iterator[Odd]:
    """Values whose written form is not what people see."""
    for number, shown in (("0.1", "0.1"), ("0.30000000000000004", "0.3"), ("1E+15", "1000000000000000"), ("-0", "0")):
        yield _one(f"number {number}", f'<c r="B2"><v>{number}</v></c>', shown)
    custom = '<numFmts><numFmt numFmtId="200" formatCode="{0}"/></numFmts>'
    for number, value, shown in FORMATS:
        yield _one(f"format {number}", f'<c r="B2" s="1"><v>{value}</v></c>', shown, styles=odd.styles("0", number))
    for code, value, shown in CODES:
        part = odd.styles("0", "200", numbers=custom.format(code))
        yield _one(f"shown as {code.replace('/', ' ')[:30]}", f'<c r="B2" s="1"><v>{value}</v></c>', shown, styles=part)
    early = odd.book('name="A" sheetId="1"', before='<workbookPr date1904="1"/>')
    yield _one(
        "epoch 1904", '<c r="B2" s="1"><v>42455</v></c>', "2020-03-27", styles=odd.styles("0", "14"), workbook=early
    )
    yield _one("text like a number", '<c r="B2" t="str"><v>00123</v></c>', "00123")
    yield _one("boolean", '<c r="B2" t="b"><v>1</v></c>', "TRUE")
    for error in ("#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#GETTING_DATA", "#SPILL!"):
        yield _one(
            f"error {error.strip('#!?').replace('/', '')}", f'<c r="B2" t="e"><f>1/0</f><v>{error}</v></c>', error
        )
    yield _one("iso date", '<c r="B2" t="d"><v>2020-03-27T00:00:00Z</v></c>', "2020-03-27")
    yield _one("shared formula", '<c r="B2"><f t="shared" ref="B2:B3" si="0">1+1</f><v>2</v></c>', "2")
    yield _one("array formula", '<c r="B2"><f t="array" ref="B2">SUM(A1:A1*2)</f><v>2</v></c>', "2")
    yield _one("no cached result", '<c r="B2"><f>1+1</f></c>', "")
    yield _one(
        "rich inline", '<c r="B2" t="inlineStr"><is><r><t>ab</t></r><r><rPr><b/></rPr><t>cd</t></r></is></c>', "abcd"
    )
    yield _one("kept blanks", '<c r="B2" t="inlineStr"><is><t xml:space="preserve"> a\nb </t></is></c>', " a\nb ")
    yield _one("escapes", '<c r="B2" t="inlineStr"><is><t>a_x000D_\nb_x005F_c</t></is></c>', "a\nb_c")
    rich = odd.strings("<r><t>Sa</t></r><r><t>ko</t></r><rPh sb='0' eb='1'><t>XX</t></rPh><phoneticPr/>")
    yield _one("phonetic readings", '<c r="B2" t="s"><v>0</v></c>', "Sako", sharedStrings=rich)


def _archives() -> Iterator[Odd]:
    """Archives written or damaged in odd ways."""
    whole = odd.zipped(with_parts())
    yield Odd("stored.xlsx", odd.zipped(with_parts(), zipfile.ZIP_STORED))
    yield Odd("zip64.xlsx", odd.zipped(with_parts(), zip64=True))
    yield Odd("data descriptors.xlsx", odd.zipped(with_parts(), streamed=True))
    yield Odd("bzip2.xlsx", odd.zipped(with_parts(), zipfile.ZIP_BZIP2))
    yield Odd("lzma.xlsx", odd.zipped(with_parts(), zipfile.ZIP_LZMA))
    yield Odd("bytes in front.xlsx", b"MIME junk\r\n\r\n" + whole)
    yield Odd("bytes behind.xlsx", whole + b"\r\n--boundary--\r\n" * 9)
    yield Odd("directory cut off.xlsx", whole[: whole.index(b"PK\x01\x02")])
    yield Odd("wrong checksum.xlsx", _wrong_checksum(whole))
    yield Odd("named xls.xls", whole)
    yield Odd("named csv.csv", whole)
    yield Odd("without ending", whole)
    twice = io.BytesIO(whole)
    with zipfile.ZipFile(twice, "a") as archive:
        archive.writestr("docProps/thumbnail.jpeg", b"\xff\xd8" + bytes(5000))
    yield Odd("thumbnail.xlsx", twice.getvalue())


def _wrong_checksum(content: bytes) -> bytes:
    """The checksum of the shared strings changed in both places."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("xl/sharedStrings.xml")
    return content.replace(entry.CRC.to_bytes(4, "little"), b"\x01\x02\x03\x04")
