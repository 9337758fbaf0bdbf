"""Any file as sheets of cells: the one door through which bytes come in.

Leaves out finding tables on the sheets (loaders.tables) and all interpretation.
"""

import hashlib
from pathlib import PurePath

from loaders.aligned import aligned_rows
from loaders.cells import Remark, Sheet, Source, rectangle
from loaders.delimited import parse
from loaders.dialect import Dialect, find_dialect
from loaders.encoding import decode
from loaders.engines import MAX_CELLS, TooLargeError
from loaders.formats import MAILS, TEXT_NAMES, kind_of
from loaders.mail_reader import mail_source
from loaders.markup import read_markup
from loaders.objects import rows_of
from loaders.ragged import straightened
from loaders.workbooks import open_workbook

MAX_TEXT = 300_000_000
MAX_COLUMNS, MAX_ROWS = 16_384, 1_048_576  # as many as a worksheet can have


def read_source(content: bytes, name: str) -> Source:
    """Reads a file's bytes into sheets of text cells; never raises for bad input: `error` says why there are none."""
    kind = kind_of(content, name)
    stamp = hashlib.sha256(content).hexdigest()
    file = PurePath(name).name
    if kind.error and kind.error != "file_broken":
        return Source(file, stamp, kind.format, error=kind.error)
    if kind.format in MAILS:
        return mail_source(content, file, stamp, kind.format, read_source)
    if kind.format == "text":
        return _read_text(content, file, stamp)
    if kind.format in ("html", "xml"):
        return _read_markup(content, file, stamp, kind.format)
    opened = open_workbook(content, kind.format)
    return Source(file, stamp, kind.format, sheets=opened.sheets, error=opened.error, remarks=opened.remarks)


def _read_text(content: bytes, file: str, stamp: str) -> Source:
    suffix = PurePath(file).suffix.lower().lstrip(".")
    if len(content) > MAX_TEXT:
        return Source(file, stamp, suffix if suffix in TEXT_NAMES else "csv", error="file_too_large")
    text, encoding, remarks = decode(content)
    text = text.lstrip("\ufeff")
    objects = rows_of(text)
    if objects and max(map(len, objects)) > MAX_COLUMNS:
        return Source(file, stamp, "json", encoding, error="file_not_a_table")
    if objects and len(objects) > MAX_ROWS:
        return Source(file, stamp, "json", encoding, error="file_too_large")
    if objects:
        return Source(file, stamp, "json", encoding, sheets=(Sheet("", objects),), remarks=remarks)
    dialect = find_dialect(text)
    if dialect.quote and not dialect.delimiter:
        text, dialect = _unwrapped(text, dialect)
    lined_up = aligned_rows(text) if dialect.delimiter in ("", " ") and not dialect.quote else None
    if lined_up:
        dialect = Dialect(" ")
    rows, more = (lined_up, []) if lined_up else parse(text, dialect)
    rows, ragged = straightened(_without_last_blanks(rows), dialect.delimiter)
    widest = max(map(len, rows), default=0)
    if widest > MAX_COLUMNS:
        return Source(file, stamp, "csv", encoding, error="file_not_a_table")
    if len(rows) * widest > MAX_CELLS or len(rows) > MAX_ROWS:
        return Source(file, stamp, "csv", encoding, error="file_too_large")
    sheet = Sheet("", rectangle(rows), widths=tuple(map(len, rows)))
    format_ = "tsv" if dialect.delimiter == "\t" else suffix if suffix in ("csv", "txt") else "csv"
    return Source(
        file, stamp, format_, encoding, dialect.delimiter or _unused(rows), dialect.quote, dialect.escape,
        (sheet,), None, remarks + more + ragged,
    )  # fmt: skip


def _unused(rows: list[list[str]]) -> str | None:
    """The delimiter of a text of one column: the usual one, where it cuts nothing."""
    return None if any("," in cell for row in rows for cell in row) else ","


def _unwrapped(text: str, dialect: Dialect) -> tuple[str, Dialect]:
    """Lines that were quoted as a whole, as a second export does, without that quoting."""
    inside = "\n".join(row[0] if row else "" for row in parse(text, dialect)[0])
    inner = find_dialect(inside)
    return (inside, inner) if inner.delimiter else (text, dialect)


def _without_last_blanks(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _read_markup(content: bytes, file: str, stamp: str, format_: str) -> Source:
    text, encoding, remarks = decode(content)
    try:
        sheets = read_markup(content, text)
    except TooLargeError:
        return Source(file, stamp, format_, encoding, error="file_too_large")
    error = None if sheets else "file_not_a_table"
    return Source(file, stamp, format_, encoding, sheets=sheets, error=error, remarks=list[Remark](remarks))
