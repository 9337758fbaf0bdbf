"""The frame around every page, run first at every visit: language, navigation, the register, the banner of the samples.

Leaves out what the pages show (pages) and what the server does (dashboard.py, ui.server).
"""

import streamlit as st

from register import active
from ui import address, language, navigation, register_access, samples
from ui.language import t

st.set_page_config(page_title=t("app.title"), page_icon=navigation.ICON, layout="wide")
page = st.navigation(navigation.pages(), position="hidden")
navigation.wordmark()
address.open_page(page.url_path, language.language())
with st.sidebar, st.container(gap="xxsmall"):
    navigation.menu()
    st.space("small")
    language.switch()
if active().is_sample:
    samples.wait(active().url)
    samples.banner(register_access.situation().as_of)
page.run()
