"""Used words are marked, everything else is inert text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.marking import marked

TAG = re.compile(r"</?mark[^>]*>")


def plain(text: str) -> str:
    return re.sub(r'<mark style="[^"]*">', "[", text).replace("</mark>", "]")


@pytest.mark.parametrize(
    ("text", "used", "expected"),
    [
        ("ca. 400 Stück je Woche, frei Haus", ["400 Stück je Woche"], "ca. [400 Stück je Woche], frei Haus"),
        ("AACHEN", ["Aachen"], "[AACHEN]"),
        ("Köln und Köln-Porz", ["Köln"], "[Köln] und [Köln]-Porz"),
        ("Kölnisch", ["Köln"], "Kölnisch"),
        ("52062 Aachen", ["52062", "Aachen", "52062 Aachen"], "[52062 Aachen]"),
        ("etwa 400\nStück je  Woche", ["400 Stück je Woche"], "etwa [400\nStück je  Woche]"),
        ("nichts", [], "nichts"),
        ("a b", ["a", " "], "a b"),
        ("1.000 (+)", ["1.000 (+)"], "[1.000 (+)]"),
    ],
)
def test_marks(text: str, used: list[str], expected: str) -> None:
    assert plain(marked(text, used)) == expected


def test_people_cannot_write_markup() -> None:
    text = '<img src=x onerror="alert(1)"> & <b>fett</b>'
    assert "<img" not in marked(text, ["fett"])
    assert "<b>" not in marked(text, ["fett"])
    assert plain(marked(text, ["fett"])).count("[fett]") == 1


@given(st.text(), st.lists(st.text()))
def test_nothing_is_lost_and_nothing_but_marks_is_added(text: str, used: list[str]) -> None:
    bare = TAG.sub("", marked(text, used))
    assert "<" not in bare
    escapes = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'"}
    assert re.sub("|".join(escapes), lambda found: escapes[found.group()], bare) == text
