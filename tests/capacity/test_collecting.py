"""Pausing the search for circular rubbish: nested, after errors, and from several threads at once."""

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from capacity.collecting import paused


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.isenabled()
    yield
    (gc.enable if before else gc.disable)()


def test_the_search_stands_still_inside_and_goes_on_afterwards() -> None:
    gc.enable()
    with paused():
        assert not gc.isenabled()
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    with paused():
        pass
    assert not gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    gc.enable()
    with pytest.raises(ValueError, match="odd"), paused():
        raise ValueError("odd")
    assert gc.isenabled()


def test_with_several_threads_it_goes_on_when_the_last_is_done() -> None:
    gc.enable()
    inside, first_left = Barrier(2), Barrier(2)
    seen: list[bool] = []

    def first() -> None:
        with paused():
            inside.wait(10)
        first_left.wait(10)

    def last() -> None:
        with paused():
            inside.wait(10)
            first_left.wait(10)
            seen.append(gc.isenabled())

    threads = [Thread(target=first), Thread(target=last)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert seen == [False]
    assert gc.isenabled()
