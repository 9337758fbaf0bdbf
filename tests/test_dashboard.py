"""`streamlit run dashboard.py` serves the application to this machine alone, with its headers, and nothing but it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from register import begin_own
from tests.screens import ROOT, only_home


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with socket.socket() as probe, pytest.MonkeyPatch.context() as patch:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
        only_home(patch, tmp_path_factory.mktemp("home"))
        begin_own()
        environment = dict(os.environ)
    log = tmp_path_factory.mktemp("server") / "log"
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(number)]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            _wait(number, server, log)
            yield number
        finally:
            server.terminate()
            server.wait(10)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            answer(port, "/_stcore/health")
            return
        except OSError:
            assert server.poll() is None, log.read_text("utf-8")
            time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8"))


def answer(port: int, path: str, **headers: str) -> tuple[Message, bytes]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(asked, timeout=10) as found:
        return found.headers, found.read()


@pytest.mark.parametrize("path", ["/", "/offers", "/about?lang=de"])
def test_every_page_is_ours_and_protected(port: int, path: str) -> None:
    headers, body = answer(port, path, **{"Accept-Language": "de-DE"})
    assert b'<html lang="de">' in body
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_outlines_come_from_here(port: int) -> None:
    headers, body = answer(port, "/api/geometry/nuts0.de.geojson")
    assert headers["Content-Type"].startswith("application/geo+json")
    assert len(body) > 10_000


@pytest.mark.parametrize("path", ["/api/geometry/../../../etc/passwd", "/api/geometry/offers.de.geojson"])
def test_there_is_no_way_to_other_files(port: int, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        answer(port, path)
    assert refused.value.code in (400, 404)


def test_only_the_loopback_address_answers(port: int) -> None:
    with socket.socket() as door:
        door.settimeout(2)
        assert door.connect_ex(("127.0.0.2", port)) != 0
