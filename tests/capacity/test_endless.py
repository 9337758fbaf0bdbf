"""Texts that repeat what is read a thousand times, as long as a cell can be: each reader answers soon."""

import time

import pytest

from capacity.places import locate
from capacity.quantities import read_quantity
from capacity.vocabulary.words import read_words
from capacity.vocabulary.words_matcher import LONGEST_CELL

SECONDS = 10.0  # of this processor; each needs one at most, and minutes where work grows with the square of the length
REPEATED = ("1 und ", "12 Masken, ", "10115 Berlin ", "3 Drucker (Prusa) ", "(")


@pytest.mark.parametrize("words", REPEATED)
def test_a_cell_of_one_word_again_and_again(words: str) -> None:
    text = (words * LONGEST_CELL)[:8_000]
    begun = time.process_time()
    read_quantity(text)
    read_words(text)
    locate(text)
    assert time.process_time() - begun < SECONDS


def test_an_address_is_found_before_an_endless_remark() -> None:
    assert locate("52062 Aachen, " + "Hintereingang, " * 1_000).nuts3 == "DEA2D"


def test_amounts_of_an_endless_sentence_are_still_read() -> None:
    assert read_quantity("wir nähen 400 Masken pro Woche, " + "und so weiter " * 200).per_week_high == 400
