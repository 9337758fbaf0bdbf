"""The needs behind a cell of the matrix, the best offers for the one that is picked, and a promise out of one of them.

Leaves out the order of the offers and its reasons (capacity.needs.matching).
"""

from typing import Any

import pandas as pd
import streamlit as st

from capacity.columns import REGIONS
from capacity.formats import number
from capacity.naming import name_of
from capacity.needs.matching import REASONS, costs, pairs
from register.commitments import COMMITTED, Promise
from ui import navigation, needs, needs_promises
from ui.language import language, t
from ui.markdown import literal
from ui.needs import Asked, Cell
from ui.picking import picked
from ui.register_access import View
from ui.tables import DAY
from ui.visitor import visitor

BEST = 20
NEEDS = ("organisation", "town", "product", "urgency", "left", "until")
OFFERS = ("organisation", "town", "product", "free", "kilometres", "why")


def chosen(view: View, asked: Asked, cell: Cell) -> None:
    """Needs of the cell, the most urgent first; of the picked one the best offers."""
    wanted, held = needs.both_sides(view, asked)
    shown = _of(view, wanted, asked, cell)
    title = t("needs.needs", count=number(len(shown), language()))
    where = [name_of(REGIONS[asked.level], cell.region, language())] if cell.region else []
    what = [name_of("product", cell.product, language())] if cell.product else []
    st.header(" · ".join([title, *where, *what]), anchor=False)
    needs_promises.told(COMMITTED)
    table = shown.assign(
        product=_named("product", shown["product"]), urgency=_named("urgency", shown["urgency"]),
        left=[_amount(left, unit) if left != 0 else t("needs.covered_in_full")
              for left, unit in zip(shown["left"], shown["unit"], strict=True)],
        until=shown["available_until"].dt.date,
    )  # fmt: skip
    row = picked(table[list(NEEDS)], _config(NEEDS), key=f"needs.list.{hash(tuple(shown['offer_id']))}")
    if row is None:
        st.caption(t("needs.pick"))
    else:
        _best(view, shown.iloc[[row]], held)


def _of(view: View, wanted: pd.DataFrame, asked: Asked, cell: Cell) -> pd.DataFrame:
    offers = view.situation.offers
    if cell.region:
        key = REGIONS[asked.level]
        places = offers[key].fillna(offers["country"]) if key == "nuts0" else offers[key]
        there = places.isna() if cell.region == "none" else places == cell.region
        wanted = wanted[wanted["offer_id"].isin(offers.loc[there, "offer_id"])]
    if cell.product:
        wanted = wanted[wanted["product"] == cell.product]
    rank = wanted["urgency"].map({"critical": 0, "high": 1, "low": 3}).fillna(2)
    order = pd.DataFrame({"rank": rank, "left": -wanted["left"].fillna(0)}).sort_values(["rank", "left"]).index
    return wanted.loc[order].reset_index(drop=True)


def _best(view: View, need: pd.DataFrame, held: pd.DataFrame) -> None:
    found = pairs(need, held, most=BEST).merge(held[["offer_id", "product", "organisation", "town"]])
    wanted = need.iloc[0]
    who = wanted["organisation"] if isinstance(wanted["organisation"], str) else t("detail.unnamed")
    st.subheader(t("needs.best", who=literal(who)), anchor=False, help=t("needs.best_help"))
    navigation.link(
        "offers", t("needs.to_need"), icon=":material/list_alt:", offer=str(wanted["offer_id"]), kind="need"
    )
    if found.empty:
        st.caption(t("needs.nobody"))
        return
    table = found.assign(
        product=_named("product", found["product"]), kilometres=found["kilometres"].round(),
        free=[_amount(left, unit, at_most) for left, unit, at_most in
              zip(found["left"], found["unit"], found["at_most"], strict=True)],
        why=[why(row) for row in found.to_dict("records")],
    )  # fmt: skip
    row = picked(table[list(OFFERS)], _config(OFFERS), key=f"needs.best.{need['offer_id'].item()}.{len(found)}")
    if row is not None:
        _promise(view, found.iloc[row])


def why(pair: dict[str, Any]) -> str:
    """What speaks against a pair, in words: each reason that costs something."""
    told = [(each, str(pair[f"{each}_is"])) for each in REASONS]
    return ", ".join(t(f"needs.why.{name}.{code}") for name, code in told if costs()[name, code])


def _promise(view: View, pair: pd.Series) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        navigation.link("offers", t("decided.to_offer"), icon=":material/list_alt:", offer=str(pair["offer_id"]))
        if not visitor().may_write:
            return
        most = float(pair["left"] if pd.isna(pair["open"]) else min(pair["open"], pair["left"]))
        key = f"needs.quantity.{pair['need_offer_id']}.{pair['offer_id']}"
        quantity = st.number_input(t("needs.quantity"), 1.0, None, max(most, 1.0), 1.0, format="%g", key=key, width=150)
        made = Promise(int(pair["need_offer_id"]), int(pair["offer_id"]), pair["need_product"], quantity, pair["unit"])
        st.button(
            t("needs.promise"), type="primary", key=f"{key}.go", on_click=needs_promises.promise,
            args=([made], view.edition.version),
        )  # fmt: skip


def _amount(left: float, unit: str, at_most: bool = False) -> str:
    if pd.isna(left):
        return t("needs.no_quantity")
    said = f"{number(left, language())} {name_of('unit', unit, language())}"
    return t("needs.at_most", amount=said) if at_most else said


def _named(field: str, codes: pd.Series) -> list[str]:
    return ["" if pd.isna(code) else name_of(field, code, language()) for code in codes]


def _config(names: tuple[str, ...]) -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {name: columns.TextColumn(t(f"needs.column.{name}")) for name in names}
    if "kilometres" in found:
        found["kilometres"] = columns.NumberColumn(t("needs.column.kilometres"), format="localized")
    if "until" in found:
        found["until"] = columns.DateColumn(t("needs.column.until"), format=DAY[language()])
    return found
