"""Tests of a file run in one process: what a module sets up is set up once."""

from xdist.scheduler import LoadScopeScheduling

from tests.conftest import Rooms, room


def test_a_file_is_a_room_and_a_browser_serves_all_but_the_long_row() -> None:
    assert room("tests/ui/test_gate.py::test_one[a::b/c]") == room("tests/ui/test_gate.py::test_two")
    assert room("tests/browser/test_live.py::test_a") == room("tests/browser/test_offers.py::test_b")
    assert len({room(f"tests/browser/{each}.py::test_c") for each in ("test_pages", "test_live")}) == 2


def test_the_scheduler_asks_us() -> None:
    assert Rooms._split_scope is not LoadScopeScheduling._split_scope
    assert "_split_scope" in LoadScopeScheduling.schedule.__code__.co_names
