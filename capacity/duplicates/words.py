"""The words that names, streets and hosts are compared without or shortened by, from data/reference/words.

Leaves out how they are applied (capacity.duplicates.normalising).
"""

import csv
from collections.abc import Iterable
from functools import cache

import pandas as pd

from capacity.folding import fold
from capacity.reference import REFERENCE

WORDS = REFERENCE / "words"


def _rows(name: str) -> list[dict[str, str]]:
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _folded(words: Iterable[str]) -> list[str]:
    return [word.strip() for word in fold(pd.Series(list(words), dtype="str")).to_pylist()]


@cache
def letters() -> dict[int, str]:
    """Greek and Cyrillic letters in Latin ones, for str.translate."""
    return {ord(row["letter"]): row["latin"] for row in _rows("transliteration")}


@cache
def legal_forms() -> frozenset[tuple[str, ...]]:
    """Legal forms as tuples of folded words: ("gmbh", "co", "kg")."""
    return frozenset(tuple(word.split()) for row in _rows("legal_form") for word in _folded(row["words"].split("|")))


@cache
def nothing() -> frozenset[str]:
    """Folded words that people write into a cell that has no value."""
    return frozenset(word for row in _rows("nothing") for word in _folded(row["words"].split("|")))


@cache
def name_words() -> dict[str, str]:
    """Folded word of an organisation's name → what stands for it and its translations."""
    return {word: row["short"] for row in _rows("name_abbreviation") for word in _folded(row["words"].split("|"))}


@cache
def street_words() -> dict[str, str]:
    """Folded whole word of an address → its short form."""
    rows = [row for row in _rows("street_abbreviation") if row["where"] == "word"]
    return {word: row["short"] for row in rows for word in _folded(row["words"].split("|"))}


@cache
def street_endings() -> dict[str, str]:
    """Folded ending of a compound street name → its short form; longest endings first."""
    rows = [row for row in _rows("street_abbreviation") if row["where"] == "ending"]
    found = {word: row["short"] for row in rows for word in _folded(row["words"].split("|"))}
    return dict(sorted(found.items(), key=lambda each: -len(each[0])))


@cache
def common_words() -> frozenset[str]:
    """Words that many organisations have in their names, in their short forms: they tell little in any list."""
    short = name_words()
    return frozenset(short.get(word, word) for word in _folded(row["word"] for row in _rows("name_common")))


@cache
def shared_hosts() -> frozenset[str]:
    """Hosts that say nothing of who uses them: free mailers, platforms."""
    return frozenset(host for row in _rows("shared_host") for host in row["hosts"].split("|"))
