"""What viewers are told about their totals: how much is left out of them, and why.

Leaves out what is left out (capacity.crowds, capacity.audiences).
"""

import streamlit as st

from capacity.crowds import LEAST
from capacity.formats import number
from ui import register_access
from ui.language import language, t
from ui.register_access import View


def note(view: View) -> None:
    """How many offers are kept back since they are private persons', and what else is not told."""
    st.caption(f"{t('totals.few', least=LEAST)} {_private(register_access.left_out(view))}", help=t("totals.help"))


def _private(count: int) -> str:
    if count == 0:
        return t("totals.private_none")
    if count < LEAST:
        return t("totals.private_few", least=LEAST)
    return t("totals.private", count=number(count, language()))
