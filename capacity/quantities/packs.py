"""Packs and hands: "20 Kartons à 50", "1000 Flaschen 500 ml", "9 Drucker mit je 10 am Tag" multiplied out.

Changes the numbers of a sentence in place. Leaves out periods and units of products (reader).
"""

import re
from dataclasses import replace

from capacity.quantities.nouns import Noun
from capacity.quantities.sentence import Counted, Sentence
from capacity.vocabulary.words_matcher import grammar

_OF = re.compile(rf"[\s,(]*{grammar('contains')}?(?:\s*(?:je|jeweils|x|zu|each|ca\.?))?\s*")
_PACK_BEFORE = re.compile(rf"\b{grammar('pack')}\.?\s*(?:{grammar('contains')}\s*)?$")
_TIMES = re.compile(r"\s*(?:x|\*|mal|times|fois|volte|veces|keer|razy)\s*")
LIQUID = {"litre", "millilitre", "centilitre", "hectolitre", "gallon", "kilogram"}


def multiply_packs(sentence: Sentence) -> None:
    """Joins a number of packs with what is in one; the pieces counted remain."""
    kept: list[Counted] = []
    for counted in sentence.counted:
        last = kept[-1] if kept else None
        if last and _in_pack(last, counted, sentence.covered):
            kept[-1] = _product(last, counted)
        else:
            kept.append(counted)
    for counted in kept:
        before = sentence.covered[: counted.amount.start]
        if counted.noun.kind == "none" and (pack := _PACK_BEFORE.search(before)):
            counted.noun, counted.start = Noun("goods", "piece", -1, -1), pack.start()
        elif counted.noun.kind == "pack" and _sized(counted, sentence.covered):
            counted.noun = replace(counted.noun, kind="goods", code="piece")
    sentence.counted = kept


def _sized(counted: Counted, covered: str) -> bool:
    """Whether the number is a pack's size, not a number of packs: "50er-Pack"."""
    return bool(re.match(r"\s?-?er\b", covered[counted.amount.end :]))


def _in_pack(outer: Counted, inner: Counted, covered: str) -> bool:
    """Whether the second number is what one of the first contains."""
    gap = covered[outer.amount.end : inner.amount.start]
    behind = covered[outer.end : inner.amount.start]
    if _TIMES.fullmatch(gap) and inner.noun.kind in ("goods", "product", "pack", "none"):
        return True
    if (
        outer.noun.kind in ("none", "product", "goods")
        and inner.noun.kind == "pack"
        and _sized(inner, covered)
        and len(gap.strip(" -x")) == 0
    ):
        return True
    if (
        outer.noun.kind != "pack"
        or inner.noun.kind not in ("goods", "product", "none", "pack")
        or _sized(outer, covered)
    ):
        return False
    liquid = inner.noun.code in LIQUID and len(behind) < 40
    return bool(
        (_OF.fullmatch(behind) and behind.strip(" "))
        or liquid
        or re.fullmatch(r"\s*[^\W\d]*\s*\(?\s*(?:a|à|je|zu|of|de|da|mit)\s+", behind)
    )


def _product(outer: Counted, inner: Counted) -> Counted:
    """One number for packs times content."""
    noun = inner.noun
    if noun.kind in ("none", "pack"):
        noun = replace(noun, kind="goods", code="piece") if outer.noun.kind in ("pack", "none") else outer.noun
    amount = replace(outer.amount, end=max(inner.amount.end, noun.end))
    end = max(inner.end, outer.end)
    return Counted(amount, noun, outer.times * inner.times * inner.amount.value, start=outer.start, end=end)


def multiply_each(sentence: Sentence) -> None:
    """Multiplies what each machine or person makes by their number: "9 Drucker mit je 10 Stück am Tag"."""
    hands = [counted for counted in sentence.counted if counted.noun.kind in ("machine", "people")]
    if not hands:
        return
    for counted in sentence.counted:
        makers = [hand for hand in hands if hand.start < counted.start] or hands
        if counted not in hands and (_each(counted, sentence) or _at_rate(makers[-1], counted, sentence.covered)):
            counted.times *= sum(hand.amount.value for hand in makers)
            counted.start = min(counted.start, makers[0].start)


def _each(counted: Counted, sentence: Sentence) -> bool:
    """Whether a number is said of each: the word right before it or soon behind it."""
    for hit in sentence.places("each"):
        if 0 <= counted.amount.start - hit.end < 12 and not re.search(
            r"\d", sentence.covered[hit.end : counted.amount.start]
        ):
            return True
        if 0 <= hit.start - counted.amount.end < 30 and not re.search(
            r"\d", sentence.covered[counted.amount.end : hit.start]
        ):
            return True
    return False


def _at_rate(maker: Counted, counted: Counted, covered: str) -> bool:
    """Whether only "à", "zu" or "@" stands between machines or people and a number: "12 Druckern à 8 Stück"."""
    return bool(re.fullmatch(r"[^\W\d]*\s*(?:a|zu|@|a raison de|da)\s*", covered[maker.end : counted.amount.start]))
