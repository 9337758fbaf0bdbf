"""How many columns of lists in many languages go to the field that a reader would say, and whether every row is told.

The lists are invented, one as each kind of sender would write it, and were labelled before the mapping saw them; by now
it was mended on them, so the figures tell what was lost since, not what unseen lists will give. Leaves out the values.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from capacity.reports import Report
from loaders.reader import read_report
from tools.bench import Figure

GOLDEN = Path(__file__).resolve().parent.parent.parent / "tests" / "golden" / "columns"
PRECISION, RECALL = 0.98, 0.95


def measure() -> list[Figure]:
    """Precision and recall of the fields over all lists, and the share of rows that are accounted for."""
    right = wrong = missed = told = rows = 0
    for labels, report in _lists():
        fields = {column.index: column.field for column in report.tables[0].columns}
        for index, accepted in labels.items():
            field = fields.get(index) or "-"
            right += field in accepted and field != "-"
            wrong += field not in accepted and field != "-"
            missed += field not in accepted and "-" not in accepted
        told += accounted(report)
        rows += sum(table.rows for table in report.tables)
    return [
        Figure("columns mapped, precision", right / (right + wrong), PRECISION),
        Figure("columns mapped, recall", right / (right + missed), RECALL),
        Figure("rows that became an offer, a need or an issue that says why not", told / rows, 1.0),
    ]


def accounted(report: Report) -> int:
    """The rows of a file that became an offer or a need, or have an issue that loses them."""
    lost = int(report.issues["row_lost"].sum())
    return sum(table.offers + table.needs for table in report.tables) + lost


def _lists() -> Iterator[tuple[dict[int, list[str]], Report]]:
    """The accepted fields of each list's columns ("-" for none), and what the loaders make of it."""
    for path in sorted(GOLDEN.glob("expected*.csv")):
        labels: dict[str, dict[int, list[str]]] = {}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                accepted = [field or "-" for field in row["field"].split("|")]
                labels.setdefault(row["file"], {})[int(row["index"])] = accepted
        for name, columns in labels.items():
            yield columns, read_report((GOLDEN / f"{name}.csv").read_bytes(), f"{name}.csv")
