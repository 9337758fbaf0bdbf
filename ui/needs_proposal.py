"""A proposal for all needs in view at once, to be written down with one click.

Leaves out the plan itself (capacity.needs.proposal).
"""

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.naming import name_of
from capacity.needs.proposal import proposed
from register.commitments import PROPOSED, Promise
from ui import needs, needs_promises, turns
from ui.language import language, t
from ui.needs import Asked
from ui.register_access import View
from ui.visitor import visitor

COLUMNS = ("need", "offer", "product", "quantity", "kilometres")
OPEN = "needs.proposal"


def all_at_once(view: View, asked: Asked) -> None:
    """Who could give how much to whom, when all needs in view are looked at together."""
    if not visitor().may_write:
        return
    st.header(t("needs.proposal"), anchor=False, help=t("needs.proposal_help"))
    needs_promises.told(PROPOSED)
    if st.session_state.get(OPEN) != (view.key, asked.weeks):
        st.button(t("needs.propose"), key="needs.propose", on_click=_open, args=(view.key, asked.weeks))
        return
    wanted, held = needs.both_sides(view, asked)
    with st.spinner(t("needs.proposing")), turns.PAGES.lent():
        plan = _plan(f"{view.key}|{asked.weeks}", wanted, held)
    if plan.empty:
        st.caption(t("needs.nothing_to_propose"))
        return
    names = view.situation.offers.set_index("offer_id")["organisation"].fillna(t("detail.unnamed"))
    shown = plan.assign(
        need=plan["need_offer_id"].map(names), offer=plan["offer_id"].map(names), kilometres=plan["kilometres"].round(),
        product=[name_of("product", code, language()) for code in plan["product"]],
    )  # fmt: skip
    st.caption(_covered(wanted, plan))
    config = {name: st.column_config.Column(t(f"needs.column.{name}")) for name in COLUMNS}
    for name in ("quantity", "kilometres"):
        config[name] = st.column_config.NumberColumn(t(f"needs.column.{name}"), format="localized")
    st.dataframe(shown[list(COLUMNS)], column_config=config, hide_index=True, key="needs.plan")
    st.button(
        t("needs.note_all", count=number(len(plan), language())), type="primary", key="needs.note_all",
        on_click=needs_promises.promise, args=(_promises(plan), view.edition.version, PROPOSED),
    )  # fmt: skip


# the key says all: a promise makes another version of the register; the plan of thousands of offers takes seconds
@st.cache_resource(show_spinner=False, max_entries=4)
def _plan(key: str, _wanted: pd.DataFrame, _held: pd.DataFrame) -> pd.DataFrame:
    return proposed(_wanted, _held)


def _open(key: str, weeks: int) -> None:
    st.session_state[OPEN] = (key, weeks)


def _covered(wanted: pd.DataFrame, plan: pd.DataFrame) -> str:
    told = wanted[wanted["left"] > 0]
    met = plan.groupby(["need_offer_id", "need_product"])["quantity"].sum()
    keys = pd.MultiIndex.from_frame(told[["offer_id", "product"]])
    full = int((met.reindex(keys).fillna(0).to_numpy() >= told["left"].to_numpy() - 1).sum())
    part = {"full": full, "some": len(met) - full, "all": len(told), "silent": int(wanted["left"].isna().sum())}
    return t("needs.covered", **{name: number(count, language()) for name, count in part.items()})


def _promises(plan: pd.DataFrame) -> list[Promise]:
    return [
        Promise(int(row.need_offer_id), int(row.offer_id), str(row.need_product), float(row.quantity), str(row.unit))
        for row in plan.itertuples()
    ]
