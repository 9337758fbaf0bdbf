"""Who was sent what, when, to whom and on which consent: the ledger line by line, to search by organisation.

Leaves out whole batches (ui.batches) and what is due next (ui.export).
"""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from capacity.folding import fold_words
from capacity.formats import number
from capacity.forwarding import DUE
from capacity.forwarding_bodies import LINES
from capacity.schema import field
from register.forwarding import Ledger
from ui import clock, navigation, register_access, tables
from ui.language import language, t
from ui.picking import picked
from ui.tables import moment
from ui.values import in_words, recipient
from ui.visitor import visitor

COLUMNS = ("organisation", "what", "week", "at", "recipient", "consent", "by")


def ledger() -> None:
    """Search, the lines of the ledger that it leaves, and the chosen one in full."""
    told = Ledger(register_access.register(visitor())).told()
    if told.empty:
        st.info(t("forwardings.none_yet"))
        navigation.link("weekly_export", t("forwardings.to_export"), icon=":material/outbox:")
        return
    found = _matching(told.assign(organisation=_organisations(told)))
    st.caption(t("forwardings.count", left=number(len(found), language()), of=number(len(told), language())))
    shown = found.assign(
        what=found["what"].map(lambda what: t(f"forwarding.what.{what}")),
        consent=found["consent"].map(lambda code: in_words("consent", code)),
        recipient=found["recipient"].map(recipient),
    )
    row = picked(shown[list(COLUMNS)], _config(), key=f"forwardings.{len(told)}.{len(found)}")
    if row is None:
        st.caption(t("forwardings.hint"))
    else:
        _sent(found.iloc[row])


def _organisations(told: pd.DataFrame) -> list[str]:
    """The organisation as it was sent; of what was withdrawn, as it was sent before."""
    known: dict[int, str] = {}
    for identity, body in zip(told["offer_id"][::-1], told["body"][::-1], strict=True):
        known[identity] = body.get("organisation") or known.get(identity, "")
    pairs = zip(told["offer_id"], told["body"], strict=True)
    return [body.get("organisation") or known[at] or t("detail.unnamed") for at, body in pairs]


def _matching(told: pd.DataFrame) -> pd.DataFrame:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            t("forwardings.search"), key="forwardings.search", type="search", placeholder=t("forwardings.search"),
            label_visibility="collapsed", width=320,
        )  # fmt: skip
        names = {what: t(f"forwarding.what.{what}") for what in DUE}
        kinds = st.pills(
            t("forwardings.what"), list(names), format_func=names.__getitem__, selection_mode="multi",
            key="forwardings.what", label_visibility="collapsed",
        )  # fmt: skip
    kept = told[told["what"].isin(kinds)] if kinds else told
    wanted = " ".join(fold_words(words or ""))
    return kept[[wanted in " ".join(fold_words(name)) for name in kept["organisation"]]] if wanted else kept


def _sent(row: pd.Series) -> None:
    """What stood in the batch of this contact, and where it is now."""
    body: Mapping[str, Any] = row["body"]
    said = [(tables.heading(code), in_words(code, value)) for code, value in body.items() if _is_field(code)]
    said += [(t("detail.capabilities"), _line(line)) for line in body.get(LINES, [])]
    st.html(
        "".join(f"<div><b>{escape(name)}:</b> {escape(words)}</div>" for name, words in said)
        or escape(t("forwardings.no_body", at=clock.said(row["at"])))
    )
    navigation.link("offers", t("decided.to_offer"), icon=":material/list_alt:", offer=str(row["offer_id"]))


def _line(line: Mapping[str, Any]) -> str:
    """A capability in words; each has its heading, so that no number stands alone."""
    return "; ".join(f"{tables.heading(code)}: {in_words(code, value)}" for code, value in line.items())


def _is_field(code: str) -> bool:
    try:
        return field(code).table == "offer"
    except KeyError:
        return False


def _config() -> dict[str, Any]:
    found: dict[str, Any] = {name: st.column_config.TextColumn(t(f"forwardings.{name}")) for name in COLUMNS}
    found["at"] = moment(t("forwardings.at"))
    return found
