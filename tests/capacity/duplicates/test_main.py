"""The command groups any list that can be read: each filled row once, in order."""

from pathlib import Path

import pytest

from capacity.duplicates.__main__ import main, read_list


def grouped(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main([str(path)]) == 0
    return capsys.readouterr().out.splitlines()


def test_rows_of_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Firma;Straße;PLZ;Ort;Telefon\n"
        "Ewerzahn Zerspanung GmbH;Lindenweg 3;72070;Tübingen;030 23125123\n"
        "Vogel Guss;Hauptstr. 1;70173;Stuttgart;030 23125124\n"
        ";;;;\n"
        "EWERZAHN ZERSPANUNG;Lindenweg 3;72070;Tuebingen;+49 30 23125123\n"
        "Summe;;;;\n",
        encoding="utf-8",
    )
    assert grouped(path, capsys) == ["row,cluster", "1,1", "2,2", "3,1", "4,3"]


def test_columns_of_persons_stand_for_themselves() -> None:
    read = read_list(
        b"rec_id,given_name,surname,date_of_birth,soc_sec_id\n1,ann,roe,19800402,1234567\n2,bob,low,19810503,7654321\n",
        "people.csv",
    )
    assert read is not None
    assert read.known["contact_name"].tolist() == ["ann roe", "bob low"]
    assert {"date_of_birth", "soc_sec_id"} <= set(read.further)


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert main([str(tmp_path / "empty.csv")]) == 1
    assert main([str(tmp_path / "missing.csv")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "missing.csv" in said.err
