"""Private persons of whom nothing was heard for a period: who they are, and anonymising them after a question.

Leaves out who counts as such (register.people) and single erasures (ui.privacy).
"""

import streamlit as st

from capacity.formats import number
from register import RegisterError
from ui import deciding
from ui.language import language, t
from ui.privacy import FEW, HIGHEST, config, people, worded
from ui.signing import signature

USUAL, SHORTEST, LONGEST = 365, 30, 3650


def preview() -> None:
    """The period, whom it concerns, and the button."""
    st.header(t("retention.title"), anchor=False)
    days = int(
        st.number_input(
            t("retention.days"), min_value=SHORTEST, max_value=LONGEST, value=USUAL, step=30, key="retention.days",
            width=240,
        )
    )  # fmt: skip
    due, messages = people().due(days), people().due_messages(days)
    if due.empty and not messages:
        st.caption(t("retention.nobody", days=number(days, language())))
        return
    if messages:
        st.markdown(t("retention.messages", count=number(messages, language()), days=number(days, language())))
    if len(due):
        st.markdown(t("retention.due", count=number(len(due), language()), days=number(days, language())))
        st.dataframe(
            worded(due), hide_index=True, placeholder="", column_config=config(),
            key=f"retention.{days}.{len(due)}", height=HIGHEST if len(due) > FEW else "auto",
        )  # fmt: skip
    if st.button(t("retention.run"), key="retention.run", icon=":material/person_off:"):
        st.dialog(t("retention.run_title"))(_ask)(days, len(due))


def _ask(days: int, count: int) -> None:
    st.markdown(t("retention.what", count=number(count, language()), days=number(days, language())))
    with st.container(horizontal=True):
        done = st.button(t("retention.yes"), type="primary", key="retention.yes", on_click=_run, args=(days,))
        kept = st.button(t("privacy.erase_no"), key="retention.no")
    if done or kept:
        st.rerun()


def _run(days: int) -> None:
    try:
        done = people().retain(days, by=signature())
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return
    deciding.tell(t("retention.done", count=number(done.offers if done else 0, language())))
