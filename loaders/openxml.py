"""Sheets of .xlsx and .xlsm read by ourselves, cell by cell: forgiving where the fast engine is strict.

The second engine: it takes strict and prefixed namespaces, missing styles or references, odd part names, and cells far
away from all others. Leaves out formulas (their stored results are read), drawings and all looks but date formats.
"""

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

from loaders.cell_text import moment_text, number_text
from loaders.cells import Range, Read, Remark, Sheet
from loaders.encoding import paired
from loaders.number_formats import Styles, as_shown, read_styles

MAX_ROW_GAP = 20_000
MAX_COLUMN_GAP = 400
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
Cells = dict[int, dict[int, str]]


def read_workbook(content: bytes) -> Read:
    """All worksheets. Raises zipfile.BadZipFile, ParseError, KeyError when there is no workbook to read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = package_parts(archive)
        book = _book(archive, parts)
        root = fromstring(archive.read(parts[book]))
        strings = _shared_strings(archive, parts)
        styles = cell_styles(archive, parts)
        epoch = epoch_of(root)
        sheets: list[Sheet] = []
        remarks: list[Remark] = []
        for name, state, part in _worksheets(archive, parts, book, root):
            with archive.open(parts[part]) as stream:
                cells, merged = _cells(stream, strings, styles, epoch)
            grid, far = _grid(cells)
            sheets.append(Sheet(name, grid, tuple(merged), state != "visible"))
            remarks.extend(Remark("far_cell", name, row + 1, column + 1, done="left out") for row, column in far)
        return Read(sheets, remarks)


def unescaped(text: str) -> str:
    """Text with the _x000D_ escapes of Open XML as the characters they stand for."""
    if "_x" not in text:
        return text
    return paired(ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)).replace("\r\n", "\n")


def package_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive's names by the name a part should have: slashes, small letters."""
    return {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}


def _book(archive: zipfile.ZipFile, parts: dict[str, str]) -> str:
    """The part with the list of sheets: by its usual name, else by the package's relations. Raises KeyError."""
    named = next((name for name in parts if name.endswith("workbook.xml")), "")
    if named or "_rels/.rels" not in parts:
        return named or "workbook.xml"
    kinds = fromstring(archive.read(parts["_rels/.rels"]))
    targets = (each.get("Target", "") for each in kinds if each.get("Type", "").endswith("/officeDocument"))
    return next(targets, "workbook.xml").lstrip("/").lower()


def epoch_of(root: Element) -> dt.datetime | None:
    """The day 0 of a workbook that counts from 1904, None for the usual one."""
    return dt.datetime(1904, 1, 1) if _attribute(root, "workbookPr", "date1904") in ("1", "true") else None


def book_root(archive: zipfile.ZipFile) -> Element:
    """The workbook part as XML."""
    parts = package_parts(archive)
    return fromstring(archive.read(parts[_book(archive, parts)]))


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each worksheet, by the sheet's name."""
    parts = package_parts(archive)
    book = _book(archive, parts)
    root = fromstring(archive.read(parts[book]))
    return {name: parts[part] for name, _, part in _worksheets(archive, parts, book, root)}


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(root: Element, tag: str, attribute: str) -> str:
    return next((element.get(attribute, "") for element in root.iter() if _local(element) == tag), "")


def _worksheets(
    archive: zipfile.ZipFile, parts: dict[str, str], book: str, root: Element
) -> Iterator[tuple[str, str, str]]:
    """(name, state, part) of each sheet; where the relations are missing, the parts in the order of their numbers."""
    folder, file = posixpath.split(book)
    targets: dict[str, str] = {}
    relations = parts.get(f"{folder}/_rels/{file}.rels".lstrip("/"))
    if relations:
        for relation in fromstring(archive.read(relations)):
            target = relation.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            targets[relation.get("Id", "")] = path.lower()
    spare = sorted(
        (name for name in parts if "worksheets/" in name and name.endswith(".xml")), key=lambda name: (len(name), name)
    )
    for number, sheet in enumerate(element for element in root.iter() if _local(element) == "sheet"):
        key = next((value for name, value in sheet.items() if name.rpartition("}")[2] == "id"), "")
        part = targets.get(key, spare[number] if number < len(spare) else "")
        if part in parts and "chartsheets/" not in part and "dialogsheets/" not in part:
            yield sheet.get("name", ""), sheet.get("state", "visible"), part


