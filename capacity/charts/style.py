"""How every chart looks: calm, Okabe and Ito's colours, numbers and paper fit for a light and a dark page.

Leaves out what is drawn. Show the figures with st.plotly_chart(…, theme=None): they bring their own colours.
"""

from collections.abc import Iterable
from functools import cache
from textwrap import wrap
from typing import Any, Literal

import plotly.io

Theme = Literal["light", "dark"]
INK = {"light": "#1B2730", "dark": "#E6ECF0"}
GRID = {"light": "#DCE3E8", "dark": "#2B363F"}
MAIN = {"light": "#0072B2", "dark": "#56B4E9"}
QUIET = {"light": "#8A949B", "dark": "#8A949B"}
CONFIRMED = {"light": "#009E73", "dark": "#2BC49A"}
SEPARATORS = {"de": ",.", "en": ".,"}
FONT = "Source Sans, Source Sans Pro, Arial, sans-serif"
LINE_HEIGHT, ROW_HEIGHT, AXIS_HEIGHT = 15, 13, 44
LABEL_WIDTH = 34


def drawn(traces: list[dict[str, Any]], axes: dict[str, dict[str, Any]], theme: Theme, language: str,
          height: int, **layout: object) -> dict[str, Any]:  # fmt: skip
    """`traces` on `axes` (xaxis, yaxis, …) in the colours of `theme`, numbers as in `language`, `height` pixels high.

    Plain dictionaries, which plotly need not look through: that costs many times as much as making them.
    """
    lines = {"gridcolor": GRID[theme], "zerolinecolor": GRID[theme], "tickcolor": GRID[theme], "automargin": True}
    plain = {
        "template": _template(), "height": height, "showlegend": False, "separators": SEPARATORS[language],
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "dragmode": False,
        "font": {"family": FONT, "size": 13, "color": INK[theme]}, "hoverlabel": {"align": "left"},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "bargap": 0.25,
    }  # fmt: skip
    return {"data": traces, "layout": plain | {name: lines | axis for name, axis in axes.items()} | layout}


@cache
def _template() -> dict[str, Any]:
    """What plotly's template "none" stands for."""
    return dict(plotly.io.templates["none"].to_plotly_json())


def broken(label: str) -> str:
    """A long label on several lines, so that none is cut."""
    return "<br>".join(wrap(label, LABEL_WIDTH, break_long_words=False)) or label


def bars_height(labels: Iterable[str]) -> int:
    """Pixels for a chart of one horizontal bar per label."""
    return AXIS_HEIGHT + sum(ROW_HEIGHT + LINE_HEIGHT * (label.count("<br>") + 1) for label in labels)


def said_instead(words: str, theme: Theme, language: str) -> dict[str, Any]:
    """A figure without bars that says why."""
    note = {"text": words, "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    hidden = {"visible": False}
    return drawn([], {"xaxis": hidden, "yaxis": hidden}, theme, language, height=120, annotations=[note])
