"""What happened to the offer that is open, who wrote a note, and which documents are attached; each can be taken back.

Leaves out the latest decisions of all offers (ui.history).
"""

from collections.abc import Iterator
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from register.decisions import NOTE
from ui import clock, deciding, tables
from ui.detail import Opened
from ui.language import t
from ui.signing import signature
from ui.values import in_words

FIELDLESS = ("note", "document", "verdict", "batch", "file")
MUTED = "opacity:0.75;font-size:0.85rem"


def show(opened: Opened) -> None:
    """A place for a note, and everything that happened, the newest first."""
    key = f"history.note.{opened.identity}"
    with st.form(f"history.note_form.{opened.identity}", clear_on_submit=False, border=False):
        st.text_area(t("history.note"), key=key, height=68, placeholder=t("history.note_help"))
        st.form_submit_button(t("history.note_save"), on_click=_note, args=(opened.identity, key))
    for decision, rows in _decisions(deciding.decisions().history(opened.identity)):
        _entry(decision, rows)


def _note(identity: int, key: str) -> None:
    if not (text := str(st.session_state[key]).strip()):
        return
    if deciding.decide(partial(deciding.decisions().note, identity, text, by=signature()), t("history.noted")):
        st.session_state[key] = ""


def _decisions(found: pd.DataFrame) -> Iterator[tuple[int | None, pd.DataFrame]]:
    """Each decision with its rows; what is no decision, such as an import, stands alone."""
    alone = found["decision_id"].isna()
    of = found["decision_id"].where(~alone, -pd.Series(range(1, len(found) + 1), index=found.index))
    for number, rows in found.groupby(of, sort=False):
        yield (int(number) if number > 0 else None), rows


def _entry(decision: int | None, rows: pd.DataFrame) -> None:
    first = rows.iloc[0]
    said, undone = "<br>".join(_change(row) for _, row in rows.iterrows()), bool(first["undone"])
    head = f"{escape(clock.said(first['at']))} · {escape(str(first['by']))}"
    if undone:
        said = f"<s>{said}</s>"
        head += f" · {escape(t('history.undone', by=first['undone_by'], at=clock.said(first['undone_at'])))}"
    if not pd.isna(first["why"]):
        said += f'<div style="{MUTED}">{escape(t("history.why", why=first["why"]))}</div>'
    wide, narrow = st.columns([3, 1], gap="small")
    wide.html(f'<div style="{MUTED}">{head}</div>{said}')
    if decision is not None and not undone:
        narrow.button(
            t("deciding.undo"), key=f"history.undo.{decision}", on_click=deciding.undo, args=(decision,),
            type="tertiary",
        )  # fmt: skip


def _change(row: pd.Series) -> str:
    """One row in words, as HTML."""
    code, kind = str(row["field"]), str(row["kind"])
    if code in FIELDLESS:
        told = _told(row)
        return f"<b>{escape(t(f'history.kind.{kind}'))}</b>{f': {told}' if told else ''}"
    before, after = (escape(in_words(code, row[side])) for side in ("before", "after"))
    return f"<b>{escape(tables.heading(code))}</b>: {before} → {after}"


def _told(row: pd.Series) -> str:
    if row["field"] == NOTE:
        return f'<span style="white-space:pre-wrap">{escape(str(row["after"]))}</span>'
    if row["field"] == "batch":
        return escape(t("history.batch", week=row["after"], what=t(f"forwarding.what.{row['before']}")))
    return escape(str(row["after"]))
