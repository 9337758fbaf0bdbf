"""Mailboxes on real servers over TLS: what is new, once each, also after a break; and what stands in the way."""

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import import_reports
from loaders import mail_imap
from loaders.mail_imap import Mailbox, MailboxError, configured, new_mails
from register import active, open_register
from register.inbox import Inbox
from tests import mail_servers
from tests.mail_servers import Server

CANNOT = "" if mail_servers.DOVECOT and os.geteuid() == 0 else "Dovecot is not installed, or this is not root"
BOTH = ["pymap", pytest.param("dovecot", marks=pytest.mark.skipif(bool(CANNOT), reason=CANNOT))]


@pytest.fixture(scope="module", params=BOTH)
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with (  # pytest's own folders are closed to the account that Dovecot's mailbox belongs to
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        getattr(mail_servers, request.param)(Path(folder)) as running,
    ):
        yield running


def mail(number: int) -> bytes:
    return (
        f"From: Werk {number} <werk{number}@example.org>\r\nTo: masken@example.org\r\nSubject: Angebot {number}\r\n"
        f"Message-ID: <{number}@example.org>\r\nDate: Mon, 30 Mar 2020 10:00:00 +0200\r\n\r\n"
        f"Wir nähen {number}00 Stoffmasken pro Woche.\r\n"
    ).encode()


def box(server: Server, folder: str) -> Mailbox:
    return configured(server.environment(folder))


def said(content: bytes | None) -> bytes:
    return (content or b"").replace(b"\r\n", b"\n").rstrip()


def test_new_mails_come_once_in_order_and_stay_unread(server: Server) -> None:
    server.deliver(mail(1), mail(2), folder="Neu")
    first = list(new_mails(box(server, "Neu"), None))
    assert [said(each.content) for each in first] == [said(mail(1)), said(mail(2))]
    last = first[-1]
    assert list(new_mails(box(server, "Neu"), (last.validity, last.uid))) == []
    server.deliver(mail(3), folder="Neu")
    assert [said(each.content) for each in new_mails(box(server, "Neu"), (last.validity, last.uid))] == [said(mail(3))]
    with server.session() as session:
        session.select("Neu")
        assert session.search(None, "UNSEEN")[1][0].split() == [b"1", b"2", b"3"]


def test_all_come_again_where_the_server_numbered_them_anew(server: Server) -> None:
    server.deliver(mail(4), folder="Anders")
    validity, uid, _ = next(new_mails(box(server, "Anders"), None))
    assert [each.uid for each in new_mails(box(server, "Anders"), (validity + 1, uid + 50))] == [uid]


def test_what_is_too_large_is_named_without_content(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.deliver(mail(5), folder="Gross")
    monkeypatch.setattr(mail_imap, "MAX_MAIL", 10)
    assert [each.content for each in new_mails(box(server, "Gross"), None)] == [None]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"password": "falsch"}, "refused"), ({"folder": "Keiner"}, "no_folder"), ({"certificates": ""}, "untrusted"),
     ({"port": 1}, "unreachable"), ({"host": "localhost"}, "untrusted")],
)  # fmt: skip
def test_what_stands_in_the_way_is_told(server: Server, change: dict[str, str], code: str) -> None:
    with pytest.raises(MailboxError) as told:
        list(new_mails(dataclasses.replace(box(server, "INBOX"), **change), None))
    assert told.value.code == code


@pytest.mark.usefixtures("home")
def test_import_goes_on_where_it_stopped_and_never_twice(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in server.environment("Import").items():
        monkeypatch.setenv(name, value)
    server.deliver(mail(6), mail(7), mail(8), folder="Import")
    with monkeypatch.context() as broken:
        _break_at(broken, b"Angebot 7")
        assert import_reports.main(["--mailbox"]) == 1
    assert _stored() == ["Angebot 6", "Angebot 8"]
    assert import_reports.main(["--mailbox"]) == 0
    assert sorted(_stored()) == ["Angebot 6", "Angebot 7", "Angebot 8"]
    capsys.readouterr()
    assert import_reports.main(["--mailbox"]) == 0
    assert capsys.readouterr().out == ""
    assert mail_servers.PASSWORD not in str(box(server, "Import"))


def _break_at(monkeypatch: pytest.MonkeyPatch, words: bytes) -> None:
    """Lets reading one mail fail by a mistake of ours."""
    read = import_reports.read_report

    def failing(content: bytes, *args: object, **more: object) -> object:
        if words in content:
            raise RuntimeError("a mistake")
        return read(content, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(import_reports, "read_report", failing)


def _stored() -> list[str]:
    register = open_register(active().url)
    subjects = list(Inbox(register).state()["subject"])
    register.close()
    return subjects


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "not_configured"),
        ({"MAILBOX": "imap://a@mail.example.org/INBOX", "MAILBOX_PASSWORD": "x"}, "not_encrypted"),
        ({"MAILBOX": "imaps://mail.example.org/INBOX", "MAILBOX_PASSWORD": "x"}, "not_configured"),
        ({"MAILBOX": "imaps://a:open@mail.example.org/INBOX"}, "not_configured"),
        ({"MAILBOX": "imaps://a@mail.example.org/", "MAILBOX_PASSWORD_FILE": "/no/such/file"}, "not_configured"),
    ],
)
def test_half_a_configuration_is_refused(environment: dict[str, str], code: str) -> None:
    with pytest.raises(MailboxError) as told:
        configured(environment)
    assert told.value.code == code


def test_the_password_may_lie_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("geheim\n", "utf-8")
    url = "imaps://a%40example.org@mail.example.org/Posteingang%20neu"
    found = configured({"MAILBOX": url, "MAILBOX_PASSWORD_FILE": str(secret)})
    assert (found.user, found.folder, found.password, found.port) == ("a@example.org", "Posteingang neu", "geheim", 993)


def test_folders_are_named_as_imap_wants_it() -> None:
    assert mail_imap._utf7("Entwürfe & mehr") == "Entw&APw-rfe &- mehr"
