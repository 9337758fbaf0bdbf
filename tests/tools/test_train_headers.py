"""Learning where header rows are: examples, what is learnt from few, the same weights from the same sheets."""

import csv
from pathlib import Path

import numpy as np

from loaders.cells import Sheet, rectangle
from loaders.header_model import WEIGHTS, load
from tools.bench._statistics_tables import statistics_table
from tools.train_headers import Example, example, from_folder, train

LARGEST = 200_000  # bytes of the weights


def made_up(seed: int) -> Example:
    sheet = statistics_table(seed)
    found = example(Sheet("", rectangle(sheet.rows)), sheet.header_ends[0], 1.0)
    assert found
    return found


def test_a_header_learnt_from_few_sheets_is_found_on_others_like_them() -> None:
    networks = train([made_up(seed) for seed in range(24)], rounds=12)
    others = [made_up(seed) for seed in range(100, 130)]
    right = sum(int(networks.scores(each.table).argmax()) == each.last for each in others)
    assert right >= 0.7 * len(others)


def test_the_same_sheets_give_the_same_weights() -> None:
    sheets = [made_up(seed) for seed in range(4)]
    one, two = train(sheets, rounds=2), train(sheets, rounds=2)
    assert np.array_equal(one.inner, two.inner)
    assert np.array_equal(one.nothing, two.nothing)


def test_a_label_outside_the_first_rows_teaches_nothing() -> None:
    sheet = Sheet("", [["Firm", "Amount"], *[["Muster AG", "1"]] * 80])
    assert example(sheet, 70, 1.0) is None
    assert example(Sheet("", [["", ""]]), 0, 1.0) is None
    headerless = example(sheet, 0, 1.0)
    assert headerless
    assert headerless.last == len(headerless.table)


def test_files_beside_their_labels_are_examples(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Offers\nFirm,Amount\nMuster AG,120\nNord KG,80\n", encoding="utf-8")
    with (tmp_path / "labels.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([["file", "sheet", "last"], ["list.csv", "", 2]])
    (found,) = from_folder(tmp_path)
    assert found.last == 1
    assert len(found.table) == 4


def test_the_weights_are_small_and_fit_the_features() -> None:
    assert WEIGHTS.stat().st_size < LARGEST
    assert load().mean.shape == (made_up(0).table.shape[1],)
