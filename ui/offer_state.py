"""State, person in charge, confirmation and withdrawal of the offer that is open: one click each, taken back by one.

Leaves out its fields as read (ui.offer_correcting) and the same for many offers at once (ui.offers_bulk).
"""

from functools import partial

import streamlit as st

from capacity.vocabulary import labels
from register.decisions import Change
from ui import deciding, register_access
from ui.detail import Opened
from ui.language import language, t
from ui.signing import LONGEST_NAME, signature

NEW = "new"


def show(opened: Opened) -> None:
    """The widgets in one row, and the button of withdrawing, which asks why."""
    names = labels("status", language())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _choice(opened, "status", list(names), names)
        people = team(signature())
        _choice(opened, "assignee", people, {name: name for name in people})
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            t("state.confirm"), key="state.confirm", on_click=_confirm, args=(opened,),
            help=t("state.confirm_help"), icon=":material/task_alt:",
        )  # fmt: skip
        with st.popover(t("state.withdraw"), icon=":material/block:", disabled=_status(opened) == "withdrawn"):
            why = st.text_input(t("deciding.why"), key=f"state.why.{opened.identity}", placeholder=t("state.why_help"))
            st.button(t("state.withdraw_yes"), key="state.withdraw", on_click=_withdraw, args=(opened, why))


def team(*first: str) -> list[str]:
    """Everybody who is in charge of an offer, after the names given."""
    assigned = register_access.situation("staff").columns.offers["assignee"].dropna().unique()
    return list(dict.fromkeys([*first, *sorted(assigned)]))


def _status(opened: Opened) -> str:
    return str(opened.facts.get("status", NEW))


def _choice(opened: Opened, code: str, options: list[str], names: dict[str, str]) -> None:
    """A choice that decides at once; it always shows what stands in the register, also after a refusal."""
    seen = opened.facts.get(code)
    shown = str(seen) if seen is not None else NEW if code == "status" else None
    key = f"state.{code}.{opened.identity}"
    st.session_state[key] = shown
    st.selectbox(
        t(f"state.{code}"),
        options,
        format_func=lambda each: names.get(each, each),
        key=key,
        accept_new_options=code == "assignee",
        index=0 if shown else None,
        placeholder=t(f"state.{code}_none"),
        on_change=partial(_decided, opened.identity, code, seen, key),
    )


def _decided(identity: int, code: str, seen: object, key: str) -> None:
    chosen = st.session_state[key]
    after = str(chosen).strip()[:LONGEST_NAME] if chosen else None
    if code == "status" and seen is None and after == NEW:
        return
    said = t(f"state.{code}_set", value=deciding.in_words(code, after))
    change = Change(identity, code, seen, after)
    deciding.decide(lambda: deciding.decisions().edit([change], by=signature()), said)


def _confirm(opened: Opened) -> None:
    step = partial(deciding.decisions().confirm, [opened.identity], by=signature())
    deciding.decide(step, t("state.confirmed"))


def _withdraw(opened: Opened, why: str) -> None:
    step = partial(deciding.decisions().withdraw, [opened.identity], by=signature(), why=why.strip() or None)
    deciding.decide(step, t("state.withdrawn"))
