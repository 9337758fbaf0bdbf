"""Charts of a situation as plotly draws them, each with its data, its main facts in words, and nothing from the net.

Leaves out maps (ui) and which charts a page shows. A figure is made for a light or a dark page: show it with
st.plotly_chart(chart.figure, theme=None), or chart.plain without plotly's looking at it.
"""

from capacity.charts.capacity_bars import capacity_bars
from capacity.charts.chart import Chart
from capacity.charts.offers_by import KEYS, offers_by
from capacity.charts.over_time import over_time

__all__ = ["KEYS", "Chart", "capacity_bars", "offers_by", "over_time"]
