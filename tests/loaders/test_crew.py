"""Many files are read by several processes, in order; one that fails says so where it is taken."""

import os
from collections.abc import Iterator

import pytest

from loaders.crew import AHEAD, FEW, readings


def length(content: bytes, name: str) -> tuple[str, int, int]:
    """What stands for a report: name, size, process. Raises for nothing."""
    if not content:
        raise ValueError(name)
    return name, len(content), os.getpid()


def files(count: int) -> list[tuple[str, bytes]]:
    """So many files, each longer than the one before."""
    return [(f"{number}.eml", b"x" * (number + 1)) for number in range(count)]


@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor reads alone")
def test_many_files_come_in_order_from_other_processes() -> None:
    found = [read() for _, _, read in readings(files(FEW + AHEAD + 5), length)]
    assert [each[:2] for each in found] == [(name, len(content)) for name, content in files(len(found))]
    assert len({each[2] for each in found} - {os.getpid()}) >= 1
    assert os.getpid() not in {each[2] for each in found}


def test_few_files_are_read_here() -> None:
    assert {read()[2] for _, _, read in readings(files(FEW - 1), length)} == {os.getpid()}


@pytest.mark.parametrize("count", [2, FEW + 2])
def test_one_that_fails_stops_no_other(count: int) -> None:
    made = [*files(count), ("empty", b""), *files(1)]
    *_, empty, last = readings(made, length)
    with pytest.raises(ValueError, match="empty"):
        empty[2]()
    assert last[2]()[0] == "0.eml"


def test_files_are_taken_only_as_they_are_needed() -> None:
    taken = []

    def lazily() -> Iterator[tuple[str, bytes]]:
        for each in files(FEW + AHEAD * 3):
            taken.append(each)
            yield each

    reading = readings(lazily(), length)
    next(reading)
    assert len(taken) <= FEW + AHEAD + 1
    reading.close()


def ended_elsewhere(content: bytes, name: str) -> str:
    """Ends every process but the one that the tests run in."""
    if os.getpid() != int(name.split(":")[0]):
        os._exit(9)
    return name


def test_what_ends_a_process_of_the_crew_loses_no_file() -> None:
    made = [(f"{os.getpid()}:{number}", b"x") for number in range(FEW + AHEAD + 3)]
    assert [read() for _, _, read in readings(made, ended_elsewhere)] == [name for name, _ in made]
