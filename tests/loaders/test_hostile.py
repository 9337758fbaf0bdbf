"""Files that somebody wrote to stop the reader: each is answered soon and within its memory, read or refused in words.

Mails are in test_hostile_mails.py. Leaves out what is hostile where it is shown or written (tests/ui/test_markdown.py,
tests/capacity/workbook) and cells far away in a workbook (test_workbooks.py).
"""

import json
import re
import struct
import time
import zlib

import pytest

from loaders.source import read_source
from tools.bench import _odd_parts as odd

SECONDS = 10.0  # of this processor; each needs one at most, and minutes where work grows with the square of the size
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(12)
) + "]>"  # fmt: skip
SOUND = [list(row) for row in odd.SOUND]
CELL = '<table:table-cell office:value-type="string" {}><text:p>{}</text:p></table:table-cell>'
FIRST = f"<table:table-row>{CELL.format('', 'Firma')}{CELL.format('', 'Menge')}</table:table-row>"
SHEET = "xl/worksheets/sheet1.xml"
EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"


def xlsx(rows: str = odd.ROWS, before: str = "", after: str = "", **parts: str | bytes) -> bytes:
    """A workbook of one sheet; further parts by their name in xl/, "__" for "/"."""
    named = {f"xl/{name.replace('__', '/')}.xml": part for name, part in parts.items()}
    return odd.zipped(odd.package() | {SHEET: odd.sheet(rows, before, after)} | named)


def with_part(name: str, content: str | bytes) -> bytes:
    return odd.zipped(odd.package() | {name: content})


def laughing(part: str) -> str:
    """A part before which entities are declared that unfold to ten million million letters."""
    return LAUGHS + part.removeprefix(odd.HEAD)


