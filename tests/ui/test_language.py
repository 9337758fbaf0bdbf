"""The language comes from the address, else from the browser, and is kept in the address."""

import pytest

from tests.screens import opened, query


@pytest.mark.parametrize(
    ("locale", "title"),
    [("de-DE", "Übersicht"), ("de-AT", "Übersicht"), ("en-GB", "Overview"), ("fr-FR", "Overview"), ("", "Overview")],
)
def test_the_browser_says_which(busy: None, locale: str, title: str) -> None:
    assert opened(locale=locale).title[0].value == title


def test_the_address_goes_before_the_browser(busy: None) -> None:
    assert opened(locale="de-DE", lang="en").title[0].value == "Overview"


def test_the_switch_changes_everything_and_stays_in_the_address(busy: None) -> None:
    app = opened(locale="de-DE", region="DE")
    app.segmented_control(key="language.switch").set_value("en").run()
    assert app.title[0].value == "Overview"
    assert query(app) == {"lang": "en", "region": "DE"}
    app.switch_page("../pages/about.py").run()
    assert app.title[0].value == "About the data"
    assert app.sidebar.get("page_link")[0].label == "Overview"


def test_chosen_filters_keep_their_meaning_in_the_other_language(busy: None) -> None:
    app = opened(lang="de", product="face_shield")
    app.segmented_control(key="language.switch").set_value("en").run()
    assert app.multiselect(key="filter.product").value == ["face_shield"]
    assert query(app)["product"] == "face_shield"
