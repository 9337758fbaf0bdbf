"""A register is begun from its warm copy only if that is whole and of exactly this state; erased people leave it."""

import logging
import os
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import update

from capacity import keeping
from capacity.situation import prepare
from register import Register, open_register, warm
from register.decisions import Change, Decisions
from register.duplicates import Verdicts
from register.people import People
from register.tables import offers as rows
from register.upkeep import backup
from tests.invented import invent
from tests.register.servers import POSSIBLE
from tests.registers import fill

DAY = date(2020, 4, 3)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAPACITY_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def filled(url: str) -> str:
    fill(url, invent(30))
    return url


def keep(register: Register) -> Path:
    """Keeps a warm copy; where it is."""
    contents = register.contents()
    situation = prepare(contents.offers, contents.capabilities, DAY)
    assert register.keep_warm(contents.version, keeping.kept(situation))
    found = warm.path_of(register.engine)
    assert found is not None
    return found


def kept_at(url: str) -> Path:
    with closing(open_register(url)) as register:
        return keep(register)


def begun(url: str) -> bool:
    """Whether a register that is opened now is begun from its copy; it holds the same either way."""
    with closing(open_register(url)) as register, closing(open_register(url)) as other:
        found = register.contents()
        warm.forget(other.engine)
        read = other.contents()
        pd.testing.assert_frame_equal(found.offers, read.offers)
        pd.testing.assert_frame_equal(found.capabilities, read.capabilities)
        assert found.version == read.version
        return register.worked_out(found.version) is not None


def test_a_copy_gives_what_the_register_gives(filled: str) -> None:
    path = kept_at(filled)
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600
    assert begun(filled)


def test_it_holds_for_a_situation(filled: str) -> None:
    kept_at(filled)
    with closing(open_register(filled)) as register:
        contents = register.contents()
        tables = register.worked_out(contents.version)
        assert tables is not None
        taken_up = keeping.taken_up(tables, contents.offers, contents.capabilities, DAY)
        anew = prepare(contents.offers, contents.capabilities, DAY)
        pd.testing.assert_frame_equal(taken_up.offers, anew.offers)


def test_what_is_one_offer_is_one_in_the_copy(filled: str) -> None:
    with closing(open_register(filled)) as register:
        kinds = register.offers().groupby("kind")["offer_id"].apply(list)
        Verdicts(register).judge(kinds["offer"][0], kinds["offer"][1], "same", by="Kim Beispiel")
        keep(register)
    assert begun(filled)


def test_after_a_start_from_it_changes_are_read_by_themselves(filled: str) -> None:
    kept_at(filled)
    with closing(open_register(filled)) as register, closing(open_register(filled)) as other:
        number = int(register.contents().offers["offer_id"].iloc[0])
        Decisions(other).edit([Change(number, "assignee", None, "Neu")], by="Kim Beispiel")
        now = register.contents()
        assert now.offers["assignee"].iloc[0] == "Neu"
        assert register.worked_out(now.version) is None
        pd.testing.assert_frame_equal(now.offers, other.contents().offers)


def test_after_a_change_it_is_not_used(filled: str, caplog: pytest.LogCaptureFixture) -> None:
    kept_at(filled)
    with closing(open_register(filled)) as register:
        number = int(register.row_by_row().offers["offer_id"].iloc[0])
        Decisions(register).edit([Change(number, "assignee", None, "Geheim")], by="Kim Beispiel")
        assert not register.is_warm()
    caplog.set_level(logging.WARNING)
    assert not begun(filled)
    assert "warm copy is not used" in caplog.text
    assert "Geheim" not in caplog.text


def test_a_change_past_the_program_is_noticed(sqlite_url: str) -> None:
    fill(sqlite_url, invent(20))
    kept_at(sqlite_url)
    with closing(open_register(sqlite_url)) as register, register.engine.begin() as connection:
        connection.execute(update(rows).values(remarks="past the program"))
    assert not begun(sqlite_url)


