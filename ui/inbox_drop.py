"""Mails dropped on the inbox page: read one after another and stored, a whole mailbox at once, with progress.

Leaves out folders and IMAP, which come in by command (see docs/operators.md), and reading (ui.inbox_reading).
"""

from collections import Counter

import streamlit as st

from capacity.formats import number
from register import RegisterError, begin_own
from ui import deciding, inbox, inbox_reading, register_access, uploader
from ui.language import language, t
from ui.signing import signature

KINDS = ["eml", "msg", "mbox", "zip", "mht"]
EDITION = "inbox.drop.edition"


def drop(*, waiting: bool) -> None:
    """The place for mails: open where nothing waits, else folded away."""
    with st.expander(t("inbox.drop"), expanded=not waiting, key="inbox.drop"):
        st.caption(t("inbox.how"))
        uploader.worded()
        files = st.file_uploader(
            t("inbox.drop"), type=KINDS, accept_multiple_files=True, label_visibility="collapsed",
            key=f"inbox.files.{st.session_state.get(EDITION, 0)}",
        )  # fmt: skip
    if files:
        _take_in([(each.name, each.getvalue()) for each in files])
        st.session_state[EDITION] = st.session_state.get(EDITION, 0) + 1
        st.rerun()


def _take_in(files: list[tuple[str, bytes]]) -> None:
    found: Counter[str] = Counter()
    bar = st.progress(0.0)
    try:
        if register_access.is_sample():  # what people wrote never lies among the invented reports
            begin_own()
        for at, (name, content) in enumerate(files):
            for fared in inbox_reading.take_in(inbox.inbox(), content, name, signature()):
                found[fared] += 1
                said = t("inbox.taking_in", count=number(found.total(), language()))
                bar.progress(at / len(files), text=said)
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return
    parts = [t(f"inbox.came.{name}", count=number(count, language())) for name, count in found.items() if count]
    deciding.tell(" · ".join(parts), failed=not (found["new"] or found["already"]))
