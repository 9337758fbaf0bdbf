"""Mails understood: who wrote, who passed on, what is wanted, which sentences state what.

Pure: words are data (data/reference/words/mail*.csv). Leaves out taking mails apart (loaders) and what sentences offer.
"""

from capacity.messages.digest import apart
from capacity.messages.letter import Letter
from capacity.messages.understanding import Understood, understand

__all__ = ["Letter", "Understood", "apart", "understand"]
