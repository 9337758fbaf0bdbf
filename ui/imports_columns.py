"""The columns of a sheet's tables, each with the field it was taken for, how sure that is, and examples; to change.

Leaves out the headings' rows (ui.imports_header) and what single texts mean (ui.imports_values).
"""

import html
from functools import cache

import streamlit as st
from xlsxwriter.utility import xl_col_to_name

from capacity.formats import percent
from capacity.reports import Column, Report, Table
from capacity.schema import field
from capacity.texts import say
from loaders.corrections import choices
from ui import imports_corrections
from ui.imports_preview import roles
from ui.imports_reading import SheetText
from ui.imports_tray import Upload
from ui.language import language, t

EXAMPLES, LOOKED_AT, LONGEST = 3, 500, 60
SURE = 0.8
HEIGHT, TALL = 380, 9
LAYOUT = (3, 3, 5)


@cache
def labels(language: str) -> dict[str, str]:
    """What a column can be, code → label; "" is no field at all."""
    return {"": say("imports.no_field", language), **{each.code: each.label for each in choices(language)}}


def examples(report: Report, sheet: SheetText, table: Table) -> dict[int, list[str]]:
    """Column → the first texts that differ, cut where they are long; totals and headings are none."""
    known, first, last = roles(report, sheet), table.first_data_row or 1, table.last_data_row or 0
    rows = [row for row in range(first, min(last, first + LOOKED_AT) + 1) if known.get(row) not in ("total", "header")]
    cells = [sheet.cells(row) for row in rows]
    return {
        each.index: _distinct([row[each.index - 1] for row in cells if each.index <= len(row)])
        for each in table.columns
    }


def _distinct(texts: list[str]) -> list[str]:
    found = list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))[:EXAMPLES]
    return [text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in found]


def show(upload: Upload, table: Table, sheet: SheetText, key: str) -> None:
    """One line per column: heading, field to choose, how sure, examples."""
    assert upload.reading
    shown = examples(upload.reading.report, sheet, table)
    columns = [each for each in table.columns if each.source or shown[each.index]]
    st.html(_headings())
    long = len(columns) > TALL
    with st.container(height=HEIGHT if long else "content", border=False, gap="xsmall", key=f"{key}.list"):
        for each in columns:
            _line(upload, table, each, shown[each.index], f"{key}.{upload.edition}.{each.index}")


def _headings() -> str:
    parts = zip(("heading", "field", "examples"), LAYOUT, strict=True)
    cells = "".join(f'<b style="flex:{size}">{t(f"imports.column.{name}")}</b>' for name, size in parts)
    return f'<div style="display:flex;gap:1rem">{cells}</div>'


def _line(upload: Upload, table: Table, column: Column, shown: list[str], key: str) -> None:
    left, middle, right = st.columns(LAYOUT, vertical_alignment="center", gap="small")
    letters = xl_col_to_name(column.index - 1)
    left.html(f'<span style="opacity:.6">{letters}</span> {html.escape(column.source) or "–"}')
    named = labels(language())
    if column.role not in named:
        named = named | {column.role: field(column.field).label(language()) if column.field else column.role}

    def changed() -> None:
        imports_corrections.assign(upload, table, column.key, st.session_state[key])

    options = list(named)
    middle.selectbox(
        t("imports.column.choose", column=letters),
        options,
        index=options.index(column.role if column.field else ""),
        format_func=named.__getitem__,
        key=key,
        on_change=changed,
        label_visibility="collapsed",
        filter_mode="contains",  # "Menge" finds the quantity before its period
    )
    right.html(f"{_sure(column)} {html.escape('  |  '.join(shown))}")


def _sure(column: Column) -> str:
    """How sure the field is, or that a person said so."""
    if column.by_hand:
        return f"<b>{t('imports.column.by_hand')}</b> ·"
    if not column.field:
        return ""
    said = percent(column.confidence, language())
    return f"{said} ·" if column.confidence >= SURE else f"<b>{t('imports.column.unsure', sure=said)}</b> ·"
