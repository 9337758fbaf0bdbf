"""Loading words and places while a long file is opened: beside the block, done when it ends, errors passed on."""

import subprocess
import sys
import threading

import pytest

from loaders.ahead import LONG, loading

LOADED = """
from loaders import ahead
from loaders.columns_headings import phrases
from capacity.places.gazetteer import _places
from capacity.vocabulary.words_matcher import lexicon
kept = (phrases, _places, lexicon)
assert not any(each.cache_info().currsize for each in kept)
with ahead.loading(ahead.LONG - 1):
    pass
assert not any(each.cache_info().currsize for each in kept)
with ahead.loading(ahead.LONG):
    pass
assert all(each.cache_info().currsize for each in kept)
"""


def test_only_for_a_long_file_the_lists_are_there_when_the_block_ends() -> None:
    subprocess.run([sys.executable, "-c", LOADED], check=True)


def test_the_thread_is_over_when_the_block_ends() -> None:
    before = threading.active_count()
    with loading(LONG):
        pass
    assert threading.active_count() == before


def test_an_error_in_the_block_is_passed_on_after_the_thread_is_over() -> None:
    before = threading.active_count()
    with pytest.raises(KeyError), loading(LONG):
        raise KeyError
    assert threading.active_count() == before
