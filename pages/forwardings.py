"""Forwardings: who was sent what, when, to whom, on which consent?"""

from ui import forwardings, frame

frame.title("forwardings")
forwardings.ledger()
