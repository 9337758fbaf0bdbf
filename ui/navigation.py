"""The list of pages: their files, sections, icons and addresses. A page appears when it stands in this list.

To add a page: write pages/NAME.py, the texts page.NAME.title and page.NAME.help, and one line in SCREENS.
"""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

import streamlit as st

from ui import address
from ui.language import t

HERE = Path(__file__).resolve().parent
PAGES, ICON = HERE.parent / "pages", HERE / "icon.svg"
Section = Literal["situation", "incoming", "outgoing", "reference", "administration"]


@dataclass(frozen=True)
class Screen:
    """One page: `name` is its file in pages/ and its address; the first of the list opens at the bare address."""

    name: str
    section: Section
    icon: str

    @property
    def path(self) -> str:
        """Its place in the address: "/" for the first of the list, "/name" for the others."""
        return "/" if self is SCREENS[0] else f"/{self.name}"

    @property
    def page(self) -> "st.Page":
        """The page as Streamlit wants it, its title and help in this session's language."""
        return st.Page(
            PAGES / f"{self.name}.py",
            title=t(f"page.{self.name}.title"),
            help=t(f"page.{self.name}.help"),
            icon=f":material/{self.icon}:",
            url_path=self.name,
            default=self is SCREENS[0],
        )


SCREENS = (
    Screen("overview", "situation", "dashboard"),
    Screen("map", "situation", "map"),
    Screen("offers", "situation", "list_alt"),
    Screen("charts", "situation", "bar_chart"),
    Screen("imports", "incoming", "upload_file"),
    Screen("duplicates", "incoming", "difference"),
    Screen("weekly_export", "outgoing", "outbox"),
    Screen("forwardings", "outgoing", "forward_to_inbox"),
    Screen("about", "reference", "info"),
    Screen("history", "administration", "history"),
    Screen("privacy", "administration", "shield_person"),
)


def screen(name: str) -> Screen:
    """The screen called `name`; raises KeyError for a page that is not in the list."""
    return {each.name: each for each in SCREENS}[name]


def pages() -> list["st.Page"]:
    """Every page, for st.navigation."""
    return [each.page for each in SCREENS]


def wordmark() -> None:
    """Sign and name of the application above the menu; the sign alone where the menu is folded away."""
    ink = "#E6ECF0" if st.context.theme.type == "dark" else "#1B2730"
    sign = re.sub(r"<svg [^>]*>|</svg>", "", ICON.read_text("utf-8"))
    title = escape(t("app.title"))
    width = 44 + 8.6 * len(t("app.title"))
    words = f'<text x="42" y="22" font-family="sans-serif" font-size="16" font-weight="600" fill="{ink}">{title}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} 32" width="{width:.0f}" height="32">'
    st.logo(f"{svg}{sign}{words}</svg>", icon_image=str(ICON))


def menu() -> None:
    """The pages by section. Unlike Streamlit's own menu its links carry the filters, so that the way back works."""
    section = ""
    for each in SCREENS:
        if each.section != section:
            section = each.section
            st.caption(t(f"section.{section}"))
        link(each.name)


def link(name: str, label: str | None = None, *, icon: str | None = None, **parameters: str) -> None:
    """A link to page `name` that keeps filters and language and sets `parameters`; named like the page if not said."""
    query = {key: value for key, value in (address.shared() | parameters).items() if value}
    st.page_link(screen(name).page, label=label, icon=icon, query_params=query)
