"""What shows that the offer that is open conforms: attached documents and, for each capability, how far it is shown.

Leaves out every other field (ui.offer_correcting).
"""

from functools import partial

import pandas as pd
import streamlit as st

from capacity.columns import NOT_STATED
from capacity.vocabulary import labels
from register.decisions import Change, Decisions, Document
from ui import clock, deciding, downloads, tables, uploader
from ui.detail import Opened
from ui.language import language, t
from ui.markdown import literal
from ui.signing import signature

SEEN, LONGEST = "document_seen", 200


def show(opened: Opened) -> None:
    """The ladder of each capability, the documents, and the place where a further one is dropped."""
    beside = deciding.decisions().beside(opened.identity)
    for line in beside.now.capabilities.to_dict("records"):
        _ladder(line)
    for document in deciding.decisions().documents(opened.identity):
        _document(document)
    uploader.worded()
    key = f"documents.file.{opened.identity}.{st.session_state.get('documents.edition', 0)}"
    file = st.file_uploader(t("documents.file"), key=key)
    if file is not None:
        label = t("documents.attach", name=literal(file.name))
        st.button(label, key="documents.attach", type="primary", on_click=_attach, args=(opened.identity, key))
    st.caption(t("documents.hint"))


def _ladder(line: dict) -> None:
    """How far conformity is shown for one capability; a choice decides at once."""
    number, seen = int(line["capability_id"]), line["conformity"]
    product = tables.names("product", NOT_STATED if pd.isna(line["product"]) else line["product"])
    steps = labels("conformity", language())
    shown = seen if seen in steps else "not_stated"
    key = f"documents.conformity.{number}"
    st.session_state[key] = shown
    st.selectbox(
        t("documents.conformity", product=literal(product)),
        list(steps),
        format_func=steps.__getitem__,
        key=key,
        on_change=_step,
        args=(int(line["offer_id"]), number, seen, key),
    )


def _step(identity: int, number: int, seen: object, key: str) -> None:
    after = st.session_state[key]
    change = Change(identity, "conformity", seen, after, number)
    said = t("documents.stepped", step=labels("conformity", language())[after])
    deciding.decide(lambda: deciding.decisions().edit([change], by=signature()), said)


def _document(document: Document) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        downloads.button(
            "document",
            literal(document.name),
            {"number": document.document_id},
            key=f"documents.load.{document.document_id}",
            icon=":material/description:",
            help=t("documents.by", by=literal(document.by), at=clock.said(document.at)),
        )
        st.button(
            t("deciding.undo"), key=f"documents.undo.{document.document_id}", on_click=deciding.undo,
            args=(document.decision_id,), type="tertiary",
        )  # fmt: skip


def _attach(identity: int, key: str) -> None:
    file = st.session_state[key]
    name = file.name[-LONGEST:]
    if deciding.decide(partial(_attached, identity, name, file.getvalue()), t("documents.attached", name=name)):
        st.session_state["documents.edition"] = st.session_state.get("documents.edition", 0) + 1


def _attached(identity: int, name: str, content: bytes) -> int:
    """Attaches a file: the number of the decision."""
    made = deciding.decisions()
    number = made.attach(identity, name, content, by=signature())
    return next(each.decision_id for each in made.documents(identity) if each.document_id == number)


def exported(made: Decisions, number: int) -> downloads.File:
    """An attached document as it came, of no kind that a browser would show; KeyError where there is none."""
    document = made.document(number)
    return downloads.File(document.name, downloads.UNKNOWN, document.content)
