"""The front door: `streamlit run dashboard.py` serves the application around ui/main.py.

Holds what belongs to the server and not to one screen: what must be true before it starts, headers, the warm-up and
what is said when something of ours fails. Leaves out every screen (ui, pages).
"""

from pathlib import Path

import streamlit as st

from capacity.command_line import language
from ui import failures, geometry, guard, guide, login_routes, routes, server, visitor

if objection := guard.objection(language()):
    raise SystemExit(objection)
visitor.keep_login()

app = st.App(
    Path(__file__).resolve().parent / "ui" / "main.py",
    routes=[*geometry.ROUTES, *routes.ROUTES, *login_routes.ROUTES, *guide.ROUTES],
    lifespan=server.lifespan,
    middleware=server.MIDDLEWARE,
    on_script_error=failures.show,
)
