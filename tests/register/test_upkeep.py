"""Backup while people work, putting one back, looking whether all is whole; and the same from the command line."""

import datetime as dt
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import select

from capacity.corrections import Correction
from register import Register, RegisterError, active, begin_own, open_register
from register.__main__ import main
from register.checking import faults
from register.decisions import Change, Decisions
from register.drafts import Drafts
from register.inbox import Inbox
from register.places import PlaceCorrections
from register.tables import metadata, state
from register.upkeep import backup, restore
from tests.register.conftest import BOTH
from tests.register.made_messages import attached, mail
from tests.register.made_reports import broken, report
from tests.register.test_comparing import stocks, take_in, version

WITHOUT_OTHERS = "; ".join(f"DELETE FROM {table}" for table in ("changes", "decisions", "capabilities", "updates"))
ROOT = Path(__file__).resolve().parents[2]


def accepted(register: Register) -> None:
    """A mail with a file in the inbox, accepted and noted."""
    made, inbox = mail(1, attachments=(attached(),)), Inbox(register)
    number = inbox.add(*made, by="poll").message_id
    inbox.accept(number, *made, by="Ada")
    inbox.note(number, "ruft an", by="Ada")


def test_a_backup_holds_everything(register: Register, tmp_path: Path) -> None:
    register.add(*report(), by="Ada")
    backup(register, tmp_path / "copy.sqlite")
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.sqlite"]
    copy = open_register(f"sqlite:///{tmp_path}/copy.sqlite")
    assert_frame_equal(copy.offers(), register.offers())
    assert copy.original(report()[0].sha256).content == report()[1]
    assert faults(copy) == {}
    copy.close()


def test_a_backup_while_people_work_is_whole(register: Register, tmp_path: Path) -> None:
    done = threading.Event()

    def work() -> None:
        number = 0
        while not done.is_set():
            register.add(*report(f"{number}.csv", 40), by="Ada")
            number += 1

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(3):
            backup(register, tmp_path / f"{number}.copy")
    finally:
        done.set()
        worker.join()
    for number in range(3):
        copy = open_register(f"sqlite:///{tmp_path}/{number}.copy")
        assert faults(copy) == {}
        assert len(copy.offers()) == 41 * copy.version()
        copy.close()


def everything(register: Register) -> dict[str, list[tuple]]:
    with register.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table is not state
        }


