"""The front door: `streamlit run dashboard.py` serves the application around ui/main.py.

Holds what belongs to the server and not to one screen: headers, the warm-up and what is said when something
of ours fails. Leaves out every screen (ui, pages).
"""

from pathlib import Path

import streamlit as st

from ui import failures, geometry, routes, server

app = st.App(
    Path(__file__).resolve().parent / "ui" / "main.py",
    routes=[*geometry.ROUTES, *routes.ROUTES],
    lifespan=server.lifespan,
    middleware=server.MIDDLEWARE,
    on_script_error=failures.show,
)
