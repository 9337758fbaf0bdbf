"""The list of pages: each has its file, its texts, and a place in the menu."""

import pytest

from capacity.texts import LANGUAGES, say
from tests.screens import opened
from ui.navigation import PAGES, SCREENS, screen


@pytest.mark.parametrize("each", SCREENS, ids=lambda each: each.name)
def test_every_page_has_its_file_and_texts(each) -> None:
    assert (PAGES / f"{each.name}.py").is_file()
    for language in LANGUAGES:
        assert all(say(f"{key}", language) for key in (f"page.{each.name}.title", f"page.{each.name}.help"))


def test_every_file_is_a_page() -> None:
    assert {path.stem for path in PAGES.glob("*.py")} == {each.name for each in SCREENS}


def test_the_menu_names_every_page_by_section(busy: None) -> None:
    app = opened(lang="de", region="DE")
    links = app.sidebar.get("page_link")
    assert [each.label for each in links] == [say(f"page.{each.name}.title", "de") for each in SCREENS]
    assert {each.proto.query_string for each in links} == {"lang=de&region=DE"}
    sections = [say(f"section.{each.section}", "de") for each in SCREENS]
    assert [each.value for each in app.sidebar.caption] == list(dict.fromkeys(sections))


@pytest.mark.parametrize("each", SCREENS, ids=lambda each: each.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_runs_on_an_empty_register(empty: None, each, language: str) -> None:
    app = opened(each.name, lang=language)
    assert app.title[0].value == say(f"page.{each.name}.title", language)


def test_pages_are_found_by_name() -> None:
    assert screen("overview") is SCREENS[0]
    assert screen("overview").path == "/"
    assert screen("offers").path == "/offers"
    with pytest.raises(KeyError):
        screen("nowhere")
