"""The import page where people set right what was misread: read again at once, remembered when they confirm, undone."""

import io
from collections.abc import Iterator

import pandas as pd
import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from capacity.places.choosing import as_fields, choices
from loaders.issues import example
from register import Register, RegisterError
from register.places import PLACED, PlaceCorrections
from tests.pages.test_imports import click, dropped, tables
from tests.readings import read_once
from tests.screens import STAFF, opened, said
from ui import register_access
from ui.imports_reading import Reader, ReadingError
from ui.imports_tray import KEY

LIST = """Firma;PLZ;Ort;Produkt;Kennzahl K7;E-Mail
Nähstube Müller;10115;Berlin;Gesichtsschilde;400;info@naehstube.example.org
Werk Beispiel GmbH;52062;Aachen;Schutzkittel;1200;post@werk.example.org
Druckerei Muster;80331;München;Spritzenhalter;300;post@druckerei.example.org
"""
NEXT = """Firma;PLZ;Ort;Produkt;Kennzahl K7;E-Mail
Nähstube Müller;10115;Berlin;Gesichtsschilde;450;info@naehstube.example.org
Werk Beispiel GmbH;52062;Aachen;Schutzkittel;1200;post@werk.example.org
Tischlerei Neu;99084;Erfurt;Gesichtsschilde;60;post@tischlerei.example.org
"""


@pytest.fixture(scope="module", autouse=True)
def process() -> Iterator[None]:
    with read_once():
        yield


def choose(app: AppTest, label: str, value: object) -> AppTest:
    """The page after a choice in the widget with this label was changed and the file was read again."""
    found = [each for each in (*app.selectbox, *app.multiselect) if each.label == label]
    found[0].set_value(value).run()
    assert not app.exception, said(app)
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, said(app)
    return app


def field_of(app: AppTest, column: str) -> str:
    return str(next(each.value for each in app.selectbox if each.label == f"Feld der Spalte {column}"))


def report(app: AppTest):
    return app.session_state[KEY].uploads[0].reading.report


def corrected(name: str = "liste.csv", text: str = LIST) -> AppTest:
    """The page with a list whose fifth column was said to be the capacity per week."""
    app = dropped(opened("imports", lang="de"), (name, text))
    assert field_of(app, "E") != "per_week_high"
    return choose(app, "Feld der Spalte E", "per_week_high")


def confirmed(app: AppTest, name: str = "K. Muster") -> AppTest:
    app.text_input(key="signing.name").set_value(name).run()
    return click(app, "imports.take")


def per_week() -> dict[str, float]:
    contents = register_access.register(STAFF).contents()
    lines = contents.offers.merge(contents.capabilities, on="offer_id")
    return dict(zip(lines["organisation"], lines["per_week_high"], strict=True))


def test_a_column_is_set_right_by_one_choice(empty: None) -> None:
    app = corrected()
    assert report(app).capabilities["per_week_high"].tolist() == [400, 1200, 300]
    assert "<b>festgelegt</b> · 400" in said(app)
    assert "Von Ihnen geändert:" in said(app)
    assert register_access.register(STAFF).imports().empty
    assert register_access.register(STAFF).corrections() == []


def test_what_was_chosen_can_be_taken_back(empty: None) -> None:
    app = press(corrected(), "Zurücksetzen")
    assert field_of(app, "E") != "per_week_high"
    assert "Von Ihnen geändert:" not in said(app)
    assert not [each for each in app.checkbox if each.key == "imports.remember"]


def test_confirming_remembers_with_the_name(empty: None) -> None:
    app = confirmed(corrected())
    (held,) = register_access.register(STAFF).corrections()
    assert (held.by, held.correction.fields) == ("K. Muster", {"Kennzahl K7": "per_week_high"})
    assert per_week()["Werk Beispiel GmbH"] == 1200
    assert "K. Muster: Spalten: 1" in said(app)


def test_without_the_tick_nothing_is_remembered(empty: None) -> None:
    app = corrected()
    app.checkbox(key="imports.remember").uncheck().run()
    confirmed(app)
    assert register_access.register(STAFF).corrections() == []
    assert per_week()["Werk Beispiel GmbH"] == 1200


