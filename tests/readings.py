"""Readings of invented files, in the test's own process or once in another. Leaves out what they hold."""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest

from capacity.corrections import Correction
from ui.imports_reading import READERS, Reader, Reading, SheetText, answer

OFFERS = """Abfrage Schutzausrüstung
;;;;;
Firma;PLZ;Ort;Produkt;Stück je Woche;E-Mail;Farbe
Nähstube Müller;10115;Berlin;Gesichtsschilde;400;info@naehstube.example.org;blau
Werk Beispiel GmbH;52062;Aachen;Schutzkittel;1.200;siehe Website;
Druckerei Muster;80331;München;Gesichtsschilde;300;post@druckerei.example.org;rot
Summe;;;;1900;;
"""
STATISTICS = "Land;Einwohner;Fläche\nBayern;13000000;70550\nHessen;6200000;21115\n"


def reading(content: str | bytes = OFFERS, name: str = "liste.csv", *corrections: Correction) -> Reading:
    """What the loaders make of `content`."""
    read = answer(content.encode() if isinstance(content, str) else content, name, corrections)
    report, sheets, values = read
    return Reading(report, tuple(SheetText(*each) for each in sheets), values)


@contextmanager
def read_once() -> Iterator[None]:
    """The reading process is asked once for each content, name and corrections; it ends in the end."""
    kept: dict[bytes, Reading] = {}
    ask = Reader.read

    def read(reader: Reader, content: bytes, name: str, corrections: Sequence[Correction] = ()) -> Reading:
        key = pickle.dumps((content, name, tuple(corrections)))
        if key not in kept:
            kept[key] = ask(reader, content, name, corrections)
        return replace(kept[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "read", read)
        yield
    READERS.lend().stop()