def understating() -> bytes:
    """A workbook whose sheet is said to be 1,000 bytes and unfolds to 60 million."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = odd.sheet().partition("</sheetData>")[0].encode()
    text = b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"a" * 60_000_000
    packed = packer.compress(start + text + b"</t></is></c></row></sheetData></worksheet>") + packer.flush()
    whole = odd.zipped(odd.package() | {SHEET: packed}, method=0)
    return whole.replace(struct.pack("<II", len(packed), len(packed)), struct.pack("<II", len(packed), 1_000))


def sheets(number: int) -> bytes:
    """A workbook that calls one sheet by so many names."""
    named = odd.book(*(f'name="S{at}" sheetId="{at}"' for at in range(1, number + 1)))
    return xlsx(workbook=re.sub(r"rId\d+", "rId1", named))


def sheet_at(target: str) -> bytes:
    """A workbook whose sheet is said to lie elsewhere."""
    return with_part("xl/_rels/workbook.xml.rels", odd.related(("worksheet", target)))


def ods(row: str) -> str:
    return f'<table:table table:name="A">{FIRST}{row}</table:table>'


def spreadsheetml(row: str) -> bytes:
    first = "<Row><Cell><Data>Firma</Data></Cell><Cell><Data>Menge</Data></Cell></Row>"
    sheet = f'<Worksheet ss:Name="A"><Table>{first}{row}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{EXCEL}" xmlns:ss="{EXCEL}">{sheet}</Workbook>'.encode()


def page(rows: str) -> bytes:
    return f"<table><tr><td>Firma<td>Menge</tr>{rows}</table>".encode()


ATTRIBUTES = " ".join(f'a{at}="1"' for at in range(50_000))
FAR = f'<Row ss:Index="100000"><Cell ss:Index="16000" ss:MergeDown="{10**9}"><Data>x</Data></Cell></Row>'
MANY = 'table:number-columns-repeated="999999999"'
WIDE = f"<table:table-row>{CELL.format(MANY, 'x')}</table:table-row>"
TALL = f'<table:table-row table:number-rows-repeated="{2**31 - 1}">{CELL.format("", "x")}</table:table-row>'
MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
CLAIMING = odd.strings(*odd.STRINGS).replace("<sst ", '<sst count="4294967295" uniqueCount="4294967295" ')
KEYS = [dict.fromkeys(map(str, range(20_000)), 1)] * 2

SHEETS = {
    "attributes": lambda: xlsx(before=f"<sheetPr {ATTRIBUTES}/>"),
    "nested elements": lambda: xlsx(after="<a>" * 100_000 + "</a>" * 100_000),
    "a vast extent": lambda: xlsx(before='<dimension ref="A1:XFD1048576"/>'),
    "everything merged": lambda: xlsx(after=MERGED * 50),
    "more texts claimed than memory holds": lambda: xlsx(sharedStrings=CLAIMING),
    "a program": lambda: with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 500),
    "a link to another workbook": lambda: with_part("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    "an archive within": lambda: with_part("xl/embeddings/a.zip", xlsx()),
    "a name that leads out of the archive": lambda: with_part("../../../../etc/cron.d/x", "x"),
}


@pytest.mark.parametrize("case", SHEETS)
def test_what_does_no_harm_is_read(case: str) -> None:
    begun = time.process_time()
    source = read_source(SHEETS[case](), "a.xlsx")
    assert (source.error, [sheet.cells for sheet in source.sheets]) == (None, [SOUND])
    assert time.process_time() - begun < SECONDS


REFUSED = {
    "entities in a sheet.xlsx": (
        lambda: with_part(SHEET, laughing(odd.sheet(odd.inline("&m;")))),
        "file_broken",
    ),
    "entities in texts.xlsx": (lambda: xlsx(sharedStrings=laughing(odd.strings("&m;", "b", "c"))), "file_broken"),
    "entities in a flat sheet.fods": (lambda: laughing(odd.fods(ods(TALL))).encode(), "file_not_a_table"),
    "an understated size.xlsx": (lambda: understating(), "file_broken"),
    "thousands of sheets.xlsx": (lambda: sheets(1_100), "file_too_large"),
    "a row again and again.ods": (lambda: odd.ods(ods(TALL)), "file_too_large"),
    "columns and rows again and again.fods": (lambda: odd.fods(ods(WIDE + TALL)).encode(), "file_too_large"),
    "an encoding that nobody knows.fods": (
        lambda: odd.fods(ods("")).replace('"UTF-8"', '"UTF-6"').encode(),
        "file_not_a_table",
    ),
    "cells far away.xml": (lambda: spreadsheetml(FAR), "file_too_large"),
    "more keys than columns.json": (lambda: json.dumps(KEYS).encode(), "file_not_a_table"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_report_needs_is_refused(name: str) -> None:
    made, error = REFUSED[name]
    content = made()
    begun = time.process_time()
    source = read_source(content, name)
    assert (source.error, source.sheets) == (error, ())
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "../" * 9 + "etc/passwd", "/etc/passwd", "http://example.org/"]
)
def test_nothing_outside_the_archive_is_a_sheet(target: str) -> None:
    assert not any(sheet.cells for sheet in read_source(sheet_at(target), "a.xlsx").sheets)


TEXTS = {
    "cells that reach far.html": lambda: page(f'<tr><td colspan="{10**9}" rowspan="{10**9}">x</tr>'),
    "many cells that reach down.html": lambda: page('<tr><td rowspan="2">a<td>b</tr>' * 10_000),
    "tags that never close.html": lambda: page("") + b"<script" * 50_000,
    "comments that never close.html": lambda: page("<!--<a>" * 50_000),
    "sections that never close.html": lambda: page("<![CDATA[ <![x" * 20_000),
    "tables in tables.html": lambda: page("<tr><td><table>" * 20_000),
    "brackets.json": lambda: b"[" * 100_000,
    "digits.json": lambda: b'[{"a":' + b"9" * 100_000 + b'},{"a":1}]',
    "semicolons.csv": lambda: b";" * 500_000,
    "quotes.csv": lambda: b'"' * 300_000,
    "nothing but zeros.csv": lambda: b"Firma;Ort\n" + b"\0" * 500_000,
    "digits.csv": lambda: b"Firma;Ort;Menge\nA;Bonn;" + b"9" * 100_000 + b"\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_long(name: str) -> None:
    content = TEXTS[name]()
    begun = time.process_time()
    read_source(content, name)
    assert time.process_time() - begun < SECONDS
