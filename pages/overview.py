"""Overview: where do we stand this morning? Figures of the day, capacity per week, what is new, what waits."""

from ui import filters, overview, wall

overview.situation(filters.bar("overview"))
wall.link()
