"""The remarks on one file: by kind, each leading to its cells; the file marked for its sender; all remarks as a list.

Leaves out the sentences (loaders.issues), the files to download (ui.imports_exports) and the sheet that remarks point
into (ui.imports_preview).
"""

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st
from xlsxwriter.utility import xl_col_to_name

from capacity.reports import Report
from capacity.schema import FIELDS
from capacity.texts import say
from capacity.workbook.shapes import Column, Table
from capacity.workbook.shapes import table as made_of
from capacity.workbook.writing import written
from loaders.issues import WORDS, advice, located, question, sentence, told, what_was_done
from ui import downloads
from ui.imports_preview import Spot
from ui.imports_reading import Reading, name_of
from ui.language import language, t

MOST = 5000
ANY = "…"
TOLD = ("done", "advice")


def address(row: object, column: object) -> str:
    """A cell as spreadsheets name it, "H14"; only its column or row where no more is known."""
    letters = "" if pd.isna(column) else xl_col_to_name(int(column) - 1)  # type: ignore[call-overload]
    return letters if pd.isna(row) else f"{letters}{int(row)}"  # type: ignore[call-overload]


def kinds(issues: pd.DataFrame, language: str) -> pd.DataFrame:
    """One row per code, those that lost rows first, then the most frequent: code, count, lost, what, done, advice."""
    counted = issues.groupby("code", sort=False)["row_lost"].agg(count="size", lost="sum").reset_index()
    counted = counted.sort_values(["lost", "count"], ascending=False, kind="stable", ignore_index=True)
    common = {code: _common(issues[issues["code"] == code], language) for code in counted["code"]}
    return counted.assign(
        what=[sentence(code, language, **common[code]) for code in counted["code"]],
        done=[what_was_done(code, language, **common[code]) for code in counted["code"]],
        advice=[advice(code, language) for code in counted["code"]],
    )


def _common(issues: pd.DataFrame, language: str) -> dict[str, object]:
    """What all issues of one kind say alike; the rest as a gap."""
    values = {word: issues[word].fillna("").unique() for word in WORDS}
    return told({word: str(found[0]) if len(found) == 1 else ANY for word, found in values.items()}, language)


def cells(issues: pd.DataFrame, code: str) -> pd.DataFrame:
    """Where one kind of remark is: cell, sheet, row, column (from 1), read."""
    found = issues[issues["code"] == code].head(MOST)
    places = [address(row, column) for row, column in zip(found["row"], found["column"], strict=True)]
    return found.assign(cell=places)[["cell", "sheet", "row", "column", "read"]].reset_index(drop=True)


def workbook(report: Report, language: str, made_at: dt.datetime) -> bytes:
    """Every remark on a file as an Excel workbook: where, what was read, what was done, what to do."""
    return written([_sheet(located(report), language)], language, made_at, report.file)


def _sheet(issues: pd.DataFrame, language: str) -> Table:
    words = [told(each, language) for each in issues[list(WORDS)].fillna("").to_dict("records")]
    said = list(zip(issues["code"], words, strict=True))
    texts = {
        "cell": (12, [address(row, column) for row, column in zip(issues["row"], issues["column"], strict=True)]),
        "sheet": (18, issues["sheet"]),
        "read": (40, issues["read"]),
        "what": (50, [sentence(code, language, **each) for code, each in said]),
        "done": (44, [what_was_done(code, language, **each) for code, each in said]),
        "advice": (44, [advice(code, language) for code, _ in said]),
        "field": (22, issues["field"].replace({each.code: each.label(language) for each in FIELDS})),
    }
    columns = {
        key: (Column(say(f"imports.issue.{key}", language), width=width), pd.Series(list(values), dtype="str"))
        for key, (width, values) in texts.items()
    }
    return made_of(say("imports.issues", language), columns, frozen=1)


def show(reading: Reading, key: str, jump: Callable[[Spot], None]) -> None:
    """Kinds of remarks, beside them the cells of the chosen kind; a chosen cell is handed to `jump`."""
    report = reading.report
    if report.issues.empty:
        st.caption(t("imports.no_issues"))
        return
    issues = located(report)
    found, (wide, narrow) = kinds(issues, language()), st.columns([3, 2], gap="small")
    with wide:
        chosen = found.iloc[_kinds(found, f"{key}.kinds")]
        said = {name: chosen[name] for name in TOLD} | {"ask": question(chosen["code"], language())}
        st.html("".join(f"<div><b>{t(f'imports.issue.{name}')}:</b> {html.escape(said[name])}</div>"
                        for name in said if said[name]))  # fmt: skip
    with narrow:
        _cells(cells(issues, chosen["code"]), f"{key}.cells.{chosen['code']}", jump)
        st.caption(t("imports.issue.hint"))
    asked = any(question(code, language()) for code in found["code"])
    with st.container(horizontal=True):
        _download("marked", reading, key, disabled=not asked)
        _download("issues", reading, key)


def _download(what: str, reading: Reading, key: str, *, disabled: bool = False) -> None:
    downloads.button(
        what,
        t(f"imports.{what}_download"),
        {"reading": name_of(reading)},
        key=f"{key}.{what}",
        help=t(f"imports.{what}_{'none' if disabled else 'help'}"),
        disabled=disabled,
    )


def _kinds(found: pd.DataFrame, key: str) -> int:
    """Shows the kinds; the position of the chosen one."""
    columns = st.column_config
    config: dict[str, Any] = {
        "count": columns.NumberColumn(t("imports.issue.count"), width=60, format="localized"),
        "lost": columns.NumberColumn(
            t("imports.issue.lost"), width=100, format="localized", help=t("imports.issue.lost_help")
        ),
        "what": columns.TextColumn(t("imports.issue.what"), width="large"),
    }
    chosen = st.dataframe(
        found[list(config)],
        hide_index=True,
        column_config=config,
        key=key,
        on_select="rerun",
        selection_mode="single-row-required",
    )
    return chosen["selection"]["rows"][0]


def _cells(found: pd.DataFrame, key: str, jump: Callable[[Spot], None]) -> None:
    columns = st.column_config
    config: dict[str, Any] = {
        "cell": columns.TextColumn(t("imports.issue.cell"), width=70),
        "sheet": columns.TextColumn(t("imports.issue.sheet"), width=90) if found["sheet"].fillna("").any() else None,
        "read": columns.TextColumn(t("imports.issue.read"), width="large"),
    }
    spots = [
        Spot(*each)
        for each in zip(found["sheet"].fillna(""), _numbers(found["row"]), _numbers(found["column"]), strict=True)
    ]

    def chosen() -> None:
        for row in st.session_state[key]["selection"]["rows"]:
            jump(spots[row])

    st.dataframe(
        found[list(config)],
        hide_index=True,
        placeholder="",
        column_config=config,
        key=key,
        on_select=chosen,
        selection_mode="single-row",
    )


def _numbers(values: pd.Series) -> list[int | None]:
    return [None if pd.isna(value) else int(value) for value in values]
