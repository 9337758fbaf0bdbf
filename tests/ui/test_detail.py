"""One offer in full; whatever people wrote is text and stays text."""

import pandas as pd
import pytest

from capacity.schema import typed
from capacity.situation import prepare
from tests.invented import AS_OF
from ui import detail

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)> ![x](http://example.org/p.png) **fett**'


def situation(**facts: object):
    offers = typed(pd.DataFrame([{"offer_id": 7, **facts}]), "offer")
    line = {"offer_id": 7, "product": "face_shield", "per_week_low": 400.0, "per_week_high": 500.0, "unit": "piece",
            "plausibility": "plausible", "process": "additive;sewing", "quote": "400-500 Stück"}  # fmt: skip
    return prepare(offers, typed(pd.DataFrame([line]), "capability"), AS_OF.date())


@pytest.mark.parametrize("identity", ["", "8", "x", "-7", "7.0", "²"])
def test_only_an_offer_that_is_there_is_found(identity: str) -> None:
    assert detail.find(situation(), identity) is None


def test_missing_facts_are_left_out() -> None:
    opened = detail.find(situation(town="Aachen"), "7")
    assert opened is not None
    assert opened.facts["town"] == "Aachen"
    assert "street" not in opened.facts


def test_a_line_says_product_quantity_and_how_sure_that_is() -> None:
    opened = detail.find(situation(), "7")
    assert opened is not None
    said = detail._line(opened.lines[0])
    assert "<b>Face shield, visor</b> · 400–500 pieces per week · Plausible" in said
    assert "3D printing, process not stated, Sewing" in said
    assert "“400-500 Stück”" in said


@pytest.mark.parametrize("field", ["town", "remarks", "email", "phone", "website", "contact_name"])
def test_no_markup_of_people_survives(field: str) -> None:
    opened = detail.find(situation(**{field: EVIL}), "7")
    assert opened is not None
    html = detail._pairs(detail._facts(opened.facts)) + detail._pairs(detail._original({EVIL: EVIL}, opened))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_mails_and_phones_can_be_clicked() -> None:
    opened = detail.find(situation(email="a@example.org; b@example.org", phone="+49 (30) 23125-001"), "7")
    assert opened is not None
    html = detail._pairs(detail._facts(opened.facts))
    assert 'href="mailto:a@example.org"' in html
    assert 'href="mailto:b@example.org"' in html
    assert 'href="tel:+493023125-001"' in html


def test_what_was_used_of_the_original_words_is_marked() -> None:
    opened = detail.find(situation(town="Aachen", email="a@example.org"), "7")
    assert opened is not None
    found = detail._original({"Ort": "52062 Aachen", "Menge": "ca. 400-500 Stück", "Notiz": "keine"}, opened)
    assert found["Ort"].endswith(">Aachen</mark>")
    assert ">400-500 Stück</mark>" in found["Menge"]
    assert found["Notiz"] == "keine"


def test_a_quote_with_its_heading_marks_the_cell() -> None:
    opened = detail.Opened(7, {}, [{"quote": "Hand sanitiser; How many per week?: 3000"}])
    found = detail._original({"What": "Hand sanitiser", "How many per week?": "3000"}, opened)
    assert all(said.endswith("</mark>") for said in found.values())
