"""The first page: in the reader's language, with nothing allowed in from elsewhere; headers on every answer."""

import asyncio
import base64
import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui import preloads, server, shell


def answer(body: bytes, content_type: str, *, status: int = 200, method: str = "GET", **headers: str):
    """What a browser gets when the application behind answers so."""

    async def behind(scope, receive, send) -> None:
        raw = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode()), (b"etag", b"x")]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        await send({"type": "http.response.body", "body": body[:3], "more_body": True})
        await send({"type": "http.response.body", "body": body[3:]})

    sent: list[dict] = []

    async def send(message) -> None:
        sent.append(message)

    asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": "/offers", "query_string": b"", "headers": asked}
    with ThreadPoolExecutor(1) as aside:  # a browser test before this one may have left a loop in this thread
        aside.submit(asyncio.run, server.FrontPage(behind)(scope, None, send)).result()
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return found, b"".join(message.get("body", b"") for message in sent[1:])


def test_our_page_takes_the_place_of_the_english_one() -> None:
    headers, body = answer(b"<html>", "text/html; charset=utf-8", accept_language="de-DE,de;q=0.9,en;q=0.5")
    assert b'<html lang="de">' in body
    assert "<title>Lagebild Schutzausrüstung</title>".encode() in body
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers


def test_what_is_no_page_passes_unchanged() -> None:
    headers, body = answer(b'{"a": 1}', "application/json")
    assert body == b'{"a": 1}'
    assert headers["etag"] == "x"
    assert headers["x-content-type-options"] == "nosniff"


def test_failures_keep_their_own_words() -> None:
    assert answer(b"not found", "text/html", status=404)[1] == b"not found"


def test_a_question_for_the_head_gets_no_body() -> None:
    assert answer(b"<html>", "text/html", method="HEAD")[1] == b""


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    policy = dict(part.strip().split(" ", 1) for part in shell.content_security_policy().split(";"))
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert not re.search(r"https?:|\*", shell.content_security_policy())


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_inline_script_of_the_page_is_allowed(language: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", shell.shell(language), flags=re.DOTALL)
    assert any("BACKEND_BASE_URL" in script for script in scripts)
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in shell.content_security_policy()


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        ("lang=de", "en-GB", "de"),
        ("lang=en", "de-DE", "en"),
        ("lang=fr", "de-DE", "de"),
        ("", "fr-FR", "en"),
        ("", "", "en"),
    ],
)
def test_language_of_a_request(query: str, accept: str, expected: str) -> None:
    scope = {"type": "http", "query_string": query.encode(), "headers": [(b"accept-language", accept.encode())]}
    assert shell.language_of(scope) == expected


def test_the_parts_that_every_page_shows_are_fetched_at_once() -> None:
    page, static = shell.shell("en"), shell.SHELL.parent / "static"
    asked = re.findall(r'<link rel="(?:module)?preload"[^>]*href="\./static/([^"]+)"', page)
    assert len(asked) == len(set(asked))
    assert all((static / name).is_file() for name in asked)
    names = " ".join(asked)
    assert all(re.search(rf"\b{part}\.", names) for part in (*preloads.PARTS, preloads.ICONS))
    assert not re.search("Plotly|DeckGl|Vega(?!Embed)", names)


def test_the_map_is_fetched_when_the_page_is_at_rest() -> None:
    page, static = shell.shell("en"), shell.SHELL.parent / "static"
    script = next(each for each in re.findall(r"<script>(.*?)</script>", page, re.DOTALL) if "modulepreload" in each)
    names = json.loads(re.search(r"of (\[.*?\])", script)[1])
    assert any(name.startswith("DeckGlJsonChart.") for name in names)
    assert all((static / "js" / name).is_file() for name in names)
    assert not any(f'{name}"' in page.replace(script, "") for name in names)


def test_what_a_part_imports_is_fetched_with_it(tmp_path) -> None:
    for name, script in {
        "Metric.a1.js": 'import{a}from"./shared.b2.js";import"./style.c3.js";const late=import("./late.d4.js")',
        "shared.b2.js": 'import{b}from"./Metric.a1.js";export{b as x}from"./deep.e5.js"',
    }.items():
        (tmp_path / name).write_text(script, "utf-8")
    for name in ("style.c3.js", "deep.e5.js", "late.d4.js"):
        (tmp_path / name).touch()
    assert preloads.needed(tmp_path, ["Metric"]) == ["Metric.a1.js", "deep.e5.js", "shared.b2.js", "style.c3.js"]
