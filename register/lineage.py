"""One offer through all versions of its list: each version is a row of its own, and they are one line.

What is decided about one row holds for its line, whichever version is in sight; also when the import that brought the
newest one is taken back. Leaves out comparing versions (register.comparing).
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from register.tables import updates


class Lines:
    """The lines of one moment. A line is named by the offer_id of its first row."""

    def __init__(self, connection: Connection) -> None:
        told = select(updates.c.new_offer_id, updates.c.offer_id).where(updates.c.new_offer_id.is_not(None))
        self._before: dict[int, int] = {row[0]: row[1] for row in connection.execute(told)}
        self._later: dict[int, list[int]] = {}
        for new, old in self._before.items():
            self._later.setdefault(old, []).append(new)

    def first(self, offer_id: int) -> int:
        """The line that a row belongs to."""
        while offer_id in self._before:
            offer_id = self._before[offer_id]
        return offer_id

    def rows(self, offer_ids: Iterable[int]) -> set[int]:
        """Every row of the lines that these rows belong to, in sight or not."""
        found, left = set(), [self.first(each) for each in set(offer_ids)]
        while left:
            row = left.pop()
            found.add(row)
            left += self._later.get(row, ())
        return found

    def among(self, seen: Collection[int], offer_ids: Iterable[int]) -> dict[int, int]:
        """Which of the rows in `seen` stands for each of these rows now: row → row in sight, where there is one."""
        if not self._before:
            return {each: each for each in offer_ids if each in seen}
        now = {each: next((row for row in self.rows([each]) if row in seen), None) for each in set(offer_ids)}
        return {each: row for each, row in now.items() if row is not None}
