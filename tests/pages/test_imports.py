"""The import page: what is understood is shown before anything is stored; stored, refused and undone in words."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from register import Register, RegisterError
from tests.readings import OFFERS, STATISTICS, read_once
from tests.screens import STAFF, downloads, links, only_home, opened, said
from ui import register_access
from ui.imports_preview import Spot
from ui.imports_reading import Reader, ReadingError
from ui.imports_tray import KEY

SAMPLES = Path(__file__).resolve().parent.parent.parent / "data" / "sample"
PASSWORD = SAMPLES / "Lieferantenliste_passwortgeschützt.xlsx"
TWO_SHEETS = SAMPLES / "Ministerium_Angebote_und_Bedarfe_KW14_final2.xlsx"


@pytest.fixture(scope="module", autouse=True)
def process() -> Iterator[None]:
    with read_once():
        yield


SAME = """Firma;Straße;PLZ;Ort;Telefon;E-Mail;Produkt;Menge pro Woche
Ewerzahn Zerspanung GmbH;Lindenweg 3;72070;Tübingen;+49 30 23125 123;info@ewerzahn.example;Visiere;400
"""


def dropped(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    """The page after these files were dropped and read."""
    contents = [(name, each.encode() if isinstance(each, str) else each, "text/csv") for name, each in files]
    app.file_uploader[0].set_value(contents).run()
    assert not app.exception, said(app)
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, said(app)
    return app


def keys(app: AppTest) -> set[str]:
    return {each.key for each in app.button if each.key}


def tables(app: AppTest) -> list[pd.DataFrame]:
    return [each.value for each in app.dataframe]


def test_the_export_of_a_portal_can_be_dropped(empty: None) -> None:
    objects = [{"Firma": f"Nähstube {n}", "PLZ": "24103", "Produkt": "Masken"} for n in range(3)]
    app = dropped(opened("imports", lang="de"), ("portal.json", json.dumps({"results": objects})))
    assert "Bereit zum Übernehmen: **1 von 1** · Angebote **3**, Bedarfe **0**" in said(app)


def test_nothing_is_stored_before_it_is_confirmed(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", OFFERS))
    assert "Bereit zum Übernehmen: **1 von 1** · Angebote **3**, Bedarfe **0**" in said(app)
    assert "3 Zeilen → Angebote 3, Bedarfe 0, ausgelassen 0" in said(app)
    assert "**2 Prüfen**" in said(app)
    assert register_access.register(STAFF).imports().empty

    app.text_input(key="signing.name").set_value("K. Muster").run()
    click(app, "imports.take")
    assert "Gespeichert: Angebote 3, Bedarfe 0." in app.success[0].value
    assert "**3 Übernehmen**" in said(app)
    imports = register_access.register(STAFF).imports()
    assert imports[["file", "by", "offers"]].to_numpy().tolist() == [["liste.csv", "K. Muster", 3]]
    assert links(app)["Zu den neuen Angeboten"]["imports"] == "1"
    assert "imports.take" not in keys(app)


def test_the_link_shows_the_new_offers_alone(empty: None) -> None:
    other = "Firma;Ort;Produkt\nFabrik Muster;Bonn;Visiere\nHolm KG;Kiel;Schutzkittel\n"
    app = dropped(opened("imports", lang="de"), ("a.csv", OFFERS), ("b.csv", other))
    click(app, "imports.take")
    assert register_access.register(STAFF).imports()["import_id"].tolist() == [2, 1]
    shown = opened("offers", lang="de", imports="2")
    assert len(shown.dataframe[0].value) == 2
    assert "Import\\: 2" in said(shown)
    click(shown, "filter.without.imports")
    assert len(shown.dataframe[0].value) == 5


def test_offers_without_a_day_were_received_today(empty: None) -> None:
    click(dropped(opened("imports"), ("liste.csv", OFFERS)), "imports.take")
    offers = register_access.register(STAFF).offers()
    today = pd.Timestamp.today().normalize()
    assert (offers[["received_at", "confirmed_at"]] == today).to_numpy().all()


def test_the_sheet_its_columns_remarks_and_offers_are_shown(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", OFFERS))
    sheet, kinds, cells, becomes = tables(app)
    assert sheet["role"].tolist() == ["", "", "Überschrift", "Angebot", "Angebot", "Angebot", "Summe"]
    fields = [each.value for each in app.selectbox if each.label.startswith("Feld der Spalte")]
    assert fields[:3] == ["organisation", "postcode", "town"]
    assert fields[6] == ""
    assert set(kinds["what"]) == {"Die Spalte »Farbe« gehört zu keinem unserer Felder.",
                                  "»siehe Website« ist keine E-Mail-Adresse."}  # fmt: skip
    assert cells["cell"].tolist() in (["F5"], ["G"])
    assert becomes["kind"].tolist() == ["Angebot"] * 3
    assert "Hinweise (2)" in [each.label for each in app.tabs]


def test_a_remark_leads_to_its_cell_and_back(empty: None) -> None:
    text = OFFERS.replace(
        "Summe", "\n".join(f"Werk {n};10115;Berlin;Visiere;{n};a@werk.example.org;" for n in range(300))
    )
    app = dropped(opened("imports", lang="de"), ("lang.csv", text))
    assert "Zeilen 1–200 von 306" in said(app)
    app.pagination[0].set_value(2).run()
    assert tables(app)[0]["row"].tolist()[:3] == [3, 201, 202]
    assert "Zeilen 201–306 von 306" in said(app)
    upload = app.session_state[KEY].uploads[0]
    app.session_state["imports.spot"] = (f"imports.{upload.sha256[:12]}", Spot("", 290, 3))
    app.run()
    assert tables(app)[0]["row"].tolist()[:4] == [3, 287, 288, 289]
    assert "Zeilen 287–306 von 306" in said(app)
    click(app, f"imports.{upload.sha256[:12]}.top")
    assert tables(app)[0]["row"].iloc[0] == 1


def test_a_workbook_shows_the_sheet_with_most_offers_first(empty: None) -> None:
    app = dropped(opened("imports", lang="en"), (TWO_SHEETS.name, TWO_SHEETS.read_bytes()))
    assert "Excel workbook (.xlsx), tables: 3" in said(app)
    chooser = next(each for each in app.selectbox if each.label == "Sheet")
    assert chooser.value == "Angebote"
    chooser.select("Bedarfe").run()
    assert set(tables(app)[0]["role"]) >= {"Heading", "Need"}


@pytest.mark.parametrize(
    ("language", "why"), [("de", "mit einem Kennwort geschützt"), ("en", "protected by a password")]
)
def test_a_file_with_a_password_is_refused_in_words(empty: None, language: str, why: str) -> None:
    app = dropped(opened("imports", lang=language), (PASSWORD.name, PASSWORD.read_bytes()))
    assert why in app.error[0].value
    assert "imports.take" not in keys(app)
    assert register_access.register(STAFF).imports().empty


def test_bad_files_keep_no_good_one_back(empty: None) -> None:
    app = dropped(
        opened("imports", lang="de"), ("leer.csv", b""), ("bild.xlsx", b"\x89PNG\r\n\x1a\n" * 9), ("gut.csv", OFFERS)
    )
    assert "**1 von 3**" in said(app)
    assert tables(app)[0]["standing"].tolist() == ["nicht lesbar", "nicht lesbar", "bereit"]
    click(app, "imports.take")
    assert register_access.register(STAFF).imports()["file"].tolist() == ["gut.csv"]
    assert [each.name for each in app.session_state[KEY].uploads] == ["leer.csv", "bild.xlsx"]
    assert "Keine dieser Dateien bringt etwas Neues" in said(app)


def test_a_file_without_offers_says_so_and_is_not_stored(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("statistik.csv", STATISTICS))
    assert "keine Angebote oder Bedarfe" in app.warning[0].value
    assert "imports.take" not in keys(app)


def test_a_file_that_is_there_already_changes_nothing(empty: None) -> None:
    app = click(dropped(opened("imports", lang="de"), ("liste.csv", OFFERS)), "imports.take")
    dropped(app, ("umbenannt.csv", OFFERS))
    assert "Schon importiert am" in said(app)
    assert "Import 1" in said(app)
    assert "imports.take" not in keys(app)
    assert len(register_access.register(STAFF).imports()) == 1


def test_the_same_file_twice_in_one_drop_is_taken_once(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("a.csv", OFFERS), ("b.csv", OFFERS))
    assert "liegt hier schon" in app.info[0].value
    assert len(app.session_state[KEY].uploads) == 1


def test_files_can_be_let_go_one_by_one_or_all(empty: None) -> None:
    app = dropped(opened("imports"), ("a.csv", OFFERS), ("b.csv", OFFERS.replace("Werk", "Fabrik")))
    first = app.session_state[KEY].uploads[0]
    click(app, f"imports.discard.{first.sha256[:12]}")
    assert [each.name for each in app.session_state[KEY].uploads] == ["b.csv"]
    click(app, "imports.discard")
    assert not app.session_state[KEY].uploads
    assert register_access.register(STAFF).imports().empty


def test_dropped_files_wait_while_another_page_is_read(empty: None) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", OFFERS))
    app.switch_page("../pages/about.py").run()
    app.switch_page("../pages/imports.py").run()
    assert "**1 von 1**" in said(app)


def test_an_import_is_undone_after_a_question(empty: None) -> None:
    app = click(dropped(opened("imports", lang="de"), ("liste.csv", OFFERS)), "imports.take")
    app.session_state["imports.latest.1"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    click(app, "imports.undo")
    assert "Angebote **3**, Bedarfe **0**" in said(app)
    assert len(register_access.register(STAFF).offers()) == 3
    click(app, "imports.undo_yes")
    assert register_access.register(STAFF).offers().empty
    assert "Import 1 ist zurückgenommen." in app.success[0].value
    assert tables(app)[0]["state"].tolist() == ["zurückgenommen"]
    dropped(app, ("liste.csv", OFFERS))
    assert "imports.take" in keys(app)


def test_an_import_that_cannot_be_undone_says_why(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = click(dropped(opened("imports", lang="de"), ("liste.csv", OFFERS)), "imports.take")
    app.session_state["imports.latest.1"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    click(app.run(), "imports.undo")

    def busy(*_: object, **__: object) -> None:
        raise RegisterError("busy", place="x")

    monkeypatch.setattr(Register, "undo", busy)
    click(app, "imports.undo_yes")
    assert "war zu lange von anderen belegt" in app.error[0].value
    assert len(register_access.register(STAFF).offers()) == 3


def test_an_import_can_be_kept_after_the_question(empty: None) -> None:
    app = click(dropped(opened("imports", lang="en"), ("liste.csv", OFFERS)), "imports.take")
    app.session_state["imports.latest.1"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    click(click(app, "imports.undo"), "imports.undo_no")
    assert len(register_access.register(STAFF).offers()) == 3
    assert tables(app)[0]["state"].tolist() == ["in the register"]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The register of the samples, without any."""
    only_home(monkeypatch, tmp_path)
    monkeypatch.setattr("ui.samples.files", list)


