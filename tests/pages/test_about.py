"""About the data: notices, what is counted, and which files it rests on."""

import pytest

from capacity import regions
from register import active, open_register
from tests.screens import opened, said


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_notice_is_there(busy: None, language: str) -> None:
    words = said(opened("about", lang=language))
    assert [notice for notice in regions.notices(language) if notice not in words] == []
    assert "EUPL-1.2" in words


def test_every_import_is_listed(busy: None) -> None:
    shown = opened("about", lang="de").dataframe[0].value
    assert sorted(shown["file"]) == sorted(open_register(active().url).imports()["file"])
    assert shown["offers"].sum() > 300


def test_nothing_imported_yet(empty: None) -> None:
    app = opened("about", lang="en")
    assert "No file imported yet." in said(app)
    assert not app.dataframe
