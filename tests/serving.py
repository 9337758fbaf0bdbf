"""A dashboard started as people start it, for tests that talk to it from outside. Leaves out the browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 120


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def dashboard(home: Path, port: int, *options: str) -> Iterator[str]:
    """The address of a dashboard of its own with its register in `home`, started with further `options`."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "CAPACITY_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
    log = home / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(SECONDS * 10):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return
        except OSError:
            assert server.poll() is None, log.read_text("utf-8")
            time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8"))
