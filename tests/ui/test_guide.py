"""The guide of one minute: offered and not forced, found again, right for each audience, remembered by the browser."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from capacity.audiences import AUDIENCES
from capacity.texts import LANGUAGES, say
from tests.screens import opened, said
from ui import guide
from ui.navigation import SCREENS, screen


def test_it_is_offered_in_a_line_and_opens_when_asked_for(empty: None) -> None:
    app = opened(lang="de")
    assert "Drei Dinge zuerst" not in said(app)
    app.button(key="guide.show").click().run()
    assert "Drei Dinge zuerst" in said(app)
    assert all(say(f"page.{each.name}.help", "de") in said(app) for each in SCREENS)
    app.run()
    assert "Drei Dinge zuerst" not in said(app)


def test_put_away_it_is_still_in_the_menu(empty: None) -> None:
    app = opened(lang="en")
    app.button(key="guide.hide").click().run()
    assert "guide.show" not in {each.key for each in app.button}
    app.sidebar.button(key="guide.open").click().run()
    assert "Three things first" in said(app)


def test_other_pages_do_not_offer_it(empty: None) -> None:
    keys = {each.key for each in opened("about", lang="de").button}
    assert "guide.open" in keys
    assert "guide.show" not in keys


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_is_sent_to_pages_that_are_for_it(audience) -> None:
    assert all(audience in screen(name).audiences for name in guide.FIRST[audience])
    for language in LANGUAGES:
        assert all(say(f"guide.first.{audience}.{name}", language) for name in guide.FIRST[audience])
        assert say(f"guide.intro.{audience}", language)


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("/?region=DE", "/?region=DE"),
        ("https://elsewhere.example.org", "/"),
        ("//elsewhere.example.org", "/"),
        ("", "/"),
    ],
)
def test_the_browser_remembers_and_goes_back_to_its_view(back: str, leads: str) -> None:
    with TestClient(Starlette(routes=guide.ROUTES), follow_redirects=False) as visitor:
        answer = visitor.get(guide.ADDRESS, params={"back": back})
    assert answer.headers["location"] == leads
    assert answer.headers["set-cookie"].startswith(f"{guide.SEEN}=1")
    assert "httponly" in answer.headers["set-cookie"].lower()
