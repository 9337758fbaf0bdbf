"""The codes that offers, filters, charts and the workbook share, with their German and English labels.

One CSV file per list under data/reference/vocabulary. Leaves out how codes are recognised in people's words
(capacity.vocabulary.words) and the fields that carry them (capacity.schema).
"""

import csv
from functools import cache
from typing import TYPE_CHECKING

from capacity.reference import REFERENCE

if TYPE_CHECKING:
    import pandas as pd

FOLDER = REFERENCE / "vocabulary"


@cache
def _rows(name: str) -> list[dict[str, str]]:
    path = FOLDER / f"{name}.csv"
    if not path.is_file():
        raise KeyError(f"no vocabulary list named {name!r}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def table(name: str) -> "pd.DataFrame":
    """The list `name` as a frame of text, one row per code; columns code, de, en and what the list adds.

    Raises KeyError for a list that does not exist. The frame is shared: do not change it.
    """
    import pandas as pd  # here, because reading single words and addresses must not wait for it

    return pd.DataFrame(_rows(name), dtype="str")


@cache
def names() -> tuple[str, ...]:
    """The lists there are, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


@cache
def codes(name: str) -> tuple[str, ...]:
    """The codes of list `name`, in the list's own order."""
    return tuple(row["code"] for row in _rows(name))


@cache
def labels(name: str, language: str) -> dict[str, str]:
    """Code → label of list `name` in `language` ("de" or "en"). The dictionary is shared: do not change it."""
    return {row["code"]: row[language] for row in _rows(name)}


def label(name: str, code: str, language: str) -> str:
    """The label of one code; several codes joined by ";" give their labels joined by ", "."""
    known = labels(name, language)
    return ", ".join(known.get(part, part) for part in code.split(";")) if code else ""


@cache
def attribute(name: str, column: str) -> dict[str, str]:
    """Code → value of an extra column of list `name`, such as ("product", "unit")."""
    return {row["code"]: row[column] for row in _rows(name)}