def test_the_next_list_is_read_as_the_last_one_and_compared(empty: None) -> None:
    app = dropped(confirmed(corrected()), ("woche2.csv", NEXT))
    assert field_of(app, "E") == "per_week_high"
    assert "von K. Muster festgelegt:" in said(app)
    assert f"Gelesen, wie am {pd.Timestamp.today():%d.%m.%Y}" in said(app)
    assert "neu 1 · geändert 1 · unverändert 1 · fehlt jetzt 1" in said(app)
    changed = tables(app)[-2]
    assert changed[["row", "organisation", "before", "after"]].drop_duplicates().to_numpy().tolist() == [
        [2, "Nähstube Müller", "400", "450"]
    ]

    app = confirmed(app, "L. Beispiel")
    assert "neu 1 · geändert 1 · unverändert 1 · fehlt jetzt 1" in said(app)
    assert per_week() == {
        "Nähstube Müller": 450, "Werk Beispiel GmbH": 1200, "Druckerei Muster": 300, "Tischlerei Neu": 60,
    }  # fmt: skip
    assert tables(app)[-1]["changes"].tolist() == ["neu 1 · geändert 1 · unverändert 1 · fehlt jetzt 1", ""]
    register_access.register(STAFF).undo(2, by="L. Beispiel")
    assert per_week() == {"Nähstube Müller": 400, "Werk Beispiel GmbH": 1200, "Druckerei Muster": 300}


def test_missing_offers_are_withdrawn_when_ticked(empty: None) -> None:
    app = dropped(confirmed(corrected()), ("woche2.csv", NEXT))
    key = next(each.key for each in app.segmented_control if each.key and each.key.endswith(".kind"))
    app.segmented_control(key=key).set_value("missing").run()
    missing = f"{key.removesuffix('.kind')}.missing"
    assert tables(app)[-2]["organisation"].tolist() == ["Druckerei Muster"]
    assert "Sie bleiben, wenn Sie nichts tun" in said(app)
    app.session_state[KEY].uploads[0].withdraw = set(register_access.register(STAFF).offers()["offer_id"][2:])
    app.run()
    assert "zurückgezogen werden 1" in said(app)
    assert missing in {each.key for each in app.dataframe}
    confirmed(app)
    assert "Druckerei Muster" not in per_week()


def test_each_count_opens_its_offers(empty: None) -> None:
    app = dropped(confirmed(corrected()), ("woche2.csv", NEXT))
    key = next(each.key for each in app.segmented_control if each.key and each.key.endswith(".kind"))
    for kind, who in (("new", "Tischlerei Neu"), ("unchanged", "Werk Beispiel GmbH")):
        app.segmented_control(key=key).set_value(kind).run()
        assert tables(app)[-2]["organisation"].tolist() == [who]


def test_a_count_of_none_says_so(empty: None) -> None:
    app = dropped(confirmed(corrected()), ("woche2.csv", LIST + "Holm KG;24103;Kiel;Visiere;5;post@holm.example.org\n"))
    key = next(each.key for each in app.segmented_control if each.key and each.key.endswith(".kind"))
    app.segmented_control(key=key).set_value("missing").run()
    assert "Kein Angebot fehlt." in said(app)


def test_a_remembered_correction_can_be_left_out_here_or_forgotten(empty: None) -> None:
    app = dropped(confirmed(corrected()), ("woche2.csv", NEXT))
    press(app, "Hier nicht anwenden")
    assert field_of(app, "E") != "per_week_high"
    assert len(register_access.register(STAFF).corrections()) == 1

    (held,) = register_access.register(STAFF).corrections()
    click(app, f"imports.forget.{held.correction.fingerprint}")
    assert register_access.register(STAFF).corrections() == []
    assert "Die Korrektur ist vergessen." in app.success[0].value


def test_forgetting_reads_files_that_wait_without_it(empty: None) -> None:
    app = press(dropped(confirmed(corrected()), ("woche2.csv", NEXT)), "Vergessen")
    assert register_access.register(STAFF).corrections() == []
    assert field_of(app, "E") != "per_week_high"


