"""Numerals: whole cells in nine languages as people write them, and whatever another program spells out."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from num2words import num2words

from capacity.quantities import read_number
from capacity.quantities.numeral_words import LANGUAGES, meanings
from capacity.quantities.numerals import find_numerals
from capacity.vocabulary.words_matcher import fold
from tests.fuzzing import times
from tests.lines import every

GOLDEN = Path(__file__).parent.parent / "golden" / "numerals.csv"
SPELLINGS = (*LANGUAGES, "fr_BE", "fr_CH", "pt_BR")


def golden() -> list[tuple[str, float]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [(row["text"], float(row["value"])) for row in csv.DictReader(file)]


def without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@every(golden())
def test_golden_numeral(line: tuple[str, float]) -> None:
    text, value = line
    assert read_number(text) == pytest.approx(value)


@settings(max_examples=times(150), deadline=None)
@given(st.sampled_from(SPELLINGS), st.integers(0, 10**9 - 1))
@example("de", 24)
@example("fr", 80)
@example("fr", 97_000)
@example("fr_CH", 95)
@example("cs", 721)
@example("pt_BR", 1_234)
@example("es", 1_000_000)
def test_spelt_out_numbers_are_read(language: str, value: int) -> None:
    words = num2words(value, lang=language)
    assert read_number(words) == value
    assert read_number(without_accents(words).upper()) == value
    assert read_number(words.replace("-", " ")) == value


@settings(max_examples=times(60), deadline=None)
@given(st.sampled_from(("de", "it", "nl", "cs")), st.integers(21, 999))
def test_run_together(language: str, value: int) -> None:
    assert read_number(num2words(value, lang=language).replace(" ", "")) == value


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("zwei Drucker und vier Nähmaschinen", [2, 4]),
        ("drei vier fünf", [3, 4, 5]),
        ("soixante quatre vingt", [64, 20]),
        ("mille deux cents masques et trente blouses", [1200, 30]),
        ("at least a thousand, two hundred now", [1200]),
        ("twenty, thirty or forty", [20, 30, 40]),
        ("wir sind Achtsam und Siebenschläfer", []),
        ("vierzehnacht", []),
    ],
)
def test_numbers_side_by_side(sentence: str, values: list[float]) -> None:
    assert [numeral.value for numeral in find_numerals(fold(sentence))] == values


@pytest.mark.parametrize("word", ["einsam", "dreist", "entente", "uniform", "sixpack", "ottone", "deuxieme"])
def test_words_that_begin_like_numbers(word: str) -> None:
    assert not meanings(word)


def test_one_language_says_a_number() -> None:
    """A billion is a thousand times more in German than in English; words of two languages are two numbers."""
    assert read_number("eine Billion") == 1e12
    assert read_number("one billion") == 1e9
    assert read_number("zwei hundred") is None
