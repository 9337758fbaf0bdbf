"""What one file gives, as the command line tells it: in words, as data, its cells or its capabilities as CSV.

Loads only what the form needs: reading cells must not wait for pandas. Leaves out the command line (loaders.__main__).
"""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from capacity import command_line

if TYPE_CHECKING:
    from capacity.reports import Report

Form = Literal["words", "json", "cells", "offers"]


def told(files: Sequence[tuple[bytes, str]], form: Form) -> list[tuple[str, str | None] | Exception]:
    """For each file the text, and the issue code when it could not be read; or what went wrong with it."""
    if form == "cells":
        return [_attempted(_cells, content, name) for content, name in files]
    from loaders.reader import read_reports

    found = read_reports(files)
    return [each if isinstance(each, Exception) else _attempted(_in_form, each, form) for each in found]


def _attempted(do: Callable[..., tuple[str, str | None]], *arguments: Any) -> tuple[str, str | None] | Exception:
    try:
        return do(*arguments)
    except Exception as error:  # noqa: BLE001 - a mistake of ours with one file stops no other
        return error


def _in_form(report: "Report", form: Form) -> tuple[str, str | None]:
    from loaders.understood import as_data, as_lines, in_words

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
