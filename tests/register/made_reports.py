"""Reports of invented organisations, as the loaders would give them, for the tests of the register."""

import hashlib
import json

import pandas as pd

from capacity.reports import CAPABILITY_COLUMNS, ISSUE_COLUMNS, Column, Report, Table, empty
from capacity.schema import typed


def words(name: str, number: int) -> dict[str, str]:
    """The cells of one row, heading → text."""
    quantity = "ca. 400 Stück\nwöchentl."
    return {"Firma": f"{name} {number} Grüße 口罩", "Menge": quantity, "Mail": "info@naehstube.example.org"}


def report(name: str = "liste.csv", offers: int = 3, needs: int = 1) -> tuple[Report, bytes]:
    """A readable report of `offers` offers, then `needs` needs, one capability and a half each; and its bytes."""
    content = f"{name}: {offers} offers and {needs} needs".encode()
    size = offers + needs
    rows = {
        "row_id": range(10, 10 + size),
        "source_sheet": "Tabelle1",
        "source_row": range(5, 5 + size),
        "kind": ["offer"] * offers + ["need"] * needs,
        "organisation": [words(name, number)["Firma"] for number in range(size)],
        "email": [None if number % 2 else "info@naehstube.example.org" for number in range(size)],
        "latitude": [52.5 if number % 3 else None for number in range(size)],
        "received_at": pd.Timestamp("2020-03-17"),
        "original": [json.dumps(words(name, number), ensure_ascii=False) for number in range(size)],
    }
    owners = [*range(10, 10 + size), *range(10, 10 + size, 2)]
    lines = {"row_id": owners, "product": "mask_ffp2", "machines": [number % 4 or None for number in owners]}
    return (
        Report(
            file=name,
            sha256=hashlib.sha256(content).hexdigest(),
            format="csv",
            encoding="utf-8",
            delimiter=";",
            error=None,
            tables=(_table(offers, needs),),
            offers=typed(pd.DataFrame(rows), "offer"),
            capabilities=typed(pd.DataFrame(lines), "capability"),
            issues=_issues("column_unmapped", column=4, field="remarks", read="Haarfarbe"),
        ),
        content,
    )


def broken(name: str = "kaputt.xlsx", content: bytes = b"PK\x03\x04 nothing more") -> tuple[Report, bytes]:
    """A report of a file that nothing could be read from."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Report(name, sha256, "xlsx", None, None, "file_broken", issues=_issues("file_broken")), content


def readable(content: bytes) -> Report:
    """The same bytes after the loaders learned to read them."""
    made = report()[0]
    return Report(
        file="geheilt.xlsx",
        sha256=hashlib.sha256(content).hexdigest(),
        format="xlsx",
        encoding=None,
        delimiter=None,
        error=None,
        offers=made.offers,
        capabilities=made.capabilities,
    )


def nothing(name: str = "menschen.csv") -> tuple[Report, bytes]:
    """A file that could be read but holds no offers, and no issue either."""
    content = name.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    return Report(name, sha256, "csv", "utf-8", ",", None, capabilities=empty(CAPABILITY_COLUMNS)), content


def _table(offers: int, needs: int) -> Table:
    columns = (Column(1, "Firma", "organisation", 0.98), Column(4, "Haarfarbe", None, 0.0))
    return Table("Tabelle1", (3, 4), 5, 4 + offers + needs, (99,), columns, offers + needs, offers, needs)


def _issues(code: str, **said: object) -> pd.DataFrame:
    row = dict.fromkeys(ISSUE_COLUMNS) | {"code": code, "row_lost": False} | said
    return pd.DataFrame([row], columns=list(ISSUE_COLUMNS))
