"""The files that tell a sender what was read in theirs: the marked copy with our questions, and the list of remarks.

Their source lies in one session's tray and in no register yet, so it goes by a name that nobody can guess, for as long
as it lies there. Leaves out the remarks on the screen (ui.imports_issues) and the marking (loaders.marked).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from loaders.cells import Sheet
from loaders.marked import marked_workbook
from ui import downloads, imports_issues
from ui.imports_reading import Reading, named
from ui.language import language, t


def exported(what: Literal["marked", "issues"], parameters: Mapping[str, str]) -> downloads.File:
    """The marked copy or the list of remarks; KeyError when there is no such reading any more."""
    reading = named(parameters.get("reading", ""))
    report, spoken = reading.report, language()
    if what == "marked":
        content = marked_workbook(report, _sheets(reading), spoken)
    else:
        content = imports_issues.workbook(report, spoken, dt.datetime.now(dt.UTC))
    name = t(f"imports.{what}_file", name=report.file.rsplit(".", 1)[0])
    return downloads.File(name, downloads.XLSX, content)


def _sheets(reading: Reading) -> list[Sheet]:
    return [
        Sheet(each.name, [each.cells(row) for row in range(1, len(each.lines) + 1)], each.merged)
        for each in reading.sheets
    ]
