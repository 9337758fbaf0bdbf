"""Filters that narrow a situation, what each choice would leave, and how they are said in words and in an address.

Leaves out the widgets (ui) and who may see what: the caller hands a situation without it (capacity.situation).
"""

from capacity.selection.request import FACETS, Selection, filter_label, from_query, in_words, to_query
from capacity.selection.search import all_counts, answer, counts, loosen, select

__all__ = [
    "FACETS",
    "Selection",
    "all_counts",
    "answer",
    "counts",
    "filter_label",
    "from_query",
    "in_words",
    "loosen",
    "select",
    "to_query",
]
