"""Weekly export: what goes to the Commission, and why? What is due, the workbook, its confirmation, earlier ones."""

import streamlit as st

from ui import batches, export, export_due, export_preview, filters

view = filters.bar("weekly_export")
export.week(view)
proposed, found = export_due.proposed(view), export.contents(view)
export_due.last(proposed)
export_due.figures(proposed)
export_due.lists(view, proposed)
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    asked = export.choices()
    export_due.confirm(view, asked, proposed)
export_due.noted()
with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    export.contacts(found, asked)
    export.download(asked)
export.counts(found)
export_preview.show(view, asked, proposed)
batches.earlier()
