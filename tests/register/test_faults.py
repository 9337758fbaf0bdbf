"""What fails under the register: disks full, read-only or gone, servers that stop, clocks that jump, torn files.

Each time: a word for it, nothing half, and all as before once the cause is over. Killed processes: test_processes.
"""

import datetime as dt
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from capacity.reports import Report
from register import Register, RegisterError, begin_own, open_register
from register.__main__ import main
from register.checking import faults
from register.decisions import Change, Decisions
from register.upkeep import backup
from tests.fuzzing import times
from tests.register.conftest import needs_server
from tests.register.made_reports import report
from tests.register.servers import Server
from tests.register.test_comparing import stocks, version
from tests.register.test_opening import code
from tests.register.test_processes import in_a_child

NOBODY = 65534
FULL = 100_000  # bytes: less than the test wants to store
unix = pytest.mark.skipif(sys.platform == "win32", reason="needs a fork, and limits or rights as Unix has them")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one list, closed; to be copied, never to be changed."""
    path = tmp_path_factory.mktemp("filled") / "register.sqlite"
    opened = open_register(f"sqlite:///{path}")
    opened.add(*report("davor.csv", 30), by="Ada")
    opened.close()
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "register.sqlite"))


def whole(path: Path) -> list[str]:
    """The files that are in a register, which is sound, backwards."""
    opened = open_register(f"sqlite:///{path}")
    assert faults(opened) == {}
    found = sorted(opened.imports()["file"], reverse=True)
    opened.close()
    return found


@unix
def test_a_file_that_may_not_grow_takes_nothing_half_and_all_once_it_may(path: Path) -> None:
    made = report("danach.csv", 500)

    def add_where_no_file_may_grow() -> None:
        opened = open_register(f"sqlite:///{path}")
        resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, FULL))  # of the log beside it, where changes go first
        assert code(lambda: opened.add(*made, by="Ada")) in ("full", "disk_failed")
        assert opened.imports()["file"].tolist() == ["davor.csv"]  # what is there can still be read

    assert in_a_child(add_where_no_file_may_grow) == 0
    assert whole(path) == ["davor.csv"]
    opened = open_register(f"sqlite:///{path}")
    assert opened.add(*made, by="Ada").offers == 500
    opened.close()


@unix
def test_where_nobody_may_write_the_register_can_be_read_and_says_why_nothing_is_stored(path: Path) -> None:
    def read_and_add() -> None:
        if os.geteuid() == 0:
            os.setuid(NOBODY)  # root may write everywhere
        opened = open_register(f"sqlite:///{path}")
        assert len(opened.offers()) == 31
        assert code(lambda: opened.add(*report("danach.csv"), by="Ada")) == "read_only"

    for parent in path.parents:
        if parent == Path(tempfile.gettempdir()):
            break
        parent.chmod(parent.stat().st_mode | 0o055)
    open_register(f"sqlite:///{path}").close()
    path.chmod(0o444)
    path.parent.chmod(0o777)
    assert in_a_child(read_and_add) == 0
    path.chmod(0o644)
    assert whole(path) == ["davor.csv"]


def test_a_file_that_was_gone_and_came_back_goes_on_and_none_is_made_in_its_place(path: Path) -> None:
    opened = open_register(f"sqlite:///{path}")
    assert len(opened.offers()) == 31
    away = path.rename(path.with_name("elsewhere"))
    assert code(opened.offers) == "cannot_open"
    assert code(lambda: opened.add(*report("weg.csv"), by="Ada")) == "cannot_open"
    assert not path.exists()
    away.rename(path)
    assert opened.add(*report("danach.csv"), by="Ada").offers == 3
    opened.close()
    assert whole(path) == ["davor.csv", "danach.csv"]


def test_another_file_in_its_place_is_seen_at_once(path: Path, made: Path) -> None:
    opened = open_register(f"sqlite:///{path}")
    assert len(opened.offers()) == 31
    path.unlink()
    shutil.copy(made, path)
    assert opened.imports().empty
    opened.add(*report("neu.csv"), by="Ada")
    opened.close()
    assert whole(path) == ["neu.csv"]


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that this test may stop."""
    started = Server()
    yield started
    started.stop()


@needs_server
def test_a_server_that_stops_is_named_and_found_again_when_it_is_back(own_server: Server) -> None:
    name = own_server.make()
    own_server.tell(f"ALTER DATABASE {name} SET synchronous_commit = on")  # as servers have it that nobody hurried
    opened = open_register(own_server.url(name))
    opened.add(*report("davor.csv"), by="Ada")
    own_server.halt()
    assert code(opened.offers) == "unreachable"
    assert code(lambda: opened.add(*report("weg.csv"), by="Ada")) == "unreachable"
    own_server.start()
    assert len(opened.offers()) == 4
    opened.add(*report("danach.csv"), by="Ada")

    def erase() -> None:
        with opened.writing() as connection:
            connection.exec_driver_sql("DELETE FROM capabilities")
            own_server.halt()
            own_server.start()
            connection.exec_driver_sql("DELETE FROM offers")

    assert code(erase) == "unreachable"
    assert set(opened.imports()["file"]) == {"davor.csv", "danach.csv"}
    assert faults(opened) == {}
    opened.close()


