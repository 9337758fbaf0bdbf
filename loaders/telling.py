"""What one file gives, as the command line tells it: in words, as data, its cells or its capabilities as CSV.

Loads only what the form needs: reading cells must not wait for pandas. Leaves out the command line (loaders.__main__).
"""

import json
from typing import Literal

from capacity import command_line

Form = Literal["words", "json", "cells", "offers"]


def told(content: bytes, name: str, form: Form) -> tuple[str, str | None]:
    """The text, and the issue code when the file could not be read."""
    if form == "cells":
        return _cells(content, name)
    from loaders.reader import read_report
    from loaders.understood import as_data, as_lines, in_words

    report = read_report(content, name)
    if form == "json":
        return json.dumps(as_data(report), ensure_ascii=False), report.error
    if form == "offers":
        return as_lines(report), report.error
    return in_words(report, command_line.language()), report.error


def _cells(content: bytes, name: str) -> tuple[str, str | None]:
    from loaders.first_table import cells_csv
    from loaders.formats import TEXT_NAMES
    from loaders.source import read_source

    source = read_source(content, name)
    empty_text = source.error == "file_empty" and source.format in TEXT_NAMES  # a text of no lines has no cells
    return cells_csv(source), None if empty_text else source.error
