"""Guidance per product: law, standards, what makers may do, where to read on.

Leaves out the notes themselves (capacity.guidance) and the answers to questions.
"""

from html import escape

import streamlit as st

from capacity import vocabulary
from capacity.formats import date
from capacity.guidance import KINDS, Note, about, in_words, regime, standard
from capacity.naming import name_of
from ui import address, navigation
from ui.language import language, t

MUTED = "opacity:0.75;font-size:0.875rem"
DEFAULT = "mask_ffp2"


def show() -> None:
    """One product at a time, kept in the address bar."""
    products = {code: name_of("product", code, language()) for code in vocabulary.codes("product") if code != "other"}
    asked = address.get("of")
    st.session_state["guidance.of"] = asked if asked in products else DEFAULT
    product = st.selectbox(
        t("guidance.product"), list(products), format_func=products.__getitem__,
        key="guidance.of", on_change=lambda: address.put({"of": st.session_state["guidance.of"]}), width=460,
    )  # fmt: skip
    _facts(product)
    notes = about(product)
    for kind in KINDS:
        if own := [each for each in notes if each.kind == kind]:
            st.header(t(f"guidance.kind.{kind}"), anchor=False)
            st.html("<ul>" + "".join(_item(each) for each in own) + "</ul>")
    with st.expander(t("guidance.as_text")):
        st.code(in_words([product], language()), language=None, wrap_lines=True)
    navigation.link("offers", t("guidance.offers"), icon=":material/list_alt:", product=product)
    st.caption(t("guidance.no_advice"))


def _facts(product: str) -> None:
    facts = {"regime": regime(product, language()), "standard": standard(product) or t("guidance.no_standard")}
    unit = name_of("unit", vocabulary.attribute("product", "unit")[product], language())
    said = [f"<b>{escape(t(f'guidance.{name}'))}</b>: {escape(value)}" for name, value in facts.items()]
    st.html("<br>".join([*said, f"<b>{escape(t('guidance.unit'))}</b>: {escape(unit)}"]))


def _item(note: Note) -> str:
    target = escape(note.link)
    link = f' <a href="{target}" rel="noreferrer" target="_blank" style="color:inherit">{target}</a>' if target else ""
    days = [t("guidance.dated", day=date(note.dated, language()))] if note.dated else []
    days.append(t("guidance.checked", day=date(note.checked, language())))
    said = f'<span style="{MUTED}">{escape(" · ".join(days))}</span>'
    return f"<li>{escape(note.words(language()))}{link}<br>{said}</li>"
