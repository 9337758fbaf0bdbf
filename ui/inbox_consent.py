"""Whether a message lets its contact be handed on: as it was read from its words, to be set right by one click.

Leaves out the reading (capacity.messages.consents).
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from capacity import vocabulary
from capacity.schema import field
from register.values import plain
from ui.language import language, t
from ui.values import in_words

CODES = vocabulary.codes("consent")
SILENT = "not_stated"


def ask(key: str, offer: Mapping[str, Any]) -> None:
    """The choice, standing as it was read, with the words that it rests on."""
    names = {code: in_words("consent", code) for code in CODES}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            field("consent").label(language()), CODES, default=_read(offer), key=f"{key}.consent", required=True,
            format_func=names.__getitem__,
        )  # fmt: skip


def given(key: str, offer: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, object]:
    """The fields of the consent that stands in the form: none where it stands as it was read."""
    code = state.get(f"{key}.consent") or _read(offer)
    if code == _read(offer):
        return {}
    said = None if code == SILENT else t("inbox.consent_by_hand")
    return {"consent": code, "consent_words": said, "consent_at": offer.get("received_at") if said else None}


def _read(offer: Mapping[str, Any]) -> str:
    return str(plain(offer.get("consent")) or SILENT)
