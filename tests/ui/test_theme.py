"""Every run begins with the theme that Streamlit would have worked out itself, also after the configuration changed."""

from collections.abc import Iterator

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig, NewSession
from streamlit.runtime import app_session

from ui import theme

SECTIONS = [each.value for each in config.CustomThemeCategories]


@pytest.fixture(autouse=True)
def own() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app_session, "_populate_theme_msg", theme._populated)
        theme.keep()
        yield
    theme._section.cache_clear()


def told(section: str) -> tuple[CustomThemeConfig, CustomThemeConfig]:
    """What a run begins with, and what Streamlit works out."""
    ours, theirs = CustomThemeConfig(), CustomThemeConfig()
    app_session._populate_theme_msg(ours, section)
    theme._populated(theirs, section)
    return ours, theirs


@pytest.mark.parametrize("section", ["theme", *(f"theme.{each}" for each in SECTIONS)])
def test_it_is_what_streamlit_says(section: str) -> None:
    for _ in range(2):
        ours, theirs = told(section)
        assert ours.SerializeToString() == theirs.SerializeToString()


def test_a_section_that_says_nothing_is_not_there() -> None:
    message = NewSession()
    theme._section.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme, "_populated", lambda message, section: None)
        theme.populate(message.custom_theme.light, "theme.light")
    assert not message.custom_theme.HasField("light")


def test_a_changed_configuration_holds_for_the_next_run() -> None:
    before = config.get_option("theme.baseFontSize")
    told("theme")
    try:
        config.set_option("theme.baseFontSize", 19)
        config._on_config_parsed.send()
        assert told("theme")[0].base_font_size == 19
    finally:
        config.set_option("theme.baseFontSize", before)
        theme._section.cache_clear()
