"""Work on a long table beside other work: by another process, with the same result; here where that fails."""

import datetime as dt
import os
import threading
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capacity.reports import Report
from loaders import aside as module
from loaders.aside import LONG, aside
from loaders.reader import read_report
from tests.fuzzing import times

CAN_FORK = hasattr(os, "fork") and len(getattr(os, "sched_getaffinity", lambda _: ())(0)) > 1
FORKS = pytest.mark.skipif(not CAN_FORK, reason="one core, or no way to copy a process")
HERE = os.getpid()
HEADINGS = "Firma;Ansprechpartner;E-Mail;Telefon;PLZ;Ort;Produkt;Menge pro Woche;Bestand;Verfahren;Bemerkungen;Datum"
CELLS = (
    ("Muster GmbH", "Testfirma", "Labor 7", ""),
    ("Erika Muster", "test1", ""),
    ("a@example.org", "keine", "b@example"),
    ("030 23125 001", "0043 30 23125 002", "x"),
    ("10115", "75001", "1010", ""),
    ("Berlin", "Paris", "Wien", ""),
    ("FFP2-Masken", "Masken und Kittel", "Visiere (200 Stück), 50 Kittel", "Quarkspeise", ""),
    ("500", "ca. 1.000", "bis zu 20 pro Tag", "viele", "99999999", ""),
    ("100", "n/a", ""),
    ("3D-Druck", "Nähen, 4 Maschinen", ""),
    ("5 Drucker, je 10 Stück pro Tag", "dringend", ""),
    ("01.04.2020", "KW 15", "31.12.2150", ""),
)
ROWS = st.lists(st.tuples(*map(st.sampled_from, CELLS)), min_size=1, max_size=12)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no other thread were there: earlier tests of the same process may have left idle ones."""
    monkeypatch.setattr(module.threading, "active_count", lambda: 1)


def failing() -> int:
    if os.getpid() != HERE:
        raise ValueError("only in the copy")
    return 7


@FORKS
@pytest.mark.usefixtures("alone")
def test_a_long_tables_work_is_done_by_another_process() -> None:
    with aside(os.getpid, LONG) as other:
        assert other() != HERE


def test_a_short_tables_work_is_done_here() -> None:
    with aside(os.getpid, LONG - 1) as other:
        assert other() == HERE


def test_beside_another_thread_it_is_done_here() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait, args=(10,))
    thread.start()
    with aside(os.getpid, LONG) as other:
        assert other() == HERE
    done.set()
    thread.join()


def test_what_the_copy_cannot_do_is_done_here() -> None:
    with aside(failing, LONG) as other:
        assert other() == 7


@FORKS
@pytest.mark.usefixtures("alone")
def test_no_process_is_left_when_nobody_asks_for_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[int] = []
    fork = os.fork

    def noted() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(module.os, "fork", noted)
    with pytest.raises(KeyError), aside(partial(threading.Event().wait, 60), LONG):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(copies[0], os.WNOHANG)


@FORKS
@pytest.mark.usefixtures("alone")
def test_large_results_come_whole() -> None:
    with aside(partial(np.arange, 3_000_000), LONG) as other:
        assert (other() == np.arange(3_000_000)).all()


@FORKS
@settings(max_examples=times(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_a_list_gives_the_same_in_two_processes(rows: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join([HEADINGS, *map(";".join, rows)]).encode()
    alone = read(text)
    with monkeypatch.context() as patch:
        patch.setattr(module, "LONG", 1)
        patch.setattr(module.threading, "active_count", lambda: 1)
        same(alone, read(text))


def read(text: bytes) -> Report:
    return read_report(text, "list.csv", received_at=dt.date(2020, 4, 2))


def same(one: Report, other: Report) -> None:
    assert one.tables == other.tables
    for name in ("offers", "capabilities", "issues"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
