"""Tables as CSV that a German Excel opens by double click, made when asked for.

Leaves out the weekly workbook (capacity.workbook).
"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv(table: pd.DataFrame) -> bytes:
    """`table` as CSV: semicolons, UTF-8 with mark, a quote in front of text that a spreadsheet would run."""
    safe = table.copy()
    for column in safe.columns[safe.dtypes.map(lambda dtype: not pd.api.types.is_numeric_dtype(dtype))]:
        safe[column] = safe[column].map(_inert, na_action="ignore")
    return safe.to_csv(index=False, sep=";").encode("utf-8-sig")


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def picture(made: Callable[[], bytes], label: str, name: str) -> None:
    """A button that downloads a PNG as `name`.png; it is drawn at the click."""
    st.download_button(
        label,
        data=made,
        file_name=f"{name}.png",
        mime="image/png",
        on_click="ignore",
        icon=":material/image:",
        key=f"picture.{name}",
    )


def table(shown: pd.DataFrame, label: str, name: str) -> None:
    """A button that downloads `shown` as `name`.csv; nothing is made before the click."""
    st.download_button(
        label,
        data=lambda: csv(shown),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download.{name}",
    )
