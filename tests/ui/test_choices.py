"""Names with counts are read back as codes, whatever the count was."""

import pytest

from capacity.texts import LANGUAGES
from ui import choices
from ui.filters import BAR


@pytest.mark.parametrize(
    ("facet", "given", "expected"),
    [
        ("product", ["face_shield"], ["face_shield"]),
        ("product", ["Gesichtsschild, Visier · 1.234", "OP-Kittel, Schutzkittel · 7"], ["face_shield", "gown"]),
        ("product", ["Produkt: ohne Angabe · 3"], ["none"]),
        ("organisation_size", ["Größe: Unbekannt · 3"], ["unknown"]),
        ("product", ["gibt es nicht · 3"], []),
        ("product", ["gown", "gown"], ["gown"]),
        ("region", ["Bayern (DE) · 5"], ["DE2"]),
        ("region", ["DE", "DE2", "AT"], ["DE2", "AT"]),
        ("region", ["DE2", "DE212"], ["DE212"]),
        ("region", ["Region: ohne Angabe · 9", "NO"], ["none", "NO"]),
    ],
)
def test_codes(facet: str, given: list[str], expected: list[str]) -> None:
    assert choices.codes_of(facet, given, "de") == expected


@pytest.mark.parametrize("facet", BAR)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_stands_for_one_code(facet: str, language: str) -> None:
    names = choices._names(facet, language)
    again = {code: choices.codes_of(facet, [f"{name}{choices.COUNT}12"], language) for code, name in names.items()}
    assert {code: found for code, found in again.items() if found != [code]} == {}
