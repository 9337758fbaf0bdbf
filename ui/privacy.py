"""The rights of people on the page: whose data is held, the report on it, erasure after a question that says what goes.

Leaves out the rules (register.people) and anonymising after a period (ui.retention).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from register import RegisterError
from register.people import Concerned, People
from register.people_access import as_json, as_workbook
from ui import deciding, downloads, privacy_messages, register_access, tables
from ui.language import language, t
from ui.signing import signature
from ui.tables import DAY
from ui.visitor import visitor

WIDTHS = {
    "organisation": 150, "contact_name": 105, "email": 175, "phone": 110, "town": 120, "received_at": 110, "file": 110,
    "in_sight": 60,
}  # fmt: skip
OWN = ("file", "in_sight")
WHO, REASON, SURE = "privacy.who", "privacy.reason", "privacy.sure"
FEW, HIGHEST = 8, 320
HELD = ("offers", "versions", "documents", "originals", "workbooks", "messages")


def people() -> People:
    """The rights of the people in the active register."""
    return People(register_access.register(visitor()))


def search() -> None:
    """The field to type in, what is held of whoever it leads to, and what can be done with the ticked rows."""
    st.header(t("privacy.search"), anchor=False)
    who = st.text_input(
        t("privacy.who"), key=WHO, type="search", placeholder=t("privacy.who"), label_visibility="collapsed", width=420
    )
    deciding.outcome()
    if not who.strip():
        st.caption(t("privacy.hint"))
        return
    found, written = people().find(who), people().messages(who)
    if found.empty and written.empty:
        st.info(t("privacy.nobody"))
        return
    chosen = found
    if len(found):
        chosen = _table(found, f"privacy.found.{hash((who, tuple(found['offer_id'])))}")
    messages = privacy_messages.ticked(written, who)
    if chosen.empty and not messages:
        st.caption(t("privacy.tick"))
        return
    _rights([int(each) for each in chosen["offer_id"]], messages)


def _table(found: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows to tick; those that are ticked. None is at first: people of one name are not one person."""
    rows = st.dataframe(
        worded(found),
        hide_index=True,
        placeholder="",
        column_config=config(),
        height=HIGHEST if len(found) > FEW else "auto",
        key=key,
        on_select="rerun",
        selection_mode="multi-row",
    )["selection"]["rows"]
    return found.iloc[rows]


def worded(found: pd.DataFrame) -> pd.DataFrame:
    """The rows that a search or the retention gives, in words: as many columns as a laptop shows side by side."""
    said = found["in_sight"].map({True: t("privacy.in_sight.yes"), False: t("privacy.in_sight.no")})
    town = (found["postcode"].fillna("") + " " + found["town"].fillna("")).str.strip()
    return found.assign(in_sight=said, town=town)[list(WIDTHS)]


def config() -> dict[str, Any]:
    """The columns of such a table."""
    headings = {name: t(f"privacy.{name}") if name in OWN else tables.heading(name) for name in WIDTHS}
    shown: dict[str, Any] = {
        name: st.column_config.TextColumn(heading, width=WIDTHS[name]) for name, heading in headings.items()
    }
    day = st.column_config.DateColumn(headings["received_at"], width=WIDTHS["received_at"], format=DAY[language()])
    return shown | {"received_at": day}


def _rights(ids: list[int], messages: list[int]) -> None:
    """The report to download, and the erasure."""
    concerned = people().concerned(ids, messages)
    st.markdown(t("privacy.concerned", held=_held(concerned)))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        whose = {"ids": downloads.numbers(ids), "messages": downloads.numbers(messages)}
        downloads.button("access", t("privacy.access"), whose, key="privacy.xlsx")
        downloads.button("access", t("privacy.access_json"), {**whose, "form": "json"}, key="privacy.json")
        if st.button(t("privacy.erase"), key="privacy.erase", icon=":material/delete_forever:"):
            st.dialog(t("privacy.erase_title"))(_ask)(ids, messages, concerned)


def exported(rights: People, parameters: Mapping[str, str]) -> downloads.File:
    """The access report on whom the parameters name; made when it is asked for, outside of the session."""
    whose = (downloads.numbered(parameters.get(name, "")) for name in ("ids", "messages"))
    report = rights.access(*whose)
    now = dt.datetime.now().astimezone()
    name = t("privacy.report_file", day=f"{now:%Y-%m-%d}")
    if parameters.get("form") == "json":
        return downloads.File(f"{name}.json", downloads.JSON, as_json(report))
    return downloads.File(f"{name}.xlsx", downloads.XLSX, as_workbook(report, language(), now))


def _held(concerned: Concerned) -> str:
    counts = [(name, getattr(concerned, name)) for name in HELD]
    return " · ".join(f"{t(f'privacy.held.{name}')} {number(count, language())}" for name, count in counts if count)


def _ask(ids: list[int], messages: list[int], concerned: Concerned) -> None:
    """What goes, what stays, that there is no way back, and the two buttons."""
    st.markdown(t("privacy.erase_what", held=_held(concerned)))
    st.markdown(t("privacy.erase_stays"))
    st.text_input(t("privacy.reason"), key=REASON, placeholder=t("privacy.reason_help"))
    sure = st.checkbox(t("privacy.sure"), key=SURE)
    with st.container(horizontal=True):
        done = st.button(
            t("privacy.erase_yes"), type="primary", key="privacy.erase_yes", disabled=not sure, on_click=_erase,
            args=(ids, messages),
        )  # fmt: skip
        kept = st.button(t("privacy.erase_no"), key="privacy.erase_no")
    if done or kept:
        st.rerun()


def _erase(ids: list[int], messages: list[int]) -> None:
    if not st.session_state.get(SURE):
        return
    try:
        reason = str(st.session_state.get(REASON) or "").strip() or None
        done = people().erase(ids, messages, by=signature(), reason=reason)
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return
    deciding.tell(t("privacy.erased", held=_held(done)))
    st.session_state[WHO] = ""


def erasures() -> None:
    """What was erased and anonymised, without the data; and people who asked for erasure and came in again."""
    again = people().returned()
    if len(again):
        st.warning(t("privacy.returned", count=number(len(again), language())), icon=":material/person_alert:")
        st.dataframe(worded(again), hide_index=True, placeholder="", column_config=config(), key="privacy.again")
    done = people().erasures()
    st.header(t("privacy.erasures"), anchor=False)
    if not done:
        st.caption(t("privacy.erasures_none"))
        return
    rows = [(each.at, each.by, t(f"privacy.kind.{each.kind}"), each.offers, each.reason or "") for each in done]
    names = ("at", "by", "kind", "offers", "reason")
    columns: dict[str, Any] = {name: st.column_config.Column(t(f"privacy.erasure.{name}")) for name in names}
    columns["at"] = tables.moment(t("privacy.erasure.at"))
    st.dataframe(pd.DataFrame(rows, columns=list(names)), hide_index=True, column_config=columns, key="privacy.done")
