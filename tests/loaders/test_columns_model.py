"""The model of headings: its features, its probabilities, its file."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.columns_headings import phrases, roles
from loaders.columns_model import BUCKETS, Model, buckets, guess, load


@given(st.text(max_size=60))
def test_any_text_touches_few_buckets_and_gets_probabilities_that_sum_to_one(text: str) -> None:
    rows = buckets(text)
    assert rows == sorted(set(rows))
    assert all(0 <= row < BUCKETS for row in rows)
    guessed = guess(text)
    assert sum(guessed.values()) == pytest.approx(1.0, abs=1e-4)
    assert min(guessed.values()) >= 0
    assert guessed.keys() <= roles().keys()


def test_case_accents_and_punctuation_touch_nothing() -> None:
    assert buckets("Prénom / Nom*") == buckets("prenom nom") != buckets("Raison sociale")
    assert buckets("") == buckets("--") == []


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Frühestmöglicher Lieferbeginn der Ware", "available_from"),
        ("Welche Telefonnummern gelten im Notfall", "phone"),
        ("Strona internetowa zakładu", "website"),
        ("Número total de trabajadores", "organisation_size"),
        ("Nome completo del referente acquisti", "contact_name"),
    ],
)
def test_headings_that_no_list_has_are_named(heading: str, role: str) -> None:
    guessed = guess(heading)
    assert heading.casefold() not in phrases()
    assert max(guessed, key=lambda each: guessed[each]) == role


def test_what_says_nothing_is_sure_of_nothing() -> None:
    assert max(guess("Qwrtzp").values()) < 0.5


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    weights = np.zeros((BUCKETS, 2), dtype=np.int8)
    weights[buckets("Firma")] = (0, 100)
    model = Model(("email", "organisation"), weights, 0.1, np.zeros(2, dtype=np.float32), "abc")
    paths = [tmp_path / "a.npz", tmp_path / "b.npz"]
    for path in paths:
        model.save(path)
    again = load(paths[0])
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert (again.roles, again.step, again.digest) == (model.roles, model.step, "abc")
    assert again.probabilities("Firma")[1] > 0.99
    assert list(again.probabilities("")) == [0.5, 0.5]
