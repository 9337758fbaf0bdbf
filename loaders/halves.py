"""A workbook with one long sheet cut in two between rows, so that two processes open it at a time.

Each half is a whole workbook of its own, whose cells stand where they stood; a cut within a comment makes halves that
no engine opens. Leaves out opening them (loaders.guard).
"""

import io
import re
import zipfile

LONG = 30_000_000  # bytes of a sheet's XML from which on a second process saves more than it costs
SHEET = re.compile(r"worksheets/[^/]+\.xml$")
BEGIN = re.compile(rb"<sheetData\b[^>]*(?<!/)>")
END = b"</sheetData>"
ROW = re.compile(rb'<row [^>]*?\br="\d+"')
EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


def is_long(content: bytes) -> bool:
    """True when the workbook has one sheet that is worth cutting, by the zip's own directory."""
    return _long_entry(content) is not None


def half(content: bytes, *, later: bool) -> bytes | None:
    """The workbook without the later rows of its long sheet, or with nothing but these; all of it and None where it
    cannot be cut."""
    name = _long_entry(content)
    if name is None:
        return None if later else content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(name)
        others = {entry: archive.read(entry) for entry in archive.namelist() if entry != name}
    cut = _cut(xml)
    if cut is None:
        return None if later else content
    begin, middle, end = cut
    if not later:
        return _packed({**others, name: xml[:middle] + xml[end:]})
    bare = {entry: EMPTY if SHEET.search(entry) else part for entry, part in others.items()}
    return _packed({**bare, name: xml[:begin] + xml[middle:]})


def _long_entry(content: bytes) -> str | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [entry for entry in archive.infolist() if SHEET.search(entry.filename)]
    long = [entry.filename for entry in sheets if entry.file_size >= LONG]
    return long[0] if len(long) == 1 else None


def _cut(xml: bytes) -> tuple[int, int, int] | None:
    """Where the rows begin, where a numbered row in the middle begins, and where the rows end."""
    begin, end = BEGIN.search(xml), xml.rfind(END)
    row = ROW.search(xml, (begin.end() + end) // 2, end) if begin and end > 0 else None
    return (begin.end(), row.start(), end) if begin and row else None


def _packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip that needs no unpacking."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
