"""Distinct texts of coded columns: what became of each, those not understood first, and what a person said of them."""

from capacity.corrections import Correction
from loaders.reader import report_of
from loaders.source import read_source
from loaders.value_readings import MOST, VALUE_COLUMNS, value_readings

LIST = """Firma;Ort;Produkt;Verfahren;Einwilligung
Naht;Bonn;Visiere;FDM;ja
Werk;Aachen;Visiere;Spritzguss;ja
Holm;Kiel;Spritzenhalter;FDM;vielleicht
Weberei;Köln;Masken und Kittel;;nein
"""


def readings(text: str = LIST, *corrections: Correction):
    source = read_source(text.encode(), "liste.csv")
    report = report_of(source, corrections=corrections)
    return value_readings(report, source.sheets, corrections), report


def test_each_text_of_a_coded_column_says_what_became_of_it() -> None:
    found, report = readings()
    assert tuple(found.columns) == VALUE_COLUMNS
    assert set(found["fingerprint"]) == {report.tables[0].fingerprint}
    read = found.set_index(["field", "text"])
    assert read.loc[("product", "Visiere"), ["rows", "codes", "column"]].tolist() == [2, "face_shield", 3]
    assert read.loc[("consent", "ja"), "codes"] == "yes"
    assert set(read.loc[("product", "Masken und Kittel"), "codes"].split(";")) >= {"gown"}
    assert "organisation" not in set(found["field"])


def test_texts_that_were_not_understood_come_first() -> None:
    found, _ = readings()
    first = found.groupby("field", sort=False).first()
    assert first.loc["product", ["text", "unread"]].tolist() == ["Spritzenhalter", True]
    assert first.loc["consent", "text"] == "vielleicht"
    assert not found["by_hand"].any()


def test_what_a_person_said_is_marked_and_holds() -> None:
    mark = readings()[1].tables[0].fingerprint
    said = Correction(mark, values={("product", "spritzenhalter"): "face_shield"})
    read = readings(LIST, said)[0].set_index(["field", "text"])
    assert read.loc[("product", "Spritzenhalter"), ["codes", "unread", "by_hand"]].tolist() == [
        "face_shield",
        False,
        True,
    ]
    assert not read.loc[("product", "Visiere"), "by_hand"]


def test_a_file_without_offers_has_none_and_very_many_are_cut() -> None:
    assert readings("Land;Einwohner\nBayern;13000000\nHessen;6200000\n")[0].empty
    long = "Firma;Ort;Produkt\n" + "".join(f"Werk {n};Bonn;Gerät Nummer {n}\n" for n in range(MOST + 50))
    assert len(readings(long)[0]) == MOST
