"""Clients that are no browser: whatever they claim, forge or guess, they get what their login may see.

They talk to a dashboard with a login over its websocket. Logins are cookies signed as the server signs them after the
provider's word (tests/browser/test_login.py shows that way).
"""

import asyncio
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string

from register import Register, open_register
from tests.logins import AUTH, ROLES, claims
from tests.registers import filled
from tests.screens import only_home
from tests.serving import dashboard, free_port
from tools.load.client import Client, Run
from ui.navigation import SCREENS

BORDERED = "multipart/form-data; boundary=edge"
LIST = "Firma;Ort;Produkt\nFabrik Muster;Bonn;Visiere\n"
CONTACTS = ("contact_name", "email", "phone", "street", "remarks")
STAFFS = [screen.name for screen in SCREENS if screen.audiences == ("staff",)]


class Site:
    """A dashboard with a login, its address (host:port) and what its register holds."""

    def __init__(self, port: int, register: Register, log: Path) -> None:
        self.address, self.origin = f"localhost:{port}", f"http://localhost:{port}"
        self.register, self.offers, self.log = register, register.offers(), log

    def secret_words(self, *columns: str) -> set[str]:
        """The values of these columns that are long enough to be told from other words."""
        values = pd.concat([self.offers[column].dropna().astype("str") for column in columns])
        return {value for value in values if len(value) > 6}

    def cookies(self, audience: str, *, secret: str = AUTH["cookie_secret"], seconds: float = 3600) -> dict[str, str]:
        """What the browser of somebody with the role `audience` sends along."""
        said = json.dumps(claims(audience, seconds, origin=self.origin, provider="default"))
        signed = create_signed_value(secret, "_streamlit_user", said).decode()
        token = generate_xsrf_token_string()
        return {
            "Cookie": f'_streamlit_user="{signed}"; _streamlit_xsrf="{token}"',
            "Origin": self.origin,
            "token": token,
        }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home, port = tmp_path_factory.mktemp("raw"), free_port()
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, home)
        held = Site(port, open_register(filled(60)), home / "server.log")
    auth = AUTH | {"redirect_uri": f"http://localhost:{port}/oauth2callback"}
    with dashboard(home, port, "--secrets.files", str(_secrets(home, auth))):
        yield held


def _put(site: Site, headers: dict[str, str]) -> int:
    """The status of an upload to a session that was guessed."""
    token = headers.pop("token", "")
    named = headers | {"X-Xsrftoken": token}
    address = f"http://{site.address}/_stcore/upload_file/session/file"
    asked = urllib.request.Request(address, b"x", named, method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=20)
    return refused.value.code


@pytest.mark.parametrize("audience", ["liaison", "viewer", "stranger"])
def test_only_staff_bring_files_in(site: Site, audience: str) -> None:
    assert _put(site, site.cookies(audience)) == 403
    assert _put(site, {}) == 403
    assert _put(site, site.cookies("staff", seconds=-1)) == 403
    assert _put(site, site.cookies("staff")) == 400  # let through: Streamlit knows no such session


async def _upload_urls(site: Site, headers: dict[str, str], leave_after: Callable[[str], None]) -> None:
    """Lets staff choose a file on the import page, and gives where their browser would send it."""
    token = headers.pop("token")
    client = await Client.arrive(site.address, "imports", "lang=en", token=token, headers=headers)
    run = await client.run()
    asked = BackMsg()
    begun = next(each.new_session for each in run.messages if each.WhichOneof("type") == "new_session")
    session = begun.initialize.session_id
    asked.file_urls_request.request_id, asked.file_urls_request.session_id = "1", session
    asked.file_urls_request.file_names.append("liste.csv")
    await client.connection.send(asked.SerializeToString())
    while (answer := ForwardMsg.FromString(await client.connection.recv())).WhichOneof("type") != "file_urls_response":
        pass
    await asyncio.to_thread(leave_after, answer.file_urls_response.file_urls[0].upload_url)
    await client.leave()


