"""From a file's bytes to a Report: cells, tables, columns, offers; nothing is stored and nothing raises for bad input.

Leaves out the parts themselves (loaders.source, loaders.tables, loaders.columns, loaders.assemble).
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pandas as pd

from capacity import template
from capacity.collecting import paused
from capacity.corrections import Correction
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS, Column, Report, Table, empty
from loaders.ahead import loading
from loaders.assemble import Assembled, assemble
from loaders.cells import FoundTable, Sheet, Source
from loaders.columns import BY_HAND, Mapped, map_columns
from loaders.columns_groups import with_groups
from loaders.columns_headings import knows
from loaders.columns_json import Columns, unfolded
from loaders.columns_offers import holds_offers
from loaders.corrections import applied, keys, role_of, said_codes
from loaders.corrections_tables import Told, told_tables
from loaders.frames import together
from loaders.interpret import make_content
from loaders.interpret_context import read_context
from loaders.issues import Issues
from loaders.mail_reader import Read, mail_reports, read_mail
from loaders.source import read_source

LOST = {
    "example": "row_is_example",
    "repeated_header": "row_repeats_header",
    "group": "row_is_group",
    "preamble": "row_above_header",
}
T = TypeVar("T")
RECORD_LIKE = 3  # cells from which on a row above the headings may have been a record


def read_report(
    content: bytes, name: str, *, received_at: dt.date | None = None, corrections: Sequence[Correction] = ()
) -> Report:
    """What one file gives: tables, offers, capabilities and issues. `received_at` counts where the file names no day.

    `corrections` are people's words on tables they know, the newest first: they beat all evidence. `error` is an issue
    code when nothing could be read. Never raises for what a file holds.
    """
    (found,) = read_reports([(content, name)], received_at=received_at, corrections=corrections)
    if isinstance(found, Exception):
        raise found
    return found


def read_reports(
    files: Sequence[tuple[bytes, str]],
    *,
    received_at: dt.date | None = None,
    corrections: Sequence[Correction] = (),
) -> list[Report | Exception]:
    """What each of several files gives, as read_report says, or what went wrong with it; mails together are faster."""
    with paused():
        found = [_attempted(_begun, *file, received_at, corrections) for file in files]
        mails = [each for each in found if isinstance(each, Read)]
        done = iter(_finished(mails))
        return [next(done) if isinstance(each, Read) else each for each in found]


def _attempted(do: Callable[..., T], *arguments: Any) -> T | Exception:
    try:
        return do(*arguments)
    except Exception as error:  # noqa: BLE001 a mistake of ours with one file stops no other
        return error


def _begun(content: bytes, name: str, received_at: dt.date | None, corrections: Sequence[Correction]) -> Report | Read:
    """The report of a file; a mail as it is before the offers in its words are found."""
    with loading(len(content)):
        source = read_source(content, name)
    if source.mail:
        return read_mail(source, report_of, received_at=received_at, corrections=corrections)
    return report_of(source, received_at=received_at, corrections=corrections)


def _finished(mails: Sequence[Read]) -> list[Report | Exception]:
    """The reports of mails; each alone where one of them stops the others."""
    together_ = _attempted(mail_reports, mails)
    if not isinstance(together_, Exception):
        return list(together_)
    alone = [_attempted(mail_reports, [each]) for each in mails]
    return [each if isinstance(each, Exception) else each[0] for each in alone]


def report_of(source: Source, *, received_at: dt.date | None = None, corrections: Sequence[Correction] = ()) -> Report:
    """The report of a file that was read before."""
    if source.mail:
        return mail_reports([read_mail(source, report_of, received_at=received_at, corrections=corrections)])[0]
    report = Report(
        source.file, source.sha256, source.format, source.encoding, source.delimiter, source.error,
        quote=source.quote, escape=source.escape,
    )  # fmt: skip
    issues = Issues()
    for remark in source.remarks:
        issues.add(remark.code, remark.sheet, remark.row, remark.column, read=remark.read, done=remark.done)
    if source.error:
        issues.add(source.error)
        return replace(report, issues=issues.frame())
    found = [(sheet, table) for sheet in _sheets(source) for table in told_tables(sheet, knows, corrections)]
    if not found:
        issues.add("no_table_found")
    read = [_read_table(source, sheet, table, received_at, issues) for sheet, table in found]
    offers, capabilities = _together([assembled for _, assembled in read])
    return replace(
        report,
        tables=tuple(table for table, _ in read),
        offers=offers,
        capabilities=capabilities,
        issues=issues.frame(),
    )


def _sheets(source: Source) -> list[Sheet]:
    """The sheets to look at; those that our own template brings along hold no reports."""
    return [sheet for sheet in source.sheets if sheet.name not in template.HELPER_SHEETS]


def _read_table(
    source: Source, sheet: Sheet, told: Told, received_at: dt.date | None, issues: Issues
) -> tuple[Table, Assembled]:
    correction = told.correction or Correction(told.fingerprint)
    bare = not told.found.records
    found, columns = unfolded(_without_template_examples(told.found))
    mapped = applied(map_columns(found.headings, columns), correction)
    offering = not correction.skip and (correction.says_something or holds_offers(mapped))
    if offering and (grouped := with_groups(found, mapped)) is not found:
        found, columns = grouped, list(zip(*grouped.records, strict=True))
    lost = _left_out(found, sheet, issues)
    said_before = len(issues.rows)
    if offering and found.records:
        _say_about_table(found, sheet, columns, mapped, issues)
        content = make_content(found, columns, mapped, read_context(source.file, sheet, found), said_codes(correction))
        assembled = assemble(content, received_at, dt.date.today(), issues)
    else:
        assembled = Assembled(empty(OFFER_COLUMNS), empty(CAPABILITY_COLUMNS))
        _say_none(found, issues, skipped=correction.skip)
        if bare:
            issues.add("table_without_rows", found.sheet)
    if found.turned:
        _turn(found, assembled, issues.rows[said_before:])
    needs = int((assembled.offers["kind"] == "need").sum()) - assembled.beside
    span = (found.header_rows, found.first_data_row, found.last_data_row, tuple(found.total_rows))
    offers = len(assembled.offers) - needs - assembled.beside
    known = (told.fingerprint, correction.says_something)
    return Table(found.sheet, *span, _columns(found, mapped), len(found.rows) + lost, offers, needs, *known), assembled


def _turn(form: FoundTable, assembled: Assembled, said: list[dict[str, Any]]) -> None:
    """Rows and columns as they are on the sheet, for what was read from a form, where they stood turned."""
    top = min(form.columns)
    assembled.offers["source_row"] = top
    for issue in said:
        if issue["row"] in form.rows:
            issue["row"], issue["column"] = issue["column"] or top, issue["row"]


def _without_template_examples(found: FoundTable) -> FoundTable:
    """The records without the examples that our own template shows: they are its own, not the sender's."""
    ours = [template.EXAMPLE_MARK in record for record in found.records]
    if not any(ours):
        return found
    rows = [row for row, example in zip(found.rows, ours, strict=True) if not example]
    records = [record for record, example in zip(found.records, ours, strict=True) if not example]
    return replace(
        found,
        rows=rows,
        records=records,
        first_data_row=rows[0] if rows else None,
        last_data_row=rows[-1] if rows else None,
    )


