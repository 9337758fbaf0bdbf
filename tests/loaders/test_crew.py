"""Many files are read by several processes, in order; one that fails says so where it is taken."""

import os
from collections.abc import Iterator, Sequence

import pytest

from loaders.crew import AHEAD, FEW, HANDFUL, readings

Told = tuple[str, int, int]


def length(files: Sequence[tuple[bytes, str]]) -> list[Told | Exception]:
    """What stands for reports: name, size, process; an error for nothing."""
    return [(name, len(content), os.getpid()) if content else ValueError(name) for content, name in files]


def files(count: int) -> list[tuple[str, bytes]]:
    """So many files, each longer than the one before."""
    return [(f"{number}.eml", b"x" * (number + 1)) for number in range(count)]


@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor reads alone")
def test_many_files_come_in_order_from_other_processes() -> None:
    found = [read() for _, _, read in readings(files(2 * HANDFUL + 5), length)]
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
        for each in files(FEW + HANDFUL * (AHEAD + 3)):
            taken.append(each)
            yield each

    reading = readings(lazily(), length)
    next(reading)
    assert len(taken) <= FEW + HANDFUL * (AHEAD + 1)
    reading.close()


def ended_elsewhere(files: Sequence[tuple[bytes, str]]) -> list[str | Exception]:
    """Ends every process but the one that the tests run in."""
    if os.getpid() != int(files[0][1].split(":")[0]):
        os._exit(9)
    return [name for _, name in files]


def test_what_ends_a_process_of_the_crew_loses_no_file() -> None:
    made = [(f"{os.getpid()}:{number}", b"x") for number in range(FEW + 2 * HANDFUL + 3)]
    assert [read() for _, _, read in readings(made, ended_elsewhere)] == [name for name, _ in made]
