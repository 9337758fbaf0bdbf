"""The duplicates page: likely pairs side by side, three answers, undo; automatic merges listed and split again."""

from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from capacity.schema import typed
from register import begin_own
from register.duplicates import Verdicts
from tests.register.made_reports import report
from tests.screens import STAFF, only_home, opened, said
from ui import register_access

CERTAIN = {"organisation": "Ewerzahn Zerspanung GmbH", "street": "Lindenweg 3", "postcode": "72070",
           "town": "Tübingen", "phone": "+493023125123"}  # fmt: skip
LIKELY = {"organisation": "Ewerzahn", "street": "Lindenweg 9", "remarks": "<b>eilig</b>"}
OTHER = {"organisation": "Vogel Guss", "street": "Hauptstr. 1", "postcode": "70173", "phone": "+493023125199"}


def take_in(name: str, *rows: dict[str, object]) -> None:
    """One import of these rows as offers, each with 100 masks a week."""
    made, content = report(name, offers=len(rows), needs=0)
    keys = made.offers[["row_id", "source_sheet", "source_row", "original"]]
    given = pd.DataFrame([{"kind": "offer", "status": "new", "received_at": "2020-03-30", **row} for row in rows])
    lines = pd.DataFrame({"row_id": keys["row_id"], "product": "mask_ffp2", "per_week_high": 100.0, "unit": "piece"})
    offers, lines = typed(keys.join(given), "offer"), typed(lines, "capability")
    register_access.register(STAFF).add(replace(made, offers=offers, capabilities=lines), content, by="Ada")


@pytest.fixture
def pairs(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Verdicts:
    """A register with a certain pair, merged, and one or more likely ones."""
    only_home(monkeypatch, tmp_path)
    begin_own()
    take_in("verband.csv", CERTAIN, OTHER)
    take_in("portal.csv", CERTAIN | {"email": "info@ewerzahn.example"})
    take_in("anruf.csv", LIKELY)
    verdicts = Verdicts(register_access.register(STAFF))
    verdicts.automatic(by="automatic")
    return verdicts


def page(**state: object) -> AppTest:
    return opened("duplicates", lang="de", state={"signing.name": "K. Muster", **state})


def standing() -> list[str]:
    found = register_access.register(STAFF).contents().offers
    return sorted(found["organisation"])


def test_a_pair_stands_side_by_side_with_what_speaks_for_and_against(pairs: Verdicts) -> None:
    app = page()
    words = said(app)
    assert len(pairs.candidates()) == 2  # with each of the two rows that are one offer already: asked once
    assert "übrig: **1**" in words
    assert "Ewerzahn Zerspanung GmbH" in words
    assert ", Zeile " in words
    assert "&lt;b&gt;eilig&lt;/b&gt;" in words
    assert "≠ Straße" in words
    assert "Organisation ähnlich" in words
    assert "Straße ähnlich" in words.split("Dafür")[1]
    assert app.button(key="duplicates.same").label == "Ja, zusammenführen"


def test_yes_merges_and_undo_asks_again(pairs: Verdicts) -> None:
    app = page()
    assert standing() == ["Ewerzahn", "Ewerzahn Zerspanung GmbH", "Vogel Guss"]
    app.button(key="duplicates.same").click().run()
    assert len(standing()) == 2
    assert "Kein Paar wartet" in said(app)
    app.button(key="deciding.undo").click().run()
    assert len(standing()) == 3
    assert "übrig: **1**" in said(app)


@pytest.mark.parametrize("answer", ["different", "unsure"])
def test_other_answers_are_remembered_and_lead_to_the_next_pair(pairs: Verdicts, answer: str) -> None:
    app = page()
    app.button(key=f"duplicates.{answer}").click().run()
    assert pairs.candidates().empty
    assert len(standing()) == 3
    assert "Kein Paar wartet" in said(app)


def test_an_automatic_merge_is_listed_and_split_again(pairs: Verdicts) -> None:
    picked = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app = page(**{"duplicates.merged.1": picked})
    assert app.dataframe[0].value[["rows", "names"]].to_numpy().tolist() == [[2, "Ewerzahn Zerspanung GmbH"]]
    app.button(key="duplicates.split").click().run()
    assert pairs.merges()["undone_by"].tolist() == ["K. Muster"]
    assert len(standing()) == 4


def test_an_import_brings_new_pairs_without_being_asked(pairs: Verdicts) -> None:
    app = page()
    app.button(key="duplicates.different").click().run()
    assert "Kein Paar wartet" in said(app)
    take_in("dritte.csv", {"organisation": "Vogel Guß", "street": "Hauptstraße 11"})
    app.run()
    assert "Vogel Guß" in said(app)
    assert "übrig: **1**" in said(app)


def test_nothing_to_judge_is_said(few: None) -> None:
    app = opened("duplicates", lang="en", state={"duplicates.work": None})
    assert "merged without asking" in said(app)
    assert ("No pair waits for a verdict." in said(app)) == Verdicts(register_access.register(STAFF)).candidates().empty


def test_the_detail_of_a_merged_offer_lists_its_sources_under_every_number(pairs: Verdicts) -> None:
    (group,) = pairs.groups()
    for identity in group:
        words = said(opened("offers", lang="de", offer=str(identity)))
        assert "Dasselbe Angebot auch aus" in words
        assert "verband.csv" in words
        assert "portal.csv" in words
        assert "info@ewerzahn.example" in words
