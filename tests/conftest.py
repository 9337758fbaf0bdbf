"""What tests of several rooms ask for."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.fuzzing import times

settings.register_profile("suite", max_examples=times(50), deadline=None)
settings.load_profile("suite")

# each page opened without a browser looks through every installed package for components: once is enough
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


class Rooms(LoadScopeScheduling):
    """A file's tests run in one process, as they share what they set up; those in a browser share a server, too, but
    for the long row of all pages, which would keep the others waiting.

    The groups of pytest-xdist 3.8 come to nothing with pytest 9.2: it renames tests where pytest no longer looks.
    """

    def _split_scope(self, nodeid: str) -> str:
        return room(nodeid)


def room(nodeid: str) -> str:
    """The file or folder whose tests run with this one in one process."""
    folder, _, file = nodeid.partition("::")[0].rpartition("/")
    return folder if folder == "tests/browser" and file != "test_pages.py" else f"{folder}/{file}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Rooms | None:
    """How `--dist loadgroup` hands out the tests; others as pytest-xdist does."""
    return Rooms(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own in which commands keep their register, with English words."""
    for name in ("DATABASE_URL", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("CAPACITY_HOME", str(tmp_path / "local"))
    return tmp_path
