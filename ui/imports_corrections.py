"""What a visitor corrects in the reading of a dropped file: drafts, kept with the file until it is taken over.

Each change has the file read again. Leaves out the screens to change things on (ui.imports_columns, _header, _values)
and the corrections that the register remembers (ui.imports_remembered).
"""

from collections.abc import Sequence
from dataclasses import replace

from capacity.corrections import Correction
from capacity.reports import Table
from loaders.corrections import with_header
from register import Remembered
from ui.imports_tray import Upload, tray
from ui.language import t


def correction_of(upload: Upload, table: Table) -> Correction:
    """What is said of a table now: the visitor's draft, else what was remembered, else nothing yet."""
    said = next((each for each in upload.corrections if each.fingerprint == table.fingerprint), None)
    return said or Correction(table.fingerprint, headings=tuple(column.source for column in table.columns))


def assign(upload: Upload, table: Table, column: str, role: str) -> None:
    """The column with this key holds `role`, "" for no field."""
    said = correction_of(upload, table)
    _draft(upload, replace(said, fields={**said.fields, column: role}))


def believe(upload: Upload, table: Table) -> None:
    """The columns are what they were taken for: so the table holds offers, whatever it looks like."""
    said = correction_of(upload, table)
    read = {column.key: column.role for column in table.columns if column.field}
    _draft(upload, replace(said, fields={**read, **said.fields}, skip=False))


def mean(upload: Upload, table: Table, field: str, text: str, codes: Sequence[str]) -> None:
    """In this table's columns of `field` the text means `codes`."""
    said = correction_of(upload, table)
    _draft(upload, replace(said, values={**said.values, (field, text): ";".join(codes)}))


def skip(upload: Upload, table: Table, *, skipped: bool) -> None:
    """The table is not to be read, or is again."""
    _draft(upload, replace(correction_of(upload, table), skip=skipped))


def set_header(upload: Upload, table: Table | None, rows: Sequence[Sequence[str]]) -> None:
    """The header of `table`, or of a table not found so far, is these rows of cells; none: it has no header."""
    said = correction_of(upload, table) if table else Correction("")
    if table and said.header_rows is not None:
        upload.drafts.pop(table.fingerprint, None)
    fresh = with_header(replace(said, fields={}, values={}, skip=False), rows)
    _draft(upload, replace(fresh, headings=joined(rows) or said.headings))


def joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The headings that several rows of cells give, one per column."""
    return tuple(" ".join(filter(None, map(str.strip, column))) for column in zip(*rows, strict=False))


def reset(upload: Upload, table: Table) -> None:
    """Reads the table of this file as if nobody had said anything of it."""
    upload.drafts.pop(table.fingerprint, None)
    upload.remembered = tuple(each for each in upload.remembered if each.fingerprint != table.fingerprint)
    tray().read_again([upload])


def _draft(upload: Upload, said: Correction) -> None:
    upload.drafts = {said.fingerprint: said, **{k: v for k, v in upload.drafts.items() if k != said.fingerprint}}
    tray().read_again([upload])


def to_remember(upload: Upload) -> list[Correction]:
    """The visitor's own corrections that this file was read with."""
    if upload.reading is None:
        return []
    used = {table.fingerprint for table in upload.reading.report.tables if table.corrected}
    return [each for mark, each in upload.drafts.items() if mark in used]


def origin(upload: Upload, table: Table, held: Sequence[Remembered]) -> Remembered | None:
    """Whose remembered correction the table was read with, when it was one."""
    if not table.corrected or table.fingerprint in upload.drafts:
        return None
    return next((each for each in held if each.correction.fingerprint == table.fingerprint), None)


def what(said: Correction) -> str:
    """What a correction says, in a few words."""
    parts = [t("imports.correction.columns", count=len(said.fields))] if said.fields else []
    parts += [t("imports.correction.values", count=len(said.values))] if said.values else []
    parts += [t("imports.correction.header" if said.header_rows else "imports.correction.no_header")] * (
        said.header_rows is not None
    )
    parts += [t("imports.correction.skip")] if said.skip else []
    return ", ".join(parts)
