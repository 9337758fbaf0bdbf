"""Learning the model of headings."""

import csv
from pathlib import Path

import numpy as np

from loaders.columns_model import WEIGHTS, load
from tools.train_headings import digest, train

ROWS = [
    ("email", "E-Mail"),
    ("email", "Mailadresse"),
    ("phone", "Telefon"),
    ("phone", "Telefonnummer"),
    ("none", "Farbe"),
]


def test_the_weights_are_those_of_the_present_list_of_headings() -> None:
    assert load().digest == digest(), "headings.csv has changed: run `make headings` and commit the weights with it"
    assert WEIGHTS.stat().st_size < 400_000


def test_every_role_of_the_list_can_be_guessed() -> None:
    path = Path(__file__).resolve().parent.parent.parent / "data" / "reference" / "words" / "headings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert {row["field"] for row in csv.DictReader(file)} == set(load().roles)


def test_what_was_learnt_is_named_and_what_is_like_it() -> None:
    model = train([*ROWS, ("none", "--")])
    for role, text in [*ROWS, ("phone", "Ihre Telefonnummern"), ("email", "mailadressen")]:
        assert model.roles[int(model.probabilities(text).argmax())] == role


def test_learning_twice_gives_the_same_weights() -> None:
    one, two = train(ROWS, rounds=5), train(ROWS, rounds=5)
    assert np.array_equal(one.weights, two.weights)
    assert np.array_equal(one.bias, two.bias)
    assert one.step == two.step > 0
