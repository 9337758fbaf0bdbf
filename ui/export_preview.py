"""The sheets of the weekly workbook on the screen, the first rows of each, as they will stand in the file.

Leaves out the file itself (ui.export).
"""

import datetime as dt
from html import escape
from typing import Any

import streamlit as st

from capacity.formats import number
from capacity.workbook import sheets
from capacity.workbook.shapes import Column, Page, Table
from register.forwarding import Proposed
from ui import register_access
from ui.export import Asked, sources
from ui.language import language, t
from ui.register_access import View
from ui.tables import DAY, PIXELS
from ui.visitor import visitor

ROWS, WIDEST = 20, 40


@st.fragment
def show(view: View, asked: Asked, proposed: Proposed) -> None:
    """One sheet, chosen by its name; another choice redraws no more than this."""
    register_access.register(visitor())  # a login that ended since the page was drawn is told nothing more
    made = _sheets(view.key, asked.language, asked.audience, view, proposed)
    names = [each.name for each in made]
    st.header(t("weekly.preview"), anchor=False)
    chosen = st.segmented_control(
        t("weekly.preview"),
        names,
        default=names[0],
        required=True,
        key=f"weekly.sheet.{asked.language}",
        label_visibility="collapsed",
    )
    sheet = made[names.index(chosen or names[0])]
    if isinstance(sheet, Page):
        _page(sheet)
    else:
        _table(sheet, sheet.name)
        shown, of = min(ROWS, len(sheet.values)), len(sheet.values)
        st.caption(t("weekly.rows", shown=number(shown, language()), of=number(of, language())))


# the key says all: version, day and filters of the view, so that the view itself need not be compared
@st.cache_resource(show_spinner=False, max_entries=8)
def _sheets(key: str, language: str, audience: Any, _view: View, _proposed: Proposed) -> tuple[Table | Page, ...]:
    issues, imports = sources(_view)
    now = dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0)
    chosen = (_view.situation, issues, imports, _view.selection)
    return sheets(*chosen, language, now, audience, _proposed.outgoing)


def _page(page: Page) -> None:
    if page.lines:
        st.html("".join(f"<div><b>{escape(label)}:</b> {escape(text)}</div>" for label, text in page.lines))
    for place, table in enumerate(page.tables):
        st.caption(f"**{table.name}**")
        _table(table, f"{page.name}.{place}")
    for heading, sentences in page.notes:
        st.html(f"<b>{escape(heading)}</b>" + "".join(f"<div>{escape(each)}</div>" for each in sentences))


def _table(table: Table, key: str) -> None:
    first = table.values.head(ROWS)
    shown = first.assign(**{code: first[code].round(2) for code in first.select_dtypes("number")})  # as the file shows
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        column_config=_columns(table),
        key=f"weekly.table.{key}.{len(table.columns)}",
    )


def _columns(table: Table) -> dict[str, Any]:
    columns, found = st.column_config, {}
    for key, column in zip(table.values, table.columns, strict=True):
        said: dict[str, Any] = {"label": column.heading, "width": PIXELS * _width(column)}
        if column.kind in ("date", "moment"):
            time = " HH:mm" if column.kind == "moment" else ""
            found[key] = columns.DatetimeColumn(**said, format=f"{DAY[language()]}{time}", timezone="UTC")
        elif column.kind == "text":
            found[key] = columns.TextColumn(**said)
        else:
            found[key] = columns.NumberColumn(**said, format="%d" if column.kind == "plain" else "localized")
    return found


def _width(column: Column) -> int:
    return max(min(column.width, WIDEST), min(len(column.heading), WIDEST) + 3)