def test_in_the_samples_the_main_button_begins_a_register_of_ones_own(sample: None) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", OFFERS))
    assert register_access.is_sample()
    assert app.button(key="imports.take").label.startswith("Eigenes, leeres Register beginnen")
    click(app, "imports.take")
    assert not register_access.is_sample()
    assert len(register_access.register(STAFF).offers()) == 3
    assert "Beispieldaten" not in said(app)


def test_the_samples_take_files_for_trying(sample: None) -> None:
    app = click(dropped(opened("imports", lang="de"), ("liste.csv", OFFERS)), "imports.take_sample")
    assert register_access.is_sample()
    assert register_access.register(STAFF).offers()["received_at"].isna().all()
    dropped(app, ("liste.csv", OFFERS))
    assert "imports.take_sample" not in keys(app)
    assert len(register_access.register(STAFF).offers()) == 3
    click(app, "imports.take")
    assert len(register_access.register(STAFF).offers()) == 3
    assert not register_access.is_sample()


def test_what_the_register_refuses_is_told_and_kept_here(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped(opened("imports", lang="de"), ("liste.csv", OFFERS))

    def full(*_: object, **__: object) -> None:
        raise RegisterError("full", place="x")

    with monkeypatch.context() as patch:
        patch.setattr(Register, "add", full)
        click(app, "imports.take")
    assert "Speicherplatz" in app.error[0].value
    assert [each.name for each in app.session_state[KEY].uploads] == ["liste.csv"]
    click(app, "imports.take")
    assert len(register_access.register(STAFF).offers()) == 3


def test_a_register_that_cannot_be_begun_says_why(sample: None, monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped(opened("imports", lang="en"), ("liste.csv", OFFERS))

    def refused() -> None:
        raise RegisterError("cannot_open", place="x")

    monkeypatch.setattr("ui.imports_storing.begin_own", refused)
    click(app, "imports.take")
    assert "cannot be opened" in app.error[0].value
    assert register_access.is_sample()
    assert [each.name for each in app.session_state[KEY].uploads] == ["liste.csv"]


def test_a_mistake_of_ours_in_reading_is_told(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise ReadingError("ZeroDivisionError")

    monkeypatch.setattr(Reader, "read", mistaken)
    app = dropped(opened("imports", lang="en"), ("liste.csv", OFFERS))
    assert "ZeroDivisionError" in app.error[0].value
    assert "imports.take" not in keys(app)


def test_words_of_others_are_never_markdown(empty: None) -> None:
    name = "**fett** ![x](http://example.org/x.png) <img src=x>.csv"
    app = dropped(opened("imports", lang="de"), (name, OFFERS.replace("Farbe", "![y](http://example.org/y.png)")))
    click(app, "imports.take")
    app.session_state["imports.latest.1"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    live = [
        str(each.value) for kind in (app.markdown, app.caption, app.success, app.error, app.warning) for each in kind
    ]
    assert not [text for text in live if "example.org" in text]
    assert not [each.value for each in app.html if "<img" in str(each.value)]


def test_an_empty_register_says_what_to_do(empty: None) -> None:
    app = opened("imports", lang="en")
    assert "Nothing imported yet" in said(app)
    assert set(downloads(app)) == {"Deutsch (.xlsx)", "English (.xlsx)"}
    assert downloads(app)["English (.xlsx)"].startswith("/export/template?")


def test_what_is_certainly_the_same_is_merged_at_once_and_said(empty: None) -> None:
    other = SAME.replace("Firma", "Name des Unternehmens").replace("Telefon;E-Mail", "Rufnummer;Mailadresse")
    app = dropped(opened("imports", lang="de"), ("liste.csv", SAME), ("portal.csv", other))
    click(app, "imports.take")
    assert "Automatisch zusammengeführt: 1" in links(app)
    assert len(register_access.register(STAFF).offers()) == 1
