"""Who is visiting: by session and by request, default deny, an end that counts, a preview that is staff's alone."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
import streamlit as st
from starlette.requests import Request
from streamlit.runtime.secrets import Secrets
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from capacity.texts import LANGUAGES
from register import RegisterError
from tests.logins import ORIGIN, SECRETS, claims
from ui import register_access, visitor
from ui.visitor import Forbidden, Visitor, of_request

COOKIE = "_streamlit_user"


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    """The login of tests.logins, for what runs outside of any session, too."""
    held = Secrets()
    held._secrets = dict(SECRETS)
    monkeypatch.setattr(st, "secrets", held)
    monkeypatch.setattr("streamlit.auth_util.secrets_singleton", held)


def request(cookies: Mapping[str, str], host: str = "localhost:8501", **headers: str) -> Request:
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    said = {"host": host, "cookie": jar, **headers}
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in said.items()]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": raw,
        "client": ("127.0.0.1", 5),
        "query_string": b"",
    }
    return Request(scope)


def signed(said: Mapping[str, object], name: str = COOKIE, secret: str | None = None) -> dict[str, str]:
    value = create_signed_value(secret or get_cookie_secret(), name, json.dumps(said))
    return {COOKIE: value.decode()}


def code_of(asking: Request) -> str:
    with pytest.raises(Forbidden) as refused:
        of_request(asking)
    return refused.value.code


@pytest.mark.parametrize("role", ["staff", "liaison", "viewer"])
def test_a_request_is_its_logins(login: None, role: str) -> None:
    who = of_request(request(signed(claims(role, origin=ORIGIN))))
    assert (who.role, who.audience, who.name) == (role, role, f"Name of {role}")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (claims("stranger", origin=ORIGIN), "refused"),
        (claims("staff", -1, origin=ORIGIN), "expired"),
        (claims("staff", origin=ORIGIN, exp=None), "expired"),
        (claims("staff", origin=ORIGIN, exp="4102444800"), "expired"),
        (claims("staff", origin=ORIGIN, exp=True), "expired"),
        (claims("staff", origin=ORIGIN, is_logged_in=False), "logged_out"),
        (claims("staff", origin="https://other.example.org"), "logged_out"),
        (claims("staff"), "logged_out"),
        (["staff"], "logged_out"),
    ],
)
def test_a_request_is_refused(login: None, said: Mapping[str, object], code: str) -> None:
    assert code_of(request(signed(said))) == code


def test_a_forged_cookie_is_nobodys(login: None) -> None:
    mine = claims("staff", origin=ORIGIN)
    assert code_of(request(signed(mine, secret="another" * 8))) == "logged_out"
    assert code_of(request(signed(mine, name="_streamlit_user_tokens"))) == "logged_out"
    for value in ("", "x", json.dumps(mine).replace(" ", ""), "chunks-9", "\xff.\xff.\xff"):
        assert code_of(request({COOKIE: value})) == "logged_out"


def test_headers_name_nobody(login: None) -> None:
    forged = request({}, x_remote_role="staff", x_forwarded_user="staff@team.example.org", authorization="Bearer x")
    assert code_of(forged) == "logged_out"


def test_without_a_login_only_this_machine_is_staff() -> None:
    assert of_request(request({})).role == "staff"
    assert code_of(request({}, host="dashboard.example.org")) == "logged_out"
    assert code_of(request({}, x_forwarded_for="198.51.100.7")) == "logged_out"


def test_nobody_is_staff_since_the_login_left_the_file(login: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is saved half written is read by the running server."""
    monkeypatch.setattr(visitor, "_STAYS", threading.Event())
    cookie = signed(claims("viewer", origin=ORIGIN))
    st.secrets._secrets = {"roles": SECRETS["roles"]}
    assert code_of(request(cookie)) == code_of(request({})) == "misconfigured"
    st.secrets._secrets = dict(SECRETS)
    visitor.keep_login()
    st.secrets._secrets = {}
    assert code_of(request(cookie)) == code_of(request({})) == "misconfigured"
    with pytest.raises(Forbidden):
        visitor.visitor()
    st.secrets._secrets = dict(SECRETS)
    assert of_request(request(cookie)).role == "viewer"


def test_secrets_that_cannot_be_read_let_nobody_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n", "utf-8")
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr(visitor, "_files", lambda: (broken,))
    monkeypatch.setattr(Secrets, "load_if_toml_exists", lambda _: False)
    assert code_of(request({})) == "misconfigured"


@pytest.mark.parametrize("role", ["liaison", "viewer"])
def test_only_staff_look_as_others(role: str) -> None:
    staff, other = Visitor("staff", "staff", "A"), Visitor(role, role, "B")
    assert staff.seeing(role).audience == role
    assert other.seeing(role) == other
    for audience in ("staff", "liaison", "viewer", "root"):
        if audience != role:
            with pytest.raises(Forbidden):
                other.seeing(audience)


def test_the_register_is_for_staff_who_look_as_themselves() -> None:
    staff = Visitor("staff", "staff", "A")
    for who in (Visitor("liaison", "liaison", "B"), Visitor("viewer", "viewer", "C"), staff.seeing("viewer")):
        assert not who.may_write
        with pytest.raises(RegisterError) as refused:
            register_access.register(who)
        assert all(refused.value.message(language) for language in LANGUAGES)
    assert staff.may_write


def test_a_request_is_asked_for_within_its_block_only() -> None:
    someone = Visitor("viewer", "viewer", "C")
    with visitor.asking(someone):
        assert visitor.visitor() is someone
    assert visitor.visitor().role == "staff"
