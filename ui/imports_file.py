"""The dropped files one by one: how each was recognised, and what there is to look at and set right in it.

Leaves out the decision (ui.imports) and the pieces themselves (ui.imports_sheet and what it shows).
"""

import html
from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.reports import Report
from capacity.texts import catalogue
from ui import imports_sheet, register_access
from ui.imports_changes import TICKED
from ui.imports_standing import Standing, refused, standings
from ui.imports_tray import Tray, tray
from ui.language import language, t
from ui.visitor import visitor


@st.fragment
def files(mine: Tray) -> None:
    """The list of files where there are several, and everything about the chosen one; redraws no more than itself."""
    if st.session_state.pop(TICKED, False) or (mine.job and not mine.job.ended):
        st.rerun()  # what stands above this fragment has changed, too
    found = standings(mine, register_access.register(visitor()))
    chosen = found[_list(found, mine) if len(found) > 1 else 0]
    if _head(chosen, single=len(found) == 1):
        st.rerun()
    reading = chosen.upload.reading
    if reading and reading.sheets:
        imports_sheet.show(chosen, f"imports.{chosen.upload.sha256[:12]}")


def _list(found: list[Standing], mine: Tray) -> int:
    """Shows the list; the position of the chosen file."""
    columns, texts, figures = (
        st.column_config,
        ("file", "standing", "format"),
        ("rows", "offers", "needs", "lost", "issues"),
    )
    config: dict[str, Any] = {name: columns.TextColumn(t(f"imports.list.{name}")) for name in texts}
    config |= {name: columns.NumberColumn(t(f"imports.list.{name}"), format="localized") for name in figures}
    listed = st.dataframe(
        pd.DataFrame([_row(each) for each in found], columns=list(config)),
        hide_index=True,
        placeholder="",
        column_config=config,
        key=f"imports.list.{mine.edition}",
        on_select="rerun",
        selection_mode="single-row-required",
    )
    return listed["selection"]["rows"][0]


def _row(found: Standing) -> dict[str, object]:
    row: dict[str, object] = {"file": found.upload.name, "standing": found.short}
    if found.upload.reading:
        report = found.upload.reading.report
        row |= {"format": format_of(report), **counts(report)}
    return row


def counts(report: Report) -> dict[str, int]:
    """What became of the rows of a file: rows, offers, needs, lost (neither), and the number of remarks."""
    lost = report.issues.loc[report.issues["row_lost"].astype(bool), ["sheet", "row"]]
    return {
        "rows": sum(each.rows for each in report.tables),
        "offers": sum(each.offers for each in report.tables),
        "needs": sum(each.needs for each in report.tables),
        "lost": len(lost.drop_duplicates()),
        "issues": len(report.issues),
    }


def format_of(report: Report) -> str:
    """The format in words."""
    named = catalogue(language()).get(f"imports.format.{report.format}")
    return named or t("imports.format.other", name=report.format)


def kind_of_file(report: Report) -> str:
    """The format in words, with character set and delimiter where it has them."""
    said = [format_of(report)]
    if report.encoding:
        said.append(report.encoding.upper())
    if report.delimiter:
        named = catalogue(language()).get(f"imports.delimiter.{report.delimiter}", report.delimiter)
        said.append(t("imports.delimiter", sign=named))
    return ", ".join(said)


def _head(found: Standing, single: bool) -> bool:
    """Name, format, what became of the rows, how it stands; whether the file was let go."""
    wide, narrow = st.columns([7, 1], vertical_alignment="center")
    why = f"<br>{html.escape(found.words)}" if found.code == "already" else ""
    wide.html(f"<b>{html.escape(found.upload.name)}</b>{_facts(found)}{why}")
    key = f"imports.discard.{found.upload.sha256[:12]}"
    gone = not single and narrow.button(
        t("imports.discard_one"), on_click=tray().discard, args=(found.upload,), key=key, type="tertiary"
    )
    if found.code in ("unreadable", "failed"):
        st.error(found.words, icon=":material/error:")
    elif found.code == "nothing":
        st.warning(found.words, icon=":material/info:")
    if found.upload.refused:
        st.warning(refused(found.upload), icon=":material/undo:")
    return gone


def _facts(found: Standing) -> str:
    if not found.upload.reading or found.code == "unreadable":
        return ""
    report = found.upload.reading.report
    said = {key: number(value, language()) for key, value in counts(report).items()}
    facts = t("imports.facts", kind=kind_of_file(report), tables=number(len(report.tables), language()), **said)
    return f" · {html.escape(facts)}"
