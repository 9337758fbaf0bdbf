"""The wall screen, ?wall=1: large figures, the map, when something last changed; no menu, nothing to click on.

Follows the register by itself, with the filters of its address. Leaves out the overview to work with (ui.overview).
"""

import streamlit as st

from capacity.selection import Selection, from_query, in_words
from ui import address, clock, live, map_view, navigation, overview, register_access
from ui.language import language, t
from ui.map_controls import Asked
from ui.markdown import literal
from ui.register_access import View
from ui.visitor import Visitor

WALL, ON = "wall", "1"
KEY, HEIGHT = "wall", 620
LARGE = "".join(
    f".st-key-{KEY} {place}{{font-size:clamp(1rem,{width}vw,5rem){more}}}"
    for place, width, more in (
        ("h1", 2, ""),
        ("[data-testid=stMetricValue]", 3.6, ";line-height:1.1"),
        ("[data-testid=stMetricValue] *", 3.6, ";white-space:normal"),
        ("[data-testid=stMetricLabel] p", 1.4, ""),
        ("[data-testid=stCaptionContainer] p", 1.3, ""),
    )
)


def is_asked() -> bool:
    """Whether the address asks for the wall screen."""
    return address.get(WALL) == ON


def link() -> None:
    """The way to it, with the filters of the page."""
    navigation.link("overview", t("wall.open"), icon=":material/tv:", **{WALL: ON})


def show(me: Visitor) -> None:
    """The whole screen; where nothing is in view, it says so and waits."""
    st.html(f"<style>{LARGE}</style>")
    view = register_access.view(me.audience, from_query(address.view()))
    with st.container(key=KEY):
        if len(view.situation.rows):
            _situation(view)
        else:
            st.info(t("wall.nothing"))
            live.whole(view.edition)
    navigation.link("overview", t("wall.close"), icon=":material/close:")


@live.part
def _situation(view: View) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.title(t("app.title"), anchor=False, width="content")
        st.caption(_said(view), width="content")
    overview.figures(view)
    level = "world" if view.audience == "viewer" else "nuts1"
    shown = Asked(level, "offers", "", "", view.audience != "viewer", False, view.everything.as_of)
    map_view.watched(view, shown, HEIGHT)


def _said(view: View) -> str:
    """When something last changed, and what is chosen."""
    last = register_access.last_change(view)
    parts = [t("wall.changed", at=clock.said(last))] if last else []
    if view.selection != Selection():
        parts.append(literal(in_words(view.selection, language())))
    return " · ".join(parts)
