"""A new register of its own for every test that asks, once in SQLite and once in PostgreSQL."""

import shutil
from collections.abc import Iterator
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
    shutil.copy(made, tmp_path / "register.sqlite")
    return f"sqlite:///{tmp_path}/register.sqlite"


@pytest.fixture
def postgres_url(server: Server) -> Iterator[str]:
    name = server.make("made")
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def other_sqlite(tmp_path: Path, made: Path) -> str:
    """A second empty register."""
    shutil.copy(made, tmp_path / "other.sqlite")
    return f"sqlite:///{tmp_path}/other.sqlite"


@pytest.fixture
def other_postgres(server: Server) -> Iterator[str]:
    """A second empty register."""
    name = server.make("made")
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest) -> str:
    """An empty register in each of the databases."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def register(url: str) -> Iterator[Register]:
    opened = open_register(url)
    yield opened
    opened.close()
