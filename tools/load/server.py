"""A dashboard of its own for a measurement: started, filled, watched in what it costs, ended.

Counts the processor time and memory of the server alone; what visitors cost is not in it.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 120


@dataclass(frozen=True)
class Served:
    """A running dashboard: its address (host:port) and its process."""

    address: str
    pid: int

    @property
    def processor_seconds(self) -> float:
        """Processor time that the server took since it began, user and system."""
        told = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def megabytes(self) -> float:
        """Memory that the server holds now."""
        told = Path(f"/proc/{self.pid}/statm").read_text("utf-8").split()
        return int(told[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def serving(home: Path, **environment: str) -> Iterator[Served]:
    """A dashboard on the register in `home`, on a free port of this machine; ended with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    known = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    words = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, env={**known, "CAPACITY_HOME": str(home), **environment}, stdout=log, stderr=log
        )
        try:
            wait_for(f"127.0.0.1:{port}", process)
            yield Served(f"127.0.0.1:{port}", process.pid)
        finally:
            process.terminate()
            process.wait(20)


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Waits until the server answers; TimeoutError, or RuntimeError when it ended instead."""
    for _ in range(SECONDS * 10):
        try:
            urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=1)
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("the server ended before it answered") from None
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
