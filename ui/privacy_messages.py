"""Messages that a search for a person leads to, to be ticked like offers. Leaves out what is done with them."""

import pandas as pd
import streamlit as st

from capacity.naming import name_of
from ui import tables
from ui.language import language, t

COLUMNS = ("writer", "mail", "from_organisation", "subject", "kind", "received_at")
FEW, HIGHEST = 8, 320


def ticked(found: pd.DataFrame, who: str) -> list[int]:
    """The table of these messages, as register.people gives them; the numbers of those that are ticked."""
    if found.empty:
        return []
    st.caption(t("privacy.messages_tick"))
    columns = st.column_config
    config = {name: columns.TextColumn(t(f"privacy.message.{name}")) for name in COLUMNS[:-1]}
    rows = st.dataframe(
        _worded(found),
        hide_index=True,
        column_config=config | {"received_at": tables.moment(t("privacy.message.received_at"))},
        height=HIGHEST if len(found) > FEW else "auto",
        key=f"privacy.messages.{hash((who, tuple(found['message_id'])))}",
        on_select="rerun",
        selection_mode="multi-row",
    )["selection"]["rows"]
    return [int(each) for each in found["message_id"].iloc[rows]]


def _worded(found: pd.DataFrame) -> pd.DataFrame:
    kinds = {each: name_of("message_kind", each, language()) for each in found["kind"].unique()}
    said = found.assign(
        writer=found["writer_name"].where(found["writer_name"].ne(""), found["sender_name"]),
        mail=found["writer_email"].where(found["writer_email"].ne(""), found["sender_email"]),
        kind=found["kind"].map(kinds),
    )
    return said[list(COLUMNS)]
