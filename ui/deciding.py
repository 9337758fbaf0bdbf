"""Takes decisions for the pages: signs them, tells what came of them in a line, and offers to take the last one back.

Leaves out what is decided, and the register itself (register.decisions).
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from capacity.formats import number
from capacity.schema import field
from register import RegisterError
from register.conflicts import ChangedMeanwhileError, Conflict
from register.decisions import Decisions
from ui import address, clock, register_access
from ui.language import language, t
from ui.markdown import literal
from ui.signing import signature
from ui.values import in_words
from ui.visitor import visitor

OUTCOME = "deciding.outcome"
DRAFT = "deciding.draft"  # what somebody is typing about an offer; after an undo it begins afresh
HIGH = "min-height:2.5rem;display:flex;align-items:center"  # of a button, so that nothing jumps when one comes
NAMED = 3  # conflicts that are told one by one


@dataclass(frozen=True)
class Outcome:
    """What came of the last decision on a page, in words; `decision` is the number that can be taken back, `after_undo`
    what the page does then; `undoing` takes back what is no decision about offers."""

    page: str
    said: str
    decision: int | None = None
    failed: bool = False
    after_undo: Callable[[], None] | None = None
    undoing: Callable[[], object] | None = None


def decisions() -> Decisions:
    """The decisions of the active register."""
    return Decisions(register_access.register(visitor()))


def decide(step: Callable[[], int | None], said: str, after_undo: Callable[[], None] | None = None) -> bool:
    """Takes the decision that `step` is; `said` tells it afterwards. False when the register refused it."""
    try:
        made = step()
    except RegisterError as error:
        tell(refusal(error), failed=True)
        return False
    st.session_state[OUTCOME] = Outcome(
        address.page(), said if made else t("deciding.nothing"), made, False, after_undo
    )
    return True


def tell(
    said: str, decision: int | None = None, *, failed: bool = False, undoing: Callable[[], object] | None = None
) -> None:
    """Notes what `outcome` is to say on this page, and how that is taken back."""
    st.session_state[OUTCOME] = Outcome(address.page(), said, decision, failed, undoing=undoing)


def failed() -> bool:
    """Whether the last decision on this page was refused."""
    last = _last()
    return last is not None and last.failed


def outcome(otherwise: str = "") -> None:
    """The line that tells the last decision on this page, with the button that takes it back; else `otherwise`."""
    last = _last()
    if last is not None and last.failed:
        st.error(literal(last.said), icon=":material/error:")
        return
    if not (said := f"✓ {last.said}" if last else otherwise):
        return
    look = "opacity:1" if last else "opacity:0.75;font-size:0.875rem"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="deciding.line"):
        st.html(f'<div role="status" style="{HIGH};{look}">{escape(said)}</div>', width="content")
        if last and (last.decision is not None or last.undoing):
            back, of = (_take_back, last.undoing) if last.undoing else (undo, last.decision)
            st.button(
                t("deciding.undo"), key="deciding.undo", on_click=back, args=(of,), shortcut="u",
                icon=":material/undo:",
            )  # fmt: skip


def _last() -> Outcome | None:
    last: Outcome | None = st.session_state.get(OUTCOME)
    if last and last.page != address.page():
        del st.session_state[OUTCOME]
        return None
    return last


def undo(decision: int) -> None:
    """Takes a decision back and tells so."""
    try:
        decisions().undo(decision, by=signature())
    except RegisterError as error:
        tell(refusal(error), failed=True)
        return
    st.session_state.pop(DRAFT, None)
    last = _last()
    if last and last.decision == decision and last.after_undo:
        last.after_undo()
    tell(t("deciding.undone"))


def _take_back(undoing: Callable[[], object]) -> None:
    try:
        register_access.register(visitor())  # whoever could do it may not undo it any more
        undoing()
    except RegisterError as error:
        tell(refusal(error), failed=True)
        return
    tell(t("deciding.undone"))


def refusal(error: RegisterError) -> str:
    """Why the register refused; where somebody else was first, who, when and what stands there now."""
    if not isinstance(error, ChangedMeanwhileError):
        return error.message(language())
    said = [_conflict(each) for each in error.conflicts[:NAMED]]
    if (more := len(error.conflicts) - NAMED) > 0:
        said.append(t("deciding.more_conflicts", count=number(more, language())))
    return " ".join([*said, t("deciding.nothing_saved")])


def _conflict(each: Conflict) -> str:
    return t(
        "deciding.conflict",
        by=each.by,
        at=clock.said(each.at),
        field=field(each.field).label(language()),
        value=in_words(each.field, each.value),
    )
