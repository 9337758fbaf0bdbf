"""The command line as scripts use it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.__main__ import main
from tests.loaders.lists import as_csv

ROOT = Path(__file__).resolve().parents[2]
LIST = as_csv(("Firma", "Ort", "Produkt"), ("Nähwerk GmbH", "Berlin", "FFP2"), ("Weberei AG", "Hof", "Kittel"))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "a.csv").write_bytes(LIST)
    (tmp_path / "b.txt").write_bytes(LIST)
    (tmp_path / "broken.xlsx").write_bytes(b"")
    return [str(tmp_path / name) for name in ("a.csv", "broken.xlsx", "b.txt")]


def test_json_is_one_object_per_line_also_for_what_cannot_be_read(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", *files]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["file"], each["error"]) for each in told] == [
        ("a.csv", None),
        ("broken.xlsx", "file_empty"),
        ("b.txt", None),
    ]
    assert main(["--json", files[0]]) == 0


def test_words_follow_the_language_of_the_environment(
    files: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert main([files[0]]) == 0
    assert "2 Angebote" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "C")
    main([files[0]])
    assert "2 offers" in capsys.readouterr().out


def test_cells_are_the_text_as_read(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cells", files[0]]) == 0
    assert capsys.readouterr().out == "Firma,Ort,Produkt\nNähwerk GmbH,Berlin,FFP2\nWeberei AG,Hof,Kittel\n"


def test_an_empty_text_has_no_cells_and_that_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert main(["--cells", "--out", str(tmp_path / "out"), str(tmp_path / "empty.csv")]) == 0
    assert (tmp_path / "out" / "empty.csv").read_bytes() == b""
    assert main(["--offers", str(tmp_path / "empty.csv")]) == 1
    assert "file_empty" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["--cells", "--offers"])
def test_out_writes_one_file_each_and_goes_on_after_a_broken_one(form: str, files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    assert main([form, "--out", str(out), *files, str(tmp_path / "missing.csv")]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["a.csv", "b.txt.csv"]
    assert "Nähwerk" in (out / "a.csv").read_text("utf-8")
    assert main([form, "--out", str(out), files[0]]) == 0


def test_out_alone_is_refused(files: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--out", "x", files[0]])


def test_as_a_program_it_writes_utf8_whatever_the_console(files: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "loaders", "--offers", files[0]],
        cwd=ROOT,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=True,
    )
    assert "Nähwerk GmbH" in run.stdout.decode("utf-8")
    assert b"\r\n" not in run.stdout


def test_many_files_are_told_in_order_by_several_processes(tmp_path: Path) -> None:
    for number in range(14):
        (tmp_path / f"{number:02}.csv").write_bytes(LIST)
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "--cells", "--out", str(tmp_path / "out"), str(tmp_path)],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    made = {each.name: each.read_text("utf-8") for each in (tmp_path / "out").iterdir()}
    assert sorted(made) == [f"{number:02}.csv" for number in range(14)]
    assert set(made.values()) == {"Firma,Ort,Produkt\nNähwerk GmbH,Berlin,FFP2\nWeberei AG,Hof,Kittel\n"}
