"""Which register is the active one, and how a team begins its own."""

from pathlib import Path

import pytest

from register import RegisterError, active, begin_own, folders, location, open_register


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("CAPACITY_HOME", str(tmp_path / "local"))
    return tmp_path / "local"


def test_at_first_it_is_the_sample(home: Path) -> None:
    found = active()
    assert found.is_sample
    assert found.url == f"sqlite:///{home}/sample.sqlite"
    assert home.is_dir()
    assert not (home / "sample.sqlite").exists()


def test_ones_own_once_begun(home: Path) -> None:
    begun = begin_own()
    assert begun == active()
    assert not begun.is_sample
    opened = open_register(begun.url)
    assert opened.imports().empty
    opened.close()
    assert begin_own() == begun


def test_a_named_database_comes_first(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path}/named.sqlite"
    monkeypatch.setenv("DATABASE_URL", url)
    assert active() == location.Location(url, is_sample=False)
    assert begin_own() == active()
    assert (tmp_path / "named.sqlite").is_file()
    assert not home.exists()


def test_without_a_word_it_is_beside_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Path(location.__file__).parents[1] / "data" / "local" == folders.LOCAL
    monkeypatch.delenv("CAPACITY_HOME")
    monkeypatch.setattr(folders, "LOCAL", tmp_path / "beside")
    assert active().url == f"sqlite:///{tmp_path}/beside/sample.sqlite"


def test_a_place_that_cannot_be_is_named(home: Path) -> None:
    home.write_text("a file where the folder should be")
    for ask in (active, begin_own):
        with pytest.raises(RegisterError) as caught:
            ask()
        assert caught.value.code == "cannot_open"
        assert str(home) in caught.value.message("de")
