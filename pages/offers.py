"""Offers: who exactly, and what did they write? The table, and one offer in full beside it."""

from ui import filters, offers

view = filters.bar("offers")
offers.browser(view)
