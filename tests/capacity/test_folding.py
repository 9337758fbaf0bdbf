"""Spelling variants of one name fold to one text."""

import pandas as pd
import pytest

from capacity.folding import fold, fold_names, fold_words


@pytest.mark.parametrize(
    "spellings",
    [
        ("MÜNCHEN", "Muenchen", "munchen", "Mu\u0308nchen"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Ærø", "aero", "AERØ"),
        ("ΑΘΉΝΑΣ", "αθηνας"),
    ],
)
def test_one_text(spellings: tuple[str, ...]) -> None:
    assert len(set(fold(pd.Series(spellings)).to_pylist())) == 1


def test_names_are_compared_without_signs() -> None:
    found = fold_names(pd.Series(["Muster G.m.b.H. & Co", "muster gmbh co", "–", "", None], dtype="str"))
    assert found.to_pylist() == ["mustergmbhco", "mustergmbhco", None, None, None]


def test_words_once_each() -> None:
    assert fold_words("  Kim  Öl KIM ") == ["kim", "ol"]
    assert fold_words("") == []
