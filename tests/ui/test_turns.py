"""Turns are had in the order of asking and given on however a run ends; nobody waits for ever for one that hangs."""

import threading
import time
from collections.abc import Callable

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from ui import turns
from ui.turns import Turns


def begun(run: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def waiting(of: Turns, number: int) -> None:
    """Waits until so many wait for a turn."""
    ends = time.monotonic() + 5
    while len(of._waiting) != number:
        assert time.monotonic() < ends
        time.sleep(0.001)


def test_turns_are_had_one_at_a_time_in_the_order_of_asking() -> None:
    of, order, inside = Turns(1), list[int](), list[int]()

    def run(number: int) -> None:
        with of.turn():
            inside.append(number)
            assert inside == [number]
            order.append(number)
            inside.remove(number)

    with of.turn():
        threads = []
        for number in range(5):
            threads.append(begun(lambda number=number: run(number)))
            waiting(of, number + 1)
        assert order == []
    for each in threads:
        each.join(5)
    assert order == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("ending", [ValueError(), StopException(), RerunException(RerunData())], ids=repr)
def test_a_turn_is_given_on_however_it_ends(ending: BaseException) -> None:
    of = Turns(1, longest=0.5)
    with pytest.raises(type(ending)), of.turn():
        raise ending
    with of.turn():  # else it would be had without one, after the longest wait
        assert of._free == 0
    assert of._free == 1


def test_a_turn_within_a_turn_is_the_same() -> None:
    of = Turns(1, longest=5)
    with of.turn():
        with of.turn():
            assert of._free == 0
        assert of._free == 0
    assert of._free == 1


def test_whoever_hangs_holds_up_nobody_for_long() -> None:
    of, gone_ahead = Turns(1, longest=0.05), threading.Event()

    def late() -> None:
        with of.turn(), of.turn():
            gone_ahead.set()

    with of.turn():
        assert begun(late).join(5) is None
        assert gone_ahead.is_set()
        assert len(of._waiting) == 0
    assert of._free == 1


def test_others_go_ahead_while_one_waits_for_something_else() -> None:
    of, other = Turns(1, longest=5), threading.Event()

    def run() -> None:
        with of.turn():
            other.set()

    with of.turn():
        with of.lent():
            begun(run)
            assert other.wait(2)
        assert of._free == 0
    assert of._free == 1


def test_lending_without_a_turn_is_nothing() -> None:
    of = Turns(1)
    with of.lent():
        assert of._free == 1
    assert of._free == 1


def test_only_pages_that_read_take_turns() -> None:
    with turns.of("situation"):
        assert turns.PAGES._free == turns.AT_ONCE - 1
    with turns.of("incoming"):
        assert turns.PAGES._free == turns.AT_ONCE
