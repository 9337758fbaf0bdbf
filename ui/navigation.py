"""The list of pages: their files, sections, icons and addresses. A page appears when it stands in this list.

To add a page: write pages/NAME.py, the texts page.NAME.title and page.NAME.help, and one line in SCREENS that says for
which audiences it is.
"""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

from capacity.audiences import AUDIENCES, Audience
from ui import address
from ui.language import language, t

HERE = Path(__file__).resolve().parent
PAGES, ICON = HERE.parent / "pages", HERE / "icon.svg"
Section = Literal["situation", "incoming", "outgoing", "reference", "administration"]


@dataclass(frozen=True)
class Screen:
    """One page: `name` is its file in pages/ and its address; the first of the list opens at the bare address."""

    name: str
    section: Section
    icon: str
    audiences: tuple[Audience, ...]

    @property
    def path(self) -> str:
        """Its place in the address: "/" for the first of the list, "/name" for the others."""
        return "/" if self is SCREENS[0] else f"/{self.name}"

    @property
    def page(self) -> "st.Page":
        """The page as Streamlit wants it, its title and help in this session's language."""
        return self.showing(PAGES / f"{self.name}.py")

    def showing(self, what: Path | Callable[[], None]) -> "st.Page":
        """A page of this title and address that shows `what`: its own file, or in its place a function of ours."""
        return st.Page(
            what,
            title=t(f"page.{self.name}.title"),
            icon=f":material/{self.icon}:",
            url_path=self.name,
            default=self is SCREENS[0],
        )


STAFF: tuple[Audience, ...] = ("staff",)
LIAISONS: tuple[Audience, ...] = ("staff", "liaison")
EVERYBODY = AUDIENCES

SCREENS = (
    Screen("overview", "situation", "dashboard", EVERYBODY),
    Screen("map", "situation", "map", EVERYBODY),
    Screen("offers", "situation", "list_alt", LIAISONS),
    Screen("needs", "situation", "compare_arrows", LIAISONS),
    Screen("charts", "situation", "bar_chart", EVERYBODY),
    Screen("reach", "situation", "campaign", LIAISONS),
    Screen("inbox", "incoming", "inbox", STAFF),
    Screen("calls", "incoming", "call", STAFF),
    Screen("questions", "incoming", "contact_support", STAFF),
    Screen("imports", "incoming", "upload_file", STAFF),
    Screen("duplicates", "incoming", "difference", STAFF),
    Screen("weekly_export", "outgoing", "outbox", STAFF),
    Screen("forwardings", "outgoing", "forward_to_inbox", STAFF),
    Screen("guidance", "reference", "gavel", LIAISONS),
    Screen("initiatives", "reference", "hub", LIAISONS),
    Screen("about", "reference", "info", EVERYBODY),
    Screen("requests", "administration", "flag", STAFF),
    Screen("history", "administration", "history", STAFF),
    Screen("privacy", "administration", "shield_person", STAFF),
)
_BY_NAME = {each.name: each for each in SCREENS}
_FOR = "navigation.for"  # for which audience this session's pages were listed; the pages themselves ask who it is


def screen(name: str) -> Screen:
    """The screen called `name`; raises KeyError for a page that is not in the list."""
    return _BY_NAME[name]


def section(path: str) -> Section:
    """The section of the page at the address `path`, as Streamlit says it: "" for the first of the list."""
    return _BY_NAME[path].section if path else SCREENS[0].section


def pages(audience: Audience | None, instead: Callable[[Screen], Callable[[], None]]) -> list["st.Page"]:
    """Every page, for st.navigation. Under the address of one that is not for `audience` stands what `instead` gives,
    so that neither a link nor a forged message can reach the page itself; None is nobody, for whom no page is."""
    st.session_state[_FOR] = audience
    return [
        copy(_linked(each.name, language())) if audience in each.audiences else each.showing(instead(each))
        for each in SCREENS
    ]


@cache
def _linked(name: str, language: str) -> "st.Page":
    """Page `name` in `language` as links to it read it; a run that shows it needs one of its own."""
    return screen(name).page


def wordmark() -> None:
    """Sign and name of the application above the menu; the sign alone where the menu is folded away."""
    ink = "#E6ECF0" if st.context.theme.type == "dark" else "#1B2730"
    sign = re.sub(r"<svg [^>]*>|</svg>", "", ICON.read_text("utf-8"))
    title = escape(t("app.title"))
    width = 44 + 8.6 * len(t("app.title"))
    words = f'<text x="42" y="22" font-family="sans-serif" font-size="16" font-weight="600" fill="{ink}">{title}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} 32" width="{width:.0f}" height="32">'
    st.logo(f"{svg}{sign}{words}</svg>", icon_image=str(ICON))


def menu(audience: Audience) -> None:
    """The pages that are for `audience`, by section.

    Unlike Streamlit's own menu its links carry the filters, so that the way back works.
    """
    section = ""
    for each in (each for each in SCREENS if audience in each.audiences):
        if each.section != section:
            section = each.section
            st.caption(t(f"section.{section}"))
        link(each.name)


def link(name: str, label: str | None = None, *, icon: str | None = None, **parameters: str) -> None:
    """A link to page `name` that keeps filters and language and sets `parameters`; named like the page if not said.

    Where the page is not for this visitor the label stands alone.
    """
    if st.session_state.get(_FOR) not in screen(name).audiences:
        if label:
            st.markdown(label)
        return
    query = {key: value for key, value in (address.shared() | parameters).items() if value}
    st.page_link(_linked(name, language()), label=label, icon=icon, query_params=query)
