"""The address of every download: who asks is checked anew at each request, then the file is made and sent.

A download is asked for by its name and parameters, never by a path, and nothing of it stays on the server. Leaves out
what there is to download (ui.exports) and how often somebody may ask (ui.gate).
"""

import unicodedata
from collections.abc import Mapping
from typing import cast
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from capacity.audiences import Audience
from capacity.texts import say
from register import RegisterError
from ui import shell
from ui.downloads import ADDRESS, AS, File
from ui.language import speaking
from ui.visitor import Forbidden, Visitor, asking, of_request

LONGEST_NAME = 150
TELLING = '<>:"/\\|?*'  # characters that file systems read as more than a name
HEADERS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
}
_AT_ONCE = CapacityLimiter(2)


async def serve(request: Request) -> Response:
    """Sends one download; 403 to whom it is not for, 404 where there is no such thing, 409 where it cannot be made."""
    language, asked = shell.language_of(request.scope), dict(request.query_params)
    try:
        who = _visitor(request)
        wanted = (request.path_params["name"], asked, who, language)
        file = await to_thread.run_sync(_made, *wanted, limiter=_AT_ONCE)
    except PermissionError:
        return _said(say("download.forbidden", language), 403)
    except KeyError:
        return _said(say("download.gone", language), 404)
    except Forbidden as error:
        return _said(error.message(language), 403)
    except RegisterError as error:
        return _said(error.message(language), 409)
    headers = HEADERS | {"content-disposition": disposition(file.name)}
    return Response(file.content, media_type=file.media_type, headers=headers)


def _made(name: str, asked: Mapping[str, str], who: Visitor, language: str) -> File:
    """The file; KeyError where there is no such export, PermissionError where it is not for this audience."""
    from ui.exports import EXPORTS  # not before the server runs: its caches belong to Streamlit's runtime

    export = EXPORTS[name]
    if who.audience not in export.audiences:
        raise PermissionError(name)
    with speaking(language), asking(who):
        return export.made(asked)


def _visitor(request: Request) -> Visitor:
    """Who asks; staff may ask for what another audience gets."""
    who = of_request(request)
    return who.seeing(cast(Audience, request.query_params.get(AS, who.audience)))


def _said(words: str, status: int) -> Response:
    return PlainTextResponse(words, status_code=status, headers=HEADERS)


def disposition(name: str) -> str:
    """The header that makes a browser save a file under `name`, as far as that is a mere name.

    Signs that turn the direction of writing go, too: "fdp.exe" must not pass for "exe.pdf".
    """
    kept = "".join(each for each in name if each not in TELLING and unicodedata.category(each)[0] != "C")
    stem, dot, ending = kept.strip(" .").rpartition(".")
    safe = f"{stem[:LONGEST_NAME]}{dot}{ending[:LONGEST_NAME]}" or "download"
    plain = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode() or "download"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


ROUTES = [Route(f"{ADDRESS}/{{name}}", serve, methods=["GET"])]
