"""Several processes on one register: killed at any moment nothing is half there, and nobody counts a file twice."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from register import Register, open_register
from tests.register.made_reports import report
from tests.register.test_comparing import stocks, version

AT_ONCE = 4
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and a fork server")


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pyarrow", "register", "tests.register.test_processes"])
    return context


def add_together(url: str, name: str, barrier: Barrier, answers: multiprocessing.SimpleQueue) -> None:
    made = report(name, offers=50)
    barrier.wait(30)
    opened = open_register(url)
    answers.put(opened.add(*made, by=str(os.getpid())).already)
    opened.close()


def together(processes: multiprocessing.context.ForkServerContext, url: str, names: list[str]) -> list[bool]:
    """One process per name, all starting at the same moment: who was told that the file was there already."""
    barrier, answers = processes.Barrier(len(names)), processes.SimpleQueue()
    started = [processes.Process(target=add_together, args=(url, name, barrier, answers)) for name in names]
    for each in started:
        each.start()
    for each in started:
        each.join(60)
    assert [each.exitcode for each in started] == [0] * len(names)
    return sorted(answers.get() for _ in names)


def test_the_same_file_at_the_same_moment_is_stored_once(
    processes: multiprocessing.context.ForkServerContext, url: str
) -> None:
    assert together(processes, url, ["gleich.csv"] * AT_ONCE) == [False] + [True] * (AT_ONCE - 1)
    opened = open_register(url)
    assert len(opened.imports()) == 1
    assert len(opened.offers()) == 51
    assert opened.version() == 1
    assert together(processes, url, ["gleich.csv"] * 2) == [True, True]
    opened.close()


def test_a_new_register_opened_by_all_at_once_holds_what_each_added(
    processes: multiprocessing.context.ForkServerContext, url: str
) -> None:
    names = [f"{number}.csv" for number in range(AT_ONCE)]
    assert together(processes, url, names) == [False] * AT_ONCE
    opened = open_register(url)
    assert sorted(opened.imports()["file"]) == names
    assert opened.offers()["offer_id"].tolist() == list(range(1, 51 * AT_ONCE + 1))
    assert opened.version() == AT_ONCE
    opened.close()


def test_threads_share_one_register(register: Register) -> None:
    reports = [report(f"{number % 4}.csv", offers=20) for number in range(12)]
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda made: register.add(*made, by=threading.current_thread().name), reports))
    assert sum(not each.already for each in done) == 4
    assert len(register.offers()) == 4 * 21
    assert register.version() == 4


def assert_whole(path: Path) -> set[str]:
    """Nothing is half: each import has all its rows and the version counts them; the names of the files that are in."""
    with sqlite3.connect(path) as connection:
        ask = lambda statement: connection.execute(statement).fetchall()  # noqa: E731
        imports = dict(ask("SELECT file, offers + needs FROM imports"))
        for further in ("", "JOIN capabilities USING (offer_id)"):
            rows = f"imports JOIN offers USING (import_id) {further}"
            assert dict(ask(f"SELECT file, count(DISTINCT offer_id) FROM {rows} GROUP BY file")) == imports
        assert ask("SELECT count(*) FROM issues JOIN imports USING (import_id)") == [(len(imports),)]
        assert ask("SELECT value FROM state WHERE key = 'version'") == [(len(imports),)]
        assert {file for (file,) in ask("SELECT name FROM originals")} == set(imports)
        assert ask("SELECT max(offer_id) FROM offers") == ask(f"SELECT nullif({sum(imports.values())}, 0)")
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
    connection.close()
    return set(imports)


def in_a_child(act: Callable[[], object]) -> int:
    """Runs `act` in a fork of this process; its exit code, negative the signal that killed it."""
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(statement: int, act: Callable[[], object]) -> None:
    """Does `act`, killed just before the given statement or commit, counted from 1."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    act()


def test_killed_before_any_statement_of_an_import_nothing_is_half(tmp_path: Path, made: Path) -> None:
    files, outcomes = report("opfer.csv"), []
    for statement in range(1, 100):
        path = shutil.copy(made, tmp_path / f"{statement}.sqlite")
        ended = in_a_child(partial(die_at, statement, lambda: open_register(f"sqlite:///{path}").add(*files, by="Ada")))  # noqa: B023
        outcomes.append(assert_whole(path))
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert len(outcomes) > 15
    assert outcomes == [set()] * (len(outcomes) - 1) + [{"opfer.csv"}]


def held(path: Path) -> list[int]:
    """How many imports, offers, capabilities and updates there are, and the version."""
    tables = ("imports", "offers", "capabilities", "updates")
    with sqlite3.connect(path) as connection:
        asked = (*(f"SELECT count(*) FROM {each}" for each in tables), "SELECT value FROM state WHERE key = 'version'")
        found = [connection.execute(each).fetchone()[0] for each in asked]
    connection.close()
    return found


def test_killed_while_a_new_version_of_a_list_is_stored_the_old_one_is_whole(tmp_path: Path, sqlite_url: str) -> None:
    register = open_register(sqlite_url)
    register.add(*version({"A": 1, "B": 2, "C": 3}), by="Ada")
    made, outcomes = version({"A": 1, "B": 20, "D": 4}), []
    found = register.difference(made[0])
    news = {"by": "Ada", "difference": found, "withdraw": found.missing["offer_id"].tolist()}
    register.close()
    for statement in range(1, 100, 3):
        path = shutil.copy(tmp_path / "register.sqlite", tmp_path / f"{statement}.sqlite")
        add = lambda: open_register(f"sqlite:///{path}").add(*made, **news)  # noqa: B023, E731
        ended = in_a_child(partial(die_at, statement, add))
        outcomes.append(held(path))
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert len(outcomes) > 7
    assert outcomes[:-1] == [[1, 3, 3, 0, 1]] * (len(outcomes) - 1)
    opened = open_register(f"sqlite:///{path}")
    assert stocks(opened) == {"A": 1, "B": 20, "D": 4}
    opened.close()


@pytest.mark.parametrize("statement", [1, 5, 12, 20, 25])
def test_killed_while_a_register_is_made_it_can_be_made_again(tmp_path: Path, statement: int) -> None:
    url = f"sqlite:///{tmp_path}/new.sqlite"
    assert in_a_child(partial(die_at, statement, partial(open_register, url))) == -signal.SIGKILL
    opened = open_register(url)
    opened.add(*report(), by="Ada")
    opened.close()
    assert assert_whole(tmp_path / "new.sqlite") == {"liste.csv"}
