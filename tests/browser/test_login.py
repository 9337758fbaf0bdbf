"""Login with a real provider in a real browser: in, who may what, out, a login that ends, the way back to a view."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SECONDS, dashboard, free_port
from tests.registers import filled
from tests.screens import only_home

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
SHORT = 12  # seconds until a login ends: time to come in and look
SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "dashboard"
client_secret = "of-no-consequence"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"

[roles]
staff = ["anna@team.example.org"]
liaison = ["groups=liaisons"]
viewer = ["@public.example.org"]
"""
PEOPLE = {
    "anna": {"email": "anna@team.example.org", "name": "Anna Muster"},
    "luca": {"email": "luca@eu.example.org", "name": "Luca Beispiel", "groups": ["liaisons"]},
    "vera": {"email": "vera@public.example.org", "name": "Vera Probe"},
    "otto": {"email": "otto@elsewhere.example.org", "name": "Otto Fremd"},
}


@dataclass
class Site:
    """A dashboard with a login, and its provider."""

    address: str
    provider: str

    def ends_in(self, who: str, seconds: int) -> None:
        """Lets the next login of `who` end so soon."""
        claims = {**PEOPLE[who], "exp": int(time.time()) + seconds}
        httpx.put(f"{self.provider}/users/{who}", json=claims).raise_for_status()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, port = tmp_path_factory.mktemp("home"), free_port()
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, home)
        filled(60)
    people = [User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people) as provider:
        secrets: Path = home / "secrets.toml"
        secrets.write_text(SECRETS.format(port=port, provider=provider.server_port), "utf-8")
        with dashboard(home, port, "--secrets.files", str(secrets)):
            yield Site(f"http://localhost:{port}", f"http://localhost:{provider.server_port}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    yield context.new_page()
    context.close()


def log_in(page: Page, site: Site, who: str, path: str = "/", button: str = "Log in") -> None:
    page.goto(site.address + path)
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("input[name=sub]").fill(who)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{site.address}/**")


def menu(page: Page) -> list[str]:
    page.wait_for_selector("[data-testid=stSidebar] [data-testid=stPageLink]")
    return page.locator("[data-testid=stSidebar] [data-testid=stPageLink]").all_inner_texts()


def test_a_liaison_has_pages_of_their_own_and_another_says_so(page: Page, site: Site) -> None:
    log_in(page, site, "luca", "/history?lang=en")
    expect(page.get_by_text("“History” is for staff.")).to_be_visible()
    pages = " ".join(menu(page))
    assert "Offers" in pages
    assert "History" not in pages
    assert not page.get_by_label("View as").count()
    staff_only = page.request.get(f"{site.address}/export/weekly?lang=en")
    assert (staff_only.status, "PK" in staff_only.text()) == (403, False)
    assert page.request.get(f"{site.address}/export/map?lang=en").status == 200
    assert page.request.get(f"{site.address}/export/map?lang=en&as=staff").status == 403


def test_somebody_without_a_role_is_told_and_can_leave(page: Page, site: Site) -> None:
    log_in(page, site, "otto")
    expect(page.get_by_text(re.compile("You are logged in as otto.?@elsewhere.example.org"))).to_be_visible()
    assert not page.locator("[data-testid=stPageLink]").count()
    assert page.request.get(f"{site.address}/export/map").status == 403
    page.get_by_role("button", name="Log out and choose another account").click()
    leave(page, site)


def test_who_logs_out_is_out(page: Page, site: Site) -> None:
    log_in(page, site, "vera")
    assert "Offers" not in " ".join(menu(page))
    expect(page.get_by_text("Totals are shown.")).to_be_visible()
    page.get_by_role("button", name="Vera Probe").click()
    page.get_by_role("button", name="Log out").click()
    leave(page, site)
    page.goto(f"{site.address}/charts")
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    assert page.request.get(f"{site.address}/export/chart").status == 403


def leave(page: Page, site: Site) -> None:
    """Past the provider's own question to the login page."""
    page.wait_for_url(f"{site.provider}/**")
    page.locator("form button").first.click()
    page.wait_for_url(f"{site.address}/**")
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()


def test_a_link_leads_through_the_login_to_its_view_and_again_when_the_login_ends(page: Page, site: Site) -> None:
    site.ends_in("anna", SHORT)
    ends = time.time() + SHORT
    log_in(page, site, "anna", "/charts?lang=en&product=face_shield")
    expect(page.get_by_role("heading", name="Charts", level=1)).to_be_visible()
    assert "/charts?" in page.url
    assert "product=face_shield" in page.url
    assert "History" in " ".join(menu(page))
    expect(page.get_by_text("Anna Muster")).to_be_visible()
    page.wait_for_timeout(max(ends - time.time(), 0) * 1000 + 500)
    page.get_by_test_id("stButtonGroup").get_by_text("Organisation type", exact=True).click()
    expect(page.get_by_text("Your login has expired.")).to_be_visible()
    assert not page.locator("[data-testid=stPageLink]").count()
    assert page.request.get(f"{site.address}/export/offers?ids=1").status == 403
    site.ends_in("anna", 3600)
    page.get_by_role("button", name="Log in again").click()
    page.locator("input[name=sub]").fill("anna")
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_role("heading", name="Charts", level=1)).to_be_visible()
    assert "product=face_shield" in page.url
