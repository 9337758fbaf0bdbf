"""What the server writes while people's data are imported, shown, downloaded and refused: nothing of the people."""

import asyncio
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from register import begin_own
from tests.invented import invent
from tests.registers import fill
from tests.screens import only_home
from tests.serving import dashboard, free_port
from tools.load.client import Client

MARK = "Zyxwvut"


def marked(home: Path) -> None:
    """A register in `home` in which everything that people said bears the mark."""
    made = invent(30)
    words = ("organisation", "contact_name", "town", "remarks", "street", "passed_on_by", "website")
    offers = made.offers.assign(**dict.fromkeys(words, MARK), email=f"{MARK}@example.org", phone=f"030 23125 {MARK}")
    issues = made.issues.assign(read=MARK)
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, home)
        fill(begin_own().url, replace(made, offers=offers, issues=issues))


async def _visited(address: str) -> str:
    """Looks at pages, searches, opens an offer, comes with a broken message: all that was sent back."""
    seen = ""
    for page, query in (("", f"words={MARK}"), ("offers", "offer=1"), ("history", ""), ("privacy", ""), (MARK, MARK)):
        client = await Client.arrive(address, page, f"lang=en&{query}")
        seen += "".join(str(each) for each in (await client.run()).messages)
        await client.connection.send(f"{MARK} broken".encode())
        await client.leave()
    return seen


def status(address: str) -> int:
    try:
        return int(urllib.request.urlopen(address, timeout=30).status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_log_holds_nothing_of_people(tmp_path: Path) -> None:
    home = tmp_path / "home"
    marked(home)
    with dashboard(home, free_port()) as served:
        with ThreadPoolExecutor(1) as aside:  # this thread may run a loop of its own, for tests in a browser
            assert MARK in aside.submit(asyncio.run, _visited(served.removeprefix("http://"))).result()
        assert status(f"{served}/export/offers?ids=1.1.1&words={MARK}") == 200
        for path in (f"/export/{MARK}", f"/export/batch?number={MARK}"):
            assert status(served + path) == 404
        status(f"{served}/{MARK}")
    log = (home / "server.log").read_text("utf-8")
    assert "URL" in log  # the server did write
    assert MARK not in log
