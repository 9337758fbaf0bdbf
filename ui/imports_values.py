"""What the texts of coded columns were read as, those not understood first; each can be given another meaning.

Leaves out how the meaning was found (loaders.value_readings).
"""

import html
from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.reports import Table
from capacity.schema import field
from loaders.corrections import codes_of
from ui import imports_corrections
from ui.imports_tray import Upload
from ui.language import language, t

PAGE, LONGEST = 12, 160
LAYOUT = (4, 4, 3)


def of_table(upload: Upload, table: Table) -> pd.DataFrame:
    """The value readings of one table; see loaders.value_readings."""
    assert upload.reading
    found = upload.reading.values
    if found.empty:
        return found
    return found[(found["fingerprint"] == table.fingerprint) & (found["sheet"] == table.sheet)]


def unread(upload: Upload) -> dict[str, int]:
    """Sheet → how many texts of its coded columns were not understood, where there are any."""
    values = upload.reading.values if upload.reading else pd.DataFrame()
    if values.empty:
        return {}
    return values[values["unread"].astype(bool)].groupby("sheet").size().to_dict()


def show(upload: Upload, table: Table, key: str) -> None:
    """A field to look at, and its texts page by page with what each means, to choose."""
    found = of_table(upload, table)
    _elsewhere(upload, table.sheet)
    if found.empty:
        st.caption(t("imports.values.none"))
        return
    code = _field(found, f"{key}.field")
    found = found[found["field"] == code]
    pages = -(-len(found) // PAGE)
    page = st.pagination(pages, key=f"{key}.page.{code}.{upload.edition}") if pages > 1 else 1
    for place, row in enumerate(found.iloc[(page - 1) * PAGE : page * PAGE].itertuples(), (page - 1) * PAGE):
        _line(upload, table, row, f"{key}.{upload.edition}.{code}.{place}")


def _elsewhere(upload: Upload, sheet: str) -> None:
    """Where else texts wait to be understood."""
    others = {name: count for name, count in unread(upload).items() if name != sheet}
    if others:
        named = ", ".join(f"{name} ({number(count, language())})" for name, count in others.items())
        st.text(t("imports.values.elsewhere", sheets=named))


def _field(found: pd.DataFrame, key: str) -> str:
    """The field to look at: those with texts not understood first."""
    unread = found.groupby("field", sort=False)["unread"].sum().astype(int)
    order = unread.sort_values(ascending=False, kind="stable")

    named = {code: _said(code, int(count)) for code, count in order.items()}
    if st.session_state.get(key) not in named:
        st.session_state[key] = next(iter(named))
    return str(
        st.segmented_control(t("imports.values.of"), list(named), format_func=named.__getitem__, key=key, required=True)
    )


def _said(code: str, unread: int) -> str:
    label = field(code).label(language())
    return t("imports.values.open", field=label, count=number(unread, language())) if unread else label


def _line(upload: Upload, table: Table, row: Any, key: str) -> None:
    """One text: `row` is one of loaders.value_readings."""
    left, middle, right = st.columns(LAYOUT, vertical_alignment="center", gap="small")
    text = row.text if len(row.text) <= LONGEST else f"{row.text[:LONGEST]}…"
    mark = f"<b>{t('imports.values.unread')}</b> · " if row.unread else ""
    left.html(f"{mark}{html.escape(text)}")
    named = codes_of(row.field, language())
    read = [code for code in row.codes.split(";") if code in named and not row.unread]

    def changed() -> None:
        chosen = st.session_state[key]
        codes = chosen if isinstance(chosen, list) else [chosen] if chosen else []
        imports_corrections.mean(upload, table, row.field, row.text, codes)

    label = t("imports.values.means")
    several = row.field in ("product", "process", "material")
    if several:
        middle.multiselect(
            label, list(named), default=read, format_func=named.__getitem__, key=key, on_change=changed,
            label_visibility="collapsed", placeholder=t("imports.values.nothing"),
        )  # fmt: skip
    else:
        middle.selectbox(
            label, list(named), index=list(named).index(read[0]) if read else None, format_func=named.__getitem__,
            key=key, on_change=changed, label_visibility="collapsed", placeholder=t("imports.values.nothing"),
        )  # fmt: skip
    times = t("imports.values.rows", count=number(row.rows, language()))
    right.html(f"{times}{' · <b>' + t('imports.column.by_hand') + '</b>' if row.by_hand else ''}")
