"""A Report made into columns of plain Python values, ready for the register's tables.

Leaves out the transaction that stores them (register.store) and the keys, which only that transaction can give.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from capacity.reports import ISSUE_COLUMNS, Report
from capacity.schema import CAPABILITY_FIELDS, DTYPES, OFFER_FIELDS, field
from register.errors import RegisterError

OFFER_COLUMNS = ("source_sheet", "source_row", *OFFER_FIELDS, "original")
TYPES = {
    **{code: DTYPES.get(field(code).kind, "str") for code in (*OFFER_FIELDS, *CAPABILITY_FIELDS)},
    **dict.fromkeys(("source_row", "row", "column"), "Int64"),
    "row_lost": "bool",
}

NUL = "\0"  # no letter of any text, and PostgreSQL refuses it; `original` keeps it in writing

Columns = dict[str, Sequence[Any]]


@dataclass(frozen=True)
class Rows:
    """Columns of offers, capabilities and issues; `owners`: whose each capability is, as a position in offers.

    `row_ids` are the offers' numbers in the report.
    """

    offers: Columns
    capabilities: Columns
    issues: Columns
    owners: list[int]
    row_ids: list[int]


def rows_of(report: Report) -> Rows:
    """The rows that `report` becomes; raises RegisterError "unfit" where a value does not fit its field."""
    return Rows(
        offers=_columns(report.offers, OFFER_COLUMNS),
        capabilities=_columns(report.capabilities, CAPABILITY_FIELDS),
        issues=_columns(report.issues, ISSUE_COLUMNS),
        owners=_owners(report),
        row_ids=report.offers["row_id"].tolist(),
    )


def _columns(frame: pd.DataFrame, names: Sequence[str]) -> Columns:
    return {name: _plain(frame[name], name) for name in names}


def _plain(values: pd.Series, name: str) -> list[Any]:
    """The values as Python objects of the declared type, None where missing."""
    try:
        typed = values.astype(TYPES.get(name, "str"))
        plain = list(typed.dt.to_pydatetime()) if typed.dtype.kind == "M" else typed.tolist()
        if (missing := typed.isna()).any():
            plain = [None if gone else each for each, gone in zip(plain, missing.tolist(), strict=True)]
        return [each and each.replace(NUL, "") for each in plain] if typed.dtype == "str" else plain
    except (ValueError, TypeError, OverflowError):
        raise RegisterError("unfit", field=name) from None  # the cause would quote the value


def _owners(report: Report) -> list[int]:
    offers = pd.Index(report.offers["row_id"])
    if not offers.is_unique:
        raise RegisterError("unfit", field="row_id")
    positions = offers.get_indexer(report.capabilities["row_id"])
    if (positions < 0).any():
        raise RegisterError("unfit", field="row_id")
    return positions.tolist()
