"""Many addresses placed by two processes: the same places in the same order, also when the second one breaks off."""

import sys

import pytest

from capacity.places import halves, locate, locate_lines
from capacity.places.place import Place

LINES = ["52062 Aachen", "", "Raum Kassel", "Lyon, Frankreich", "Île-de-France", "52062 Aachen", "Halle", "京都"]


@pytest.fixture(autouse=True)
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "LONG", 4)
    monkeypatch.setattr(halves, "cores", lambda: 2)


def test_both_processes_find_what_one_finds() -> None:
    assert str(locate_lines(LINES)) == str([locate(line) for line in LINES])


def test_the_second_process_takes_every_other_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "_elsewhere", lambda keys: [Place(name=key[0].upper()) for key in keys])
    placed = halves.placed([(line,) for line in LINES], lambda key: Place(name=key[0]))
    assert [place.name for place in placed] == [line.upper() if at % 2 else line for at, line in enumerate(LINES)]


@pytest.mark.parametrize("command", [("no-such-program",), (sys.executable, "-c", "raise SystemExit(1)")])
def test_what_the_second_process_does_not_find_is_found_here(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(halves, "COMMAND", command)
    assert [place.precision for place in locate_lines(LINES[:4])] == ["postcode", "none", "region", "town"]
