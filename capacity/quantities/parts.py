"""Totals and their parts: "Gesamt 4.500 (3.000 Visiere, 1.500 Masken)" is 4,500, not 9,000.

Changes the numbers of a sentence in place. Leaves out totals that stand behind their parts.
"""

import re

from capacity.quantities.nouns import Noun
from capacity.quantities.sentence import Counted, Sentence

_OPENS = re.compile(r"[^\d()]{0,25}[(:=]\s*")
_GOODS = ("goods", "product", "none")


def leave_out_parts(sentence: Sentence) -> None:
    """Takes out the numbers that follow their own sum in brackets or behind a colon."""
    for index, total in enumerate(sentence.counted):
        parts = _parts(total, sentence.counted[index + 1 :], sentence.covered)
        if not parts:
            continue
        end = max(total.end, parts[-1].end)
        noun = total.noun._replace(kind="goods", code="piece") if total.noun.kind == "none" else total.noun
        if total.noun.kind == "none" and parts[0].noun.kind == "goods":
            noun = Noun("goods", parts[0].noun.code, -1, -1)
        sentence.counted = [each for each in sentence.counted if each not in parts]
        total.noun, total.end = noun, end
        return


def _parts(total: Counted, following: list[Counted], covered: str) -> list[Counted]:
    """The two or more numbers right behind a total that make it up; none where they do not."""
    if not following or total.noun.kind not in _GOODS:
        return []
    if not _OPENS.fullmatch(covered[total.amount.end : following[0].amount.start]):
        return []
    summed = 0.0
    for count, part in enumerate(following, start=1):
        summed += part.amount.value if part.noun.kind in _GOODS else float("inf")
        if summed >= total.amount.value:
            return following[:count] if count > 1 and summed == total.amount.value else []
    return []