def _shared_strings(archive: zipfile.ZipFile, parts: dict[str, str]) -> list[str]:
    part = next((name for name in parts if name.endswith("sharedstrings.xml")), "")
    strings: list[str] = []
    if part:
        with archive.open(parts[part]) as stream:
            for _, element in iterparse(stream, events=("end",)):
                if _local(element) == "si":
                    strings.append(_text(element))
                    element.clear()
    return strings


def _text(element: Element) -> str:
    """The text of a string item, without the phonetic readings beside it."""
    pieces = []
    for child in element:
        if _local(child) == "t":
            pieces.append(child.text or "")
        elif _local(child) == "r":
            pieces.extend(part.text or "" for part in child if _local(part) == "t")
    return unescaped("".join(pieces))


def cell_styles(archive: zipfile.ZipFile, parts: dict[str, str]) -> Styles:
    """What the cells' number formats show; nothing where the part is missing."""
    part = next((name for name in parts if name.endswith("styles.xml")), "")
    return read_styles(archive.read(parts[part])) if part else Styles()


def _cells(
    stream: IO[bytes], strings: list[str], styles: Styles, epoch: dt.datetime | None
) -> tuple[Cells, list[Range]]:
    cells: Cells = {}
    merged: list[Range] = []
    row, column = -1, -1
    for event, element in iterparse(stream, events=("start", "end")):
        tag = _local(element)
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r") or row + 2) - 1, -1
            continue
        if tag == "c":
            row, column = _place(element.get("r", ""), row, column)
            text = _cell_text(element, strings, styles, epoch)
            if text:
                cells.setdefault(row, {})[column] = text
        elif tag == "mergeCell":
            merged.extend(_area(element.get("ref", "")))
        if tag in ("row", "c"):
            element.clear()
    return cells, merged


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    found = CELL.fullmatch(reference)
    return (int(found[2]) - 1, _column_number(found[1])) if found else (max(row, 0), column + 1)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(reference: str) -> list[Range]:
    corners = [_place(corner, 0, 0) for corner in reference.split(":")]
    if len(corners) != 2:
        return []
    return [(corners[0][0] + 1, corners[0][1] + 1, corners[1][0] + 1, corners[1][1] + 1)]


def _cell_text(element: Element, strings: list[str], styles: Styles, epoch: dt.datetime | None) -> str:
    kind = element.get("t", "n")
    if kind == "inlineStr":
        inside = next((child for child in element if _local(child) == "is"), None)
        return _text(inside) if inside is not None else ""
    value = next((child.text or "" for child in element if _local(child) == "v"), "")
    if kind == "s":
        return strings[int(value)] if value.strip().isdecimal() and int(value) < len(strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind == "d":
        return iso_moment(value)
    if kind != "n" or not value:
        return unescaped(value)
    style = element.get("s", "0")
    return formatted(value, int(style) if style.isdecimal() else 0, styles, epoch)


def iso_moment(value: str) -> str:
    """A date in ISO form as text: the time only when there is one."""
    return re.sub(r"\.0+(?=Z?$)", "", value).rstrip("Z").replace("T00:00:00", "").replace("T", " ")


def formatted(value: str, style: int, styles: Styles, epoch: dt.datetime | None) -> str:
    """A number as a cell of this style shows it; what is no number stays as it is. `epoch` None: the usual one."""
    try:
        number = float(value)
    except ValueError:
        return value
    if style in styles.shown:
        return as_shown(number, styles.shown[style])
    if style not in styles.dates or not 0 <= number < 2_958_466:
        return number_text(number)
    if number < 1 and epoch is None:
        return str(dt.timedelta(seconds=round(number * 86_400))).rjust(8, "0")
    start = epoch or dt.datetime(1899, 12, 30 if number >= 60 else 31)
    return moment_text(start + dt.timedelta(seconds=round(number * 86_400)))


def _grid(cells: Cells) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """Rows of texts, and the cells so far from the others that they had to be left out."""
    rows = _near(sorted(cells), MAX_ROW_GAP)
    columns = _near(sorted({column for row in cells.values() for column in row}), MAX_COLUMN_GAP)
    grid = [[cells.get(row, {}).get(column, "") for column in range(columns)] for row in range(rows)]
    far = [(row, column) for row, texts in cells.items() for column in texts if row >= rows or column >= columns]
    return grid, far


def _near(places: list[int], gap: int) -> int:
    """How many places to keep: up to the last before a gap too wide to be one table's."""
    kept = -1
    for place in places:
        if place - kept > gap:
            break
        kept = place
    return kept + 1
