"""New arrivals are matched as if everything had been compared again, against their own keys alone."""

import pandas as pd
import pytest

from capacity.duplicates.finding import REVIEW, find
from capacity.duplicates.index import Index
from tests.capacity.duplicates.pairs import agreement
from tests.channels import reported


@pytest.fixture(scope="module")
def split() -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    rows, truth = reported(300, seed=21)
    rows = rows.rename(columns={"name": "organisation", "address": "street"})
    return rows[:-60].reset_index(drop=True), rows[-60:].reset_index(drop=True), truth


def test_arrivals_find_their_own_as_if_everything_was_compared(
    split: tuple[pd.DataFrame, pd.DataFrame, pd.Series],
) -> None:
    there, new, truth = split
    found = Index(there).match(new)
    whole = find(pd.concat([there, new], ignore_index=True))
    assert agreement(found.group, truth).precision >= 0.98
    assert agreement(found.group, truth).f1 >= agreement(whole.group, truth).f1 - 0.01


def test_weights_are_those_of_comparing_everything(split: tuple[pd.DataFrame, pd.DataFrame, pd.Series]) -> None:
    there, new, _ = split
    whole = find(pd.concat([there, new], ignore_index=True)).pairs
    both = Index(there).match(new).pairs.merge(whole, on=["left", "right"], suffixes=("", "_whole"))
    likely = both[both["bits_whole"] >= REVIEW]
    assert len(likely) >= 0.98 * (whole["bits"] >= REVIEW).sum()
    assert (likely["bits"] - likely["bits_whole"]).abs().median() < 1


def test_only_pairs_with_an_arrival_are_weighed(split: tuple[pd.DataFrame, pd.DataFrame, pd.Series]) -> None:
    there, new, _ = split
    index = Index(there)
    before = index.match(new[:0]).pairs
    more = index.match(new).pairs[len(before) :]
    assert (more["right"] >= len(there)).all()
    assert (more["left"] < more["right"]).all()
    assert not more.duplicated(["left", "right"]).any()


def test_arrivals_with_columns_missing_and_words_never_seen(
    split: tuple[pd.DataFrame, pd.DataFrame, pd.Series],
) -> None:
    there, _, _ = split
    found = Index(there).match(pd.DataFrame({"organisation": ["Qwxyz Vwqrst", there["organisation"].iloc[0]]}))
    assert (found.group == found.group[len(there)]).sum() == 1
    assert len(there) + 1 in set(found.pairs.loc[found.pairs["left"] == 0, "right"])


def test_arrivals_that_are_one_among_themselves_and_pairs_said_to_be_different(
    split: tuple[pd.DataFrame, pd.DataFrame, pd.Series],
) -> None:
    there, _, _ = split
    same = {"organisation": "Ewerzahn Zerspanung", "phone": "030 23125123", "town": "Ulm"}
    index, size = Index(there), len(there)
    group = index.match(pd.DataFrame([same, same])).group
    assert group[size] == group[size + 1]
    apart = index.match(pd.DataFrame([same, same]), different=[(size, size + 1)]).group
    assert apart[size] != apart[size + 1]
