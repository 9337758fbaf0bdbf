"""What is gone: "1.850 ausgeliefert, noch 600" offers 600.

Changes the numbers of a sentence in place. Leaves out rates that a later one replaces (periods).
"""

import re

from capacity.quantities.sentence import Counted, Sentence


def leave_out_past(sentence: Sentence) -> None:
    """Takes out what is gone or belongs to one piece, where another number remains: "1.850 ausgeliefert, noch 600"."""
    past = [counted for counted in sentence.counted if _is_past(counted, sentence)]
    if 0 < len(past) < len(sentence.counted):
        sentence.counted = [counted for counted in sentence.counted if counted not in past]


def _is_past(counted: Counted, sentence: Sentence) -> bool:
    if counted.noun.kind in ("machine", "people", "time", "calendar") or counted.times != 1:
        return False
    near = [hit for hit in sentence.places("past") if 0 <= hit.start - counted.end < 12]
    each = [hit for hit in sentence.places("each") if 0 <= hit.start - counted.end < 2 and counted.noun.kind == "goods"]
    gaps = (sentence.covered[counted.end : hit.start] for hit in near + each)
    return any(not re.search(r"[\d,;]", gap) for gap in gaps)
