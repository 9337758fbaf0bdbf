"""The wall screen: figures, map and the moment of the last change, in both languages, with filters from its address."""

import pytest

from tests.screens import opened, said


@pytest.mark.parametrize(("lang", "words"), [("de", "Letzte Änderung"), ("en", "Last change")])
def test_it_shows_figures_and_map_and_no_menu(busy: None, lang: str, words: str) -> None:
    app = opened("overview", wall="1", lang=lang)
    assert len(app.metric) == 4
    assert len(app.get("deck_gl_json_chart")) == 1
    assert words in said(app)
    assert not app.sidebar.get("page_link")
    assert not app.multiselect


def test_it_keeps_the_filters_of_its_address(busy: None) -> None:
    everything, some = opened("overview", wall="1", lang="en"), opened("overview", wall="1", lang="en", product="gown")
    assert int(some.metric[0].value) < int(everything.metric[0].value)
    assert "isolation gown" in said(some)


def test_words_of_a_search_are_no_markup(busy: None) -> None:
    app = opened("overview", wall="1", lang="en", words="![x](http://example.org/x.png)")
    assert "](http" not in said(app)


def test_it_waits_while_there_is_nothing(empty: None) -> None:
    app = opened("overview", wall="1", lang="de")
    assert "füllt sich von selbst" in said(app)
    assert not app.metric


def test_the_overview_leads_to_it_and_back(busy: None) -> None:
    app = opened("overview", lang="en", product="gown")
    (way,) = [each for each in app.main.get("page_link") if each.label == "For a wall screen"]
    assert "wall=1" in way.proto.query_string
    assert "product=gown" in way.proto.query_string
    back = opened("overview", wall="1", lang="en").main.get("page_link")[-1]
    assert "wall" not in back.proto.query_string
