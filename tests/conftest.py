"""What tests of several rooms ask for."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from tests.fuzzing import times

settings.register_profile("suite", max_examples=times(50), deadline=None)
settings.load_profile("suite")

# each page opened without a browser looks through every installed package for components: once is enough
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests run in one process, as they share what they set up; those in a browser share a server, too, but
    for the long row of all pages, which would keep the others waiting."""
    for item in items:
        together = item.path.parent.name == "browser" and item.path.name != "test_pages.py"
        room = item.path.parent if together else item.path
        item.add_marker(pytest.mark.xdist_group(str(room)))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own in which commands keep their register, with English words."""
    for name in ("DATABASE_URL", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("CAPACITY_HOME", str(tmp_path / "local"))
    return tmp_path
