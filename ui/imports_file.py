"""The dropped files one by one: how each was recognised, its sheet, its columns, its remarks, what it would become.

Leaves out the decision (ui.imports) and the pieces themselves (ui.imports_preview, _columns, _issues).
"""

import html
from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.reports import Report
from capacity.situation import prepare
from capacity.texts import catalogue
from ui import imports_columns, imports_issues, imports_preview, register_access, tables
from ui.imports_preview import Spot
from ui.imports_reading import Reading, SheetText
from ui.imports_standing import Standing, standings
from ui.imports_tray import Tray, tray
from ui.language import language, t

SPOT, SHOWN_OFFERS = "imports.spot", 200
BECOMES = ("kind", "organisation", "town", "country", "product", "per_week_low", "per_week_high", "stock", "unit",
           "process", "material", "email", "phone", "received_at", "consent")  # fmt: skip


@st.fragment
def files(mine: Tray) -> None:
    """The list of files where there are several, and everything about the chosen one; redraws no more than itself."""
    found = standings(mine, register_access.register())
    chosen = found[_list(found, mine) if len(found) > 1 else 0]
    if _head(chosen, single=len(found) == 1):
        st.rerun()
    reading = chosen.upload.reading
    if reading and reading.sheets:
        _file(reading, f"imports.{chosen.upload.sha256[:12]}")


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
    return gone


def _facts(found: Standing) -> str:
    if not found.upload.reading or found.code == "unreadable":
        return ""
    report = found.upload.reading.report
    said = {key: number(value, language()) for key, value in counts(report).items()}
    facts = t("imports.facts", kind=kind_of_file(report), tables=number(len(report.tables), language()), **said)
    return f" · {html.escape(facts)}"


def _file(reading: Reading, key: str) -> None:
    spot = st.session_state.get(SPOT)
    here = spot[1] if spot and spot[0] == key else None
    sheet = _sheet(reading, here, key)
    here = here if here and here.sheet == sheet.name else None
    imports_preview.show(reading, sheet, here, f"{key}.preview.{hash((sheet.name, here))}")
    if here:
        top = t("imports.preview_top")
        st.button(
            top, key=f"{key}.top", on_click=st.session_state.pop, args=(SPOT,), icon=":material/vertical_align_top:"
        )
    names = [
        t("imports.tab.columns"),
        t("imports.tab.issues", count=number(len(reading.report.issues), language())),
        t("imports.tab.offers"),
    ]
    columns, issues, offers = st.tabs(names, key=f"{key}.tabs")
    with columns:
        imports_columns.show(reading.report, sheet, f"{key}.columns.{sheet.name}")
    with issues:
        imports_issues.show(reading.report, f"{key}.issues", lambda spot: _jump(key, spot))
    with offers:
        _becomes(reading.report, f"{key}.offers")


def _jump(key: str, spot: Spot) -> None:
    st.session_state[SPOT] = (key, spot)
    st.session_state[f"{key}.sheet"] = spot.sheet


def _sheet(reading: Reading, spot: Spot | None, key: str) -> SheetText:
    """The sheet to show: the chosen one, at first the one with the most offers and needs."""
    sheets = {each.name: each for each in reading.sheets}
    if len(sheets) == 1:
        return reading.sheets[0]
    found = pd.Series(dict.fromkeys(sheets, 0))
    for each in reading.report.tables:
        found[each.sheet] += each.offers + each.needs
    st.session_state.setdefault(f"{key}.sheet", found.idxmax())
    chosen = st.selectbox(t("imports.sheet"), list(sheets), key=f"{key}.sheet", width=320)
    return sheets[chosen]


def _becomes(report: Report, key: str) -> None:
    if report.offers.empty:
        st.caption(t("imports.no_offers"))
        return
    offers = report.offers.head(SHOWN_OFFERS).rename(columns={"row_id": "offer_id"})
    lines = report.capabilities.rename(columns={"row_id": "offer_id"})
    made = tables.per_offer(prepare(offers, lines, pd.Timestamp.today().date())).sort_values("offer_id")
    tables.show(made, BECOMES, key=key, height=300)
    if len(report.offers) > SHOWN_OFFERS:
        st.caption(t("imports.offers_first", shown=SHOWN_OFFERS, of=number(len(report.offers), language())))
