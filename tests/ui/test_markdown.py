"""People's words never reach Markdown unescaped, whatever page shows them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from register import begin_own
from tests.invented import invent
from tests.registers import fill
from tests.screens import only_home, opened
from ui.markdown import JOINER, TURNING, literal
from ui.navigation import SCREENS

HOSTILE = "![x](http://example.org/x.png) $x$ :red[y] **z**"
SAFE = ("dataframe", "html", "plotly_chart", "deck_gl_json_chart", "text", "code", "text_input")  # no Markdown


@given(st.text(max_size=60))
def test_every_sign_of_markdown_is_escaped(text: str) -> None:
    said = literal(text)
    bare = said.replace("\\\\", "")
    assert all(bare[place - 1] == "\\" for place, sign in enumerate(bare) if sign in "![]()*_`$:#|<>&~")
    assert not TURNING.search(said)
    assert "\n" not in said


@given(st.text("aB ü.!*[]()$:_-<>@/=~\\", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    said = literal(text).replace(JOINER, "")
    shown, place = "", 0
    while place < len(said):
        place += said[place] == "\\"
        shown, place = shown + said[place], place + 1
    assert shown == " ".join(text.split())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A register whose people named everything so that Markdown would act on it."""
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, tmp_path_factory.mktemp("hostile"))
        made = invent(12)
        words = ("organisation", "contact_name", "town", "remarks", "passed_on_by", "street", "website")
        offers = made.offers.assign(**dict.fromkeys(words, HOSTILE), source_file=f"{HOSTILE}.csv")
        issues = made.issues.assign(source_file=f"{HOSTILE}.csv", read=HOSTILE)
        fill(begin_own().url, replace(made, offers=offers, issues=issues))
        yield


def live(app: AppTest) -> list[str]:
    """What of the hostile words stands where Markdown is read, in any field of any element."""
    found, waiting = [], [app._tree]
    while waiting:
        node = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        proto = getattr(node, "proto", None)
        if proto is not None and getattr(node, "type", "") not in SAFE:
            said = str(proto).encode().decode("unicode_escape", "replace")
            found += [f"{node.type}: {said[:300]}"] if "](http" in said else []
    return found


@pytest.mark.parametrize("page", [screen.name for screen in SCREENS])
def test_no_page_lets_people_write_markup(hostile: None, page: str) -> None:
    assert live(opened(page, lang="en", offer="1")) == []


def test_such_words_would_be_found() -> None:
    def script() -> None:
        import streamlit

        streamlit.button("![x](http://example.org/x.png)")

    assert live(AppTest.from_function(script).run())
