"""Access, erasure and retention from the command line: what is said, how it ends, that nothing happens by accident."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from register import Register, begin_own, open_register
from register.__main__ import main
from register.inbox import Inbox
from register.people import People
from tests.register.made_messages import question
from tests.register.test_people import WORDS, everything, with_kim

Told = pytest.CaptureFixture[str]


@pytest.fixture
def own(home: Path) -> Iterator[Register]:
    register = open_register(begin_own().url)
    register.add(*with_kim(), by="Ada")
    yield register
    register.close()


def test_access_writes_all_that_is_held(own: Register, home: Path, capsys: Told) -> None:
    assert main(["access", "kim.beispiel@example.org", "--out", str(home / "kim.json")]) == 0
    said = capsys.readouterr()
    assert "Report on the offers 2 written" in said.out
    assert not [word for word in WORDS if word in said.out]
    assert json.loads((home / "kim.json").read_text("utf-8"))["offers"]
    assert (home / "kim.json").stat().st_mode & 0o077 == 0
    assert main(["access", "--offers", "2", "--out", str(home / "kim.xlsx")]) == 0
    assert (home / "kim.xlsx").read_bytes().startswith(b"PK")


def test_access_overwrites_nothing_and_knows_nobody_else(own: Register, home: Path, capsys: Told) -> None:
    (home / "there.json").write_text("mine")
    assert main(["access", "Kim", "--out", str(home / "there.json")]) == 1
    assert (home / "there.json").read_text() == "mine"
    assert main(["access", "robin@example.org", "--out", str(home / "robin.json")]) == 1
    assert main(["access", "Kim", "--out", str(home / "nowhere" / "kim.json")]) == 1
    assert "Nothing is held about that" in capsys.readouterr().err
    assert not (home / "robin.json").exists()


def test_erase_says_first_what_would_go(own: Register, capsys: Told) -> None:
    version = own.version()
    assert main(["erase", "kim.beispiel@example.org"]) == 0
    assert "would be the offers 2: 1 in 1 versions" in capsys.readouterr().out
    assert own.version() == version
    assert main(["erase", "kim.beispiel@example.org", "--by", "Ada", "--reason", "asked", "--yes"]) == 0
    assert "Erased: 1 offers" in capsys.readouterr().out
    assert not [word for word in WORDS if word in everything(own)]
    assert [(each.by, each.reason) for each in People(own).erasures()] == [("Ada", "asked")]
    assert main(["erase", "kim.beispiel@example.org", "--yes"]) == 1


def test_a_name_alone_erases_nobody(own: Register, capsys: Told) -> None:
    assert main(["erase", "Kim Beispiel", "--yes"]) == 1
    assert "--offers 2" in capsys.readouterr().err
    assert len(People(own).find("Kim")) == 1
    assert main(["erase", "--offers", "2", "--yes"]) == 0
    assert People(own).find("Kim").empty


def test_retain_says_first_how_many(own: Register, capsys: Told) -> None:
    assert main(["retain", "30"]) == 0
    assert "for 30 days: 1. Nothing was changed" in capsys.readouterr().out
    assert main(["retain", "30", "--yes"]) == 0
    assert "Anonymised, because nothing was heard for 30 days: 1." in capsys.readouterr().out
    assert main(["retain", "30", "--yes"]) == 0
    assert "days: 0." in capsys.readouterr().out
    assert main(["check"]) == 0


def test_a_restored_backup_does_not_bring_anybody_back(own: Register, home: Path, capsys: Told) -> None:
    assert main(["backup", str(home / "backup")]) == 0
    assert main(["erase", "030 23125777", "--yes"]) == 0
    assert main(["restore", str(home / "backup")]) == 0
    assert "Erased again, because the backup was older: 1 offers." in capsys.readouterr().out
    assert not [word for word in WORDS if word in everything(own)]


@pytest.mark.parametrize("call", [["access", "Kim"], ["retain"], ["retain", "soon"], ["erase", "--offers", "two"]])
def test_wrong_calls(call: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2


def test_whoever_only_asked_something_is_told_and_erased(own: Register, home: Path, capsys: Told) -> None:
    inbox = Inbox(own)
    inbox.add(*question(1), by="poll")
    inbox.add(*question(2, "Etwas anderes?"), by="poll")
    assert main(["access", "ida1@example.org", "--out", str(home / "ida.json")]) == 0
    assert [each["message_id"] for each in json.loads((home / "ida.json").read_text("utf-8"))["messages"]] == [1]
    assert main(["erase", "ida1@example.org", "--yes"]) == 0
    assert "1 messages" in capsys.readouterr().out
    assert inbox.state()["message_id"].tolist() == [2]
