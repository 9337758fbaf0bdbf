"""The HTML page that the browser loads first, in the reader's language and with what it may load fixed beforehand.

Streamlit's own page is in English whatever the reader reads, and asks at addresses that are not there when a link leads
to a page directly. Leaves out everything on the page: that comes over the websocket.
"""

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import Scope

from capacity.texts import LANGUAGES, say
from ui import preloads

SHELL = Path(st.__file__).parent / "static" / "index.html"
BASE = "window.__streamlit = {{BACKEND_BASE_URL: window.location.origin + {path}}}"
# on the dark theme's bright buttons Streamlit's white could hardly be read
LEGIBLE = (
    "[data-testid=stApp] button[kind^=primary]:not(:disabled) * {color: light-dark(#FFFFFF, #0D1216)}"
    "[data-testid=stApp] button[kind^=primary] kbd {background: transparent; opacity: 1}"
)
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)


@cache
def shell(language: str) -> str:
    """The page in "de" or "en": its language, its title, what is said without JavaScript, where the server is."""
    title, silent = (html.escape(say(key, language)) for key in ("app.title", "app.no_script"))
    path = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    page = SHELL.read_text("utf-8").replace('<html lang="en">', f'<html lang="{language}">')
    page = re.sub(r"<title>.*?</title>", f"<title>{title}</title>", page)
    page = re.sub(r"<noscript>.*?</noscript>", f"<noscript><p>{silent}</p></noscript>", page, flags=re.DOTALL)
    head = f"<head><script>{BASE.format(path=repr(path))}</script><style>{LEGIBLE}</style>"
    page = page.replace("</head>", f"{preloads.links(SHELL.parent / 'static', page)}</head>", 1)
    page = page.replace("</head>", f"<script>{preloads.at_rest(SHELL.parent / 'static', page)}</script></head>", 1)
    return page.replace("<head>", head, 1)


@cache
def content_security_policy() -> str:
    """What a page may load: nothing from elsewhere, no inline script but the shell's own."""
    inline = re.findall(r"<script>(.*?)</script>", shell(LANGUAGES[0]), flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline)
    return POLICY.format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests))


def language_of(scope: Scope) -> str:
    """The language that a request asks for: ?lang= before the browser's first language, else English."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    return "de" if Headers(scope=scope).get("accept-language", "").lower().startswith("de") else "en"
