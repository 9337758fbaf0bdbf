"""Drafts of corrections: kept beside the file by table, what counts first, in words, and what would be remembered."""

import pytest

from capacity.corrections import Correction
from tests.readings import reading
from ui import imports_corrections
from ui.imports_corrections import correction_of, joined, origin, to_remember, what
from ui.imports_tray import Tray, Upload

READ = reading()
TABLE = READ.report.tables[0]


@pytest.fixture
def upload(monkeypatch: pytest.MonkeyPatch) -> Upload:
    """A file that was read; reading it again is only noted."""
    mine = Tray()
    monkeypatch.setattr(mine, "read_again", lambda uploads: [setattr(each, "again", True) for each in uploads])
    monkeypatch.setattr(imports_corrections, "tray", lambda: mine)
    return Upload("liste.csv", b"", "0", reading=READ)


def test_nothing_is_said_at_first(upload: Upload) -> None:
    said = correction_of(upload, TABLE)
    assert said.fingerprint == TABLE.fingerprint
    assert said.headings[:3] == ("Firma", "PLZ", "Ort")
    assert not said.says_something
    assert to_remember(upload) == []


def test_drafts_add_to_what_was_remembered(upload: Upload) -> None:
    upload.remembered = (Correction(TABLE.fingerprint, fields={"Farbe": "remarks"}),)
    imports_corrections.assign(upload, TABLE, "Firma", "contact_name")
    imports_corrections.mean(upload, TABLE, "product", "Gesichtsschilde", ["goggles"])
    said = upload.corrections[0]
    assert said.fields == {"Farbe": "remarks", "Firma": "contact_name"}
    assert said.values == {("product", "Gesichtsschilde"): "goggles"}
    assert upload.again


def test_a_header_set_by_hand_is_another_table_until_it_is_set_back(upload: Upload) -> None:
    imports_corrections.assign(upload, TABLE, "Firma", "contact_name")
    imports_corrections.set_header(upload, TABLE, [["Abfrage", ""], ["Firma", "PLZ"]])
    fresh = next(iter(upload.drafts.values()))
    assert fresh.fingerprint != TABLE.fingerprint
    assert fresh.headings == ("Abfrage Firma", "PLZ")
    assert fresh.fields == {}
    imports_corrections.set_header(upload, TABLE, [])
    assert upload.drafts[TABLE.fingerprint].header_rows == ()


def test_reset_forgets_for_this_file_alone(upload: Upload) -> None:
    upload.remembered = (Correction(TABLE.fingerprint, skip=True), Correction("other"))
    imports_corrections.skip(upload, TABLE, skipped=False)
    imports_corrections.reset(upload, TABLE)
    assert [each.fingerprint for each in upload.corrections] == ["other"]


def test_headings_of_several_rows_are_joined_by_column() -> None:
    assert joined([["Angaben", "", " Menge "], ["Firma", "Ort", "je Woche"]]) == (
        "Angaben Firma",
        "Ort",
        "Menge je Woche",
    )
    assert joined([]) == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Correction("x", fields={"a": "", "b": "town"}), "columns: 2"),
        (Correction("x", values={("product", "a"): ""}), "values: 1"),
        (Correction("x", header_rows=(("a",),), skip=True), "rows of headings, not read"),
        (Correction("x", header_rows=()), "no headings"),
        (Correction("x"), ""),
    ],
)
def test_a_correction_in_a_few_words(said: Correction, words: str) -> None:
    assert what(said) == words


def test_a_table_without_a_correction_has_no_origin(upload: Upload) -> None:
    assert origin(upload, TABLE, []) is None


def test_a_reading_that_failed_restores_its_corrections(upload: Upload) -> None:
    upload.came(READ)
    upload.drafts = {"x": Correction("x")}
    upload.failed("late")
    assert (upload.drafts, upload.refused, upload.failure, upload.reading) == ({}, "late", "", READ)
    fresh = Upload("b.csv", b"", "1")
    fresh.failed("late")
    assert (fresh.failure, fresh.waits) == ("late", False)
