"""Capabilities in a form: a small table in which product, amounts and processes are typed over, added and taken away.

Leaves out the other fields (ui.inbox_understood) and what the amounts mean (capacity.by_hand).
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from capacity import vocabulary
from capacity.message import TOPICS
from capacity.naming import name_of
from capacity.schema import CAPABILITY_FIELDS, field
from register.values import plain
from ui import inbox
from ui.language import language, t
from ui.signing import signature

ASKED = ("product", "per_week_low", "per_week_high", "stock", "process")
AMOUNTS = {"per_week_low": 98, "per_week_high": 64, "stock": 88}  # as wide as what stands above them
KEPT = CAPABILITY_FIELDS


def editor(key: str, lines: pd.DataFrame) -> None:
    """The table of these capabilities to type in."""
    st.data_editor(
        _asked(lines), key=f"{key}.lines", num_rows="dynamic", hide_index=True, column_config=_config(),
        height="content", placeholder="–",
    )  # fmt: skip


def given(key: str, lines: pd.DataFrame, state: Mapping[str, Any]) -> list[dict[str, object]]:
    """The capabilities as they stand in the table now: typed over, added, without those taken away."""
    told = state.get(f"{key}.lines") or {}
    edited = {int(at): values for at, values in told.get("edited_rows", {}).items()}
    gone = set(told.get("deleted_rows", ()))
    kept = [
        _merged({code: plain(row[code]) for code in KEPT if code in row}, edited.get(at, {}))
        for at, row in enumerate(lines.to_dict("records"))
        if at not in gone
    ]
    added = [_merged({}, values) for values in told.get("added_rows", ())]
    return [each for each in (*kept, *added) if any(value is not None for value in each.values())]


def _merged(line: dict[str, object], typed: Mapping[str, Any]) -> dict[str, object]:
    """A line with what was typed over it; another product has another unit."""
    said = {code: ";".join(value) or None if isinstance(value, list) else value for code, value in typed.items()
            if code in ASKED}  # fmt: skip
    if "product" in said and said["product"] != line.get("product"):
        line = {**line, "unit": None}
    return line | said


def _asked(lines: pd.DataFrame) -> pd.DataFrame:
    found = lines.reindex(columns=list(ASKED))
    made = [each.split(";") if isinstance(each, str) else [] for each in found["process"]]
    found["process"] = pd.Series(made, index=found.index, dtype=object)
    return found.astype({"product": "object"} | dict.fromkeys(AMOUNTS, "float64"))


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {
        code: columns.NumberColumn(t(f"inbox.table.{code}"), min_value=0, format="localized", width=width)
        for code, width in AMOUNTS.items()
    }
    label: dict[str, Any] = {code: vocabulary.labels(code, language()).__getitem__ for code in ("product", "process")}
    found["product"] = columns.SelectboxColumn(
        field("product").label(language()), options=list(vocabulary.codes("product")), format_func=label["product"],
        width=135,
    )  # fmt: skip
    found["process"] = columns.MultiselectColumn(
        field("process").label(language()), options=list(vocabulary.codes("process")), format_func=label["process"],
        width=100,
    )  # fmt: skip
    return found


def topic(message: pd.Series) -> None:
    """What a question is about, to be chosen."""
    number, key = int(message["message_id"]), f"inbox.topic.{message['message_id']}"
    now = message["topic"] if isinstance(message["topic"], str) else None
    names = vocabulary.labels("message_topic", language())
    st.segmented_control(
        t("inbox.topic"), TOPICS, default=now, key=key, format_func=names.__getitem__, on_change=_set_topic,
        args=(number, key),
    )  # fmt: skip


def _set_topic(message_id: int, key: str) -> None:
    if chosen := st.session_state[key]:
        said = name_of("message_topic", chosen, language())
        inbox.step(lambda where: where.set_topic(message_id, chosen, by=signature()), t("inbox.said.topic", topic=said))
