"""An Excel file and rows put into its sheets: the file's parts are copied, those of the sheets and texts completed.

The same input gives the same bytes. Leaves out what rows look like (capacity.workbook.rows).
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from capacity.workbook.strings import Strings

LEVEL = 1  # a file a quarter larger in a third of the time
TEXTS = "xl/sharedStrings.xml"
COUNTED = re.compile(rb' count="(\d+)" uniqueCount="(\d+)"')
EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')


@dataclass(frozen=True)
class Rows:
    """What follows the headings of a sheet: blocks of rows as XML, and the range of the whole sheet, as "A1:C9"."""

    blocks: Iterator[bytes]
    extent: str


def texts_in(book: bytes) -> int:
    """How many different texts the table of shared strings of a workbook holds."""
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        counted = COUNTED.search(file.read(TEXTS))
    assert counted
    return int(counted[2])


def completed(book: bytes, rows: Mapping[int, Rows], strings: Strings) -> bytes:
    """The workbook with further `rows` in its sheets (by number, from 1), whose texts `strings` holds in the end."""
    made = io.BytesIO()
    parts = {f"xl/worksheets/sheet{number}.xml": each for number, each in rows.items()}
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as new,
    ):
        for name in sorted(old.namelist(), key=TEXTS.__eq__):  # the texts last: writing rows finds them
            content = old.read(name)
            with new.open(name, "w") as part:
                if name == TEXTS:
                    part.write(_with_texts(content, strings))
                elif name in parts:
                    _write_sheet(part, content, parts[name])
                else:
                    part.write(content)
    return made.getvalue()


def _write_sheet(part: IO[bytes], content: bytes, rows: Rows) -> None:
    before, end, after = EXTENT.sub(f'<dimension ref="{rows.extent}"/>'.encode(), content).partition(b"</sheetData>")
    for each in (before, *rows.blocks, end + after):
        part.write(each)


def _with_texts(content: bytes, strings: Strings) -> bytes:
    def more(counted: re.Match[bytes]) -> bytes:
        return b' count="%d" uniqueCount="%d"' % tuple(int(each) + len(strings) for each in counted.groups())

    return COUNTED.sub(more, content, count=1).replace(b"</sst>", strings.xml().encode() + b"</sst>")
