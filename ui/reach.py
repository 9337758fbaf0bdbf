"""Reach: what came in per day, from report to forwarding, whom to thank, first answers; of one request or of all.

Leaves out the counting (capacity.reach) and the events on the time axis (ui.reach_events).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from capacity import reach as counting
from capacity.charts import arrivals
from capacity.formats import date, number
from capacity.naming import name_of
from capacity.situation import Situation
from register.crediting import credited
from register.inbox import Inbox
from register.inbox_state import SETTLED
from register.records import Kept, Records, Request
from ui import address, bars, charts, downloads, register_access
from ui.language import language, t
from ui.register_access import View
from ui.small_table import small_table
from ui.visitor import visitor

BY = ("channel", "nuts0", "organisation_type", "kind")
FIRST, SHOWN = "nuts0", 15


@dataclass(frozen=True)
class Asked:
    """What the page shows: `situation` with offers and needs, of the request that was chosen, parted `by` a field."""

    view: View
    situation: Situation
    by: str
    cumulative: bool
    request: Kept[Request] | None


def controls(view: View) -> Asked:
    """Which request, parted by what, per day or summed up; the address bar keeps all three."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        request = _request()
        st.session_state["reach.by"] = address.get("by") if address.get("by") in BY else BY[0]
        by = st.segmented_control(
            t("reach.by"), BY, format_func=lambda each: t(f"reach.by.{each}"), key="reach.by", required=True,
            on_change=lambda: address.put({"by": st.session_state["reach.by"]}),
        )  # fmt: skip
        st.session_state["reach.sum"] = address.get("sum") == "1"
        summed = st.toggle(
            t("reach.cumulative"), key="reach.sum",
            on_change=lambda: address.put({"sum": "1" if st.session_state["reach.sum"] else ""}),
        )  # fmt: skip
    situation = _situation(view, request)
    return Asked(view, situation, by or BY[0], summed, request)


def _request() -> Kept[Request] | None:
    """The chosen request, None for all; only staff choose."""
    if visitor().audience != "staff":
        return None
    if not (held := _requests()):
        return None
    st.session_state["reach.request"] = address.get("request") if address.get("request") in held else ""
    chosen = st.selectbox(
        t("reach.request"), ["", *held], key="reach.request", width=320,
        format_func=lambda each: held[each].record.title if each else t("reach.no_request"),
        on_change=lambda: address.put({"request": st.session_state["reach.request"]}),
    )  # fmt: skip
    return held.get(chosen or "")


def _requests() -> dict[str, Kept[Request]]:
    return {str(each.number): each for each in Records(register_access.register(visitor()), Request).held()}


def _situation(view: View, request: Kept[Request] | None) -> Situation:
    """Offers and needs in view, of one request or of all."""
    both = register_access.view(view.audience, replace(view.selection, kind=()))
    return _answering(both, request) if request else both.situation


def _answering(view: View, request: Kept[Request]) -> Situation:
    """What of the view came with imports that answer to a request."""
    made = credited(register_access.register(visitor()))
    own = made.loc[made["request_id"] == request.number, "import_id"]
    offers = view.situation.columns.offers
    return view.situation.narrowed(offers["import_id"].isin(own).to_numpy())


def chart(asked: Asked, marks: Sequence[arrivals.Mark]) -> None:
    """What came in per day or in all, with its data to download."""
    drawn = _drawn(asked, marks)
    st.header(drawn.title, anchor=False)
    charts.draw(drawn, "reach.chart")
    said = {"by": asked.by, "request": asked.request and asked.request.number}
    downloads.button("arrivals", t("charts.download"), said, key="reach.download")


def _drawn(asked: Asked, marks: Sequence[arrivals.Mark]) -> charts.Chart:
    theme = charts.theme()
    return arrivals.arrivals(asked.situation, asked.by, marks, language(), theme, cumulative=asked.cumulative)


def conversion(asked: Asked) -> None:
    """From report to forwarding, each step with its share; what waits in the inbox, for staff."""
    found = counting.conversion(asked.situation, contacts=asked.view.audience == "staff")
    st.header(t("reach.conversion"), anchor=False)
    st.html(bars.steps({t(f"reach.step.{step}"): int(count) for step, count in found.items()}, language()))
    if visitor().audience == "staff":
        state = Inbox(register_access.register(visitor())).state()
        said = {"messages": len(state), "offers": (state["kind"] == "offer").sum(),
                "settled": state["status"].isin(SETTLED).sum()}  # fmt: skip
        if len(state):
            st.caption(t("reach.messages", **{name: number(int(count), language()) for name, count in said.items()}))


def thanks(asked: Asked) -> None:
    """Who passed on how many: a list to thank them by."""
    found = counting.thanked(asked.situation)
    st.header(t("reach.thanks"), anchor=False)
    if found.empty:
        st.caption(t("reach.thanks_none"))
        return
    for name in ("first", "last"):
        found[name] = _days(found[name])
    columns = {name: st.column_config.Column(t(f"reach.column.{name}")) for name in counting.THANKED}
    st.dataframe(found, hide_index=True, column_config=columns, key="reach.thanks")


def first(asked: Asked) -> None:
    """How soon the first answer of each country came."""
    since = asked.request.record.asked_on if asked.request else _earliest(asked.situation)
    if since is None:
        return
    found = counting.first_answers(asked.situation, FIRST, since).head(SHOWN)
    st.header(t("reach.first", day=date(since, language())), anchor=False)
    if found.empty:
        st.caption(t("reach.first_none"))
        return
    names = [name_of(FIRST, code, language()) for code in found["code"]]
    shown = found.assign(code=names, first=_days(found["first"]))[["code", "first", "days", "offers"]]
    headings = [t("reach.by.nuts0"), *(t(f"reach.column.{name}") for name in ("first", "days", "offers"))]
    st.html(small_table(shown, headings, numbers=("days", "offers")))


def _earliest(situation: Situation) -> dt.date | None:
    earliest = situation.offers["received_at"].min()
    return None if pd.isna(earliest) else earliest.date()


def _days(moments: pd.Series) -> list[str]:
    return ["" if pd.isna(day) else date(day, language()) for day in moments]


def exported(view: View, parameters: Mapping[str, str]) -> downloads.File:
    """What came in per day, as CSV; for staff of one request. Raises KeyError for a request that there is not."""
    by = parameters.get("by", "") if parameters.get("by") in BY else BY[0]
    asked = parameters.get("request") if view.audience == "staff" else None
    situation = _situation(view, _requests()[asked] if asked else None)
    made = arrivals.arrivals(situation, by, [], language(), "light", cumulative=False)
    return downloads.table(made.table, t("reach.file"))
