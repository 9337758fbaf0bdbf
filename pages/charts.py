"""Charts: how much of what, from whom, since when?"""

from ui import charts, filters

view = filters.bar("charts")
charts.by_choice(view)
charts.capacity(view)
charts.days(view)
