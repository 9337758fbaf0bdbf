"""How much work a step of reading may do: counted, so that the same file always ends at the same place.

Leaves out time: a clock would make what is read depend on the machine.
"""


class Budget:
    """`left` units of work; `stopped_at` is the first row (from 1) that there was not enough left for, else None."""

    def __init__(self, units: int) -> None:
        self.left = units
        self.stopped_at: int | None = None

    def take(self, units: int, row: int) -> bool:
        """True when the work for a row may be done, which is then counted; False when it would be too much."""
        if units <= self.left:
            self.left -= units
            return True
        self.stopped_at = self.stopped_at or row
        return False
