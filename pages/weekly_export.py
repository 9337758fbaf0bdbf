"""Weekly export: what goes to the Commission, and why? The workbook of what is in view, looked at before it is made."""

import streamlit as st

from ui import export, export_preview, filters

view = filters.bar("weekly_export")
export.week(view)
found = export.contents(view)
export.counts(found)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    asked = export.choices()
    export.download(view, asked)
export.contacts(found, asked)
export_preview.show(view, asked)