def test_a_correction_that_cannot_be_forgotten_says_why(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = confirmed(corrected())
    (held,) = register_access.register(STAFF).corrections()

    def busy(*_: object, **__: object) -> None:
        raise RegisterError("busy", place="x")

    monkeypatch.setattr(Register, "forget", busy)
    click(app, f"imports.forget.{held.correction.fingerprint}")
    assert "von anderen belegt" in app.error[0].value


def test_a_text_that_was_not_understood_is_given_its_meaning(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", LIST))
    assert "Werte → Codes (1 offen)" in [each.label for each in app.tabs]
    assert "<b>nicht verstanden</b> · Spritzenhalter" in said(app)
    choose(app, "Bedeutung", ["syringe" if "syringe" in _products() else "gown"])
    assert "Werte → Codes" in [each.label for each in app.tabs]
    assert "product_unknown" not in report(app).issues["code"].tolist()
    assert report(app).capabilities["product"].tolist()[2] in ("syringe", "gown")
    confirmed(app)
    (held,) = register_access.register(STAFF).corrections()
    assert list(held.correction.values) == [("product", "Spritzenhalter")]


def _products() -> tuple[str, ...]:
    from capacity.vocabulary import codes

    return codes("product")


def test_texts_to_be_understood_on_another_sheet_are_told(empty: None) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, product in (("Nord", "Visiere"), ("Süd", "Spritzenhalter")):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(
                [("Firma", "Ort", "Produkt"), ("Naht", "Bonn", "Visiere"), ("Werk", "Kiel", product)]
            ):
                sheet.write_row(place, 0, row)
    app = dropped(opened("imports", lang="de"), ("liste.xlsx", content.getvalue()))
    assert "Werte → Codes" in [each.label for each in app.tabs]
    assert "Noch nicht verstanden auf anderen Blättern: Süd (1)" in said(app)
    choose(app, "Blatt", "Süd")
    assert "Werte → Codes (1 offen)" in [each.label for each in app.tabs]


def test_a_code_of_one_meaning_is_chosen_from_a_list(empty: None) -> None:
    text = "Firma;Ort;Produkt;Einwilligung\nNaht;Bonn;Visiere;ja\nHolm;Kiel;Kittel;vielleicht\nWerk;Köln;Kittel;nein\n"
    app = dropped(opened("imports", lang="de"), ("liste.csv", text))
    assert "<b>nicht verstanden</b> · vielleicht" in said(app)
    choose(app, "Bedeutung", "no")
    assert report(app).offers["consent"].tolist() == ["yes", "no", "no"]


TITLED = """Alle Angaben ohne Gewähr;;;
Firma;Ort;Was;Zahl
Naht;Bonn;Visiere;500
Holm;Kiel;Schutzkittel;20
Werk;Köln;Masken;70
"""


def numbers(app: AppTest) -> dict[str, object]:
    return {each.label: each for each in app.number_input}


def test_the_rows_of_the_headings_are_chosen_and_shown_before_reading(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", TITLED))
    assert report(app).tables[0].header_rows == (2, 2)
    assert next(each for each in app.button if each.label == "So lesen").disabled
    numbers(app)["Erste Zeile der Überschriften"].set_value(1).run()
    assert "Ergibt: <b>A</b> Alle Angaben ohne Gewähr" in said(app)
    numbers(app)["Letzte Zeile"].set_value(2).run()
    assert "<b>A</b> Alle Angaben ohne Gewähr Firma · <b>B</b> Ort" in said(app)
    press(app, "So lesen")
    assert report(app).tables[0].header_rows == (1, 2)
    assert report(app).tables[0].corrected
    assert "Zeilen der Überschriften" in said(app)
    press(app, "Zurücksetzen")
    assert report(app).tables[0].header_rows == (2, 2)


def test_a_table_may_have_no_headings_or_not_be_read_at_all(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", LIST))
    next(each for each in app.checkbox if each.label == "Diese Tabelle hat keine Überschriften").check().run()
    press(app, "So lesen")
    assert report(app).tables[0].header_rows is None
    press(app, "Zurücksetzen")
    next(each for each in app.checkbox if each.label == "Diese Tabelle nicht lesen").check().run()
    assert report(app).offers.empty
    assert "imports.take" not in {each.key for each in app.button}
    next(each for each in app.checkbox if each.label == "Diese Tabelle nicht lesen").uncheck().run()
    assert len(report(app).offers) == 3


def test_a_sheet_without_a_table_says_what_to_do_and_can_be_given_one(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("brief.csv", example("no_table_found")))
    assert not report(app).tables
    assert "wählen Sie im Reiter" in said(app)
    numbers(app)["Erste Zeile der Überschriften"].set_value(3).run()
    press(app, "So lesen")
    assert report(app).tables[0].header_rows == (3, 3)


def test_a_list_taken_for_statistics_is_read_as_offers_all_the_same(empty: None) -> None:
    app = dropped(
        opened("imports", lang="de"), ("statistik.csv", "Land;Einwohner;Wer\nBayern;13;Naht\nHessen;6;Werk\n")
    )
    assert "Sind es doch Angebote" in app.warning[0].value
    press(app, "Doch als Angebote lesen")
    assert report(app).offers["organisation"].tolist() == ["Naht", "Werk"]
    assert "Doch als Angebote lesen" not in [each.label for each in app.button]
    assert not app.warning


def test_a_reading_that_fails_leaves_what_was_read_before(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", LIST))

    def stopped(*_: object) -> None:
        raise ReadingError("ended")

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "read", stopped)
        choose(app, "Feld der Spalte E", "per_week_high")
    assert "Es gilt, was vorher gelesen wurde." in app.warning[0].value
    assert field_of(app, "E") != "per_week_high"
    assert "imports.take" in {each.key for each in app.button}
    choose(app, "Feld der Spalte E", "per_week_high")
    assert not app.warning


def test_a_list_that_others_changed_meanwhile_is_not_stored_twice(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped(confirmed(corrected()), ("woche2.csv", NEXT))

    def refused(*_: object, **__: object) -> None:
        raise RegisterError("changed_meanwhile")

    monkeypatch.setattr(Register, "add", refused)
    confirmed(app)
    assert app.error
    assert [each.name for each in app.session_state[KEY].uploads] == ["woche2.csv"]
    assert len(per_week()) == 3


def test_words_of_a_list_are_never_markdown_where_columns_are_chosen(empty: None) -> None:
    picture = "![x](http://example.org/x.png)<img src=x>"
    text = f"Firma;Ort;Produkt;{picture}\nNaht {picture};Bonn;Halter {picture};1\nHolm;Kiel;Visiere;2\n"
    app = dropped(opened("imports", lang="de"), ("liste.csv", text))
    confirmed(choose(app, "Feld der Spalte D", "remarks"), picture)
    dropped(app, ("woche2.csv", text.replace("Holm", "Holm KG")))
    live = [str(each.value) for kind in (app.markdown, app.caption, app.success) for each in kind]
    live += [str(each.label) for kind in (app.selectbox, app.multiselect, app.checkbox, app.tabs) for each in kind]
    assert not [text for text in live if "example.org" in text]
    assert not [each.value for each in app.html if "<img" in str(each.value)]


def test_two_tables_of_a_sheet_are_chosen_by_their_rows(empty: None) -> None:
    text = (
        LIST + "\n\nKlinik;Ort;Benötigtes Produkt;Menge\nKlinik Nord;Kiel;FFP2-Masken;500\nKlinik Süd;Ulm;Visiere;90\n"
    )
    app = dropped(opened("imports", lang="de"), ("liste.csv", text))
    chooser = next(each for each in app.selectbox if each.label == "Tabelle")
    assert chooser.options[0].startswith("Tabelle 1, Zeilen 1–4")
    chooser.set_value(1).run()
    assert not app.exception
    assert field_of(app, "B") == "town"


def test_remembered_places_are_listed_and_forgotten(empty: None) -> None:
    places = PlaceCorrections(register_access.register(STAFF))
    fields = as_fields(choices("52062")[0])
    places.remember("Öcher <b>Land</b>", "DE", {code: fields[code] for code in PLACED}, by="K. Muster")
    app = opened("imports", lang="de")
    assert "Gemerkte Orte: 1" in [each.label for each in app.expander]
    assert "Städteregion Aachen (Postleitzahl)" in said(app)
    assert "<b>Land</b>" not in said(app)
    (button,) = (each for each in app.button if str(each.key).startswith("places.forget."))
    button.click().run()
    assert places.held() == []
    assert "wird künftig wieder gelesen wie geschrieben" in said(app)