def _left_out(found: FoundTable, sheet: Sheet, issues: Issues) -> int:
    """An issue for every row that stands among the records and is none; how many there are."""
    lost = 0
    for row, why in sorted(found.left_out.items()):
        words = [text for text in sheet.cells[row - 1] if text.strip()]
        if why == "preamble" and len(words) < max(RECORD_LIKE, 0.7 * len(found.headings)):
            continue
        if why in LOST and template.EXAMPLE_MARK not in words:
            issues.add(LOST[why], found.sheet, row, read=" | ".join(words)[:200])
            lost += 1
    return lost


def _columns(found: FoundTable, mapped: tuple[Mapped, ...]) -> tuple[Column, ...]:
    """One Column per column of the file; of one that was taken apart the first part that has a field."""
    columns: dict[int, Column] = {}
    for each, key in zip(mapped, keys([each.heading for each in mapped]), strict=True):
        number = found.columns[each.at]
        if number not in columns or (columns[number].field is None and each.field):
            told = (each.field, each.confidence if each.field else 0.0, key, role_of(each), each.confidence == BY_HAND)
            columns[number] = Column(number, each.heading, *told)
    return tuple(columns.values())


def _say_about_table(
    found: FoundTable, sheet: Sheet, columns: Columns, mapped: tuple[Mapped, ...], issues: Issues
) -> None:
    """Hidden sheets, missing headings and the columns that belong to no field."""
    if sheet.hidden:
        issues.add("sheet_hidden", found.sheet)
    if found.header_rows is None and not found.turned:
        issues.add("header_missing", found.sheet)
    for each in mapped:
        if each.field is None and each.confidence < BY_HAND and any(map(str.strip, columns[each.at])):
            issues.add("column_unmapped", found.sheet, None, found.columns[each.at], read=each.heading)


def _say_none(found: FoundTable, issues: Issues, *, skipped: bool) -> None:
    """A table without offers: said once for the table and, unless a person said so, once for each of its records."""
    if found.records:
        issues.add("table_without_offers", found.sheet)
    if not skipped:
        read = (" | ".join(filter(None, record))[:200] for record in found.records)
        issues.add_rows("row_in_table_without_offers", found.sheet, found.rows, None, read)


def _together(tables: list[Assembled]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All tables' offers and capabilities in their declared types, `row_id` unique in the report."""
    return together([(each.offers, each.capabilities) for each in tables])
