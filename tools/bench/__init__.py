"""Benchmarks that say how well and how fast reports are read, on files they make or bring; `make bench` runs them all.

Each module beside this one measures one thing: it has `measure()`, which gives its figures. Leaves out tests: a
benchmark reports, the command fails only where a ratio is worse by a third than known, and `make test` runs none.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value: what it says, and the value we want (at least, or at most where less is better)."""

    what: str
    value: float
    wanted: float | None = None
    at_most: bool = False

    @property
    def reached(self) -> bool:
        """Whether the value is as wanted; true where nothing is."""
        if self.wanted is None:
            return True
        return self.value <= self.wanted if self.at_most else self.value >= self.wanted
