"""The frame around every page, run first at every visit: who it is, language, navigation, the register, the samples.

Leaves out what the pages show (pages) and what the server does (dashboard.py, ui.server).
"""

import streamlit as st

from register import active
from ui import address, guide, language, login, navigation, register_access, samples, wall
from ui.language import t

st.set_page_config(page_title=t("app.title"), page_icon=navigation.ICON, layout="wide")
me = login.arrival()
page = st.navigation(navigation.pages(me.audience if me else None, login.instead(me)), position="hidden")
navigation.wordmark()
address.open_page(page.url_path, language.language())
if not (me and wall.is_asked()):
    with st.sidebar, st.container(gap="xxsmall"):
        if me:
            navigation.menu(me.audience)
            st.space("small")
            guide.opener()
            login.account(me)
        language.switch()
if me:
    login.preview_banner(me)
if me and active().is_sample:
    samples.wait(active().url)
    samples.banner(register_access.situation(me.audience).as_of, may_begin=me.may_write)
if me and wall.is_asked():
    wall.show(me)
else:
    if me and page.url_path == "":
        guide.offer()
    if me:
        guide.show(me.audience)
    page.run()
