"""Corrections that the register remembers: whose one a table was read with, and all of them, to look at and forget.

Leaves out making them (ui.imports_corrections).
"""

import html

import pandas as pd
import streamlit as st

from capacity.reports import Table
from capacity.schema import field
from capacity.vocabulary import label as code_label
from loaders.corrections import Correction
from register import RegisterError, Remembered
from ui import clock, imports_corrections, register_access
from ui.imports_columns import labels
from ui.imports_tray import Upload, tray
from ui.language import language, t
from ui.signing import signature
from ui.small_table import small_table
from ui.visitor import visitor

FORGOTTEN, KEPT = "imports.forgotten", "imports.not_forgotten"


def note(upload: Upload, table: Table, held: list[Remembered], key: str) -> None:
    """Says by whose words the table was read, if by anybody's, with what there is to do about it."""
    origin = imports_corrections.origin(upload, table, held)
    own = upload.drafts.get(table.fingerprint)
    said = origin.correction if origin else own
    if said is None or not said.says_something:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}.note"):
        if origin:
            when = html.escape(clock.said(origin.at))
            words = t("imports.remembered.read_as", when=when, by=html.escape(origin.by))
        else:
            words = t("imports.correction.own")
        st.html(f"<b>{words}</b> {imports_corrections.what(said)}", width="content")
        with st.popover(t("imports.remembered.look"), type="tertiary"):
            st.html(content(said))
        back = t("imports.remembered.not_here" if origin else "imports.correction.reset")
        reset = imports_corrections.reset
        st.button(back, key=f"{key}.reset.{upload.edition}", on_click=reset, args=(upload, table), type="tertiary")
        if origin:
            mark = origin.correction.fingerprint
            st.button(
                t("imports.remembered.forget"), key=f"{key}.forget", on_click=forget, args=(mark,), type="tertiary"
            )


def content(said: Correction) -> str:
    """A correction in words, as an HTML table."""
    named, lang = labels(language()), language()
    rows = [(key, named.get(role, role)) for key, role in said.fields.items()]
    rows += [
        (f"{field(code).label(lang)}: {text}", code_label(field(code).vocabulary, codes, lang) or "–")
        for (code, text), codes in said.values.items()
    ]
    if said.header_rows is not None:
        words = " / ".join(" | ".join(filter(None, row)) for row in said.header_rows) or "–"
        rows.append((t("imports.remembered.header"), words))
    rows += [(t("imports.remembered.table"), t("imports.correction.skip"))] if said.skip else []
    return small_table(
        pd.DataFrame(rows, columns=["a", "b"]), [t("imports.remembered.in_file"), t("imports.remembered.is")]
    )


def forget(fingerprint: str) -> None:
    """Lets the register forget a correction; files that lie here are read again without it."""
    try:
        register_access.register(visitor()).forget(fingerprint, by=signature())
    except RegisterError as error:
        st.session_state[KEPT] = error.message(language())
        return
    st.session_state[FORGOTTEN] = True
    stale = [each for each in tray().uploads if any(one.fingerprint == fingerprint for one in each.remembered)]
    for each in stale:
        each.remembered = tuple(one for one in each.remembered if one.fingerprint != fingerprint)
    tray().read_again(stale)


def listed() -> None:
    """All remembered corrections, one line each, under an expander; nothing where there are none."""
    if st.session_state.pop(FORGOTTEN, None):
        st.success(t("imports.remembered.forgotten"), icon=":material/check_circle:")
    if why := st.session_state.pop(KEPT, None):
        st.error(why, icon=":material/error:")
    held = register_access.register(visitor()).corrections()
    if not held:
        return
    with st.expander(t("imports.remembered.all", count=len(held)), key="imports.remembered"):
        for each in held:
            _line(each)


def _line(each: Remembered) -> None:
    said = each.correction
    left, look, right = st.columns((8, 2, 2), vertical_alignment="center")
    words = " | ".join(filter(None, said.headings))[:160]
    by = t("imports.remembered.by", when=clock.said(each.at), by=each.by)
    left.html(f"<b>{html.escape(words) or '–'}</b><br>{html.escape(by)}: {imports_corrections.what(said)}")
    with look.popover(t("imports.remembered.look")):
        st.html(content(said))
    right.button(
        t("imports.remembered.forget"), key=f"imports.forget.{said.fingerprint}", on_click=forget,
        args=(said.fingerprint,),
    )  # fmt: skip
