"""The batches that were sent: week, when, by whom, what was in them, their hash; each can be loaded again as it was.

Leaves out what each contact was sent (ui.forwardings) and the next batch (ui.export).
"""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from capacity.forwarding import DUE
from register.forwarding import Ledger
from ui import clock, register_access
from ui.language import t
from ui.picking import picked
from ui.tables import moment
from ui.values import recipient

COLUMNS = ("week", "at", "by", "recipient", *DUE, "held", "sha256")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def earlier() -> None:
    """All batches, the newest first; the chosen one can be loaded, byte for byte."""
    ledger = Ledger(register_access.register())
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
        _load(ledger, found.iloc[row])


def _load(ledger: Ledger, row: pd.Series) -> None:
    """The workbook of a batch, unless it was erased since."""
    if not pd.isna(row["erased_at"]):
        st.caption(t("batches.erased", at=clock.said(row["erased_at"])))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.download_button(
            t("batches.load", week=row["week"]),
            data=partial(_content, ledger, int(row["batch_id"])),
            file_name=row["name"],
            mime=XLSX,
            on_click="ignore",
            icon=":material/download:",
            key="batches.load",
        )
        st.caption(t("batches.hash", hash=row["sha256"]), width="content")


def _content(ledger: Ledger, batch_id: int) -> bytes:
    return ledger.reissue(batch_id).content


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {name: columns.NumberColumn(t(f"batches.count.{name}")) for name in (*DUE, "held")}
    found |= {name: columns.TextColumn(t(f"batches.{name}")) for name in ("week", "by", "recipient")}
    found["sha256"] = columns.TextColumn(t("batches.sha256"), width=110)
    found["at"] = moment(t("batches.at"))
    return found
