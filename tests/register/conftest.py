"""A new register in a folder of its own for every test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from register import Register, open_register


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/register.sqlite"


@pytest.fixture
def register(url: str) -> Iterator[Register]:
    opened = open_register(url)
    yield opened
    opened.close()
