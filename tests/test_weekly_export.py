"""The weekly workbook without a browser: what is in it, what is said, how it ends."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import weekly_export
from capacity.formats import number
from register import RegisterError, active, open_register
from register.forwarding import Ledger
from register.location import OWN
from tests.invented import invent
from tests.registers import fill

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.usefixtures("home")
MADE = invent(60, seed=4)
OFFERS = (MADE.offers["kind"] == "offer").sum()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a register that holds the invented offers."""
    path = tmp_path_factory.mktemp("made") / OWN
    fill(f"sqlite:///{path}", MADE)
    return path


@pytest.fixture
def filled(home: Path, made: Path) -> Path:
    (home / "local").mkdir()
    shutil.copy(made, home / "local" / OWN)
    return home


def rows(path: Path, sheet: str = "Offers") -> int:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))[sheet].max_row - 1


def test_the_whole_register_is_written(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = filled / "new" / "week.xlsx"
    assert weekly_export.main(["--out", str(out)]) == 0
    assert rows(out) == OFFERS
    said = capsys.readouterr()
    assert str(out) in said.out
    assert f"{OFFERS} offers" in said.out
    assert said.err == ""


def test_a_folder_gets_a_file_named_after_the_week(filled: Path) -> None:
    assert weekly_export.main(["--out", str(filled / "exports"), "--language", "de"]) == 0
    (path,) = (filled / "exports").iterdir()
    assert path.name.startswith("lage_20")
    assert "-W" in path.name
    assert rows(path, "Angebote") == OFFERS


def test_the_filter_narrows_it(filled: Path) -> None:
    out = filled / "week.xlsx"
    assert weekly_export.main(["--out", str(out), "--filter", "region=DE,AT&kind=offer"]) == 0
    inside = MADE.offers["country"].isin(["DE", "AT"]) & (MADE.offers["kind"] == "offer")
    assert rows(out) == inside.sum()
    assert weekly_export.main(["--out", str(out), "--filter", "words=nowhere at all"]) == 0
    assert openpyxl.load_workbook(out)["Offers"]["A2"].value is None


@pytest.mark.parametrize(
    "query", ["product=bread", "region=DE,XX9", "colour=red", "nonsense", "product=", "product=gown&product=goggles"]
)
def test_a_filter_it_does_not_know_exports_nothing(
    filled: Path, query: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        weekly_export.main(["--out", str(filled / "week.xlsx"), "--filter", query])
    assert ended.value.code == 2
    assert "Unknown filter" in capsys.readouterr().err
    assert not (filled / "week.xlsx").exists()


def test_a_liaison_gets_no_contacts(filled: Path) -> None:
    out = filled / "week.xlsx"
    weekly_export.main(["--out", str(out), "--audience", "liaison"])
    headings = [cell.value for cell in openpyxl.load_workbook(out)["Offers"][1]]
    assert "E-mail" not in headings
    assert "Organisation" in headings


def test_samples_are_called_samples(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert active().is_sample
    fill(active().url, MADE)
    assert weekly_export.main(["--out", str(home / "week.xlsx")]) == 0
    said = capsys.readouterr()
    assert "invented samples" in said.err
    assert f"as of {MADE.offers['received_at'].max():%-d %B %Y}" in said.out


def test_german_words_where_the_environment_is_german(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert weekly_export.main(["--out", str(filled / "woche.xlsx")]) == 0
    assert f"{number(OFFERS, 'de')} Angebote, Stand" in capsys.readouterr().out
    assert rows(filled / "woche.xlsx", "Angebote") == OFFERS


def test_a_file_that_cannot_be_written(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (filled / "taken").write_text("")
    assert weekly_export.main(["--out", str(filled / "taken" / "week.xlsx")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_failure_leaves_the_last_workbook_whole(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = filled / "week.xlsx"
    out.write_bytes(b"last week")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    assert weekly_export.main(["--out", str(out)]) == 1
    assert out.read_bytes() == b"last week"
    assert sorted(path.name for path in filled.iterdir()) == ["local", "week.xlsx"]


def test_a_register_that_cannot_be_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "local").mkdir()
    (home / "local" / "register.sqlite").write_text("no database at all " * 100)
    assert weekly_export.main(["--out", str(home / "week.xlsx")]) == 1
    assert RegisterError.__name__ not in capsys.readouterr().err
    assert not (home / "week.xlsx").exists()


def test_a_mistake_of_ours_quotes_nobody(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(*_: object) -> bytes:
        raise ValueError("Kim Beispiel, kontakt@example.org")

    monkeypatch.setattr(weekly_export, "write_workbook", stumble)
    assert weekly_export.main(["--out", str(filled / "week.xlsx")]) == 1
    said = capsys.readouterr()
    assert "ValueError" in said.err
    assert "Kim" not in said.out + said.err


def test_it_runs_as_cron_runs_it(filled: Path) -> None:
    out = filled / "week.xlsx"
    done = subprocess.run(
        [sys.executable, str(ROOT / "weekly_export.py"), "--out", str(out)],
        cwd=filled, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
    assert rows(out) == OFFERS
    assert "example.org" not in done.stdout


def test_a_call_without_out_is_wrong() -> None:
    with pytest.raises(SystemExit) as ended:
        weekly_export.main([])
    assert ended.value.code == 2


def counts(line: str) -> dict[str, int]:
    """The figures of what is due in the line that was printed."""
    found = re.search(r"new (\d+) · changed (\d+) · withdrawn (\d+) · erased (\d+) · held back (\d+)", line)
    assert found
    return dict(zip(("new", "changed", "withdrawn", "erased", "held"), map(int, found.groups()), strict=True))


def test_a_confirmed_week_is_noted_once_and_written_byte_for_byte(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert weekly_export.main(["--out", str(filled / "a.xlsx"), "--confirm", "--by", "Ada"]) == 0
    first = capsys.readouterr().out
    assert "Noted as batch 1" in first
    assert counts(first)["new"] == rows(filled / "a.xlsx", "New") > 0
    assert weekly_export.main(["--out", str(filled / "b.xlsx"), "--confirm"]) == 0
    second = capsys.readouterr().out
    assert "batch 1 before" in second
    assert counts(second)["new"] == 0
    assert (filled / "a.xlsx").read_bytes() == (filled / "b.xlsx").read_bytes()
    register = open_register(active().url)
    (batch,) = Ledger(register).batches().itertuples(index=False)
    register.close()
    assert (batch.by, batch.new, batch.language) == ("Ada", counts(first)["new"], "en")


@pytest.mark.usefixtures("quick")
def test_without_confirm_nothing_is_noted(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert weekly_export.main(["--out", str(filled / "week.xlsx")]) == 0
        said = capsys.readouterr().out
        assert "Not noted" in said
        assert counts(said)["new"] > 0


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks that hold nothing but what is due, for tests of what is noted."""
    made = lambda *given: repr(sorted(given[7].proposal.counts.items())).encode()  # noqa: E731
    monkeypatch.setattr(weekly_export, "write_workbook", made)


@pytest.mark.usefixtures("quick")
def test_a_confirmed_filter_notes_those_alone_and_another_recipient_gets_all(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(filled / "week.xlsx"), "--confirm"]
    assert weekly_export.main([*out, "--filter", "region=DE"]) == 0
    german = counts(capsys.readouterr().out)["new"]
    assert weekly_export.main(out) == 0
    rest = capsys.readouterr().out
    assert "batch 2" in rest
    assert weekly_export.main([*out, "--recipient", "Example Ministry"]) == 0
    assert counts(capsys.readouterr().out)["new"] == german + counts(rest)["new"]
    assert 0 < german < german + counts(rest)["new"]


def test_samples_are_never_confirmed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(active().url, MADE)
    assert weekly_export.main(["--out", str(home / "week.xlsx"), "--confirm"]) == 1
    assert "samples are not forwarded" in capsys.readouterr().err
    assert not (home / "week.xlsx").exists()


def test_a_batch_without_contacts_is_a_wrong_call(filled: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        weekly_export.main(["--out", str(filled / "week.xlsx"), "--confirm", "--audience", "liaison"])
    assert ended.value.code == 2


@pytest.mark.usefixtures("quick")
def test_a_workbook_that_cannot_be_written_is_noted_and_comes_with_the_next_call(filled: Path) -> None:
    (filled / "taken").write_text("")
    assert weekly_export.main(["--out", str(filled / "taken" / "week.xlsx"), "--confirm"]) == 1
    assert weekly_export.main(["--out", str(filled / "week.xlsx"), "--confirm"]) == 0
    assert b"new" in (filled / "week.xlsx").read_bytes()


@pytest.mark.usefixtures("quick")
def test_what_changes_while_it_is_confirmed_is_looked_at_again(
    filled: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real, tried = Ledger.confirm, []

    def late(*given: Any, **more: Any) -> Any:
        tried.append(1)
        if len(tried) < 3:
            raise RegisterError("due_changed")
        return real(*given, **more)

    monkeypatch.setattr(Ledger, "confirm", late)
    assert weekly_export.main(["--out", str(filled / "week.xlsx"), "--confirm"]) == 0
    monkeypatch.setattr(Ledger, "confirm", lambda *_, **__: (_ for _ in ()).throw(RegisterError("due_changed")))
    assert weekly_export.main(["--out", str(filled / "c.xlsx"), "--confirm", "--recipient", "Other"]) == 1
    assert "meanwhile" in capsys.readouterr().err


def test_hashtags_when_asked_for(filled: Path) -> None:
    assert weekly_export.main(["--out", str(filled / "week.xlsx"), "--hxl"]) == 0
    assert "#org+name" in [cell.value for cell in openpyxl.load_workbook(filled / "week.xlsx")["Offers"][2]]
