"""A number while its words are said, in one language: what may follow "vier", "quatre" or "hundert".

Leaves out finding the words in a text (numerals) and which words there are (numeral_words).
"""

import math
from typing import NamedTuple

from capacity.quantities.numeral_words import Piece, Pieces

_INVERTED = ("de", "nl", "cs")


class Sum(NamedTuple):
    """A number while it is said: `total` of what its scales closed, `group` below the next scale, `room` for what may
    still be added, `last` value said, `free` where tens may follow a unit, `scale` the last of a thousand or more."""

    language: str
    total: float = 0.0
    group: float | None = None
    room: float = math.inf
    last: float = 0.0
    free: bool = True
    scale: float = math.inf

    @property
    def value(self) -> float:
        return self.total + (self.group or 0.0)

    def add(self, piece: Piece) -> "Sum | None":
        """The sum with one more word; None where nobody says that."""
        if piece.sign == "x":
            return self._hundred() if piece.value == 100 else self._times(piece.value)
        if piece.sign == "+":
            return self._and_half(piece.value)
        return self._plus(piece)

    def _plus(self, piece: Piece) -> "Sum | None":
        value = piece.value
        if self.group is None:
            if value >= self.scale:
                return None
            return self._replace(group=value, room=_room(value, self.language), last=value, free=True)
        if 0 < value < 1 == self.group:
            return self._replace(group=value, room=0, last=value)
        if 0 < value < self.room and not (self.last == 10 and value not in _after_ten(self.language, piece)):
            rest = _room(value, self.language) if value < self.room else 0
            free = self.room >= 100
            return self._replace(group=self.group + value, room=min(rest, self.room), last=value, free=free)
        if self.language == "fr" and self.last == 4 and value == 20 and self.free:
            return self._replace(group=self.group + 76, room=20, last=80)
        inverted = self.language in _INVERTED and (piece.glued or (piece.inside and self.language == "cs"))
        if inverted and self.free and 0 < self.last < 10 and value in range(20, 100, 10):
            return self._replace(group=self.group + value, room=0, last=value, free=False)
        return None

    def _hundred(self) -> "Sum | None":
        if self.group is None:
            return self._replace(group=100.0, room=100, last=100) if self.scale > 100 else None
        if self.group >= 100 or not self.group:
            return None
        return self._replace(group=self.group * 100, room=100, last=100)

    def _times(self, value: float) -> "Sum | None":
        if value < 1000:
            return self._replace(group=(self.group or 1) * value, room=0, last=value)
        if not self.total:
            return self._replace(total=_or_one(self.group) * value, group=None, room=math.inf, scale=value)
        if value < self.scale:
            more = _or_one(self.group) * value
            return self._replace(total=self.total + more, group=None, room=math.inf, scale=value)
        if self.value < value:
            return self._replace(total=self.value * value, group=None, room=math.inf, scale=value)
        return None

    def _and_half(self, value: float) -> "Sum | None":
        if self.group is not None:
            unit = self.last if self.last >= 12 and not self.room else 100 if self.last == 100 else 1
            return self._replace(group=self.group + value * unit, room=0, last=value)
        return self._replace(total=self.total + value * self.scale) if self.total else None


def _or_one(group: float | None) -> float:
    return 1.0 if group is None else group


def _room(value: float, language: str) -> float:
    """Below what a number must be that follows this one: 10 after "zwanzig", 100 after "doscientos"."""
    if value >= 100 and value % 100 == 0 and value < 1000:
        return 100
    if language == "fr" and value in (60, 80):
        return 20
    return 10 if value in range(20, 100, 10) or value == 10 else 0


def _after_ten(language: str, piece: Piece) -> tuple[float, ...]:
    """What may follow ten: "dix-sept", "diez y seis"."""
    if language == "fr":
        return (7, 8, 9)
    return (6, 7, 8, 9) if language == "es" and piece.glued else ()


def say(state: Sum, pieces: Pieces, glued: bool) -> Sum | None:
    """The sum after the pieces of one word; `glued` where "and" stands before it."""
    for place, piece in enumerate(pieces):
        following = state.add(piece._replace(glued=True) if glued and place == 0 else piece)
        if following is None:
            return None
        state = following
    return state
