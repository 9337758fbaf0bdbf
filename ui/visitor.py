"""Who is visiting, and as which audience: from the login where one is configured, else staff on this machine alone.

The role is looked up anew each time it is asked for, so that a login that ends or an audience that changes counts at
once. Leaves out which role a login has (ui.roles), the login page and the menu (ui.login), and what an audience sees
(capacity.audiences).
"""

import getpass
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from capacity.audiences import AUDIENCES, Audience
from capacity.texts import say
from register import RegisterError
from ui import peers, roles

PREVIEW = "visitor.preview"
_STAYS = threading.Event()


class Forbidden(RegisterError):  # noqa: N818 - what it is called in the design
    """Not for this visitor. `code`: logged_out, expired, refused, misconfigured (nobody may), not_staff, preview."""

    def message(self, language: str) -> str:
        """One or two sentences, in "de" or "en": why, and what to do."""
        return say(f"visitor.{self.code}", language, **self.values)


@dataclass(frozen=True)
class Visitor:
    """Somebody who may be here. `role` is what the login grants; staff may look as another `audience`."""

    role: Audience
    audience: Audience
    name: str
    mail: str = ""

    @property
    def may_write(self) -> bool:
        """Whether this visitor may change something: staff who look as themselves."""
        return self.role == self.audience == "staff"

    def seeing(self, audience: Audience) -> "Visitor":
        """The same visitor looking as `audience`. Raises Forbidden for another's audience, unless they are staff."""
        if audience not in AUDIENCES or (audience != self.role and self.role != "staff"):
            raise Forbidden("not_staff")
        return replace(self, audience=audience)


_ASKING: ContextVar[Visitor | None] = ContextVar("asking", default=None)


@contextmanager
def asking(who: Visitor) -> Iterator[None]:
    """Within this block `visitor` says `who`: for what is made for an HTTP request, outside of any session."""
    token = _ASKING.set(who)
    try:
        yield
    finally:
        _ASKING.reset(token)


def visitor() -> Visitor:
    """The visitor of this session, staff who look as another audience as that one. Raises Forbidden for nobody."""
    if (who := _ASKING.get()) is not None:
        return who
    found = _known(st.user.to_dict()) if login_is_configured() else _here()
    asked = st.session_state.get(PREVIEW)
    return found.seeing(asked) if found.role == "staff" and asked in AUDIENCES else found


def of_request(request: HTTPConnection) -> Visitor:
    """The visitor who sent an HTTP request, by the cookie of their login. Raises Forbidden for nobody.

    A request knows no preview: say with `seeing` as whom staff look.
    """
    if login_is_configured():
        return _known(_claims_of(request.cookies))
    if not peers.is_local(request.scope):
        raise Forbidden("logged_out")
    return _here()


def login_is_configured() -> bool:
    """Whether secrets.toml has a section [auth]. Raises Forbidden where nobody may enter: the file cannot be read, it
    has roles without a login, or the login is gone that it had when the server started.
    """
    if _section("auth"):
        return True
    if _STAYS.is_set() or _section("roles"):
        raise Forbidden("misconfigured", what="[auth]")
    return False


def keep_login() -> None:
    """From now on a login that is configured now is asked for, whatever becomes of the file: nobody is staff since it
    was saved half written.
    """
    if login_is_configured():
        _STAYS.set()


def account() -> str:
    """The name of the account that runs the program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "dashboard"


def configured_roles() -> dict[Audience, tuple[str, ...]]:
    """Audience → who has it, as secrets.toml says under [roles]. Raises Forbidden where that cannot be read."""
    try:
        return roles.checked(_section("roles"))
    except roles.UnknownRoleError as error:
        raise Forbidden("misconfigured", what=f"[roles] {error}") from error


def _section(name: str) -> Mapping[str, Any]:
    there = st.secrets._secrets is not None or any(path.exists() for path in _files())
    if not there:  # asked first, since this is asked ten times a run and looking for the file to read it takes long
        return {}
    if not st.secrets.load_if_toml_exists():
        raise Forbidden("misconfigured", what="secrets.toml")
    return st.secrets.get(name, {})


@cache
def _files() -> tuple[Path, ...]:
    """Where the file may be, as the server was started; Streamlit works that out at each question."""
    return tuple(map(Path, st.get_option("secrets.files")))


def _here() -> Visitor:
    """Who works on this machine, where no login is configured."""
    return Visitor("staff", "staff", account())


def _known(claims: Mapping[str, Any]) -> Visitor:
    if not claims.get("is_logged_in"):
        raise Forbidden("logged_out")
    if not _lasts(claims.get("exp")):
        raise Forbidden("expired")
    mail = str(claims.get("email") or "")
    name = str(claims.get("name") or claims.get("preferred_username") or mail or claims.get("sub") or "")
    if (role := roles.role_of(claims, configured_roles())) is None:
        raise Forbidden("refused", who=mail or name)
    return Visitor(role, role, name, mail)


def _lasts(until: object) -> bool:
    """Whether a login that ends at `until` (seconds since 1970) goes on; one that does not say has ended."""
    return isinstance(until, int | float) and not isinstance(until, bool) and until > time.time()


def _claims_of(cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """What the cookie of the login says, {} for one that is missing, not signed by us or of another address."""
    secret = get_cookie_secret()

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1")) if value else None

    try:
        said = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
        claims = json.loads(said) if said else {}
    except (ValueError, UnicodeError):
        return {}
    mine = isinstance(claims, dict) and claims.get("origin") == get_origin_from_redirect_uri()
    return claims if mine else {}
