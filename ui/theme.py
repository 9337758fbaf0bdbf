"""The theme as each run of a page begins with it, worked out once for all of them.

Streamlit reads its whole configuration six times for each run and turns every name of an option into another spelling:
a fifth of what a small update of a page costs. Leaves out the theme itself (.streamlit/config.toml).
"""

from functools import cache

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_populated = app_session._populate_theme_msg


def keep() -> None:
    """Has every run take the theme that was worked out before, until somebody changes the configuration."""
    app_session._populate_theme_msg = populate
    config.on_config_parsed(_section.cache_clear, force_connect=True)


def populate(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Fills in what the configuration says in `section`, as Streamlit does."""
    found = _section(section)
    if found.ByteSize():
        msg.MergeFrom(found)


@cache
def _section(section: str) -> CustomThemeConfig:
    made = CustomThemeConfig()
    _populated(made, section)
    return made
