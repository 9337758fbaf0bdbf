"""Workbooks opened at arm's length: refused by size before they cost memory, read in a separate process when odd.

A hang, a crash or a bomb ends the other process, never the dashboard. `python -m loaders.guard ENGINE [HALF]` is that
process: workbook on standard input, pickled sheets on standard output. Leaves out choosing engines (loaders.workbooks).
"""

import gc
import io
import pickle
import re
import subprocess
import sys
import zipfile
import zlib
from array import array
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from capacity.cores import cores
from loaders import halves
from loaders.cells import Read, Remark, Sheet, rectangle

MAX_UNPACKED = 600_000_000
MAX_RATIO = 150
RATIO_COUNTS_FROM = 20_000_000
MAX_ENTRIES = 5_000
SMALL_UNPACKED = 8_000_000
MEMORY = 3_000_000_000
SECONDS = 8.0
SECONDS_PER_MB = 0.5  # ten times what an idle machine needs
FAR_CELL = re.compile(rb' r="(?:[A-Z]{3}[0-9]+|[A-Z]+[0-9]{6,})"')
VAST_COUNT = re.compile(rb'ount="[0-9]{8,}"')  # the fast engine makes room for as many texts as a list claims to have
LISTS = ("sharedStrings.xml", "styles.xml")
HALVES = ("first", "second")
ROOT = Path(__file__).resolve().parent.parent
PackedColumn = tuple[list[str], "array[int]"]
PackedSheet = tuple[Sheet, tuple[int, int, int], list[PackedColumn]]


class StoppedError(Exception):
    """The reading process failed: `reason` is "password", "too_large", "time", or what the engine said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def unpacked_size(content: bytes) -> int:
    """Bytes a zip says it will unpack to; raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def is_bomb(content: bytes) -> bool:
    """True when the zip's own directory shows more, or more tightly packed, than any report is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    ratio = total / max(sum(entry.compress_size for entry in entries), 1)
    crowded = len(entries) > MAX_ENTRIES
    return total > MAX_UNPACKED or crowded or (total > RATIO_COUNTS_FROM and ratio > MAX_RATIO)


def is_small_and_sane(content: bytes) -> bool:
    """True when a workbook may be read in this process: little to unpack, no cell far off, no vast list claimed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > SMALL_UNPACKED:
                return False
            sheets, lists = (
                [archive.open(entry).read(SMALL_UNPACKED) for entry in entries if wanted(entry.filename)]
                for wanted in (lambda name: "worksheets/" in name, lambda name: name.endswith(LISTS))
            )
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        return False
    wild = any(map(FAR_CELL.search, sheets)) or any(map(VAST_COUNT.search, [*sheets, *lists]))
    return bool(sheets) and not wild


def read_apart(engine: str, content: bytes, unpacked: int) -> Read:
    """Sheets read by an engine in a process of its own, with limits on time and memory; a long sheet by two, half and
    half. Raises StoppedError."""
    if engine == "calamine" and cores() > 1 and _is_long(content):
        with suppress(StoppedError), ThreadPoolExecutor(len(HALVES)) as both:
            return _joined(*both.map(lambda half: _read_by(engine, content, unpacked, half), HALVES))
    return _read_by(engine, content, unpacked)


def _is_long(content: bytes) -> bool:
    try:
        return halves.is_long(content)
    except zipfile.BadZipFile:  # an xls is no zip
        return False


def _read_by(engine: str, content: bytes, unpacked: int, half: str = "") -> Read:
    command = [sys.executable, "-m", "loaders.guard", engine, half]
    seconds = SECONDS + SECONDS_PER_MB * unpacked / 1e6
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired:
        raise StoppedError("time") from None
    if done.returncode:
        raise StoppedError(_said(done.stderr.decode("utf-8", "replace")))
    return _unpacked(pickle.loads(done.stdout))  # written by our own process


def _joined(first: Read, second: Read) -> Read:
    """The sheets of a workbook from its halves. Raises StoppedError where a row of the second is none of the later."""
    later = second.sheets or [Sheet(sheet.name, []) for sheet in first.sheets]
    return Read(list(map(_with_rows, first.sheets, later)), first.remarks + second.remarks)


def _with_rows(sheet: Sheet, more: Sheet) -> Sheet:
    height = len(sheet.cells)
    if any(map(any, more.cells[:height])):
        raise StoppedError("rows out of order")
    return replace(sheet, cells=rectangle(sheet.cells + more.cells[height:]))


def _packed(read: Read) -> list[PackedSheet | Remark]:
    """Columns as their distinct texts and which of them each row has: little to hand over, and each text is there
    once for all rows that have it. Empty rows at the top are counted."""
    return [*map(_packed_sheet, read.sheets), *read.remarks]


def _packed_sheet(sheet: Sheet) -> PackedSheet:
    height = len(sheet.cells)
    above = next((at for at, row in enumerate(sheet.cells) if any(row)), 0)
    width = len(sheet.cells[0]) if height else 0
    return replace(sheet, cells=[]), (height, width, above), _columns(sheet.cells[above:])


def _columns(rows: list[list[str]]) -> list[PackedColumn]:
    columns = []
    for column in zip(*rows, strict=True):
        numbers: defaultdict[str, int] = defaultdict(count().__next__)  # a new text has the next number
        which = array("I", [numbers[text] for text in column])
        columns.append((list(numbers), which))
    return columns


def _unpacked(packed: list[PackedSheet | Remark]) -> Read:
    sheets = [_with_cells(*entry) for entry in packed if not isinstance(entry, Remark)]
    return Read(sheets, [entry for entry in packed if isinstance(entry, Remark)])


def _with_cells(sheet: Sheet, size: tuple[int, int, int], columns: list[PackedColumn]) -> Sheet:
    height, width, above = size
    texts = [map(distinct.__getitem__, which) for distinct, which in columns]
    rows = map(list, zip(*texts, strict=True)) if texts else ([] for _ in range(height - above))
    return replace(sheet, cells=[*([""] * width for _ in range(above)), *rows])


def _said(errors: str) -> str:
    """The reason among what the other process wrote while it ended."""
    if "memory allocation" in errors or "MemoryError" in errors:
        return "too_large"
    lines = [line for line in errors.strip().splitlines() if not line.startswith(("WARNING", "NOTE"))]
    return lines[0][:300] if lines and "panicked at" not in errors else "crashed"


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def main(engine: str, half: str = "") -> int:
    """Reads standard input, or a half of it, with the engine named; 0 and pickled sheets, or 1 and a reason on
    standard error."""
    from loaders import engines

    _limit_memory()
    gc.disable()  # millions of cells, and the process ends at once
    answer, sys.stdout = sys.stdout.buffer, sys.stderr  # engines print warnings
    try:
        content: bytes | None = sys.stdin.buffer.read()
        if half and content:
            content = halves.half(content, later=half == HALVES[1])
        read = engines.ENGINES[engine](content) if content is not None else Read([], [])
        answer.write(pickle.dumps(_packed(read), protocol=5))
    except BaseException as problem:  # noqa: BLE001 a Rust panic is no Exception
        sys.stderr.write(engines.reason(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
