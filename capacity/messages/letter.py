"""A mail as it comes to be understood. Leaves out what it means (capacity.messages.understanding)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """A mail as it comes: headers by their names in small letters, its text, and the mails attached to it.

    One attached mail was passed on and is part of what is said; several are messages of their own.
    """

    headers: Mapping[str, str]
    body: str
    within: tuple["Letter", ...] = ()
