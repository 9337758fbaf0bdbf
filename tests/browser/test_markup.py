"""What people wrote is shown letter by letter wherever Streamlit reads Markdown: no link, no picture, no formula."""

import contextlib
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import SECONDS, Visit
from tests.screens import ROOT
from tests.serving import free_port
from ui.markdown import JOINER, TURNING

pytestmark = pytest.mark.browser
HOSTILE = (
    "![x](http://picture.example.org/x.png)", "[Klick](http://link.example.org)", "<img src=http://tag.example.org/x>",
    "<b>fett</b>", "**fett** _kursiv_ ~~weg~~ `code`", "$x^2$ und $$y$$", ":red[rot] :blue-background[blau]",
    ":small[klein]",
    ":material/home: :streamlit: :smile: 😀", "# Titel", "- Punkt", "1. Punkt", "> Zitat", "| a | b |", "***", "=====",
    "    eingerückt", "http://bare.example.org/x", "www.bare.example.org", "anna@example.org", "&lt;b&gt; &amp; &copy;",
    "[ref]: http://ref.example.org", "\\*kein\\*", "a--b...c", "<!-- weg -->", "<script>alert(1)</script>", "[^1]",
    "a\n\n# b\n===", "\u202egnp.exe\u202c", "\u2066x\u2069", "==markiert==", "H~2~O x^2^", "(c) (r) -> <- <-> --",
    "[ ] Aufgabe", ":shortcode:", "{red}[x]", "\\(x\\)", "\\[x\\]", "@name #1 Müller & Söhne GmbH (i. G.)",
)  # fmt: skip
SIGNS = "![]()<>*_~`$:#-.|=&\\@/^{}+ aB1ü"
PAGE = """
import json, sys
from pathlib import Path
import streamlit as st
sys.path.insert(0, {root!r})
from ui.markdown import literal
for place, text in enumerate(json.loads(Path({texts!r}).read_text("utf-8"))):
    said = literal(text)
    with st.container(key=f"t{{place}}"):
        st.markdown(said)
        st.caption(said)
        st.button(said, key=f"b{{place}}")
        st.metric(said, "1")
        st.checkbox(said, key=f"c{{place}}")
        st.expander(said).text("x")
        st.link_button(said, "/x")
        st.success(said)
st.text("ready")
"""
PLACES = 8
SHOWN = """count => [...Array(count).keys()].map(n => {
    const places = "[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]"
    const found = document.querySelectorAll(`.st-key-t${n} :is(${places})`)
    return [...found].filter(each => !each.closest("[data-testid=stMetricValue]")).map(each => each.innerText)
})"""
LIVE = "a[href*='example.org'], img[src*='example.org'], strong, em, del, code, .katex, li, table, blockquote, hr, sup"


def texts() -> list[str]:
    """The hostile examples, and others out of the signs that mean something, the same at every run."""
    chance = random.Random(7)
    return [*HOSTILE, *("".join(chance.choices(SIGNS, k=chance.randint(2, 16))) for _ in range(40))]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that shows every text in every place."""
    folder, port = tmp_path_factory.mktemp("markup"), free_port()
    data, script = folder / "texts.json", folder / "page.py"
    data.write_text(json.dumps(texts()), "utf-8")
    script.write_text(PAGE.format(root=str(ROOT), texts=str(data)), "utf-8")
    words = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    server = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def test_what_people_wrote_is_shown_letter_by_letter(visit: Visit) -> None:
    for _ in range(100):
        with contextlib.suppress(Error):
            visit.page.goto(visit.address)
            break
        time.sleep(0.2)
    visit.page.get_by_text("ready", exact=True).wait_for(timeout=SECONDS * 1000)
    visit.page.wait_for_function(f"count => ({SHOWN})(count).every(each => each.length >= {PLACES})", arg=len(texts()))
    shown = visit.page.evaluate(SHOWN, len(texts()))
    expected = {text: [" ".join(TURNING.sub("", text).split())] * PLACES for text in texts()}
    found = dict(
        zip(texts(), ([" ".join(each.replace(JOINER, "").split()) for each in places] for places in shown), strict=True)
    )
    wrong = {text: places for text, places in found.items() if places != expected[text]}
    assert wrong == {}
    assert visit.page.locator(LIVE).evaluate_all("each => each.map(one => one.outerHTML.slice(0, 200))") == []
    assert visit.foreign == []
