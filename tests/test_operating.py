"""docs/operating.md tried: nginx with TLS, two replicas, one PostgreSQL, a login; one replica dies under load.

Takes a minute, so it runs with CAPACITY_SOAK=1 alone (`make soak`).
"""

import asyncio
import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from websockets import ConnectionClosed

from capacity.texts import say
from register import open_register
from register.decisions import Decisions
from tests.invented import invent
from tests.register.servers import POSSIBLE, Server
from tests.registers import fill
from tests.screens import ROOT
from tests.serving import free_port
from tools.load.client import Client

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(
    not (os.environ.get("CAPACITY_SOAK") and NGINX and POSSIBLE), reason="needs CAPACITY_SOAK=1, nginx and PostgreSQL"
)
SECRET = "0123456789abcdef0123456789abcdef"
SECRETS = """
[auth]
redirect_uri = "https://localhost:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "dashboard"
client_secret = "of-no-consequence"
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"

[roles]
staff = ["@team.example.org"]
"""
PEOPLE, ROUNDS = 12, 6
TOLD = say("state.confirmed", "en").encode()


@dataclass
class Site:
    """Two replicas behind nginx: the port of its TLS, the processes, their database."""

    port: int
    replicas: list["subprocess.Popen[bytes]"]
    url: str
    folder: Path

    def request(self, path: str, **headers: str) -> urllib.request.Request:
        return urllib.request.Request(f"https://localhost:{self.port}{path}", headers=headers)

    def answer(self, path: str, **headers: str) -> tuple[int, str, bytes]:
        with urllib.request.urlopen(self.request(path, **headers), timeout=20, context=trusting()) as found:
            return found.status, str(found.headers), found.read()


def trusting() -> ssl.SSLContext:
    """TLS that takes the certificate of this test."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextmanager
def running(words: list[str], log: Path, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as out:
        process = subprocess.Popen(words, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=out)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)


def configured(folder: Path, port: int, ports: list[int]) -> Path:
    """The configuration of the documents with this test's ports, certificate and files; HTTP left out."""
    text = (ROOT / "docs" / "operating" / "nginx.conf").read_text("utf-8").split("\nserver {\n    listen 80;")[0]
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", key, "-out", certificate], check=True, capture_output=True,
    )  # fmt: skip
    changes = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "127.0.0.1:8501": f"127.0.0.1:{ports[0]}",
        "127.0.0.1:8502": f"127.0.0.1:{ports[1]}",
        "/etc/ssl/certs/capacity.pem": str(certificate),
        "/etc/ssl/private/capacity.key": str(key),
        "/var/log/nginx/capacity.log": str(folder / "access.log"),
    }
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; user root;\n"
        f"events {{}}\nhttp {{\n{text}\n}}\n", "utf-8",
    )  # fmt: skip
    return whole


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, server = tmp_path_factory.mktemp("site"), Server()
    url, port, ports = server.url(server.make()), free_port(), [free_port(), free_port()]
    fill(url, invent(2000))
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(port=port, secret=SECRET), "utf-8")
    given = {"DATABASE_URL": url, "CAPACITY_HOME": str(folder), "FORWARDED_ALLOW_IPS": "127.0.0.1"}
    streamlit = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--secrets.files", str(secrets)]
    with ExitStack() as stack:
        stack.callback(server.stop)
        replicas = [
            stack.enter_context(running([*streamlit, "--server.port", str(each)], folder / f"{each}.log", **given))
            for each in ports
        ]
        nginx = [str(NGINX), "-c", str(configured(folder, port, ports))]
        stack.enter_context(running(nginx, folder / "nginx.log"))
        found = Site(port, replicas, url, folder)
        _wait(found, ports)
        yield found


def _wait(site: Site, ports: list[int]) -> None:
    for each in ports:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{each}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
    assert site.answer("/_stcore/health")[0] == 200


def cookies(site: Site, who: str, replica: str) -> tuple[str, str]:
    """What the browser of somebody who is logged in holds, and their token."""
    claims = {"origin": f"https://localhost:{site.port}", "is_logged_in": True, "name": who,
              "email": f"{who}@team.example.org", "exp": time.time() + 3600}  # fmt: skip
    signed = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(claims)).decode()
    token = generate_xsrf_token_string()
    return f'{USER_COOKIE_NAME}="{signed}"; {XSRF_COOKIE_NAME}="{token}"; capacity_replica={replica}', token


async def arrive(site: Site, number: int) -> Client:
    """Somebody opens the list of offers."""
    held, token = cookies(site, f"person{number}", f"visitor{number}")
    headers = {"Origin": f"https://localhost:{site.port}", "Cookie": held}
    client = await Client.arrive(f"localhost:{site.port}", "offers", token=token, headers=headers, tls=trusting())
    await client.run()
    return client


async def visit(site: Site, number: int, done: list[tuple[str, int]], waits: list[float]) -> None:
    """Confirms one offer after another; comes back when the connection breaks, as a browser does."""
    client = await arrive(site, number)
    for offer in range(number * ROUNDS + 1, (number + 1) * ROUNDS + 1):
        try:
            client.query = f"lang=en&offer={offer}"
            await client.run()
            told = await client.press("state.confirm")
            if any(TOLD in each.SerializeToString() for each in told.messages):  # else there was nothing to confirm
                done.append((f"person{number}", offer))
        except (ConnectionClosed, OSError):
            begun = time.monotonic()
            client = await arrive(site, number)
            waits.append(time.monotonic() - begun)
    await client.leave()


async def _under_load(site: Site, done: list[tuple[str, int]], waits: list[float]) -> None:
    people = [asyncio.create_task(visit(site, number, done, waits)) for number in range(PEOPLE)]
    while len(done) < PEOPLE / 2:
        await asyncio.sleep(0.05)
    site.replicas[0].send_signal(signal.SIGKILL)
    await asyncio.gather(*people)


def test_without_a_login_nothing_is_handed_out(site: Site) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        site.answer("/export/weekly?lang=en")
    assert refused.value.code == 403
    status, headers, _ = site.answer("/")
    assert status == 200
    assert re.search(r"(?i)set-cookie: capacity_replica=\w+;.*HttpOnly; Secure", headers)
    assert "Strict-Transport-Security" in headers
    with pytest.raises(urllib.error.HTTPError) as refused:
        site.answer("/_stcore/metrics")
    assert refused.value.code == 404


def test_a_download_knows_the_login_behind_the_proxy(site: Site) -> None:
    held, _ = cookies(site, "anna", "anna")
    status, headers, content = site.answer("/export/map?lang=en&words=Geheimnis", Cookie=held)
    assert status == 200
    assert "attachment" in headers
    assert b"Region" in content
    assert "Geheimnis" not in (site.folder / "access.log").read_text("utf-8")


def test_when_one_replica_dies_everybody_comes_back_and_nothing_is_lost(site: Site) -> None:
    done: list[tuple[str, int]] = []
    waits: list[float] = []
    asyncio.run(_under_load(site, done, waits))
    register = open_register(site.url)
    kept = Decisions(register).latest(1000)
    register.close()
    told = f"{len(done)} confirmations told, {len(kept)} kept; {len(waits)} came back"
    assert waits, f"nobody was on the replica that died: {told}"
    print(f"{told}, the last after {max(waits):.1f} s")
    assert len(done) >= PEOPLE * ROUNDS / 3
    assert set(done) <= set(zip(kept["by"], kept["offer_id"], strict=True))
    assert max(waits) < 30