HARMS: dict[str, Callable[[bytes], bytes]] = {
    "half": lambda whole: whole[: len(whole) // 2],
    "a little short": lambda whole: whole[:-64],
    "within its head": lambda whole: whole[:10],
    "empty": lambda whole: b"",
    "foreign": lambda whole: b"PK\x03\x04" + whole,
    "of an old version": lambda whole: whole.replace(b'"schema": ', b'"schema": 9', 1),
    "of odd length": lambda whole: whole[:16] + (1 << 40).to_bytes(8, "little") + whole[24:],
    "spoilt": lambda whole: whole.replace(b"ARROW1", b"ARR0W1"),
}


def test_what_is_not_whole_is_ignored_and_replaced(sqlite_url: str) -> None:
    fill(sqlite_url, invent(20))
    path = kept_at(sqlite_url)
    whole = path.read_bytes()
    for said, harm in HARMS.items():
        path.write_bytes(harm(whole))
        with closing(open_register(sqlite_url)) as register:
            assert register.worked_out(register.contents().version) is None, said
    kept_at(sqlite_url)
    assert begun(sqlite_url)


def test_another_programs_copy_is_not_used(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_at(filled)
    monkeypatch.setattr(keeping, "digest", lambda: "another")
    assert not begun(filled)


def test_another_registers_copy_is_not_used(sqlite_url: str, other_sqlite: str) -> None:
    for url, seed in ((sqlite_url, 1), (other_sqlite, 2)):
        fill(url, invent(20, seed))
    kept_at(sqlite_url).replace(f"{other_sqlite.removeprefix('sqlite:///')}.warm")
    assert not begun(other_sqlite)


def test_whoever_is_erased_is_gone_from_it(filled: str) -> None:
    with closing(open_register(filled)) as register:
        path = keep(register)
        found = register.contents().offers
        asked = found.drop_duplicates("email", keep=False).dropna(subset="email").iloc[0]
        assert asked["email"].encode() in path.read_bytes()
        People(register).erase([int(asked["offer_id"])], by="Kim Beispiel")
        assert not path.exists()
        assert asked["email"].encode() not in keep(register).read_bytes()


def test_a_copy_begun_before_an_erasure_does_not_come_back(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write = warm._write
    with closing(open_register(filled)) as register, closing(open_register(filled)) as other:
        contents = register.contents()

        def write_slowly(*given: object) -> None:
            write(*given)  # type: ignore[arg-type]
            warm.forget(other.engine)

        monkeypatch.setattr(warm, "_write", write_slowly)
        tables = keeping.kept(prepare(contents.offers, contents.capabilities, DAY))
        assert not register.keep_warm(contents.version, tables)
        path = warm.path_of(register.engine)
    assert path is not None
    assert list(path.parent.glob("*.warm*")) == []


def test_only_one_writes_at_a_time(filled: str) -> None:
    with closing(open_register(filled)) as register:
        path = keep(register)
        path.unlink()
        part = path.with_name(f"{path.name}.part")
        part.touch()
        contents = register.contents()
        tables = keeping.kept(prepare(contents.offers, contents.capabilities, DAY))
        assert not register.keep_warm(contents.version, tables)
        os.utime(part, (0, 0))  # whoever began it is gone
        assert register.keep_warm(contents.version, tables)
        assert not part.exists()


def test_a_backup_leaves_it_out_and_a_file_in_use_is_emptied(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_url, invent(20))
    with closing(open_register(sqlite_url)) as register:
        path = keep(register)
        (tmp_path / "backup").mkdir()
        backup(register, tmp_path / "backup" / "copy.sqlite")
        assert [each.name for each in (tmp_path / "backup").iterdir()] == ["copy.sqlite"]

        def refused(self: Path, missing_ok: bool = False) -> None:
            if self.exists():
                raise PermissionError

        monkeypatch.setattr(Path, "unlink", refused)  # as Windows does with a file in use
        warm.forget(register.engine)
        assert path.stat().st_size == 0


@pytest.mark.skipif(not POSSIBLE, reason="needs a PostgreSQL server")
def test_reading_and_erasing_need_no_folder_of_this_machine(postgres_url: str, home: Path) -> None:
    fill(postgres_url, invent(20))
    home.write_text("a file where the folder should be")
    with closing(open_register(postgres_url)) as register:
        number = int(register.contents().offers["offer_id"].iloc[0])
        People(register).erase([number], by="Kim Beispiel")
        contents = register.contents()
        assert number not in set(contents.offers["offer_id"])
        tables = keeping.kept(prepare(contents.offers, contents.capabilities, DAY))
        assert not register.keep_warm(contents.version, tables)
