"""Reach: how did the request spread, and whom do we thank?"""

from ui import filters, reach, reach_events

view = filters.bar("reach")
asked = reach.controls(view)
reach.chart(asked, reach_events.marks())
reach.conversion(asked)
reach.thanks(asked)
reach.first(asked)
reach_events.listed()
