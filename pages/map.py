"""Map: where is it, and where is none?"""

from ui import filters, map_controls, map_page

view = filters.bar("map")
map_page.situation(view, map_controls.controls(view), view.everything.as_of)
