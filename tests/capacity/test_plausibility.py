"""Plausibility: what cannot be meant is excluded with a reason that has a text; the rest is plausible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.plausibility import is_test_entry, judge
from capacity.texts import say


@pytest.mark.parametrize(
    ("low", "high", "stock", "quote", "reason"),
    [
        (None, None, -18.0, "-18", "negative"),
        (None, None, 199_999_999_999_998.0, "199,999,999,999,998", "typed_at_random"),
        (None, None, 99_999_999.0, "99999999", "typed_at_random"),
        (None, None, 123_456_789.0, "123456789", "typed_at_random"),
        (2e9, 2e9, None, "2 Mrd. pro Woche", "too_many"),
        (float("inf"), None, None, "", "not_a_number"),
        (500.0, 100.0, None, "500-100", "bounds_reversed"),
        (None, None, 5.0, "test1", "test_entry"),
    ],
)
def test_excluded_with_its_reason(
    low: float | None, high: float | None, stock: float | None, quote: str, reason: str
) -> None:
    kind = "stock" if stock is not None else "rate"
    assert judge("mask", kind, low, high, stock, quote) == ("excluded", reason)
    assert say(f"{reason}", "de") != say(f"{reason}", "en")


def test_what_is_many_depends_on_the_product() -> None:
    assert judge("mask_medical", "rate", 5e6, 5e6)[0] == "plausible"
    assert judge("ventilator", "rate", 5e6, 5e6) == ("excluded", "too_many")
    assert judge("", "machines", None, None, 50_000.0) == ("excluded", "too_many")
    assert judge("", "time per piece", None, None, 22.5) == ("plausible", "")


@pytest.mark.parametrize(
    "text",
    [
        "test1",
        "Test",
        "asdf",
        "TEST 2",
        "Max Mustermann",
        "qwertz",
        "Test Test",
        "test user",
        "asd asd",
        "dfgdfg",
        "foo bar",
        "Firma XY",
        "bitte löschen",
        "Empresa de prueba",
        "Société test",
        "Przykład",
        "Esempio",
        "test@test.org",
        "Musterfirma GmbH",
        "Dies ist ein Test",
    ],
)
def test_test_entries(text: str) -> None:
    assert is_test_entry(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Testo GmbH",
        "Prüfinstitut",
        "500 Stück",
        "Test-Kits",
        "Barcelona",
        "Tests",
        "Abc Textil GmbH",
        "Testzentrum Nord",
        "Barnabas KG",
        "Muster & Co Druck",
        "Example Systems Ltd",
    ],
)
def test_no_test_entries(text: str) -> None:
    assert not is_test_entry(text)


@given(st.integers(min_value=1, max_value=90_000))
def test_usual_figures_are_plausible(figure: int) -> None:
    assert judge("mask", "rate", float(figure), float(figure), None, str(figure)) == ("plausible", "")
