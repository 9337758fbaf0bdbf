"""Regional initiatives: which platforms and forms are there in a region, and what do they take?"""

from ui import frame, initiatives

frame.title("initiatives")
initiatives.listed()
initiatives.form()
