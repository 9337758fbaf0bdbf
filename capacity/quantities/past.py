"""What is gone: "1.850 ausgeliefert, noch 600" offers 600.

Changes the numbers of a sentence in place. Leaves out rates that a later one replaces (periods).
"""

import itertools
import re

from capacity.quantities.sentence import Counted, Period, Sentence
from capacity.vocabulary.words_matcher import Hit, grammar

_OUT_OF = re.compile(rf"(?<!\w){grammar('out_of')}\s*(?:{grammar('roughly')}\s*)?$")
_ALREADY = re.compile(rf"(?<!\w){grammar('already')}(?!\w)")
_INCLUDED = re.compile(rf"(?<!\w){grammar('included')}\s*(?:{grammar('roughly')}\s*)?$")
_FREE = re.compile(rf"[^\d,;]{{0,12}}(?<!\w){grammar('free')}(?!\w)")
CLOSE = 30  # letters between a number and how often


def leave_out_past(sentence: Sentence) -> None:
    """Takes out what is gone or belongs to one piece, where another number remains or words say that it is done: "1.850
    ausgeliefert, noch 600", "we already delivered 1,000"."""
    past = [counted for counted in sentence.counted if _is_past(counted, sentence)]
    for whole, part in itertools.pairwise(sentence.counted):
        if _is_whole(whole, part, sentence):
            part.noun = whole.noun if part.noun.kind == "none" else part.noun
            past.append(whole)
    if past and (len(past) < len(sentence.counted) or _ALREADY.search(sentence.covered)):
        sentence.counted = [counted for counted in sentence.counted if counted not in past]


def _is_whole(whole: Counted, part: Counted, sentence: Sentence) -> bool:
    """Whether a number only says what the next is part of: "von den 2.000 Visieren sind noch 600 zu haben", "800 Stk.,
    davon 300 frei"."""
    if whole.noun.kind not in ("goods", "product", "none") or part.noun.kind not in ("none", whole.noun.kind):
        return False
    free = _INCLUDED.search(sentence.covered[: part.amount.start]) and _FREE.match(sentence.covered, part.amount.end)
    if part.amount.value < whole.amount.value and free:
        return True
    if whole.noun.kind == "none" or part.noun.kind != "none":
        return False
    return part.amount.value < whole.amount.value and bool(_OUT_OF.search(sentence.covered[: whole.amount.start]))


def _is_past(counted: Counted, sentence: Sentence) -> bool:
    if counted.noun.kind in ("machine", "people", "time", "calendar") or counted.times != 1:
        return False
    if any(_is_rate(counted, period, sentence) for period in sentence.periods):
        return False
    near = [hit for hit in sentence.places("past") if 0 <= hit.start - counted.end < 12]
    if any(_is_done(hit, counted, sentence) for hit in sentence.places("past")):
        return True
    each = [hit for hit in sentence.places("each") if 0 <= hit.start - counted.end < 2 and counted.noun.kind == "goods"]
    gaps = (sentence.covered[counted.end : hit.start] for hit in near + each)
    return any(not re.search(r"[\d,;]", gap) for gap in gaps)


def _is_rate(counted: Counted, period: Period, sentence: Sentence) -> bool:
    """Whether a number is so many each week, which goes on: "wir haben bereits 500 Kittel pro Woche geliefert"."""
    between = sentence.covered[counted.end : period.start]
    return 0 <= period.start - counted.end < CLOSE and not re.search(r"[\d,;]", between)


def _is_done(hit: Hit, counted: Counted, sentence: Sentence) -> bool:
    """Whether words right before a number say that it is gone: "we already delivered 1,000"."""
    gap = sentence.covered[hit.end : counted.start]
    near = 0 <= counted.start - hit.end < 8 and not re.search(r"[\d,;]", gap)
    return near and bool(_ALREADY.search(sentence.covered, 0, hit.end))
