"""Downloads: buttons that lead to our own address of an export, and what such an address gives.

Each request is asked anew who it comes from (ui.routes); nothing of the register waits at an address of Streamlit's.
Leaves out what can be exported (ui.exports) and the weekly workbook (capacity.workbook).
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import streamlit as st

from ui import address
from ui.language import language
from ui.visitor import visitor

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CSV, PNG, JSON = "text/csv; charset=utf-8", "image/png", "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNKNOWN = "application/octet-stream"
ADDRESS, AS = "/export", "as"


@dataclass(frozen=True)
class File:
    """What a download gives."""

    name: str
    media_type: str
    content: bytes


def button(
    export: str,
    label: str,
    asked: Mapping[str, object],
    *,
    key: str,
    icon: str = ":material/download:",
    help: str | None = None,
    type: Literal["primary", "secondary"] = "secondary",
    disabled: bool = False,
) -> None:
    """A button that downloads `export` (a name of ui.exports.EXPORTS) of what is in view; `asked` says more of it.

    Nothing is made before the click. `label` is Markdown: people's text goes through ui.markdown.literal.
    """
    with st.container(key=key, width="content"):
        st.link_button(label, link(export, asked), icon=icon, help=help, type=type, disabled=disabled)


def link(export: str, asked: Mapping[str, object]) -> str:
    """The address of an export: the filters in view, the language, and what is `asked` beside them."""
    said = {name: str(value) for name, value in asked.items() if value not in ("", None)}
    query = address.shared() | {address.LANGUAGE: language(), AS: visitor().audience} | said
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{'/' if base else ''}{base}{ADDRESS}/{export}?{urlencode(query)}"


def csv(table: pd.DataFrame) -> bytes:
    """`table` as CSV that a German Excel opens: semicolons, UTF-8 with mark, a quote before what it would run."""
    safe = table.copy()
    for column in safe.columns[safe.dtypes.map(lambda dtype: not pd.api.types.is_numeric_dtype(dtype))]:
        safe[column] = safe[column].map(_inert, na_action="ignore")
    return safe.to_csv(index=False, sep=";").encode("utf-8-sig")


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def table(shown: pd.DataFrame, name: str) -> File:
    """`shown` as the file `name`.csv."""
    return File(f"{name}.csv", CSV, csv(shown))


def numbers(chosen: Iterable[int]) -> str:
    """Numbers as an address says them in few letters: sorted, each after the first as its distance, in base 36."""
    ordered = sorted(set(chosen))
    return ".".join(np.base_repr(each - before, 36) for before, each in zip([0, *ordered], ordered, strict=False))


def numbered(said: str) -> list[int]:
    """The numbers that `numbers` said; none where it is not of that kind."""
    try:
        steps = [int(each, 36) for each in said.split(".")] if said else []
    except ValueError:
        return []
    return list(itertools.accumulate(steps))
