"""What is compared: the fields that tell who somebody is and where, and any further column by its own selectivity.

Leaves out spelling (capacity.duplicates.normalising) and weights (capacity.duplicates.weighing).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

TEXTS = frozenset({"name", "person", "street", "town", "text"})  # compared word by word
SETS = frozenset({"phone", "mail", "host"})  # one in common is agreement
MOSTLY, LONG_TEXT, TOO_FEW = 0.8, 60, 0.02
_CODE = re.compile(r"[\W_]*[a-z]{0,3}[\W_]*\d[\d\W_]*[a-z]?", re.IGNORECASE)


@dataclass(frozen=True)
class Compared:
    """One compared field: `kind` of its values, `group` of fields that repeat each other, and what is known beforehand.

    `differs` is the share of true pairs whose values differ although both are given; `background` the number of
    further organisations that the list counts as a sample of, so that in a short list a rare value still proves much.
    """

    name: str
    kind: str
    group: str
    differs: float
    background: int = 0


KNOWN = (
    Compared("organisation", "name", "identity", 0.12, 1000),
    Compared("contact_name", "person", "person", 0.3, 1000),
    Compared("host", "host", "identity", 0.2, 1000),
    Compared("email", "mail", "contact", 0.4, 1000),
    Compared("phone", "phone", "contact", 0.3, 1000),
    Compared("street", "street", "place", 0.15, 300),
    Compared("postcode", "postcode", "place", 0.1, 100),
    Compared("town", "town", "place", 0.08, 100),
    Compared("region", "town", "place", 0.1),
    Compared("country", "town", "place", 0.02),
)
SOURCES = {"host": ("website", "email")}
COLUMNS = ({each.name for each in KNOWN} | {"website"}) - SOURCES.keys()  # what a frame may have


def compared(frame: pd.DataFrame, further: Mapping[str, pd.Series]) -> dict[Compared, pd.Series]:
    """The fields to compare with one text per row: known fields of `frame`, and `further` columns that tell apart.

    A column whose every value is its own, or whose few values all are one, tells nothing and is left out.
    """
    given = {each: texts for each in KNOWN if (texts := known(frame, each.name)) is not None}
    return given | {Compared(name, kind, name, 0.3): texts for name, texts in further.items() if (kind := _kind(texts))}


def known(frame: pd.DataFrame, name: str) -> pd.Series | None:
    """The texts of one of the KNOWN fields, joined where it comes from several columns; None without any of them."""
    there = [frame[each].fillna("").astype("str") for each in SOURCES.get(name, (name,)) if each in frame]
    if not there:
        return None
    joined = there[0]
    for each in there[1:]:
        joined = joined + " " + each
    return joined


def _kind(texts: pd.Series) -> str:
    """The kind of a further column, "" for one that tells nothing."""
    filled = texts[texts.str.strip() != ""]
    values = filled.unique()
    if len(filled) < TOO_FEW * len(texts) or len(values) in (len(filled), 1) or filled.str.len().mean() > LONG_TEXT:
        return ""
    codes = sum(_CODE.fullmatch(value) is not None for value in values)
    return "code" if codes >= MOSTLY * len(values) else "text"
