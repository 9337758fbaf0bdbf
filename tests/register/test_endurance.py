"""A process killed at any moment leaves nothing half, and many writers at once lose nothing: on both databases.

`make soak` says CAPACITY_SOAK=1: 200 moments and 60 seconds instead of a few.
"""

import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable

import pytest

from register import open_register
from register.checking import faults
from tests.register.conftest import BOTH
from tests.register.endurance import assert_nothing_half, work, write
from tests.register.made_reports import report
from tests.register.servers import Server

SOAK = bool(os.environ.get("CAPACITY_SOAK"))
MOMENTS, SECONDS, WRITERS = (200, 60.0, 8) if SOAK else (2, 1.0, 2)
LIVES = 20  # on one register, so that it stays small
LONGEST = 1.2  # seconds: about two turns of the work
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and a fork server")
Context = multiprocessing.context.ForkServerContext


@pytest.fixture(scope="module")
def processes() -> Context:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pyarrow", "register", "psycopg", "tests.register.endurance"])
    return context


@pytest.fixture(params=BOTH)
def urls(request: pytest.FixtureRequest) -> Callable[[int], str]:
    """A new register for each number."""
    if request.param == "sqlite":
        folder = request.getfixturevalue("tmp_path")
        return lambda number: f"sqlite:///{folder}/{number}.sqlite"
    server: Server = request.getfixturevalue("server")
    return lambda _: server.url(server.make("made"))


def killed(processes: Context, url: str, life: int, after: float) -> set[tuple[str, int]]:
    """What a process confirmed that was killed so many seconds after it began."""
    here, there = processes.Pipe(duplex=False)
    child = processes.Process(target=work, args=(url, life, there))
    child.start()
    there.close()
    assert here.recv()[0] == "begun"
    confirmed = {here.recv()} if life % 2 else set()  # half of them only after they did something
    time.sleep(after)
    child.kill()
    child.join(60)
    try:
        while here.poll():
            confirmed.add(here.recv())
    except EOFError:
        pass
    return confirmed


def test_killed_at_any_moment_of_an_import_a_decision_or_an_export(
    processes: Context, urls: Callable[[int], str]
) -> None:
    chance, url, confirmed, kinds = random.Random(2020), "", set(), Counter[str]()
    for life in range(MOMENTS):
        if life % LIVES == 0:
            url, confirmed = urls(life), set()
        new = killed(processes, url, life, chance.uniform(0, LONGEST))
        kinds.update(kind for kind, _ in new)
        confirmed |= new
        assert_nothing_half(url, confirmed)
    assert set(kinds) >= ({"import", "decision", "batch"} if SOAK else {"import"})


def test_writers_at_once_lose_nothing_and_nobody_hears_of_a_deadlock(
    processes: Context, urls: Callable[[int], str]
) -> None:
    url = urls(0)
    opened = open_register(url)
    opened.add(*report(offers=20), by="Ada")
    before = opened.capabilities()["machines"].astype("float").fillna(0)
    opened.close()
    pipes = [processes.Pipe(duplex=False) for _ in range(WRITERS)]
    children = [
        processes.Process(target=write, args=(url, number, SECONDS, there)) for number, (_, there) in enumerate(pipes)
    ]
    for child, (_, there) in zip(children, pipes, strict=True):
        child.start()
        there.close()  # so that the end of a process is seen here
    assert [here.recv() for here, _ in pipes] == ["begun"] * WRITERS
    ended = [here.recv() for here, _ in pipes]
    for child in children:
        child.join(60)
    assert [wrong for _, wrong in ended] == [[]] * WRITERS
    done = sum((Counter(each) for each, _ in ended), Counter[str]())
    assert min(sum(each.values()) for each, _ in ended) > 0  # nobody waits for ever
    opened = open_register(url)
    after = opened.capabilities().iloc[: len(before)]["machines"].astype("float").fillna(0)
    assert after.sum() - before.sum() == done["counted"] > 0
    assert faults(opened) == {}
    assert opened.version() == 1 + done["counted"] + 2 * done["undone"] + done["noted"] + done["imported"]
    opened.close()
