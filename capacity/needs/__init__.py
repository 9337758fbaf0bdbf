"""Needs beside offers: what is missing where, which offers serve a need best, and a proposal for all needs at once.

Pure: frames in, frames out. Leaves out what was promised and delivered (register.commitments) and the screens (ui).
"""
