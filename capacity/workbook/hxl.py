"""The hashtags of the Humanitarian Exchange Language (HXL 1.1) by which other programs know our columns.

Leaves out where they stand in a sheet (capacity.workbook.writing).
"""

import csv
from functools import cache

from capacity.reference import REFERENCE


@cache
def tags() -> dict[str, str]:
    """Key of a column of a long table → its hashtag; columns without one are left out."""
    with (REFERENCE / "hxl.csv").open(encoding="utf-8", newline="") as file:
        return {row["column"]: row["hashtag"] for row in csv.DictReader(file)}
