"""Charts: how much of what, from whom, since when?"""

from ui import charts, filters

view = filters.bar("charts")
charts.situation(view, charts.chosen(view))
