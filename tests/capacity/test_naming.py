"""Every code has words in both languages."""

import pytest

from capacity.columns import ATTENTION
from capacity.naming import name_of


@pytest.mark.parametrize(
    ("field", "code", "german", "english"),
    [
        ("product", "gown", "OP-Kittel, Schutzkittel", "Surgical or isolation gown"),
        ("process", "sewing;assembly", "Nähen, Montage", "Sewing, Assembly"),
        ("region", "DE2", "Bayern", "Bavaria"),
        ("country", "EL", "Griechenland", "Greece"),
        ("nuts1", "none", "ohne Angabe", "not stated"),
        ("precision", "none", "Ohne Ort", "No place"),
        ("nuts3", "XX123", "XX123", "XX123"),
        ("sector", "99", "99", "99"),
        ("product", "", "", ""),
    ],
)
def test_names(field: str, code: str, german: str, english: str) -> None:
    assert name_of(field, code, "de") == german
    assert name_of(field, code, "en") == english


@pytest.mark.parametrize("code", ATTENTION)
def test_attention_is_named(code: str) -> None:
    assert name_of("attention", code, "de") != name_of("attention", code, "en")
