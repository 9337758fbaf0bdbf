"""Guidance and standards: which law and standards hold for a product, and what may a maker do?"""

from ui import frame, guidance

frame.title("guidance")
guidance.show()
