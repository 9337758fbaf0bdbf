"""A new register of its own for every test that asks, once in SQLite and once in PostgreSQL."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from register import Register, open_register
from tests.register.servers import POSSIBLE, Server

SOAK = bool(os.environ.get("CAPACITY_SOAK"))
HERE = Path(__file__).parent
ONE_IN = 3  # tests of a module that meet PostgreSQL in a usual run; `make soak` takes all
needs_server = pytest.mark.skipif(not POSSIBLE, reason="needs a PostgreSQL server")
BOTH = ("sqlite", pytest.param("postgres", marks=needs_server))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of tests that are the same for both databases, a usual run takes some with PostgreSQL, the rest with SQLite."""
    if SOAK:
        return
    met: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        twin = item.path.parent == HERE and "[postgres" in item.name
        met[item.path.name] += twin
        (left if twin and met[item.path.name] % ONE_IN != 1 else kept).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server whose database "made" holds an empty register."""
    started = Server()
    started.tell("CREATE DATABASE made TEMPLATE template0")
    open_register(started.url("made")).close()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds an empty register."""
    path = tmp_path_factory.mktemp("made") / "register.sqlite"
    open_register(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, made: Path) -> str:
    return f"sqlite:///{shutil.copy(made, tmp_path / 'register.sqlite')}"


@pytest.fixture
def other_sqlite(tmp_path: Path, made: Path) -> str:
    """A second empty register."""
    return f"sqlite:///{shutil.copy(made, tmp_path / 'other.sqlite')}"


@pytest.fixture
def databases(server: Server) -> Iterator[Callable[[], str]]:
    """Gives the address of one more database with an empty register; they are gone when the test is over."""
    names: list[str] = []

    def one_more() -> str:
        names.append(server.make("made"))
        return server.url(names[-1])

    yield one_more
    for name in names:
        server.drop(name)


@pytest.fixture
def postgres_url(databases: Callable[[], str]) -> str:
    return databases()


@pytest.fixture
def other_postgres(databases: Callable[[], str]) -> str:
    """A second empty register."""
    return databases()


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest) -> str:
    """An empty register in each of the databases."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def register(url: str) -> Iterator[Register]:
    opened = open_register(url)
    yield opened
    opened.close()
