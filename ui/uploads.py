"""The door for uploads: only staff bring files in, asked at the request itself, not on the page that has the field.

Streamlit takes a file for any session that is open. Leaves out size, number and time (ui.gate) and what is in the file
(loaders).
"""

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from capacity.texts import say
from ui import shell
from ui.gate import is_upload
from ui.visitor import Forbidden, of_request


class OnlyStaff:
    """Turns away every request to store or remove a file that does not come with the login of staff."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_upload(scope) or _may_upload(scope):
            await self.app(scope, receive, send)
        else:
            words = say("upload.forbidden", shell.language_of(scope))
            await PlainTextResponse(words, status_code=403)(scope, receive, send)


def _may_upload(scope: Scope) -> bool:
    try:
        return of_request(HTTPConnection(scope)).role == "staff"
    except Forbidden:
        return False
