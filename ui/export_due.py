"""What the next batch to the Commission would tell: how many of each kind, who they are and why, and the confirmation.

Leaves out the rules (capacity.forwarding), the workbook (ui.export) and earlier batches (ui.batches).
"""

from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.forwarding import DUE, Proposal
from capacity.schema import field
from capacity.workbook import counted_figures
from register import RegisterError
from register.forwarding import Ledger, Proposed
from ui import clock, deciding, downloads, export, navigation, register_access, signing, tables
from ui.export import Asked
from ui.language import language, t
from ui.markdown import literal
from ui.picking import picked
from ui.register_access import View
from ui.signing import signature
from ui.values import in_words
from ui.visitor import visitor

ASIDE = ("unchanged", "held")
MOST = 2000
NOTED = "due.noted"


def proposed(view: View) -> Proposed:
    """What is due to the Commission of what is in view; worked out once per state of the register and filter."""
    found: Proposed = _proposed(view.key, view)
    return found


@st.cache_resource(show_spinner=False, max_entries=4)
def _proposed(key: str, _view: View) -> Proposed:
    within = set(_view.situation.offers["offer_id"]) if _view.selection.asked() else None
    day = None if _view.edition.today else _view.everything.as_of
    return Ledger(register_access.register(visitor())).propose(within=within, now=clock.now(day))


def last(found: Proposed) -> None:
    """When the Commission was told last, and how many contacts stand with it."""
    before = found.previous
    if before is None:
        st.markdown(t("due.first"))
        return
    told = sum(before.counts[what] for what in DUE)
    said = {"week": before.week, "at": clock.said(before.at), "by": before.by, "count": number(told, language())}
    st.text(t("due.last", **said))


def figures(found: Proposed) -> None:
    """How many of each kind."""
    counts = found.proposal.counts
    with st.grid(6, min_column_width=120, gap="small"):
        for what in (*DUE, *ASIDE):
            st.metric(t(f"due.{what}"), number(counts[what], language()), help=t(f"due.{what}_help"))


@st.fragment
def lists(view: View, found: Proposed) -> None:
    """Who is behind a figure: one kind, or one reason to be held back, chosen by its name."""
    register_access.register(visitor())  # a login that ended since the page was drawn is told nothing more
    counts = {what: count for what, count in found.proposal.counts.items() if what != "held" and count}
    names = {what: f"{t(f'due.{what}')} {number(count, language())}" for what, count in counts.items()}
    for reason, count in found.proposal.held.items():
        why = t("due.held_as", reason=t(f"forwarding.reason.{reason}"))
        names[f"held.{reason}"] = f"{why} {number(count, language())}"
    chosen = st.pills(t("due.who"), list(names), format_func=names.__getitem__, key="due.who")
    if chosen not in names:
        return
    what, _, reason = chosen.partition(".")
    rows = _changed(found.proposal) if what == "changed" else _items(view, found.proposal, what, reason)
    _listed(rows, chosen)


def _items(view: View, proposal: Proposal, what: str, reason: str) -> pd.DataFrame:
    """The offers of one kind as they are now; of those gone what the recipient has."""
    items = proposal.of(what)
    items = items[items["reason"] == reason] if reason else items
    offers = view.everything.columns.offers.set_index("offer_id")
    now = offers.reindex(items["offer_id"])
    rows = pd.DataFrame({"offer_id": items["offer_id"].to_numpy()})
    for code in ("organisation", "town", "country", "status", "consent"):
        sent = pd.Series([body.get(code) for body in items["body"]], dtype="str")
        known = now[code].reset_index(drop=True)
        rows[code] = [in_words(code, value) for value in known.where(known.notna(), sent)]
    if what == "withdrawn":
        rows["reason"] = [t(f"forwarding.reason.{each}") for each in items["reason"]]
    return rows


def _changed(proposal: Proposal) -> pd.DataFrame:
    """The changes field by field."""
    found = proposal.changes.reset_index(drop=True)
    sides = {side: _worded(found, side) for side in ("before", "after")}
    known = [field(code).label(language()) if code != "offer_id" else t("due.number") for code in found["field"]]
    product = [in_words("product", each) for each in found["product"]]
    return found[["offer_id", "organisation"]].assign(product=product, field=known, **sides)


def _worded(found: pd.DataFrame, side: str) -> list[str]:
    pairs = zip(found["field"], found[side], strict=True)
    return [str(value) if code == "offer_id" else in_words(code, value) for code, value in pairs]


def _listed(rows: pd.DataFrame, name: str) -> None:
    shown = rows.head(MOST).drop(columns="offer_id")
    row = picked(shown, _config(shown), key=f"due.list.{name}.{len(rows)}")
    if row is None:
        st.caption(t("due.hint"))
    else:
        identity = str(rows["offer_id"].iloc[row])
        navigation.link("offers", t("decided.to_offer"), icon=":material/list_alt:", offer=identity)


def _config(rows: pd.DataFrame) -> dict[str, Any]:
    own = ("reason", "field", "before", "after")
    return {
        name: st.column_config.TextColumn(t(f"due.column.{name}") if name in own else tables.heading(name))
        for name in rows
    }


def confirm(view: View, asked: Asked, found: Proposed) -> None:
    """The button that makes the workbook and notes it in the ledger, or why there is none."""
    if found.again:
        if found.again.batch_id != st.session_state.get(NOTED):  # of what one has just confirmed `noted` tells
            st.text(t("due.again", week=found.week, number=found.again.batch_id))
        return
    signing.ask()
    why = "sample" if register_access.is_sample() else "without" if asked.audience != "staff" else ""
    st.button(
        t("due.confirm"),
        key="due.confirm",
        type="primary",
        icon=":material/outbox:",
        disabled=bool(why),
        help=None if why else t("due.confirm_help"),
        on_click=_confirm,
        args=(view, asked, found),
    )
    if why:  # a button that does nothing must say so without being pointed at
        st.caption(t(f"due.confirm_{why}"), width="content")


def _confirm(view: View, asked: Asked, found: Proposed) -> None:
    try:
        content = export.making(view, asked, found)()
        done = Ledger(register_access.register(visitor())).confirm(
            found, content, by=signature(), language=asked.language, name=export.file_name(view, asked.language),
            figures=counted_figures(view.situation),
        )  # fmt: skip
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return
    st.session_state[NOTED] = done.batch_id
    deciding.tell(t("due.noted", number=done.batch_id))


def noted() -> None:
    """What came of the confirmation, and the frozen workbook to download."""
    deciding.outcome()
    number_ = st.session_state.get(NOTED)
    if number_ is None or deciding.failed():
        return
    ledger = Ledger(register_access.register(visitor()))
    batch = next((row for row in ledger.batches().itertuples() if row.batch_id == number_), None)
    if batch is not None:
        label = t("due.load", name=literal(batch.name))
        downloads.button("batch", label, {"number": int(batch.batch_id)}, key="due.load", type="primary")
