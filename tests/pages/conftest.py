"""Registers for the tests of pages: a busy one, shared by a module, and an empty one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from register import begin_own
from tests.registers import filled
from tests.screens import only_home


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The team's own register with 400 invented offers and needs, the last of today; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, tmp_path_factory.mktemp("busy"))
        filled(400)
        yield


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The team's own register with 30 invented offers and needs, to be changed at will."""
    only_home(monkeypatch, tmp_path)
    filled(30)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The team's own register without anything in it."""
    only_home(monkeypatch, tmp_path)
    begin_own()
