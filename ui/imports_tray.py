"""The files that one session dropped and has not decided on: read one after another while the screen stays alive.

They live in the session, not in the widget, so that they are still there after a look at another page. Leaves out
reading itself (ui.imports_reading) and storing (ui.imports_storing).
"""

import hashlib
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import cast

import streamlit as st

from capacity.corrections import Correction
from capacity.differences import Difference
from capacity.places.remembered import Remembered, applied
from ui.imports_reading import LONGEST, READERS, Reader, Reading, ReadingError

KEY = "imports.tray"


@dataclass(eq=False)
class Upload:
    """One dropped file; it is waiting until it has a `reading`, or a `failure`: "stopped" by a visitor, "late",
    "ended" by itself, or the kind of our own mistake.

    It is read with the `remembered` corrections and, before them, this visitor's `drafts` by fingerprint; `places` are
    those that were set right for words. A reading
    that is to be made `again` keeps the one before it until it has come; `edition` counts the readings. `withdraw`
    holds the offer_ids of missing offers that are to leave the register, `compared` the difference and what it is of.
    """

    name: str
    content: bytes
    sha256: str
    reading: Reading | None = None
    failure: str = ""
    remembered: tuple[Correction, ...] = ()
    places: Remembered = field(default_factory=dict)
    drafts: dict[str, Correction] = field(default_factory=dict)
    read_with: dict[str, Correction] = field(default_factory=dict)
    again: bool = False
    refused: str = ""
    edition: int = 0
    withdraw: set[int] = field(default_factory=set)
    compared: tuple[object, Difference] | None = None

    @property
    def waits(self) -> bool:
        """Whether it is still to be read."""
        return self.again or (self.reading is None and not self.failure)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What it is read with, the words that count first."""
        return (*self.drafts.values(), *self.remembered)

    def came(self, reading: Reading) -> None:
        """Takes a reading in place of what was before."""
        report = applied(reading.report, self.places)
        self.reading = reading if report is reading.report else replace(reading, report=report)
        self.failure, self.refused, self.again = "", "", False
        self.read_with, self.compared = dict(self.drafts), None
        self.edition += 1

    def failed(self, why: str) -> None:
        """Notes why there is no reading; one that came before still holds, with the corrections it was made with."""
        self.again, self.edition = False, self.edition + 1
        if self.reading is None:
            self.failure = why
        else:
            self.drafts, self.refused = dict(self.read_with), why


class Job:
    """Reads files one after another in a thread of its own; begins at once."""

    def __init__(self, uploads: list[Upload]) -> None:
        self.uploads, self.done, self.ended, self.since = list(uploads), 0, False, time.monotonic()
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._why = ""
        threading.Thread(target=self._run, name="imports", daemon=True).start()

    def add(self, uploads: list[Upload]) -> bool:
        """Takes further files in; False when the job has ended and reads nothing any more."""
        with self._lock:
            if not self.ended:
                self.uploads += uploads
            return not self.ended

    @property
    def current(self) -> Upload:
        """The file that is being read."""
        return self.uploads[min(self.done, len(self.uploads) - 1)]

    @property
    def seconds(self) -> float:
        """How long it has been reading the current file."""
        return time.monotonic() - self.since

    def skip(self, why: str = "stopped") -> None:
        """Gives up the file that is being read; the next one follows."""
        if reader := self._reader:
            self._why = why
            reader.stop()

    def give_up(self) -> None:
        """Gives up the file that is being read and all that follow."""
        for upload in self.uploads[self.done :]:
            upload.failed("stopped")
        self.skip()

    def _run(self) -> None:
        while upload := self._next():
            self.since = time.monotonic()
            if upload.waits:
                self._read(upload)
            self.done += 1

    def _next(self) -> Upload | None:
        with self._lock:
            self.ended = self.done == len(self.uploads)
            return None if self.ended else self.uploads[self.done]

    def _read(self, upload: Upload) -> None:
        self._why, reader = "", READERS.lend()
        self._reader = reader
        limit = threading.Timer(LONGEST, self.skip, ("late",))
        limit.daemon = True
        limit.start()
        try:
            upload.came(reader.read(upload.content, upload.name, upload.corrections))
        except ReadingError as error:
            upload.failed(self._why or str(error))
        finally:
            limit.cancel()
            self._reader = None
            READERS.give_back(reader)


@dataclass(frozen=True)
class Stored:
    """What became of one file: its import, or why there is none. `already` when the register held it before; `counts`
    where it was a new version of a list.
    """

    file: str
    import_id: int = 0
    offers: int = 0
    needs: int = 0
    issues: int = 0
    already: bool = False
    failure: str = ""
    counts: dict[str, int] | None = None


@dataclass(eq=False)
class Tray:
    """Files not yet decided on, the job that reads them, and what became of those that were.

    `ordered` says that what is ready is to be stored, `merged` how often what came was the same as something else.
    `edition` changes whenever the list of files does.
    """

    uploads: list[Upload] = field(default_factory=list)
    job: Job | None = None
    repeated: int = 0
    ordered: bool = False
    stored: list[Stored] = field(default_factory=list)
    merged: int = 0
    edition: int = 0

    def add(
        self,
        files: Iterable[tuple[str, bytes]],
        remembered: Iterable[Correction] = (),
        places: Remembered | None = None,
    ) -> None:
        """Takes in files by name and content and begins to read them; those that lie here already are passed over."""
        held = tuple(remembered)
        known, fresh, self.repeated, self.stored = {each.sha256 for each in self.uploads}, [], 0, []
        for name, content in files:
            sha256 = hashlib.sha256(content).hexdigest()
            if sha256 in known:
                self.repeated += 1
                continue
            known.add(sha256)
            fresh.append(Upload(name, content, sha256, remembered=held, places=places or {}))
        self.uploads += fresh
        self.edition += 1
        self._begin(fresh)

    def read_again(self, uploads: Iterable[Upload]) -> None:
        """Begins to read files again that were read before, with the corrections that they have now."""
        stale = [each for each in uploads if each.reading]
        for each in stale:
            each.again = True
        self._begin(stale)

    def _begin(self, uploads: list[Upload]) -> None:
        if uploads and not (self.job and self.job.add(uploads)):
            self.job = Job(uploads)

    def discard(self, upload: Upload) -> None:
        """Lets one file go."""
        self.uploads = [each for each in self.uploads if each is not upload]
        self.edition += 1

    def clear(self) -> None:
        """Lets every file go."""
        if self.job:
            self.job.give_up()
        self.uploads, self.job, self.repeated, self.ordered = [], None, 0, False
        self.edition += 1

    def ready(self) -> list[Upload]:
        """The files that were read and hold offers or needs."""
        return [each for each in self.uploads if each.reading and len(each.reading.report.offers)]


def tray() -> Tray:
    """This session's tray."""
    return cast(Tray, st.session_state.setdefault(KEY, Tray()))
