"""The frame around every page, run first at every visit: who it is, language, navigation, the register, the samples.

Leaves out what the pages show (pages) and what the server does (dashboard.py, ui.server).
"""

import streamlit as st

from register import active
from ui import address, guide, language, login, navigation, register_access, samples, turns, wall
from ui.language import t
from ui.visitor import Visitor


def frame(me: Visitor | None, page: "st.Page") -> None:
    """Sign, menu and banners, then the page; nothing around the wall screen."""
    navigation.wordmark()
    on_wall = me is not None and wall.is_asked()
    if not on_wall:
        with st.sidebar, st.container(gap="xxsmall"):
            if me:
                navigation.menu(me.audience)
                st.space("small")
                guide.opener()
                login.account(me)
            language.switch()
        language.keys()
    if me:
        login.preview_banner(me)
    if me and active().is_sample:
        samples.wait(active().url)
        samples.banner(register_access.situation(me.audience).as_of, may_begin=me.may_write)
    if me and on_wall:
        wall.show(me)
        return
    if me and page.url_path == "":
        guide.offer()
    if me:
        guide.show(me.audience)
    page.run()


st.set_page_config(page_title=t("app.title"), page_icon=navigation.ICON, layout="wide")
visitor = login.arrival()
shown = st.navigation(
    navigation.pages(visitor.audience if visitor else None, login.instead(visitor)), position="hidden"
)
with turns.of(navigation.section(shown.url_path)):
    address.open_page(shown.url_path, language.language())
    with language.speaking(language.language()):
        frame(visitor, shown)
