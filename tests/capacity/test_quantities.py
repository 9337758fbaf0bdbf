"""Quantities: golden sentences in nine languages, headings, products, packs, and what holds for any number."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.quantities import NONE, decimal_mark, read_number, read_quantities, read_quantity
from tests.lines import every

GOLDEN = Path(__file__).parent.parent / "golden"


def golden(name: str) -> list[dict[str, str]]:
    """The rows of a golden file."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize("words", ["8-02 Mn", "kmm 8-02Mn", "10-5 min pro Stück"])
def test_no_time_falls_from_more_to_less(words: str) -> None:
    for found in read_quantities(words):
        assert found.low is None or found.high is None or found.low <= found.high


@every(golden("quantities") + golden("quantities_blind") + golden("quantities_more"), lambda row: row["text"])
def test_golden_sentence(row: dict[str, str]) -> None:
    quantity = read_quantity(row["text"])
    assert (quantity.kind, quantity.unit, quantity.period) == (row["kind"], row["unit"], row["period"])
    for column in ("low", "high", "per_week_low", "per_week_high"):
        expected = figure(row[column])
        assert getattr(quantity, column) == (None if expected is None else pytest.approx(expected, rel=1e-4, abs=0.01))


@pytest.mark.parametrize(
    ("text", "heading", "kind", "low", "per_week"),
    [
        ("400", "Kapazität pro Woche", "rate", 400, 400),
        ("60-80", "Stück/Tag", "rate", 60, 300),
        ("500", "Bestand", "stock", 500, None),
        ("40", "temps_production", "time per piece", 40, None),
        ("2", "Druckzeit in Stunden", "time per piece", 120, None),
        ("0:45", "Druckzeit", "time per piece", 45, None),
        ("5", "Anzahl Drucker", "machines", 5, None),
        ("2600", "capacity per month", "rate", 2600, 600),
        ("1200", "Wochenkapazität", "rate", 1200, 1200),
        ("100 Stück am Tag", "Kapazität pro Woche", "rate", 100, 500),
        ("ca. 300", "Menge pro Woche", "rate", 300, 300),
        ("20", "Kartons à 50 pro Woche", "rate", 1000, 1000),
    ],
)
def test_heading_says_what_the_number_is(
    text: str, heading: str, kind: str, low: float, per_week: float | None
) -> None:
    quantity = read_quantity(text, heading=heading)
    assert (quantity.kind, quantity.low) == (kind, low)
    assert quantity.per_week_low == (None if per_week is None else pytest.approx(per_week))


@pytest.mark.parametrize(
    ("text", "product", "low", "unit"),
    [
        ("Box of 100", "gloves_medical", 50, "pair"),
        ("10 Kartons à 100 Stück", "gloves_medical", 500, "pair"),
        ("500 Paar", "gloves_protective", 500, "pair"),
        ("300", "gloves_medical", 300, "pair"),
        ("500 ml", "disinfectant_hand", 0.5, "litre"),
        ("200 x 500 ml", "disinfectant_hand", 100, "litre"),
        ("12 pairs", "goggles", 12, "piece"),
    ],
)
def test_packs_become_the_products_base_unit(text: str, product: str, low: float, unit: str) -> None:
    quantity = read_quantity(text, product=product)
    assert (quantity.low, quantity.unit) == (low, unit)


def test_every_quantity_of_a_sentence_in_order() -> None:
    found = read_quantities("9 Ultimaker S5 und 2 Form 3, zusammen 120 Visiere am Tag")
    assert [(quantity.kind, quantity.low) for quantity in found] == [("machines", 9), ("machines", 2), ("rate", 120)]


def test_rate_goes_before_stock() -> None:
    assert read_quantity("10.000 Stück auf Lager, weitere 5.000 pro Woche").kind == "rate"


def test_quote_is_a_part_of_the_text() -> None:
    assert read_quantity("Wir liefern bis zu 500 Stück/Woche aus").quote == "bis zu 500 Stück/Woche"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "?",
        "k. A.",
        "EN 149:2001+A1:2009",
        "Prusa MK3S",
        "+49 30 23125 123",
        "D-12345 Musterstadt",
        "250x210x210 mm",
        "ab KW 14",
        "seit 2015",
        "24/7",
        "FFP2",
        "A4",
        "Covid-19",
        "75 %",
        "0,60 €/Stück",
        "name99@example.org",
        "10:30 Uhr",
    ],
)
def test_not_fooled(text: str) -> None:
    assert read_quantity(text) == NONE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,50", 1234.5),
        ("1 234,5", 1234.5),
        ("1'234.50", 1234.5),
        ("1’234.50", 1234.5),
        ("1,234", 1234),
        ("3,5", 3.5),
        ("1.234.567", 1234567),
        ("12,34,567", 1234567),
        ("0,125", 0.125),
        ("−18", -18),
        ("(18)", -18),
        ("5k", 5000),
        ("2 Tsd.", 2000),
        ("1,5 Mio.", 1500000),
        ("1.5M", 1500000),
        ("½", 0.5),
        ("2½", 2.5),
        ("1 1/2", 1.5),
        ("1e5", 100000),
        ("zweitausendfünfhundert", 2500),
        ("quatre-vingt-dix-sept", 97),
        ("two hundred and five", 205),
        ("trecentoventi", 320),
        ("dos mil trescientos", 2300),
        ("vijfentwintig", 25),
        ("dwa tysiące pięćset", 2500),
        ("mil e quinhentos", 1500),
        ("sto dvacet pět", 125),
        ("ein Dutzend", 12),
        ("1\u202f234,5", 1234.5),
        ("12,50 €", 12.5),
        ("100,--", 100),
    ],
)
def test_whole_cell_numerals(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "abc", "12a", "1.2.3", "--", "ein Haus", "1/0", "N/A", "Montag"])
def test_no_number(text: str) -> None:
    assert read_number(text) is None


