"""The field for a place in a form: words, and what they may mean as soon as they are typed.

Leaves out the search itself (capacity.places.choosing).
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from capacity.places.choosing import as_fields, choices
from capacity.places.remembered import address_words
from ui.language import t
from ui.offer_place import named
from ui.values import in_words


def place(key: str, offer: Mapping[str, Any]) -> None:
    """The field, filled with the words of `offer`; beneath it what other words may mean, the likeliest chosen."""
    before = address_words(offer)
    left, right = st.columns(2, gap="small", vertical_alignment="bottom")
    typed = left.text_input(t("inbox.place"), value=before, key=f"{key}.place", placeholder=t("place.search_help"))
    if typed.strip() == before:
        exact = offer.get("precision")
        unknown = t("inbox.no_place") if offer else ""  # of an empty form nothing is said
        right.caption(t("inbox.place_read", precision=in_words("precision", exact)) if before else unknown)
        return
    found = choices(typed)
    names = {at: named(each) for at, each in enumerate(found)}
    if found:
        right.selectbox(
            t("place.which"), list(names), format_func=names.__getitem__, key=f"{key}.place.{typed}",
            label_visibility="collapsed",
        )  # fmt: skip
    else:
        right.caption(t("place.nothing") if typed else t("inbox.no_place"))


def chosen(key: str, offer: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, object]:
    """The fields of the place that stands in the form: none where nothing was changed."""
    before = address_words(offer)
    typed = str(state.get(f"{key}.place", before))
    if typed.strip() == before:
        return {}
    found = choices(typed)
    if not found:
        return {"region": typed.strip() or None, "place_words": typed.strip() or None, "precision": "none"}
    return as_fields(found[int(state.get(f"{key}.place.{typed}") or 0)])
