"""What was promised to needs: writing it down, how far each got, and the list of all.

Leaves out who could give what (ui.needs_matching, ui.needs_proposal) and the register's side (register.commitments).
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.naming import name_of
from register import RegisterError
from register.commitments import CANCELLED, COMMITTED, DELIVERED, PROPOSED, Commitments, Promise
from ui import needs, register_access
from ui.language import language, t
from ui.picking import picked
from ui.register_access import View
from ui.signing import signature
from ui.tables import moment
from ui.visitor import visitor

TOLD, LISTED = "needs.told", "listed"
COLUMNS = ("need", "offer", "product", "quantity", "state", "state_at", "state_by")
NEXT = {PROPOSED: (COMMITTED, CANCELLED), COMMITTED: (DELIVERED, CANCELLED), DELIVERED: (), CANCELLED: (COMMITTED,)}


def promise(promises: Sequence[Promise], version: int, state: str = COMMITTED) -> None:
    """Writes promises down that were chosen by `version` of the register, and tells so."""
    _carry_out(lambda made: made.promise(promises, by=signature(), version=version, state=state),
               t(f"needs.promised_{state}", count=number(len(promises), language())), state)  # fmt: skip


def told(where: str) -> None:
    """The line that tells what came of the last step, where it was taken: a state promised at once, or LISTED."""
    if said := st.session_state.pop(f"{TOLD}.{where}", None):
        (st.error if said[0] else st.success)(said[1])


def listed(view: View) -> None:
    """Every promise about needs and offers in sight, the newest first; the picked one goes a step further."""
    if visitor().audience != "staff":
        return
    st.header(t("needs.promises"), anchor=False)
    found = needs.promises(view)
    if found.empty:
        st.caption(t("needs.promises_none"))
        return
    names = register_access.situation("staff").offers.set_index("offer_id")["organisation"]
    shown = found.assign(
        need=_names(found["need_offer_id"], names), offer=_names(found["offer_id"], names),
        product=[name_of("product", code, language()) for code in found["product"]],
        state=[t(f"needs.state.{code}") for code in found["state"]],
    )  # fmt: skip
    row = picked(shown[list(COLUMNS)], _config(), key=f"needs.promises.{hash(tuple(found['step_id']))}")
    if row is not None:
        _further(found.iloc[row], view.edition.version)
    told(LISTED)


def _further(made: pd.Series, version: int) -> None:
    identity = int(made["commitment_id"])
    with st.container(horizontal=True):
        for state in NEXT[made["state"]]:
            st.button(t(f"needs.set.{state}"), key=f"needs.set.{state}", on_click=_step,
                      args=(identity, state, version))  # fmt: skip
        st.button(
            t("deciding.undo"), key="needs.undo", icon=":material/undo:", on_click=_undo,
            args=(int(made["step_id"]), version),
        )  # fmt: skip


def _step(commitment_id: int, state: str, version: int) -> None:
    _carry_out(lambda made: made.step(commitment_id, state, by=signature(), version=version),
               t(f"needs.state.{state}"))  # fmt: skip


def _undo(step_id: int, version: int) -> None:
    _carry_out(lambda made: made.undo(step_id, by=signature(), version=version), t("deciding.undone"))


def _carry_out(step: Any, said: str, where: str = LISTED) -> None:
    try:
        step(Commitments(register_access.register(visitor())))
    except RegisterError as error:
        st.session_state[f"{TOLD}.{where}"] = True, error.message(language())
    else:
        st.session_state[f"{TOLD}.{where}"] = False, said


def _names(numbers: pd.Series, names: pd.Series) -> list[str]:
    known = numbers.map(names)
    return [t("detail.unnamed") if pd.isna(name) else str(name) for name in known]


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {name: columns.TextColumn(t(f"needs.column.{name}")) for name in COLUMNS}
    found["quantity"] = columns.NumberColumn(t("needs.column.quantity"), format="localized")
    found["state_at"] = moment(t("needs.column.state_at"))
    return found
