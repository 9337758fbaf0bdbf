"""About the data: what the figures count, where they come from, licences and notices."""

import streamlit as st

from capacity import regions
from ui import frame, provenance
from ui.language import language, t
from ui.visitor import visitor

frame.title("about")
counts, rights = st.columns([3, 2], gap="large")
with counts:
    st.header(t("about.counts_title"), anchor=False)
    st.markdown(t("about.counts"))
with rights:
    st.header(t("about.rights_title"), anchor=False)
    st.markdown("\n".join(f"- {each}" for each in (*regions.notices(language()), t("about.codes"), t("about.licence"))))
    st.header(t("about.privacy_title"), anchor=False)
    st.markdown(t("about.privacy"))
st.header(t("about.imports_title"), anchor=False)
if visitor().may_write:
    provenance.imports()
else:
    st.markdown(t("about.for_others"))