@pytest.mark.parametrize("other", BOTH)
def test_a_backup_goes_into_either_database(
    register: Register, other: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    register.add(*report(), by="Ada")
    register.add(*broken(), by="Ada")
    register.remember(Correction("mark", ("Firma", "Größe")), by="Ada")
    decisions = Decisions(register)
    decisions.edit([Change(1, "town", None, "Kiel"), Change(1, "machines", 2, None, 1)], by="Ben")
    decisions.attach(1, "zertifikat.pdf", bytes(range(256)), by="Ben")
    decisions.undo(1, by="Ada")
    PlaceCorrections(register).remember("Neustadt", "DE", {"nuts3": "DEF02"}, by="Ada")
    accepted(register)
    Drafts(register).keep("call", {"place": "Kiel"}, by="Ada")
    backup(register, tmp_path / "copy.sqlite")
    target = open_register(request.getfixturevalue(f"other_{other}"))
    target.add(*report("andere.csv"), by="Ada")
    kept = restore(target, tmp_path / "copy.sqlite")
    assert everything(target) == everything(register)
    assert faults(target) == {}
    target.add(*report("weiter.csv"), by="Ada")
    assert target.offers()["offer_id"].tolist() == list(range(1, 10))
    restore(target, kept, now=dt.datetime(2020, 3, 30, tzinfo=dt.UTC))
    assert set(target.offers()["source_file"]) == {"andere.csv"}
    target.close()


def test_a_backup_overwrites_nothing(register: Register, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(RegisterError) as caught:
        backup(register, tmp_path / "there")
    assert caught.value.code == "exists"
    assert (tmp_path / "there").read_text() == "mine"
    with pytest.raises(RegisterError) as caught:
        backup(register, tmp_path / "nowhere" / "copy.sqlite")
    assert caught.value.code == "cannot_open"


def test_what_was_backed_up_comes_back_and_what_was_there_is_kept(register: Register, url: str, tmp_path: Path) -> None:
    take_in(register, version({"A": 1, "B": 2}))
    backup(register, tmp_path / "copy.sqlite")
    take_in(register, version({"A": 5, "C": 3}))
    reader = open_register(url)
    seen = reader.version()
    kept = restore(register, tmp_path / "copy.sqlite")
    assert stocks(register) == stocks(reader) == {"A": 1, "B": 2}
    assert reader.version() > seen
    assert faults(register) == {}
    before = open_register(f"sqlite:///{kept}")
    assert stocks(before) == {"A": 5, "B": 2, "C": 3}
    before.close()
    take_in(register, version({"A": 1, "B": 9}))
    assert stocks(reader) == {"A": 1, "B": 9}
    reader.close()


def test_an_older_backup_comes_forward(register: Register, tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.sqlite")
    old.executescript((Path(__file__).parent / "released_1.sql").read_text("utf-8"))
    old.close()
    restore(register, tmp_path / "old.sqlite")
    assert len(register.offers()) == 4
    assert faults(register) == {}


@pytest.mark.parametrize("content", [b"", b"Firma;Ort\nA;Kiel\n" * 99, None])
def test_what_is_no_backup_changes_nothing(register: Register, tmp_path: Path, content: bytes | None) -> None:
    register.add(*report(), by="Ada")
    path = tmp_path / "no.sqlite"
    if content is not None:
        path.write_bytes(content)
    else:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE offers (price REAL)")
        other.close()
    for wrong in (path, tmp_path / "missing.sqlite"):
        with pytest.raises(RegisterError) as caught:
            restore(register, wrong)
        assert caught.value.code == "not_ours"
    assert len(register.offers()) == 4
    assert register.version() == 1
    assert list(tmp_path.glob("*before*")) == []


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (f"{WITHOUT_OTHERS}; DELETE FROM offers WHERE offer_id = 2", "import"),
        ("UPDATE originals SET content = x'00'", "original"),
        ("UPDATE state SET value = 1 WHERE key = 'offer_id'", "counter"),
        ("UPDATE updates SET new_offer_id = NULL WHERE what = 'replaced'", "update"),
        ("DELETE FROM changes", "decision"),
        ("UPDATE state SET value = 2 WHERE key = 'version'", "counter"),
        ("UPDATE messages SET import_id = 1", "message"),
        ("UPDATE state SET value = 0 WHERE key = 'step_id'", "counter"),
        ("PRAGMA foreign_keys = OFF; UPDATE capabilities SET offer_id = 999 WHERE capability_id = 1", "damage"),
    ],
)
def test_what_is_not_whole_is_found(sqlite_url: str, tmp_path: Path, change: str, kind: str) -> None:
    register = open_register(sqlite_url)
    take_in(register, version({"A": 1, "B": 2}))
    take_in(register, version({"A": 5, "C": 3}), withdraw=True)
    register.add(*broken(), by="Ada")
    Decisions(register).note(1, "ruft an", by="Ada")
    accepted(register)
    assert faults(register) == {}
    connection = sqlite3.connect(tmp_path / "register.sqlite")
    connection.executescript(change)
    connection.commit()
    connection.close()
    assert set(faults(register)) == {kind}
    register.close()


def test_the_command_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(home / "a.sqlite")]) == 1
    assert "no register of your own yet" in capsys.readouterr().err
    register = open_register(begin_own().url)
    register.add(*report(), by="Ada")
    assert main(["check"]) == 0
    assert main(["backup", str(home / "a.sqlite")]) == 0
    register.undo(1, by="Ada")
    assert main(["restore", str(home / "a.sqlite")]) == 0
    said = capsys.readouterr()
    assert "All is well: 4 offers and needs, 1 imports." in said.out
    assert f"Backed up to {home}/a.sqlite: 4 offers" in said.out
    assert f"{home}/local/register-before-" in said.out
    assert len(register.offers()) == 4
    assert main(["backup", str(home / "a.sqlite")]) == 1
    assert "exists already" in capsys.readouterr().err
    assert main(["restore", str(home / "nothing.sqlite")]) == 1
    register.close()


def test_a_check_that_finds_something_says_so_and_ends_with_1(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = open_register(begin_own().url)
    register.add(*report(), by="Ada")
    register.close()
    connection = sqlite3.connect(str(active().url).removeprefix("sqlite:///"))
    connection.execute("UPDATE originals SET content = x'00'")
    connection.commit()
    connection.close()
    assert main(["check"]) == 1
    assert "Original files whose content does not match their checksum: 1" in capsys.readouterr().out


def test_it_runs_as_a_command_of_its_own(home: Path) -> None:
    open_register(begin_own().url).close()
    ended = subprocess.run(
        [sys.executable, "-m", "register", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
