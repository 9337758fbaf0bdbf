"""Keeps the team's records for the pages: adds and ends them, credits imports to them, tells what came of it.

Leaves out which records there are (register.records) and their forms (ui.requests, ui.initiatives, ui.reach_events).
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import streamlit as st

from register import RegisterError
from register.crediting import COLUMN, credit, credited
from register.records import Event, Initiative, Records, Request
from ui import register_access
from ui.language import language, t
from ui.signing import signature
from ui.visitor import visitor

TOLD = "recording.told"
Record = TypeVar("Record", bound=Request | Initiative | Event)


def records(kind: type[Record]) -> Records[Record]:
    """The records of one kind, to be written."""
    return Records(register_access.register(visitor()), kind)


def carry_out(step: Callable[[], object], said: str) -> bool:
    """Does `step` and notes `said`, or why the register refused; whether it was done."""
    try:
        step()
    except RegisterError as error:
        st.session_state[TOLD] = True, error.message(language())
        return False
    st.session_state[TOLD] = False, said
    return True


def end(kind: type[Record], number: int, said: str) -> None:
    """Ends a record and notes `said`, also where somebody else has ended it meanwhile."""

    def step() -> None:
        with suppress(KeyError):
            records(kind).end(number, by=signature())

    carry_out(step, said)


def told() -> None:
    """The line that tells what came of the last step."""
    if said := st.session_state.pop(TOLD, None):
        (st.error if said[0] else st.success)(said[1])


def ask_imports(kind: type[Request] | type[Initiative], number: int) -> None:
    """Which imports belong to a request or initiative; what is chosen counts at once."""
    made = credited(register_access.register(visitor()))
    names = dict(zip(made["import_id"].tolist(), made["file"], strict=True))
    own = made.loc[made[COLUMN[kind].name] == number, "import_id"].tolist()
    key = f"recording.imports.{kind.__name__}.{number}"
    st.session_state[key] = own
    st.multiselect(
        t("recording.imports"), list(names), format_func=lambda each: f"{names[each]} ({each})", key=key,
        on_change=_credit, args=(kind, number, key, own), placeholder=t("recording.imports_none"),
    )  # fmt: skip


def _credit(kind: type[Request] | type[Initiative], number: int, key: str, shown: list[int]) -> None:
    """Writes what was changed of what was `shown`, so that a page that is behind overwrites nothing."""
    chosen = {int(each) for each in st.session_state[key]}
    changes = chosen - set(shown), set(shown) - chosen
    carry_out(lambda: credit(register_access.register(visitor()), kind, number, *changes), t("recording.credited"))