def _take_in(register: Register, made: tuple[Report, bytes], now: dt.datetime) -> int:
    return register.add(*made, by="Ada", difference=register.difference(made[0]), now=now).import_id


def at(day: int) -> dt.datetime:
    return dt.datetime(2020, 3, 20, 12, tzinfo=dt.UTC) + dt.timedelta(days=day)


@pytest.mark.parametrize("days", [(0, -400, -1), (0, 4000, 1), (0, -400, 4000)], ids=["back", "forth", "both"])
def test_a_clock_that_jumps_changes_no_order(register: Register, days: tuple[int, int, int]) -> None:
    """What came later counts, whatever the clock says: versions of a list, decisions, and taking either back."""
    first, second, third = (at(day) for day in days)
    _take_in(register, version({"A": 1, "B": 2}), first)
    _take_in(register, version({"A": 10, "B": 2}), second)
    last = _take_in(register, version({"A": 100, "B": 2, "C": 3}), third)
    assert stocks(register) == {"A": 100, "B": 2, "C": 3}
    register.undo(last, by="Ada", now=second)
    assert stocks(register) == {"A": 10, "B": 2}
    deciding = Decisions(register)
    offer = int(register.offers()["offer_id"].iloc[0])
    before = register.offers()["status"].iloc[0]
    deciding.edit([Change(offer, "status", before, "checked")], by="Ada", now=second)
    made = deciding.edit([Change(offer, "status", "checked", "declined")], by="Ben", now=first)
    assert register.offers().set_index("offer_id")["status"][offer] == "declined"
    deciding.undo(made, by="Cem", now=third)
    assert register.offers().set_index("offer_id")["status"][offer] == "checked"
    assert faults(register) == {}


def read_all(path: Path) -> None:
    """Reads whatever pages read."""
    opened = open_register(f"sqlite:///{path}")
    try:
        opened.contents(), opened.issues(), opened.imports(), opened.corrections(), faults(opened)
    finally:
        opened.close()


def outcome(path: Path, content: bytes) -> str:
    """What reading a register with this content comes to; any other error than the register's own passes through."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    path.write_bytes(content)
    try:
        read_all(path)
    except RegisterError as error:
        return error.code
    return "read"


def test_a_register_with_bytes_turned_over_is_read_or_called_damaged(filled: Path, tmp_path: Path) -> None:
    content, chance, found = filled.read_bytes(), random.Random(2020), Counter[str]()
    for turn in range(times(15)):
        torn = bytearray(content)
        for _ in range((1, 3, 30)[turn % 3]):
            torn[chance.randrange(100, len(torn))] = chance.randrange(256)
        found[outcome(tmp_path / "torn.sqlite", bytes(torn))] += 1
    assert set(found) == {"damaged", "read"}


@given(st.data())
def test_a_register_cut_off_anywhere_is_called_damaged(
    filled: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = filled.read_bytes()
    size = data.draw(st.integers(600, len(content) - 4096), "bytes left")
    path = tmp_path_factory.mktemp("cut") / "register.sqlite"
    assert outcome(path, content[:size]) in ("damaged", "not_a_database")


@pytest.mark.parametrize("kind", ["garbage", "cut off", "torn"])
def test_a_backup_takes_the_place_of_a_register_that_cannot_be_read(
    home: Path, filled: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path(str(make_url(begin_own().url).database))
    opened = open_register(f"sqlite:///{filled}")
    backup(opened, home / "backup.sqlite")
    opened.close()
    content = filled.read_bytes()
    left = {
        "garbage": b"Name;Ort\n" * 500,
        "cut off": content[: len(content) // 2],
        "torn": content[:12288] + b"\xff" * (len(content) - 12288),
    }[kind]
    own.write_bytes(left)
    assert main(["check"]) == 1
    (home / "nothing.sqlite").write_bytes(b"no backup either")
    assert main(["restore", str(home / "nothing.sqlite")]) == 1
    assert own.read_bytes() == left
    assert main(["restore", str(home / "backup.sqlite")]) == 0
    assert "31 offers and needs" in capsys.readouterr().out
    assert whole(own) == ["davor.csv"]
    assert [kept.read_bytes() for kept in own.parent.glob("*-before-*.sqlite")] == [left]


def test_a_mistake_of_ours_is_not_called_damage(path: Path) -> None:
    opened = open_register(f"sqlite:///{path}")
    with pytest.raises(ValueError, match="ours"), opened.reading():
        raise ValueError("ours")
    opened.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE offers SET received_at = 'someday' WHERE offer_id = 1")
    connection.close()
    assert code(partial(read_all, path)) == "damaged"