def test_column_settles_the_decimal_mark() -> None:
    assert decimal_mark(["1.234", "3,5", "12"]) == ","
    assert decimal_mark(["1,234", "3.5"]) == "."
    assert decimal_mark(["1,234", "2.500"]) == decimal_mark(["1,5", "2.5"]) == decimal_mark([]) == ""
    assert read_number("1,234", decimal=",") == 1.234
    assert read_number("1.234", decimal=",") == 1234


@given(
    st.integers(min_value=0, max_value=10**12),
    st.sampled_from([("", ","), (".", ","), (" ", ","), ("'", "."), (",", ".")]),
)
def test_grouped_integers_are_read_back(value: int, marks: tuple[str, str]) -> None:
    assert read_number(f"{value:,}".replace(",", marks[0])) == value


@given(
    st.decimals(min_value=1000, max_value=10**9, places=2),
    st.sampled_from([(".", ","), (" ", ","), ("'", "."), (",", ".")]),
)
def test_decimals_are_read_back(value: float, marks: tuple[str, str]) -> None:
    written = f"{value:,.2f}".replace(",", "\0").replace(".", marks[1]).replace("\0", marks[0])
    assert read_number(written) == pytest.approx(float(value))


@given(
    st.integers(min_value=1, max_value=90_000),
    st.sampled_from(
        [
            "Stück pro Woche",
            "masks per week",
            "pièces par semaine",
            "pezzi a settimana",
            "unidades por semana",
            "stuks per week",
            "sztuk tygodniowo",
            "peças por semana",
            "kusů týdně",
        ]
    ),
)
def test_a_weekly_rate_is_itself(value: int, words: str) -> None:
    quantity = read_quantity(f"{value} {words}")
    assert (quantity.kind, quantity.per_week_low, quantity.per_week_high) == ("rate", value, value)


@given(st.integers(min_value=1, max_value=10_000), st.integers(min_value=1, max_value=10_000))
def test_bounds_are_in_order(first: int, second: int) -> None:
    quantity = read_quantity(f"zwischen {min(first, second)} und {max(first, second)} Visiere pro Tag")
    if quantity.low is not None and quantity.high is not None:
        assert quantity.low <= quantity.high


@given(st.text(max_size=80))
def test_any_text_gives_a_quantity_and_never_an_error(text: str) -> None:
    quantity = read_quantity(text)
    assert quantity.kind in ("rate", "stock", "machines", "time per piece", "none")
    assert (quantity == NONE) == (quantity.kind == "none")


def test_command_line_gives_one_record_per_line() -> None:
    lines = "400 Stück wöchentlich\n9 Ultimaker S5\nk. A.\n"
    run = subprocess.run(
        [sys.executable, "-m", "capacity.quantities"], input=lines.encode(), capture_output=True, check=True
    )
    records = list(csv.reader(io.StringIO(run.stdout.decode("utf-8"))))
    assert records[0] == ["text", "kind", "low", "high", "unit", "period", "per_week_low", "per_week_high", "quote"]
    assert records[1][1:8] == ["rate", "400", "400", "piece", "week", "400", "400"]
    assert [record[1] for record in records[1:]] == ["rate", "machines", "none"]


def test_words_of_a_time_reach_to_the_piece_it_is_for() -> None:
    assert read_quantity("alle 20 Minuten ein Visier").quote == "alle 20 Minuten ein Visier"
    assert read_quantity("1 Stk 90 min").quote == "1 Stk 90 min"


@pytest.mark.parametrize("text", ["20 szt. dz.", "100 dz"])
def test_a_polish_day_is_no_dozen(text: str) -> None:
    assert read_quantity(text).per_week_high in (None, 5 * (read_quantity(text).high or 0))


@pytest.mark.parametrize("text", ["Zahlungsziel 120 Tage", "garanzia 365 gg", "365 Tage im Jahr", "seit 200 Wochen"])
def test_a_length_of_days_is_no_rate(text: str) -> None:
    assert read_quantity(text).kind == "none"


@pytest.mark.parametrize("text", ["400 camici a 250", "3 Drucker à 2.000 €", "20 Visiere a 3 ore"])
def test_what_no_pack_contains_is_not_multiplied(text: str) -> None:
    assert (read_quantity(text).high or 0) <= 400
