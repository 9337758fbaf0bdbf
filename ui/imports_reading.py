"""Files read in a process of their own, so that a long one keeps no other visitor waiting and can be stopped.

`python -m ui.imports_reading` is that process: it answers pickled (content, name, corrections) on standard input with
what the file holds, until the input ends. Leaves out what waits to be read (ui.imports_tray) and the screen.
"""

import contextlib
import pickle
import secrets
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary, WeakValueDictionary

import pandas as pd

from capacity.corrections import Correction
from capacity.reports import Report

ROOT = Path(__file__).resolve().parent.parent
BETWEEN = "\x00"
IDLE, LONGEST = 600.0, 900.0
WARMING = b"Firma;Produkt;Menge je Woche\nMuster GmbH;Visiere;100\n"


@dataclass(frozen=True)
class SheetText:
    """One sheet as it was read; `lines` hold the cells of each row in one string, which is small to keep."""

    name: str
    lines: tuple[str, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def cells(self, row: int) -> list[str]:
        """The texts of a row, counted from 1 as in the file."""
        return self.lines[row - 1].split(BETWEEN)


@dataclass(frozen=True, eq=False)
class Reading:
    """What one file gives, its sheets to look at, and what the texts of coded columns were read as.

    `values` has the columns of loaders.value_readings.
    """

    report: Report
    sheets: tuple[SheetText, ...]
    values: pd.DataFrame = field(default_factory=pd.DataFrame)


_NAMES: WeakKeyDictionary[Reading, str] = WeakKeyDictionary()
_NAMED: WeakValueDictionary[str, Reading] = WeakValueDictionary()


def name_of(reading: Reading) -> str:
    """A name that nobody can guess, by which a reading is found for as long as somebody holds it."""
    name = _NAMES.setdefault(reading, secrets.token_urlsafe(16))
    _NAMED[name] = reading
    return name


def named(name: str) -> Reading:
    """The reading of that name; KeyError when there is none any more."""
    return _NAMED[name]


class ReadingError(Exception):
    """No reading came back: "ended" when the process did, else the kind of our own mistake."""


class Reader:
    """One reading process. Not for two threads at once, but for `stop`."""

    def __init__(self) -> None:
        self._stopped = False
        words = [sys.executable, "-m", "ui.imports_reading"]
        # a trace could quote people's data, so that nothing is written anywhere
        self._process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def read(self, content: bytes, name: str, corrections: Sequence[Correction] = ()) -> Reading:
        """What the file holds; raises ReadingError. A file that cannot be read is a Reading that says so."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump((content, name, tuple(corrections)), self._process.stdin)
            self._process.stdin.flush()
            said = pickle.load(self._process.stdout)  # written by our own process
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            raise ReadingError("ended") from None
        if isinstance(said, str):
            raise ReadingError(said)
        report, sheets, values = said
        return Reading(report, tuple(SheetText(*each) for each in sheets), values)

    @property
    def lives(self) -> bool:
        """Whether the process can read another file."""
        return not self._stopped and self._process.poll() is None

    def stop(self) -> None:
        """Ends the process at once, whatever it is reading."""
        self._stopped = True
        self._process.kill()
        self._process.wait()


class Readers:
    """Lends reading processes: the one that waits, else a new one. One waits for the next file, for IDLE seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: Reader | None = None
        self._lent = 0

    def warm_up(self) -> None:
        """Begins a process, if there is none at all, so that the first file does not wait for it."""
        with self._lock:
            if self._waiting is None and not self._lent:
                self._keep(Reader())

    def lend(self) -> Reader:
        """A process for one file; give it back."""
        with self._lock:
            self._lent += 1
            reader, self._waiting = self._waiting, None
        return reader if reader and reader.lives else Reader()

    def give_back(self, reader: Reader) -> None:
        """Keeps the process for the next file, if it lives and no other one waits."""
        with self._lock:
            self._lent -= 1
            keep = reader.lives and self._waiting is None
            if keep:
                self._keep(reader)
        if not keep:
            reader.stop()

    def _keep(self, reader: Reader) -> None:
        self._waiting = reader
        retire = threading.Timer(IDLE, self._retire, (reader,))
        retire.daemon = True
        retire.start()

    def _retire(self, reader: Reader) -> None:
        with self._lock:
            idle = reader is self._waiting
            if idle:
                self._waiting = None
        if idle:
            reader.stop()


READERS = Readers()


Told = tuple[Report, list[tuple[str, tuple[str, ...], tuple[tuple[int, int, int, int], ...]]], pd.DataFrame]


def answer(content: bytes, name: str, corrections: Sequence[Correction] = ()) -> Told:
    """What the reading process says of one file: its report, the parts of each SheetText, and its values."""
    from loaders.reader import report_of  # takes long to load, and only the reading process needs it
    from loaders.source import read_source
    from loaders.value_readings import value_readings

    source = read_source(content, name)
    sheets = [(each.name, tuple(BETWEEN.join(row) for row in each.cells), each.merged) for each in source.sheets]
    report = report_of(source, corrections=corrections)
    return report, sheets, value_readings(report, source.sheets, corrections)


def main() -> None:
    """Answers files until standard input ends."""
    with contextlib.suppress(Exception):  # a mistake of ours is told with the first file
        answer(WARMING, "warm.csv")
    while True:
        try:
            content, name, corrections = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            said: object = answer(content, name, corrections)
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the next file can still be read
            said = type(mistake).__name__
        pickle.dump(said, sys.stdout.buffer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
