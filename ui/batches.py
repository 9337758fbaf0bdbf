"""The batches that were sent: week, when, by whom, what was in them, their hash; each can be loaded again as it was.

Leaves out what each contact was sent (ui.forwardings) and the next batch (ui.export).
"""

from typing import Any

import pandas as pd
import streamlit as st

from capacity.forwarding import DUE
from register.forwarding import Ledger
from ui import clock, downloads, register_access
from ui.language import t
from ui.picking import picked
from ui.tables import moment
from ui.values import recipient
from ui.visitor import visitor

COLUMNS = ("week", "at", "by", "recipient", *DUE, "held", "sha256")


def earlier() -> None:
    """All batches, the newest first; the chosen one can be loaded, byte for byte."""
    ledger = Ledger(register_access.register(visitor()))
    st.header(t("batches.earlier"), anchor=False)
    found = ledger.batches()
    if found.empty:
        st.caption(t("batches.none_yet"))
        return
    shown = found.assign(recipient=found["recipient"].map(recipient))
    row = picked(shown[list(COLUMNS)], _config(), key=f"batches.{len(found)}")
    if row is None:
        st.caption(t("batches.hint"))
    else:
        _load(found.iloc[row])


def _load(row: pd.Series) -> None:
    """The workbook of a batch, unless it was erased since."""
    if not pd.isna(row["erased_at"]):
        st.caption(t("batches.erased", at=clock.said(row["erased_at"])))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        label = t("batches.load", week=row["week"])
        downloads.button("batch", label, {"number": int(row["batch_id"])}, key="batches.load")
        st.caption(t("batches.hash", hash=row["sha256"]), width="content")


def exported(ledger: Ledger, number: int) -> downloads.File:
    """The frozen workbook of a batch; KeyError for a number that there is none of."""
    issued = ledger.reissue(number)
    return downloads.File(issued.name, downloads.XLSX, issued.content)


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {name: columns.NumberColumn(t(f"batches.count.{name}")) for name in (*DUE, "held")}
    found |= {name: columns.TextColumn(t(f"batches.{name}")) for name in ("week", "by", "recipient")}
    found["sha256"] = columns.TextColumn(t("batches.sha256"), width=110)
    found["at"] = moment(t("batches.at"))
    return found
