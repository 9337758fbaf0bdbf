"""What stands beside an offer that is open: the nearest needs it could serve, for a need the best offers, guidance.

Leaves out the offer itself (ui.detail) and promises (ui.needs_promises).
"""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.naming import name_of
from capacity.needs.matching import pairs
from ui import filters, navigation, needs, register_access
from ui.detail import Opened
from ui.language import language, t
from ui.needs_matching import why
from ui.register_access import View
from ui.visitor import visitor

MOST = 3


def show(opened: Opened) -> None:
    """The needs an offer could serve, or the offers for a need, and where to read on about its products."""
    view = register_access.view(visitor().audience, replace(filters.selection(), kind=()))
    found = _pairs(view, opened)
    if len(found):
        st.html(_listed(view, opened, found))
    navigation.link("needs", t("needs.all"), icon=":material/compare_arrows:")
    for product in dict.fromkeys(str(line["product"]) for line in opened.lines if "product" in line):
        label = t("guidance.link", product=name_of("product", product, language()))
        navigation.link("guidance", label, icon=":material/gavel:", of=product)


def _pairs(view: View, opened: Opened) -> pd.DataFrame:
    """The nearest pairs of this offer or need."""
    wanted, held = needs.both_sides(view, needs.Asked(0, needs.WEEKS))
    if opened.facts.get("kind") == "need":
        return pairs(wanted[wanted["offer_id"] == opened.identity], held, most=MOST)
    own = held[held["offer_id"] == opened.identity]
    return pairs(wanted, own).sort_values("cost").head(MOST) if len(own) else own


def _listed(view: View, opened: Opened, found: pd.DataFrame) -> str:
    is_need = opened.facts.get("kind") == "need"
    names = view.everything.columns.offers.set_index("offer_id")["organisation"]
    rows = found.to_dict("records")
    other = ["offer_id" if is_need else "need_offer_id"] * len(rows)
    said = [_said(row, names.get(row[key])) for row, key in zip(rows, other, strict=True)]
    title = t("needs.offers_near" if is_need else "needs.needs_near")
    return f"<b>{escape(title)}</b><ul>{''.join(f'<li>{each}</li>' for each in said)}</ul>"


def _said(pair: dict, name: object) -> str:
    who = name if isinstance(name, str) else t("detail.unnamed")
    away = "" if pd.isna(pair["kilometres"]) else f" · {number(round(pair['kilometres']), language())} km"
    product = name_of("product", pair["need_product"], language())
    against = why(pair)
    return escape(f"{who} · {product}{away}{' · ' + against if against else ''}")
