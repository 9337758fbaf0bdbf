"""Quantities in people's words: how many, of what unit, how often, with the words they rest on.

`read_quantity` reads a cell or a sentence, `read_number` a cell that is a number, `decimal_mark` a column's evidence.
Leaves out which product is meant (capacity.vocabulary.words) and whether it can be true (capacity.plausibility).
"""

from capacity.quantities.model import NONE, Quantity
from capacity.quantities.numbers import decimal_mark, read_number
from capacity.quantities.reader import counted_in, read_quantities, read_quantity

__all__ = ["NONE", "Quantity", "counted_in", "decimal_mark", "read_number", "read_quantities", "read_quantity"]
