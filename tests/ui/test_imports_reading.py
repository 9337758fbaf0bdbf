"""Files are read apart: what comes back is what the loaders say, and a process that ends harms nobody."""

import hashlib
import threading
import time
from collections.abc import Iterator

import pandas as pd
import pytest

from tests.readings import OFFERS, reading
from ui import imports_reading, imports_tray
from ui.imports_reading import Reader, Readers, Reading, ReadingError
from ui.imports_tray import Job, Tray, Upload


@pytest.fixture(scope="module")
def process() -> Iterator[Reader]:
    found = Reader()
    yield found
    found.stop()


def test_the_process_says_what_the_loaders_say(process: Reader) -> None:
    found, expected = process.read(OFFERS.encode(), "liste.csv"), reading()
    assert found.sheets == expected.sheets
    assert found.report.tables == expected.report.tables
    pd.testing.assert_frame_equal(found.report.offers, expected.report.offers)


def test_one_process_reads_file_after_file_even_bad_ones(process: Reader) -> None:
    assert process.read(b"", "leer.csv").report.error == "file_empty"
    assert process.read(b"\x89PNG\r\n\x1a\n" * 20, "bild.xlsx").report.error == "file_is_picture"
    assert len(process.read(OFFERS.encode(), "liste.csv").report.offers) == 3


def test_a_row_gives_its_cells_back() -> None:
    assert reading().sheets[0].cells(4)[:3] == ["Nähstube Müller", "10115", "Berlin"]


def test_a_stopped_process_reads_nothing_more() -> None:
    found = Reader()
    found.stop()
    assert not found.lives
    with pytest.raises(ReadingError, match="ended"):
        found.read(b"a;b\n1;2\n", "x.csv")


class Slow:
    """A reader that reads until it is told to go on, or is stopped."""

    made: list["Slow"] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self) -> None:
        self.go, self.lives = threading.Event(), True
        Slow.made.append(self)

    def read(self, content: bytes, name: str, corrections: object = ()) -> Reading:
        if name.startswith("slow"):
            self.go.wait(10)
        if name.startswith("mistake"):
            raise ReadingError("ZeroDivisionError")
        if not self.lives:
            raise ReadingError("ended")
        return reading()

    def stop(self) -> None:
        self.lives = False
        self.go.set()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> type[Slow]:
    Slow.made = []
    monkeypatch.setattr(imports_reading, "Reader", Slow)
    monkeypatch.setattr(imports_tray, "READERS", Readers())
    return Slow


def upload(name: str) -> Upload:
    return Upload(name, name.encode(), hashlib.sha256(name.encode()).hexdigest())


def until(true) -> None:
    for _ in range(1000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("waited in vain")


def test_one_process_waits_for_the_next_file(slow: type[Slow]) -> None:
    readers = Readers()
    readers.warm_up()
    readers.warm_up()
    assert len(slow.made) == 1
    first, second = readers.lend(), readers.lend()
    readers.warm_up()
    assert len(slow.made) == 2
    readers.give_back(first)
    readers.give_back(second)
    assert first.lives
    assert not second.lives
    assert readers.lend() is first


def test_a_process_without_work_ends(slow: type[Slow], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_reading, "IDLE", 0.01)
    readers = Readers()
    readers.give_back(readers.lend())
    until(lambda: not slow.made[0].lives)
    assert readers.lend() is not slow.made[0]


def test_a_file_can_be_skipped_and_the_next_is_read(slow: type[Slow]) -> None:
    job = Job([upload("slow"), upload("next")])
    until(lambda: slow.made)
    assert job.current.name == "slow"
    assert job.seconds >= 0
    until(lambda: job._reader)
    job.skip()
    until(lambda: job.ended)
    assert [each.failure for each in job.uploads] == ["stopped", ""]
    assert job.uploads[1].reading


def test_all_that_waits_can_be_given_up(slow: type[Slow]) -> None:
    tray = Tray()
    tray.add([("slow", b"1"), ("other", b"2")])
    job = tray.job
    assert job
    until(lambda: job._reader)
    uploads = list(tray.uploads)
    tray.clear()
    until(lambda: job.ended)
    assert {each.failure for each in uploads} == {"stopped"}
    assert tray.uploads == []


def test_a_file_that_takes_too_long_is_ended(slow: type[Slow], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_tray, "LONGEST", 0.05)
    job = Job([upload("slow")])
    until(lambda: job.ended)
    assert job.uploads[0].failure == "late"


def test_a_mistake_of_ours_is_named_and_stops_no_other_file(slow: type[Slow]) -> None:
    job = Job([upload("mistake"), upload("next")])
    until(lambda: job.ended)
    assert [each.failure for each in job.uploads] == ["ZeroDivisionError", ""]


def test_files_dropped_while_others_are_read_join_them(slow: type[Slow]) -> None:
    tray = Tray()
    tray.add([("slow", b"1")])
    job = tray.job
    tray.add([("later", b"2"), ("again", b"1")])
    assert tray.job is job
    assert tray.repeated == 1
    until(lambda: slow.made)
    slow.made[0].go.set()
    until(lambda: job.ended)
    assert [each.name for each in tray.ready()] == ["slow", "later"]
    tray.add([("after", b"3")])
    assert tray.job is not job
    until(lambda: tray.job.ended)
    assert len(tray.ready()) == 3
