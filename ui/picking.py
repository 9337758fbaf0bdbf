"""A table of which one row can be picked. Leaves out its columns and what follows from the pick."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

FEW, HIGHEST = 12, 460


def picked(shown: pd.DataFrame, config: dict[str, Any], *, key: str) -> int | None:
    """Shows every column of `shown`, headed by `config`; the position of the row that was picked, None before."""
    rows = st.dataframe(
        shown,
        hide_index=True,
        placeholder="",
        column_config=config,
        height=HIGHEST if len(shown) > FEW else "auto",
        key=key,
        on_select=partial(_tick, key),
        selection_mode=["single-row", "single-cell"],
    )["selection"]["rows"]
    return rows[0] if rows else None


def _tick(key: str) -> None:
    """A click anywhere in a row ticks it, in place of the one before."""
    for row, _ in st.session_state[key]["selection"]["cells"]:
        st.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
