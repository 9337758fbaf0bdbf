"""What every chart hands out. Leaves out the making of it (the modules beside)."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from capacity.texts import say


@dataclass(frozen=True)
class Chart:
    """A figure with what belongs to it: `plain` is what plotly draws, as plain dictionaries; `table` holds its data
    under headings in words, to download; `alt` tells its main facts in one sentence; `note` is a line to set below, or
    empty. A bar's customdata begins with its code."""

    title: str
    plain: dict[str, Any]
    table: pd.DataFrame
    alt: str
    note: str = ""

    @property
    def figure(self) -> go.Figure:
        """The same as plotly's own figure, every value looked at: that takes longer than all the rest of a chart."""
        return go.Figure(self.plain)


def alt_empty(title: str, why: str, language: str) -> str:
    """The sentence for a chart that has nothing to show."""
    return say("charts.alt_empty", language, title=title, nothing=say(why, language))
