"""Workbooks opened at arm's length: refused by size before they cost memory, read in a separate process when odd.

A hang, a crash or a bomb ends the other process, never the dashboard. `python -m loaders.guard ENGINE` is that process:
workbook on standard input, pickled sheets on standard output. Leaves out choosing engines (loaders.workbooks).
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
from dataclasses import replace
from itertools import count
from pathlib import Path

from loaders.cells import Read, Remark, Sheet

MAX_UNPACKED = 600_000_000
MAX_RATIO = 150
RATIO_COUNTS_FROM = 20_000_000
MAX_ENTRIES = 5_000
SMALL_UNPACKED = 8_000_000
MEMORY = 3_000_000_000
SECONDS = 8.0
SECONDS_PER_MB = 0.5  # ten times what an idle machine needs
FAR_CELL = re.compile(rb' r="(?:[A-Z]{3}[0-9]+|[A-Z]+[0-9]{6,})"')
ROOT = Path(__file__).resolve().parent.parent
PackedColumn = tuple[list[str], "array[int]"]
PackedSheet = tuple[Sheet, int, list[PackedColumn]]


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
    """True when a workbook may be read in this process: little to unpack, and no cell far from the others."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > SMALL_UNPACKED:
                return False
            sheets = [archive.open(entry).read(SMALL_UNPACKED) for entry in entries if "worksheets/" in entry.filename]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        return False
    return bool(sheets) and not any(FAR_CELL.search(sheet) for sheet in sheets)


def read_apart(engine: str, content: bytes, unpacked: int) -> Read:
    """Sheets read by an engine in a process of its own, with limits on time and memory. Raises StoppedError."""
    command = [sys.executable, "-m", "loaders.guard", engine]
    seconds = SECONDS + SECONDS_PER_MB * unpacked / 1e6
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired:
        raise StoppedError("time") from None
    if done.returncode:
        raise StoppedError(_said(done.stderr.decode("utf-8", "replace")))
    return _unpacked(pickle.loads(done.stdout))  # written by our own process


def _packed(read: Read) -> list[PackedSheet | Remark]:
    """Columns as their distinct texts and which of them each row has: little to hand over, and each text is there
    once for all rows that have it."""
    return [*((replace(sheet, cells=[]), len(sheet.cells), _columns(sheet)) for sheet in read.sheets), *read.remarks]


def _columns(sheet: Sheet) -> list[PackedColumn]:
    columns = []
    for column in zip(*sheet.cells, strict=True):
        numbers: defaultdict[str, int] = defaultdict(count().__next__)  # a new text has the next number
        which = array("I", [numbers[text] for text in column])
        columns.append((list(numbers), which))
    return columns


def _unpacked(packed: list[PackedSheet | Remark]) -> Read:
    sheets = [_with_cells(*entry) for entry in packed if not isinstance(entry, Remark)]
    return Read(sheets, [entry for entry in packed if isinstance(entry, Remark)])


def _with_cells(sheet: Sheet, height: int, columns: list[PackedColumn]) -> Sheet:
    texts = [map(distinct.__getitem__, which) for distinct, which in columns]
    return replace(
        sheet, cells=[list(row) for row in zip(*texts, strict=True)] if texts else [[] for _ in range(height)]
    )


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


def main(engine: str) -> int:
    """Reads standard input with the engine named; 0 and pickled sheets, or 1 and a reason on standard error."""
    from loaders import engines

    _limit_memory()
    gc.disable()  # millions of cells, and the process ends at once
    answer, sys.stdout = sys.stdout.buffer, sys.stderr  # engines print warnings
    try:
        read = engines.ENGINES[engine](sys.stdin.buffer.read())
        answer.write(pickle.dumps(_packed(read), protocol=5))
    except BaseException as problem:  # noqa: BLE001 a Rust panic is no Exception
        sys.stderr.write(engines.reason(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
