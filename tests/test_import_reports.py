"""Importing without a browser: what it says of each file, what it stores, and how it ends."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import import_reports
from capacity import command_line
from capacity.corrections import Correction
from capacity.places.remembered import MARK, address_words
from capacity.reports import Report
from loaders.reader import read_report
from register import Imported, Register, RegisterError, active, begin_own, open_register
from register.places import PlaceCorrections
from tests.register.made_reports import broken, report

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.usefixtures("home")
LIST = "Firma;PLZ;Ort;E-Mail;Produkt;Menge pro Woche\n" + "".join(
    f"Nähstube {number} GmbH;24103;Kiel;info@naehstube{number}.example.org;Behelfsmasken;{number * 100}\n"
    for number in range(1, 4)
)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Report | Exception]], None]:
    """Lets reading a file of some name give this report, or raise this."""

    def set_up(known: dict[str, Report | Exception]) -> None:
        def read(
            files: Sequence[tuple[bytes, str]], *, received_at: dt.date, corrections: list[Correction]
        ) -> list[Report | Exception]:
            assert corrections == []
            assert received_at == dt.date.today()
            return [raised(known[name]) for _, name in files]

        monkeypatch.setattr(import_reports, "read_reports", read)

    return set_up


def raised(found: Report | Exception) -> Report | Exception:
    """A report as it is; a mistake as one that happened here."""
    try:
        if isinstance(found, Exception):
            raise found
    except Exception as error:  # noqa: BLE001 any mistake
        return error
    return found


def file(folder: Path, made: tuple[Report, bytes]) -> Path:
    path = folder / made[0].file
    path.write_bytes(made[1])
    return path


def stored() -> Register:
    return open_register(active().url)


def test_a_list_is_imported_then_known(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = home / "liste.csv"
    path.write_text(LIST, "utf-8")
    assert import_reports.main([str(path)]) == 0
    assert f"{path}: imported (offers: 3, needs: 0, remarks: " in capsys.readouterr().out
    assert import_reports.main([str(path)]) == 0
    assert f"{path}: already imported on " in capsys.readouterr().out
    register = stored()
    assert register.offers()["organisation"].tolist() == [f"Nähstube {number} GmbH" for number in (1, 2, 3)]
    assert set(register.offers()["received_at"].dt.date) == {dt.date.today()}  # the list itself names no day
    assert register.imports()["by"].tolist() == ["import_reports"]
    assert not active().is_sample
    assert not (home / "local" / "sample.sqlite").exists()
    register.close()


def test_it_runs_as_a_command_of_its_own(home: Path) -> None:
    path = home / "Größe – 口罩.csv"
    path.write_text(LIST, "utf-8")
    command = [sys.executable, "import_reports.py", "--by", "cron", str(path), str(home / "fehlt.csv")]
    environment = {**os.environ, "LANG": "de_DE.UTF-8", "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    lines = ended.stdout.decode("utf-8").splitlines()
    assert ended.returncode == 1
    assert lines[0].startswith(f"{path}: importiert (Angebote: 3, Bedarfe: 0, Hinweise: ")
    assert lines[1] == f"{home / 'fehlt.csv'}: kann nicht gelesen werden: Die Datei fehlt oder lässt sich nicht öffnen."
    assert ended.stderr == b""
    register = stored()
    assert register.imports()["by"].tolist() == ["cron"]
    register.close()


def test_a_folder_is_imported_in_order_without_hidden_files(
    home: Path, reads: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / "eingang"
    (folder / "unterordner").mkdir(parents=True)
    made = [report("b.csv"), report("a.csv", 1, 2), report(".teil.csv")]
    reads({each[0].file: each[0] for each in made})
    for each in made:
        file(folder, each)
    for name in (".hidden.csv", "~$a.xlsx", "README.md"):
        (folder / name).write_text("Firma;Ort\nA GmbH;Kiel\n", "utf-8")
    assert import_reports.main([str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{folder}/a.csv: imported (offers: 1, needs: 2, remarks: 1)",
        f"{folder}/b.csv: imported (offers: 3, needs: 1, remarks: 1)",
        "Merged as duplicates (groups): 1",
    ]


def test_the_export_of_a_portal_is_imported_from_a_folder(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "eingang"
    folder.mkdir()
    (folder / "portal.json").write_text(
        json.dumps({"results": [{"Firma": f"Nähstube {n}", "PLZ": "24103", "Produkt": "Masken"} for n in range(3)]}),
        "utf-8",
    )
    assert import_reports.main([str(folder)]) == 0
    assert "portal.json: imported (offers: 3, needs: 0" in capsys.readouterr().out


def test_what_cannot_be_read_is_kept_and_the_others_go_on(
    home: Path, reads: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = broken(), report("z.csv")
    reads({"kaputt.xlsx": bad[0], "z.csv": good[0]})
    paths = [str(file(home, bad)), str(file(home, good))]
    for _ in range(2):
        assert import_reports.main(paths) == 1
        assert capsys.readouterr().out.startswith(
            f"{paths[0]}: cannot be read: The file is damaged and cannot be opened.\n{paths[1]}: "
        )
    register = stored()
    assert register.imports()["file"].tolist() == ["z.csv", "kaputt.xlsx"]
    register.close()


@pytest.mark.parametrize("mistake", [ValueError("cannot read Frau Geheim"), FileNotFoundError("Geheim.csv")], ids=repr)
def test_our_own_mistake_stops_no_other_file_and_quotes_nobody(
    home: Path, reads: Callable, capsys: pytest.CaptureFixture[str], mistake: Exception
) -> None:
    first, second = report("a.csv"), report("b.csv")
    reads({"a.csv": mistake, "b.csv": second[0]})
    assert import_reports.main([str(file(home, first)), str(file(home, second))]) == 1
    said = capsys.readouterr()
    where = f"({type(mistake).__name__}, test_import_reports.py:"
    assert f"not imported: a mistake in the program {where}" in said.out
    assert "b.csv: imported" in said.out
    assert "Geheim" not in said.out + said.err


def test_a_register_that_refuses_one_file_says_why(
    home: Path, reads: Callable, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RegisterError("full", place="register.sqlite")

    made = report()
    reads({"liste.csv": made[0]})
    monkeypatch.setattr(Register, "add", full)
    assert import_reports.main([str(file(home, made))]) == 1
    assert "liste.csv: There is no space left for register.sqlite." in capsys.readouterr().out


def test_a_register_that_cannot_be_opened_says_why(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "text.sqlite").write_text("no database " * 200)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{home}/text.sqlite")
    assert import_reports.main([str(home)]) == 1
    said = capsys.readouterr()
    assert "text.sqlite is no database" in said.err
    assert said.out == ""


def test_a_named_register_is_used(home: Path, reads: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{home}/named.sqlite")
    made = report()
    reads({"liste.csv": made[0]})
    assert import_reports.main([str(file(home, made))]) == 0
    assert (home / "named.sqlite").is_file()
    assert not (home / "local").exists()


def test_next_weeks_version_of_a_list_counts_nothing_twice(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = home / "Stand 30.3.csv", home / "Stand 6.4. final.csv"
    first.write_text(LIST, "utf-8")
    second.write_text(
        LIST.replace(";300", ";350").replace("Nähstube 1 GmbH", "Zelte 4 GmbH").replace("naehstube1", "zelte4"), "utf-8"
    )
    assert import_reports.main([str(first)]) == import_reports.main([str(second)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "; " not in said[0]
    assert said[1].endswith("; new 1 · changed 1 · unchanged 1 · missing now 1")
    register = stored()
    assert sorted(register.offers()["organisation"]) == [
        "Nähstube 1 GmbH", "Nähstube 2 GmbH", "Nähstube 3 GmbH", "Zelte 4 GmbH",
    ]  # fmt: skip
    assert sorted(register.capabilities()["per_week_high"]) == [100, 100, 200, 350]
    register.close()


def test_it_reads_as_people_said(home: Path) -> None:
    path = home / "liste.csv"
    path.write_text(LIST, "utf-8")
    known = read_report(LIST.encode(), "liste.csv").tables[0]
    register = open_register(begin_own().url)
    register.remember(Correction(known.fingerprint, fields={"Firma": "contact_name"}), by="Ada")
    assert import_reports.main([str(path)]) == 0
    offers = register.offers()
    assert offers["contact_name"].tolist() == [f"Nähstube {number} GmbH" for number in (1, 2, 3)]
    assert offers["organisation"].isna().all()
    register.close()


def test_it_places_as_people_said(home: Path) -> None:
    path = home / "liste.csv"
    path.write_text(LIST, "utf-8")
    read = read_report(LIST.encode(), "liste.csv").offers.iloc[0]
    register = open_register(begin_own().url)
    place = {"country": "DE", "nuts0": "DE", "nuts1": "DEF", "nuts2": "DEF0", "nuts3": "DEF02", "precision": "town"}
    words = address_words({str(code): value for code, value in read.items()})
    PlaceCorrections(register).remember(words, read["country"], place, by="Ada")
    assert import_reports.main([str(path)]) == 0
    first = register.offers().iloc[0]
    assert (first["nuts3"], first["place_words"]) == ("DEF02", f"{MARK} {words}")
    register.close()


@pytest.mark.parametrize("times", [1, 5])
def test_a_list_that_changes_meanwhile_is_compared_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], times: int
) -> None:
    add, refused = Register.add, iter(range(times))

    def refuses_at_first(*arguments: Any, **named: Any) -> Imported:
        if next(refused, None) is not None:
            raise RegisterError("changed_meanwhile")
        return add(*arguments, **named)

    monkeypatch.setattr(Register, "add", refuses_at_first)
    path = home / "liste.csv"
    path.write_text(LIST, "utf-8")
    assert import_reports.main([str(path)]) == (0 if times == 1 else 1)
    assert ("imported" if times == 1 else "try again") in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["--by"], ["--unknown", "a.csv"]])
def test_a_wrong_call_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        import_reports.main(arguments)
    assert caught.value.code == 2
    assert "usage: import_reports.py" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyError("Petra Beispiel"), RegisterError("busy", place="register.sqlite")])
def test_what_goes_wrong_while_merging_is_said_without_data(
    home: Path, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> list[int]:
        raise error

    monkeypatch.setattr("register.duplicates.Verdicts.automatic", fail)
    path = home / "list.csv"
    path.write_text(LIST, "utf-8")
    assert import_reports.main([str(path)]) == 1
    said = capsys.readouterr()
    assert "imported" in said.out
    assert said.err
    assert "Petra" not in said.err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "de_AT", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "LC_ALL": "", "LC_MESSAGES": "de_CH"}, "de"),
    ],
)
def test_the_language_is_the_environments(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert command_line.language() == language


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_name_that_is_no_text_is_imported_too(home: Path) -> None:
    path = home / os.fsdecode(b"Stra\xdfe.csv")
    path.write_text(LIST, "utf-8")
    command = [sys.executable, "import_reports.py", os.fsencode(path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # type: ignore[arg-type]
    assert ended.returncode == 0
    assert "imported (offers: 3" in ended.stdout.decode("utf-8")
    register = stored()
    assert register.imports()["file"].tolist() == ["Stra\ufffde.csv"]
    register.close()
