"""A register opens where it may and refuses, in words, where it must not; nothing it refuses is changed."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from capacity.texts import catalogue
from register import Register, RegisterError, begin_own, open_register
from register.migrations import OLDEST
from register.sqlite import REASONS
from register.tables import SCHEMA_VERSION
from tests.register.made_reports import report


def code(act: Callable[[], object]) -> str:
    """The code of the RegisterError that `act` raises."""
    with pytest.raises(RegisterError) as caught:
        act()
    assert all(caught.value.message(language) for language in ("de", "en"))
    return caught.value.code


def execute(path: Path, *statements: str) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        found = [row for statement in statements for row in connection.execute(statement)]
    connection.close()
    return found


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A file that is not there yet."""
    return f"sqlite:///{tmp_path}/register.sqlite"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.sqlite"


def test_a_confirmed_import_survives_a_power_cut(register: Register) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with register._engine.connect() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert settings == ["wal", 2, 1, 60_000]  # 2 is FULL


def test_opening_again_keeps_what_is_there(url: str, register: Register) -> None:
    register.add(*report(), by="Ada")
    again = open_register(url)
    assert again.version() == 1
    again.close()


@pytest.mark.parametrize("name", ["mit Leerzeichen", "Größe 100 %41", "a#b", "口罩"])
def test_any_folder_name_will_do(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("CAPACITY_HOME", str(tmp_path / name))
    opened = open_register(begin_own().url)
    opened.close()
    assert (tmp_path / name / "register.sqlite").is_file()


@pytest.mark.parametrize(("version", "expected"), [(SCHEMA_VERSION + 1, "newer"), (OLDEST - 1, "older")])
def test_another_version_is_refused(url: str, path: Path, register: Register, version: int, expected: str) -> None:
    register.close()
    execute(path, f"UPDATE state SET value = {version} WHERE key = 'schema'")
    assert code(lambda: open_register(url)) == expected


def test_a_file_that_is_no_database_is_refused_and_kept(url: str, path: Path) -> None:
    path.write_text("Name;Ort\nNähstube;Kiel\n" * 100, "utf-8")
    before = path.read_bytes()
    assert code(lambda: open_register(url)) == "not_a_database"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE offers (price REAL)"],
        ["CREATE TABLE state (name TEXT, land TEXT)"],
        ["CREATE TABLE state (key TEXT, value INTEGER)"],
    ],
    ids=["tables of our names", "a state of its own", "a state without version"],
)
def test_another_programs_database_is_refused(url: str, path: Path, statements: list[str]) -> None:
    execute(path, *statements)
    before = execute(path, "SELECT name, sql FROM sqlite_master")
    assert code(lambda: open_register(url)) == "foreign"
    assert execute(path, "SELECT name, sql FROM sqlite_master") == before


def test_a_damaged_database_is_named(url: str, path: Path, register: Register) -> None:
    for number in range(5):
        register.add(*report(f"{number}.csv", 50), by="Ada")
    register.close()
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * (path.stat().st_size - 3 * 4096))

    def read() -> None:
        opened = open_register(url)
        try:
            opened.contents()
        finally:
            opened.close()

    assert code(read) == "damaged"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert code(lambda: open_register(f"sqlite:///{tmp_path}/nowhere/register.sqlite")) == "cannot_open"


def test_a_read_only_database_can_be_read_and_says_why_it_cannot_be_changed(path: Path, register: Register) -> None:
    register.add(*report(), by="Ada")
    register.close()
    opened = open_register(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert len(opened.offers()) == 4
    assert code(lambda: opened.add(*report("b.csv"), by="Ada")) == "read_only"
    assert code(lambda: opened.undo(1, by="Ada")) == "read_only"
    opened.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are of another kind there")
def test_a_folder_one_may_not_write_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(parent.stat().st_mode | 0o055)
    child = os.fork()
    if child == 0:  # root may write everywhere, so somebody else tries
        if os.geteuid() == 0:
            os.setuid(65534)
        try:
            open_register(f"sqlite:///{tmp_path}/register.sqlite")
        except RegisterError as error:
            os._exit(17 if error.code == "cannot_open" else 18)
        os._exit(19)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 17
    tmp_path.chmod(0o755)


@pytest.fixture
def small_disk() -> Iterator[Callable[[object, object], None]]:
    """Connections opened from now on get no further page of disk, as on a full one."""

    def fill(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size for the least

    event.listen(Engine, "connect", fill)
    yield fill
    event.remove(Engine, "connect", fill)


def test_a_full_disk_stores_nothing(url: str, register: Register, request: pytest.FixtureRequest) -> None:
    register.add(*report("davor.csv"), by="Ada")
    register.close()
    request.getfixturevalue("small_disk")
    opened = open_register(url)
    made, content = report("zuviel.csv", 500)
    assert code(lambda: opened.add(made, content, by="Ada")) == "full"
    assert opened.version() == 1
    assert set(opened.offers()["source_file"]) == {"davor.csv"}
    assert opened.earlier(made.sha256) is None
    opened.close()


def test_waiting_ends_with_a_word(url: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("register.sqlite.SETTINGS", ("busy_timeout = 50", "journal_mode = WAL"))
    opened = open_register(url)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert code(lambda: opened.add(*report(), by="Ada")) == "busy"
    assert len(opened.offers()) == 0  # reading waits for nobody
    other.execute("ROLLBACK")
    assert opened.add(*report(), by="Ada").offers == 3
    other.close()
    opened.close()


def test_an_address_that_is_none_never_shows_its_password() -> None:
    for url, expected in {
        "nonsense": "bad_address",
        "postgresql://ada:geheim@localhost:port/x": "bad_address",
        "unheardof://ada:geheim@localhost/x": "no_driver",
    }.items():
        with pytest.raises(RegisterError) as caught:
            open_register(url)
        assert caught.value.code == expected
        assert "geheim" not in caught.value.message("de") + str(caught.value)


def test_every_reason_has_its_sentence() -> None:
    assert {f"register.{code}" for code in REASONS.values()} <= set(catalogue("de"))
    assert RegisterError("full", place="register.sqlite").message("de").startswith("Der Speicherplatz")
