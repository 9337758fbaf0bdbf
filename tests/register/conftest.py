"""A new register of its own for every test that asks, once in SQLite and once in PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from register import Register, open_register
from tests.register.servers import POSSIBLE, Server

needs_server = pytest.mark.skipif(not POSSIBLE, reason="needs a PostgreSQL server")
BOTH = ("sqlite", pytest.param("postgres", marks=needs_server))


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
