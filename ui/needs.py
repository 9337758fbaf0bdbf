"""Needs and gaps: the matrix of regions and products, of which one cell can be picked.

Leaves out the needs behind a cell and who could serve them (ui.needs_matching), and the counting (capacity.needs).
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from capacity.columns import REGIONS
from capacity.formats import number
from capacity.naming import name_of
from capacity.needs.amounts import demands, supplies
from capacity.needs.gaps import gaps
from capacity.needs.gaps import matrix as as_matrix
from capacity.schema import field
from register.commitments import Commitments, standing
from ui import address, live, navigation, register_access
from ui.language import language, t
from ui.register_access import View
from ui.visitor import visitor

WEEKS, LONGEST = 4, 26
LEVELS = ("0", "1", "2", "3")
UNKNOWN, COVERED, UNREPORTED = "?", "✓", "°"


@dataclass(frozen=True)
class Asked:
    """What the page shows: regions of NUTS `level`, quantities over so many `weeks`."""

    level: int
    weeks: int


@dataclass(frozen=True)
class Cell:
    """One region, or all, and one product, or all."""

    region: str = ""
    product: str = ""


def expect(view: View) -> None:
    """Ends the run, with a way on, where there is no need in view."""
    if "need" not in view.situation.columns.coded("kind").tally(view.situation.rows):
        st.info(t("needs.none"))
        if visitor().may_write:
            navigation.link("imports", t("filters.go_to_import"), icon=":material/upload_file:")
        live.whole(view.edition)
        st.stop()


def controls(view: View) -> Asked:
    """Level of the regions, and for how many weeks, which the address bar keeps; beside them whether there is news."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.session_state["needs.level"] = address.get("level") if address.get("level") in LEVELS else "1"
        level = st.segmented_control(
            t("needs.level"), LEVELS, format_func=lambda each: t(f"needs.level_{each}"), key="needs.level",
            required=True, on_change=lambda: address.put({"level": st.session_state["needs.level"]}),
        )  # fmt: skip
        kept = address.number("weeks")
        st.session_state["needs.weeks"] = WEEKS if kept is None else min(max(kept, 1), LONGEST)
        weeks = st.number_input(
            t("needs.weeks"), 1, LONGEST, key="needs.weeks", width=170, help=t("needs.weeks_help"),
            on_change=lambda: address.put({"weeks": str(st.session_state["needs.weeks"])}),
        )  # fmt: skip
        live.hint(view.edition)
    return Asked(int(level or 1), int(weeks))


def matrix(view: View, asked: Asked) -> Cell:
    """What is missing per region and product; the cell that was picked, all of it before."""
    key = REGIONS[asked.level]
    found = gaps(view.situation, (key, "product"))
    table = as_matrix(found, key, "product")
    unreported = {(row[0], row[1]) for row in found.loc[found["offers"] == 0, [key, "product"]].to_numpy()}
    asking = {(row[0], row[1]) for row in found[[key, "product"]].to_numpy()}
    said = pd.DataFrame(
        {product: [_said(table.at[region, product], (region, product), asking, unreported) for region in table.index]
         for product in table.columns},
        index=table.index,
    )  # fmt: skip
    st.header(t("needs.gaps"), anchor=False, help=t("needs.gaps_help"))
    return _picked(said if len(said) >= said.shape[1] else said.T, key, asked.level)


def _picked(said: pd.DataFrame, key: str, level: int) -> Cell:
    """The matrix on the screen, and what was picked of it. The longer side goes down: few screens are wide enough."""
    down, across = (key, "product") if said.index.name == key else ("product", key)
    shown = said.set_axis([name_of(down, code, language()) for code in said.index])
    config: dict[Any, Any] = {code: name_of(across, code, language()) for code in shown}
    corner = field("product").label(language()) if down == "product" else t(f"needs.level_{level}")
    picked = st.dataframe(
        shown.style.map(lambda gap: "opacity:0.6;font-style:italic" if gap.endswith(UNREPORTED) else ""),
        column_config={"_index": corner, **config}, on_select="rerun", placeholder="",
        selection_mode="single-cell", key=matrix_key(said),
    )["selection"]["cells"]  # fmt: skip
    st.caption(t("needs.hint"))
    if not picked:
        return Cell()
    row, column = picked[0]
    codes = {down: str(said.index[row]), across: str(column) if column in said.columns else ""}
    return Cell(codes[key], codes["product"])


def matrix_key(table: pd.DataFrame) -> str:
    """The key of the matrix: another one when its rows or columns are, so that no click means another cell."""
    return f"needs.matrix.{hash((*table.index, *table.columns))}"


def _said(gap: float, cell: tuple[str, str], asking: set, unreported: set) -> str:
    """What is missing, in words short enough for a cell."""
    if cell not in asking:
        return ""
    said = UNKNOWN if pd.isna(gap) else COVERED if gap == 0 else f"−{number(gap, language())}"
    return f"{said} {UNREPORTED}" if cell in unreported else said


def promises(view: View) -> pd.DataFrame:
    """The promises that stand, for staff; others are told none."""
    if not visitor().may_write:
        return pd.DataFrame({"need_offer_id": [], "offer_id": [], "product": [], "quantity": []})
    opened = register_access.register(visitor())
    return Commitments(opened).state(opened.contents())


def both_sides(view: View, asked: Asked) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is still needed and what can still be given (capacity.needs.amounts) in view. Shared: do not change them."""
    return _both_sides(f"{view.key}|{asked.weeks}|{visitor().may_write}", view, asked.weeks)


# the key says all: audience, version, filters and weeks, and whether promises are known
@st.cache_resource(show_spinner=False, max_entries=8)
def _both_sides(key: str, _view: View, _weeks: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    made = promises(_view)
    bound = standing(made) if "state" in made else made
    return demands(_view.situation, bound, _weeks), supplies(_view.situation, bound, _weeks)
