"""Readings of invented files, made in the test's own process. Leaves out the reading process (ui.imports_reading)."""

from capacity.corrections import Correction
from ui.imports_reading import Reading, SheetText, answer

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
