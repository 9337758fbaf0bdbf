"""What every list needs, loaded while a long file is still being opened: words, headings and places.

A long workbook is opened by another process (loaders.guard), and this one has nothing else to do meanwhile. Leaves out
opening (loaders.source).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from capacity import values
from capacity.places import locate
from capacity.quantities import read_quantities
from capacity.vocabulary.words import read_words
from capacity.vocabulary.words_matcher import lexicon
from loaders.columns_headings import read_heading

LONG = 1_000_000  # bytes from which on opening takes longer than loading


@contextmanager
def loading(size: int) -> Iterator[None]:
    """Loads them beside the block, if the file has so many bytes that this is of use."""
    if size < LONG:
        yield
        return
    thread = Thread(target=load)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def load() -> None:
    """Reads one of each kind of text, so that all lists behind them are there."""
    lexicon("product", "machine", "process", "material")
    read_words("Visiere aus PETG, 3D-Druck, 2 Drucker")
    read_heading("Menge pro Woche")
    read_quantities("2 Drucker, je 20 Stück pro Tag ab KW 15")
    values.read_organisation_type("Verein")
    values.read_standards("EN 149")
    values.read_phone("030 23125 001", "DE")
    locate(street="Musterweg 1", postcode="10115", town="Berlin", country="Deutschland")
