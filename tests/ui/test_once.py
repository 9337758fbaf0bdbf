"""What is the same for all who look is drawn once; whoever sees, reads or filters otherwise is shown their own."""

import pytest

from tests.screens import links, opened, said
from ui import once, overview, region_panel


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pieces that were drawn since."""
    once._drawn.clear()
    found: list[str] = []
    for module, name in ((overview, "_pieces"), (region_panel, "panel")):
        kept = getattr(module, name)

        def piece(*given: object, kept=kept) -> None:
            found.append(kept.__name__)
            kept(*given)

        monkeypatch.setattr(module, name, piece)
    return found


def test_the_second_visitor_is_sent_what_the_first_one_was(busy: None, drawings: list[str]) -> None:
    first, second = opened(lang="de"), opened(lang="de")
    assert drawings == ["_pieces"]
    assert said(second) == said(first)
    assert links(second) == links(first) != {}


def test_other_words_filters_and_audiences_are_drawn_anew(busy: None, drawings: list[str]) -> None:
    german, english, narrow = opened(lang="de"), opened(lang="en"), opened(lang="de", product="gown")
    viewer = opened(lang="de", state={"visitor.preview": "viewer"})
    assert drawings == ["_pieces"] * 4
    assert len({said(app) for app in (german, english, narrow, viewer)}) == 4


def test_a_region_that_somebody_clicked_is_theirs_alone(busy: None, drawings: list[str]) -> None:
    opened("map", lang="de")
    opened("map", lang="de")
    assert drawings == ["panel"]
    opened("map", lang="de", at="DE2")
    opened("map", lang="de", at="DE2")
    assert drawings == ["panel"] * 3
