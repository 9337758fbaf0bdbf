"""Beginnings for each target, from the sample files: real lists, parts of real workbooks, words of real columns.

Leaves out changing them.
"""

import io
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path

from capacity.reference import REFERENCE
from loaders.source import read_source
from tools.bench import _odd_parts as odd
from tools.fuzz.targets import PARTS, TARGETS

SAMPLES = REFERENCE.parent / "sample"
LONGEST = 4_000  # bytes; what is shorter is tried more often
MOST = 300


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """Inputs of a target that its reader understands."""
    made = {"text": _texts, "workbook": _parts, "quantities": _words, "places": _addresses, "mails": _mails}
    assert made.keys() == TARGETS.keys()
    found = (each[:LONGEST] for each in made[target]())
    return tuple(dict.fromkeys(each for each in found if each))[:MOST]


def _files(*endings: str) -> list[Path]:
    return [path for path in sorted(SAMPLES.rglob("*")) if path.suffix in endings]


def _texts() -> list[bytes]:
    return [path.read_bytes() for path in _files(".csv", ".txt")]


def _parts() -> list[bytes]:
    """Each kind of part, small ones of our own first; flat files behind them."""
    package = odd.package()
    own = [bytes([at]) + str(package[name]).encode() for at, name in enumerate(PARTS)]
    flat = (odd.fods('<table:table table:name="A"/>'), "<Workbook/>", "<table><tr><td>Firma<td>Menge</tr></table>")
    own += [bytes([at]) + each.encode() for at, each in enumerate(flat, start=len(PARTS))]
    for path in _files(".xlsx"):
        try:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                present = [name for name in PARTS if name in archive.namelist()]
                own += [bytes([PARTS.index(name)]) + archive.read(name) for name in present]
        except zipfile.BadZipFile:
            continue
    return own


def _mails() -> list[bytes]:
    return [path.read_bytes() for path in _files(".eml")]


def _rows() -> list[list[str]]:
    sources = (read_source(path.read_bytes(), path.name) for path in _files(".csv", ".txt"))
    return [row for source in sources for sheet in source.sheets for row in sheet.cells]


def _words() -> list[bytes]:
    """Cells that hold a digit."""
    return [cell.encode() for row in _rows() for cell in row if any(map(str.isdigit, cell)) and len(cell) < 200]


def _addresses() -> list[bytes]:
    """Neighbouring cells of which the first is a number: postcode and town."""
    pairs = ((one, other) for row in _rows() for one, other in pairwise(row))
    return [f"{one}\t{other}\tDE".encode() for one, other in pairs if one.isdigit() and other.isalpha()]
