"""Workbooks written part by part, so that each can be odd in one way: small packages for tools.bench.workbooks.

Leaves out which oddities there are (tools.bench._odd_workbooks).
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
Parts = dict[str, str | bytes]
SOUND = (("Firma", "Menge"), ("Muster GmbH", "500"))
Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Odd:
    """One workbook: its file name, its bytes, and the first filled sheet's cells; None where it is to be refused."""

    name: str
    content: bytes
    cells: Cells | None = SOUND


ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>500</v></c></row>'
)
STRINGS = ("Firma", "Menge", "Muster GmbH")


def sheet(rows: str = ROWS, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A worksheet part."""
    return f'{HEAD}<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def inline(*texts: str, row: int = 1) -> str:
    """One row of inline strings without references."""
    return f'<row r="{row}">' + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts) + "</row>"


def strings(*texts: str, main: str = MAIN) -> str:
    """The part of shared strings; texts are the inside of each item."""
    items = "".join(f"<si>{text}</si>" if text.startswith("<") else f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{main}">{items}</sst>'


def styles(*formats: str, numbers: str = "", main: str = MAIN) -> str:
    """The part of styles with one cell style for each number format id."""
    cells = "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in formats or ("0",))
    return (
        f'{HEAD}<styleSheet xmlns="{main}">{numbers}<fonts><font/></fonts><fills><fill/></fills>'
        f"<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>"
    )


def book(*sheets: str, before: str = "", main: str = MAIN, relations: str = RELATIONS) -> str:
    """The workbook part; each sheet as its attributes beside r:id."""
    listed = "".join(f'<sheet {given} r:id="rId{at}"/>' for at, given in enumerate(sheets, start=1))
    return f'{HEAD}<workbook xmlns="{main}" xmlns:r="{relations}">{before}<sheets>{listed}</sheets></workbook>'


def related(*targets: tuple[str, str], relations: str = RELATIONS) -> str:
    """A part of relationships: pairs of the kind and the target."""
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{relations}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def package(main: str = MAIN, relations: str = RELATIONS) -> Parts:
    """A sound workbook with one sheet, part by part."""
    listed = (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"))
    return {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": related(("officeDocument", "xl/workbook.xml"), relations=relations),
        "xl/workbook.xml": book('name="A" sheetId="1"', main=main, relations=relations),
        "xl/_rels/workbook.xml.rels": related(*listed, relations=relations),
        "xl/worksheets/sheet1.xml": sheet(main=main),
        "xl/sharedStrings.xml": strings(*STRINGS, main=main),
        "xl/styles.xml": styles(main=main),
    }


def zipped(
    parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED, *, zip64: bool = False, streamed: bool = False
) -> bytes:
    """The parts as a zip archive; `streamed` leaves sizes to data descriptors, as a pipe does."""
    target = _Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            with archive.open(
                zipfile.ZipInfo(name) if method == 0 else _entry(name, method), "w", force_zip64=zip64
            ) as f:
                f.write(content.encode() if isinstance(content, str) else content)
    return target.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    return entry


class _Pipe(io.BytesIO):
    """A stream that cannot go back."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def ods(body: str, before: str = "") -> bytes:
    """An OpenDocument spreadsheet; `body` are its tables."""
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": fods(body, before, "content")}
    )


def fods(body: str, before: str = "", root: str = "") -> str:
    """A flat OpenDocument spreadsheet, or the content of a packed one."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
        )
    )
    name = f"office:document-{root}" if root else "office:document"
    kind = "" if root else ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    return (
        f"{HEAD}<{name}{spaces}{kind}>{before}<office:body><office:spreadsheet>{body}</office:spreadsheet>"
        f"</office:body></{name}>"
    )


def table(*rows: str, name: str = "A", after: str = "") -> str:
    """A table of OpenDocument."""
    return (
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + f"{after}</table:table>"
    )


def cell(text: str, given: str = 'office:value-type="string"') -> str:
    """A cell of OpenDocument."""
    return f"<table:table-cell {given}><text:p>{text}</text:p></table:table-cell>"


def with_parts(
    changes: Mapping[str, str | bytes] | None = None,
    without: tuple[str, ...] = (),
    main: str = MAIN,
    relations: str = RELATIONS,
) -> Parts:
    """A sound workbook with parts put in or left out."""
    parts = package(main, relations) | dict(changes or {})
    return {name: content for name, content in parts.items() if name not in without}
