"""The pieces of the overview: figures of the day, capacity per week, what is new, what waits, offers per day.

Every figure says what it counts and leads to its rows. Leaves out the counting (capacity.totals).
"""

import pandas as pd
import streamlit as st

from capacity import totals, vocabulary
from capacity.audiences import WORK
from capacity.columns import NOT_STATED
from capacity.formats import number
from capacity.naming import name_of
from ui import bars, inbox_waiting, live, navigation, once, tables
from ui.language import language, t
from ui.ranges import amount_range
from ui.register_access import View, told
from ui.small_table import small_table

NEWEST, FORWARD = 6, ":material/chevron_right:"
NEW_COLUMNS = ("organisation", "town", "country", "product")
STATES = ("confirmed", "plausible", "excluded")


@live.part
def situation(view: View) -> None:
    """All pieces of the page; viewers are told of no single offers."""
    once.drawn(_pieces, view)


def _pieces(view: View) -> None:
    figures(view)
    wide, narrow = st.columns([2, 1], gap="medium")
    with wide:
        capacity(view)
        if view.audience != "viewer":
            new(view)
    with narrow:
        if view.audience != "viewer":
            attention(view)
        days(view)


def figures(view: View) -> None:
    """Offers with those since yesterday, organisations, countries, and how many are on the map."""
    if view.audience == "viewer":
        _totals(view)
        return
    found, new = _figures(view.key, view)
    offers, on_map = number(found.offers, language()), number(found.on_map, language())
    with st.grid(4, min_column_width=150, gap="small"):
        _figure("offers", offers, new)
        _figure("organisations", number(found.organisations, language()))
        _figure("countries", number(found.countries, language()))
        _figure("on_map", t("overview.part", part=on_map, of=offers))


def _totals(view: View) -> None:
    """The figures that viewers are told: offers, organisations, countries."""
    found, _ = _figures(view.key, view)
    with st.grid(4, min_column_width=150, gap="small"):
        for name in ("offers", "organisations", "countries"):
            _figure(name, number(getattr(found, name), language()))


# What only the register changes is worked out once for all who look at it. The key says all: audience, version, day and
# filters of the view, so that the view itself need not be compared.
@st.cache_resource(show_spinner=False, max_entries=64)
def _figures(key: str, _view: View) -> tuple[totals.Figures, int]:
    """The figures of the day and the number of offers since yesterday; viewers are told nothing of the latter."""
    if _view.audience == "viewer":
        return totals.figures(told(_view, "region")), 0
    return totals.figures(_view.situation), len(totals.new_since_yesterday(_view.situation).rows)


def _figure(name: str, value: str, new: int = 0) -> None:
    st.metric(
        t(f"overview.{name}"),
        value,
        delta=f"+{number(new, language())}" if new else None,
        delta_color="off",
        delta_arrow="off",
        delta_description=t("overview.since_yesterday") if new else None,
        help=t(f"overview.{name}_help"),
    )


def capacity(view: View) -> None:
    """Quantities per week by product group and unit, confirmed, plausible and excluded apart; links to the offers."""
    groups, table = _capacity(view)
    st.header(t("overview.capacity"), anchor=False, help=t("overview.capacity_help"))
    if not groups:
        st.caption(t("overview.no_capacity"))
        return
    st.html(table)
    if view.audience == "viewer":
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(t("overview.offers_of"), width="content")
        for group in groups:
            products = ",".join(_products(group, view.selection.product))
            navigation.link("offers", name_of("product_group", group, language()), product=products, icon=FORWARD)


def _capacity(view: View) -> tuple[list[str], str]:
    """The product groups with a quantity, and the table of all as HTML."""
    found = totals.per_week(told(view, "product"))
    stated = found[found["high"] > 0]
    if stated.empty:
        return [], ""
    states = [vocabulary.label("plausibility", state, language()) for state in STATES]
    headings = [t("overview.product_group"), *states]
    table = small_table(_by_state(stated), headings, numbers=STATES, missing="–")
    return list(stated["product_group"].unique()), table


def _by_state(stated: pd.DataFrame) -> pd.DataFrame:
    """One row per product group and unit, in words; the range of each state as text."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for each in stated.to_dict("records"):
        said = amount_range(each["low"], each["high"], language())
        rows.setdefault((each["product_group"], each["unit"]), {})[each["plausibility"]] = said
    told = [(_group_in(*names), *map(states.get, STATES)) for names, states in rows.items()]
    return pd.DataFrame(told, columns=["product_group", *STATES])


def _group_in(group: str, unit: str) -> str:
    names = {"group": name_of("product_group", group, language()), "unit": name_of("unit", unit, language())}
    return t("overview.group_in", **names)


def _products(group: str, chosen: tuple[str, ...]) -> list[str]:
    """The products of a group, of those that are chosen already when some are."""
    found = [code for code, of in vocabulary.attribute("product", "group").items() if of == group] or [NOT_STATED]
    return [code for code in found if code in chosen] or found


def new(view: View) -> None:
    """The latest offers since yesterday, and the way to all of them."""
    found, table = _newest(view)
    st.header(t("overview.new"), anchor=False)
    if not found:
        st.caption(t("overview.nothing_new"))
        return
    st.html(table)
    label = t("overview.all_new", found=number(found, language()))
    navigation.link("offers", label, icon=FORWARD, attention="new")


def _newest(view: View) -> tuple[int, str]:
    """How many offers came since yesterday, and the table of the last of them as HTML."""
    found = totals.new_since_yesterday(view.situation)
    rows = tables.told(found.newest(NEWEST), ("received_at", *NEW_COLUMNS))
    newest = tables.worded(rows.sort_values(["received_at", "offer_id"], ascending=False), NEW_COLUMNS)
    return len(found.rows), small_table(newest, [tables.heading(code) for code in NEW_COLUMNS])


def attention(view: View) -> None:
    """What waits, each kind with its number and the way to its rows."""
    st.header(t("overview.attention"), anchor=False)
    waiting = _waiting(view)
    with st.container(gap="xxsmall"):
        if not (view.audience == "staff" and inbox_waiting.links(view.edition)) and not any(waiting.values()):
            st.caption(t("overview.nothing_waits"))
        for code, count in waiting.items():
            if count:
                navigation.link("offers", inbox_waiting.said(code, count), icon=FORWARD, attention=code)


def _waiting(view: View) -> dict[str, int]:
    """Kind of work → how many offers wait for it."""
    found = totals.attention(view.situation)
    return {code: len(offers) for code, offers in found.items() if code in WORK[view.audience] and code != "new"}


def days(view: View) -> None:
    """Offers received per day, as small bars."""
    st.header(t("overview.days"), anchor=False)
    st.html(bars.per_day(totals.per_day(told(view, "received_at")).sum(axis=1), language()))
