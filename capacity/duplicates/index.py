"""What is there, prepared once, so that new arrivals are matched against it without comparing everything again.

An Index belongs to one state of a list and is made anew when what is there has changed. New rows are compared only with
rows that share a key, by the weights that the list taught. Leaves out where rows come from and go to (the register).
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from capacity.duplicates.blocking import Keys, arrivals, keys_of
from capacity.duplicates.encoding import Encoded, extended
from capacity.duplicates.fields import known
from capacity.duplicates.finding import AUTOMATIC, Found, Wanted, find, grouped, pairs_of, weigh
from capacity.duplicates.weighing import Model, weights


class Index:
    """The rows of `frame` (columns named by schema fields, texts), with the groups and weights that they taught."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._found = find(frame)
        self._rows = len(frame)

    @cached_property
    def _keys(self) -> Keys:
        return keys_of(self._found.fields)

    def match(self, new: pd.DataFrame, *, different: Iterable[tuple[int, int]] = ()) -> Found:
        """Groups and pairs of all rows, the `new` ones numbered behind those that are there.

        `different` are pairs of places that never come together. Only pairs with a new row are weighed.
        """
        apart = tuple(different)
        if new.empty and not apart:
            return self._found
        found = self._found if new.empty else self._with(new)
        wanted = Wanted(self._rows + len(new), AUTOMATIC, apart)
        columns = tuple(found.pairs[name].to_numpy() for name in ("left", "right", "bits"))
        return replace(found, group=grouped(found.fields, found.model, columns, wanted))

    def _with(self, new: pd.DataFrame) -> Found:
        """What was found, and the pairs that new rows are in; their groups are still to come."""
        fields = tuple(extended(each, _texts(new, each.field.name)) for each in self._found.fields)
        model = self._grown(fields, len(new))
        left, right = arrivals(self._keys, fields, self._rows)
        weighed = pairs_of(fields, left, right, *weigh(fields, model, left, right))
        return Found(self._found.group, pd.concat([self._found.pairs, weighed], ignore_index=True), fields, model)

    def _grown(self, fields: tuple[Encoded, ...], more: int) -> Model:
        """The model with each new row as an organisation of its own."""
        model, group = self._found.model, self._found.group
        holders = np.concatenate([group, np.arange(more) + group.max(initial=-1) + 1])
        taught = zip(fields, model.weights, strict=True)
        grown = [weights(field, holders, model.organisations, float(2.0**each.differs)) for field, each in taught]
        return replace(model, weights=grown)


def _texts(frame: pd.DataFrame, name: str) -> pd.Series:
    texts = known(frame, name)
    return pd.Series("", index=range(len(frame)), dtype="str") if texts is None else texts