def test_a_browser_gone_in_the_middle_of_an_upload_leaves_nothing_behind(site: Site) -> None:
    cookies = site.cookies("staff")
    named = cookies | {"X-Xsrftoken": cookies["token"], "Host": site.address, "Content-Type": BORDERED}
    del named["token"]
    part = f'--edge\r\nContent-Disposition: form-data; name="f"; filename="liste.csv"\r\n\r\n{LIST}'.encode()

    def half_then_whole(url: str) -> None:
        head = "\r\n".join([f"PUT {url} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())])
        with socket.create_connection(tuple(site.address.split(":")), 20) as half:
            half.sendall(f"{head}\r\nContent-Length: 1000000\r\n\r\n".encode() + part)
        whole = urllib.request.Request(f"http://{site.address}{url}", part + b"\r\n--edge--\r\n", named, method="PUT")
        with urllib.request.urlopen(whole, timeout=20) as answer:
            assert answer.status == 204

    before = site.register.version()
    with ThreadPoolExecutor(1) as aside:  # as in `got`
        aside.submit(asyncio.run, _upload_urls(site, dict(cookies), half_then_whole)).result()
    assert site.register.version() == before
    assert "Traceback" not in site.log.read_text("utf-8")
    assert leaked(got(site, site.cookies("staff"), "offers"), site.secret_words("organisation"))


def _secrets(home: Path, auth: dict[str, str]) -> Path:
    lines = ["[auth]", *(f'{name} = "{value}"' for name, value in auth.items())]
    lines += ["[roles]", *(f"{name} = {json.dumps(who)}" for name, who in ROLES.items())]
    path = home / "secrets.toml"
    path.write_text("\n".join(lines), "utf-8")
    return path


async def _asked(site: Site, headers: dict[str, str], page: str, forged: BackMsg | None) -> Run:
    token = headers.pop("token", "")
    client = await Client.arrive(site.address, page, "lang=en", token=token, headers=headers)
    try:
        run = await client.run()
        if forged is None:
            return run
        await client.connection.send(forged.SerializeToString())
        messages, sent = await asyncio.wait_for(client._until_it_stands(), 60)
        return Run(0, sent, [*run.messages, *messages])
    finally:
        await client.leave()


def got(site: Site, headers: dict[str, str], page: str = "", forged: BackMsg | None = None) -> str:
    """Everything that the server sends to somebody who comes with these headers."""
    with ThreadPoolExecutor(1) as aside:  # this thread may run a loop of its own, for tests in a browser
        run = aside.submit(asyncio.run, _asked(site, dict(headers), page, forged)).result()
    return b"\n".join(each.SerializeToString() for each in run.messages).decode("utf-8", "ignore")


def leaked(said: str, words: set[str]) -> set[str]:
    return {word for word in words if word in said}


def test_staff_get_what_the_others_must_not(site: Site) -> None:
    said = got(site, site.cookies("staff"), "offers")
    assert len(leaked(said, site.secret_words("organisation"))) > 10
    assert all(page in said for page in STAFFS)


@pytest.mark.parametrize("page", ["", "offers", "history"])
@pytest.mark.parametrize("how", ["nothing", "headers", "foreign secret", "expired", "no token"])
def test_nobody_gets_nothing(site: Site, how: str, page: str) -> None:
    named = {"X-Remote-Role": "staff", "X-Forwarded-User": "staff@team.example.org", "X-Remote-Email": "x",
             "Authorization": "Bearer staff", "Cookie": "role=staff; is_logged_in=true"}  # fmt: skip
    headers = {
        "nothing": {},
        "headers": named,
        "foreign secret": site.cookies("staff", secret="fedcba9876543210fedcba9876543210"),
        "expired": site.cookies("staff", seconds=-1),
        "no token": site.cookies("staff") | {"token": ""},
    }[how]
    said = got(site, headers, page)
    assert ("Log in" in said) or ("expired" in said)
    assert not leaked(said, site.secret_words(*CONTACTS, "organisation"))
    assert "page_link" not in said


def forging(page: str, **values: str) -> BackMsg:
    """A rerun that asks for a page by its hash and says of widgets what no widget of the client's ever said."""
    message = BackMsg()
    message.rerun_script.page_script_hash = calc_hash(page)
    for key, value in values.items():
        name = key.replace("__", ".")
        message.rerun_script.widget_states.widgets.add(id=f"$$ID-{calc_hash(name)}-{name}", string_value=value)
        message.rerun_script.widget_states.widgets.add(id=name, string_value=value)
        message.rerun_script.widget_states.widgets.add(id=f"$$ID-{calc_hash(name)}-{value}", trigger_value=True)
    return message


@pytest.mark.parametrize("audience", ["liaison", "viewer"])
def test_a_forged_page_or_widget_opens_nothing(site: Site, audience: str) -> None:
    hidden = site.secret_words(*CONTACTS) if audience == "liaison" else site.secret_words(*CONTACTS, "organisation")
    for page in ("imports", "history", "privacy", "forwardings", "inbox"):
        asked = forging(page, login__preview="staff", visitor__preview="staff", bulk__confirm="bulk.confirm")
        said = got(site, site.cookies(audience), "", asked)
        assert "is for staff" in said or "not part of the public figures" in said, page
        assert not leaked(said, hidden), page


def test_a_liaison_cannot_write_and_nothing_changes(site: Site) -> None:
    before = site.register.version()
    asked = forging("offers", state__confirm="state.confirm", bulk__withdraw="bulk.withdraw", bulk__status="declined")
    got(site, site.cookies("liaison"), "offers", asked)
    assert site.register.version() == before
