"""Real IMAP servers over TLS for tests: pymap, which is pure Python, and Dovecot where the machine has it."""

import datetime as dt
import imaplib
import ipaddress
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "masken", "nur_zum_Testen"
PATIENCE = 20.0
DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/bin:/usr/local/sbin:/opt/homebrew/sbin")


@dataclass(frozen=True)
class Server:
    """A mail server on this machine that answers imaps:// with the certificate in `trusted`."""

    port: int
    trusted: Path

    def environment(self, folder: str = "INBOX") -> dict[str, str]:
        """What to tell import_reports of it."""
        url = f"imaps://{USER}@127.0.0.1:{self.port}/{folder}"
        return {"MAILBOX": url, "MAILBOX_PASSWORD": PASSWORD, "MAILBOX_CA": str(self.trusted)}

    @contextmanager
    def session(self) -> Iterator[imaplib.IMAP4_SSL]:
        """A connection of somebody who may change the mailbox."""
        context = ssl.create_default_context(cafile=str(self.trusted))
        with imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=context, timeout=PATIENCE) as server:
            server.login(USER, PASSWORD)
            yield server

    def deliver(self, *mails: bytes, folder: str = "INBOX") -> None:
        """Puts mails into a folder, which is made where it is missing."""
        with self.session() as server:
            server.create(folder)
            for mail in mails:
                answer, told = server.append(folder, "", "", mail)
                assert answer == "OK", told


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    public, private = folder / "server.pem", folder / "server.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    )
    return public, private


@contextmanager
def pymap(folder: Path) -> Iterator[Server]:
    """pymap keeping mails in memory, behind a door that speaks TLS."""
    public, private = certificate(folder)
    inner = free_port()
    command = [str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(inner), "--no-tls"]
    with (
        _running([*command, "dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD], inner),
        _door(inner, public, private) as port,
    ):
        yield Server(port, public)


@contextmanager
def dovecot(folder: Path) -> Iterator[Server]:
    """Dovecot with a mailbox of its own; it must be installed, and started by root."""
    public, private = certificate(folder)
    port = free_port()
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "nobody")
    folder.chmod(0o755)
    settings = folder / "dovecot.conf"
    settings.write_text(
        f"protocols = imap\nlisten = 127.0.0.1\nbase_dir = {folder}/run\nlog_path = {folder}/log\n"
        f"ssl = required\nssl_cert = <{public}\nssl_key = <{private}\nmail_location = maildir:{folder}/mail\n"
        f"passdb {{\n driver = static\n args = password={PASSWORD}\n}}\n"
        f"userdb {{\n driver = static\n args = uid=nobody gid=nogroup home={folder}/mail\n}}\n"
        "first_valid_uid = 1\nmail_access_groups =\n"
        f"service imap-login {{\n inet_listener imap {{\n port = 0\n }}\n inet_listener imaps {{\n port = {port}\n"
        " ssl = yes\n }\n}\nservice stats {\n client_limit = 0\n}\n"
    )
    with _running([str(DOVECOT), "-F", "-c", str(settings)], port):
        yield Server(port, public)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    """A server while it runs, from when it answers on its port."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(port):
            assert process.poll() is None, "the server does not start"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextmanager
def _door(inner: int, public: Path, private: Path) -> Iterator[int]:
    """A port that speaks TLS and passes everything on to another that does not."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_let_in, args=(listener, inner, context), daemon=True).start()
        yield int(listener.getsockname()[1])


def _let_in(listener: socket.socket, inner: int, context: ssl.SSLContext) -> None:
    while True:
        try:
            raw, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_pass_on, args=(raw, inner, context), daemon=True).start()


def _pass_on(raw: socket.socket, inner: int, context: ssl.SSLContext) -> None:
    with (
        suppress(OSError),
        context.wrap_socket(raw, server_side=True) as outside,
        socket.create_connection(("127.0.0.1", inner)) as inside,
    ):
        threading.Thread(target=_copy, args=(inside, outside), daemon=True).start()
        _copy(outside, inside)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
