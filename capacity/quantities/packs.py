"""Packs: "20 Kartons à 50", "1000 Flaschen 500 ml", "1 box = 50 pcs, 200 boxes" multiplied out.

Changes the numbers of a sentence in place. Leaves out machines and people (hands), periods and units (reader).
"""

import re

from capacity.quantities.nouns import Noun
from capacity.quantities.sentence import Counted, Sentence
from capacity.vocabulary.words_matcher import grammar

_OF = re.compile(rf"[\s,(.]*{grammar('contains')}?(?:\s*(?:je|jeweils|x|zu|each|ca\.?))?\s*")
_PACK_BEFORE = re.compile(rf"\b{grammar('pack')}\.?\s*(?:{grammar('contains')}\s*)?$")
_EXPLAINED = re.compile(rf"\b{grammar('pack')}\.?\s*{grammar('explained')}\s*$")
_EQUAL = re.compile(grammar("equal"))
_PER_PACK = re.compile(rf"\s*(?:/|per|pro|je|par|por|na|v|in einer|in einem|in each|each)\s*{grammar('pack')}\.?(?!\w)")
_PACK_BEHIND = re.compile(rf"[\s-]*{grammar('pack')}\.?(?!\w)")
_APART = re.compile(r"[\s:;,()=¦-]*")
_COLON = re.compile(r"\s*(?:[:(=]|x)\s*")
_CALLED = re.compile(
    r"\s*[^\W\d]{1,12}(?:\.\s*(?:a|of|de|da|di|po|c/|con|com|mit|zu|van|x|@)|\s+c/)\s*"
    r"|\s*[^\W\d]{2,4}\s+(?:of|de|da|po|van)\s+"
)
_SET = re.compile(r"\s*sets?(?!\w)")
_BOTTLED = re.compile(r"\s*[^\W\d]{2,12}\.\s*")
_AT = re.compile(r"\s*[^\W\d]{1,12}\.?\s*[àáÀÁ@]\s*")
_TIMES = re.compile(r"\s*(?:x|\*|mal|times|fois|volte|veces|keer|razy)\s*")
_TIMES_BEHIND = re.compile(r"\s*(?:[^\W\d]{3,}\s+)?(?:x|\*|mal|times|fois|volte|veces|keer|razy)\s*")
SMALL = {"millilitre", "centilitre"}
LIQUID = {"litre", "millilitre", "centilitre", "hectolitre", "gallon", "kilogram"}


def multiply_packs(sentence: Sentence) -> None:
    """Joins a number of packs with what is in one; the pieces counted remain."""
    kept: list[Counted] = []
    _multiply_defined(sentence)
    for counted in sentence.counted:
        last = kept[-1] if kept else None
        called = last is not None and _called(last, counted, sentence)
        if last and called:
            last.noun = last.noun._replace(kind="pack")
        if last and (called or _in_pack(last, counted, sentence.covered)):
            kept[-1] = _product(last, counted, _sized(counted, sentence.covered))
        else:
            kept.append(counted)
    for counted in kept:
        before = sentence.covered[: counted.amount.start]
        if counted.noun.kind == "none" and (pack := _PACK_BEFORE.search(before)):
            counted.noun, counted.start = Noun("goods", "piece", -1, -1), pack.start()
        elif counted.noun.kind == "pack" and _sized(counted, sentence.covered):
            counted.noun = counted.noun._replace(kind="goods", code="piece")
    _multiply_explained(kept, sentence.covered)
    sentence.counted = [counted for counted in kept if not _only_content(counted, sentence.covered)]


def _only_content(counted: Counted, covered: str) -> bool:
    """Whether a number only says what one pack contains: "100 per carton"."""
    content = counted.times == 1 and counted.noun.kind in ("none", "goods", "product", "pack")
    before = counted.noun.start if counted.noun.kind == "pack" else counted.end
    per = _PER_PACK.match(covered, counted.amount.end) or (_PER_PACK.match(covered, before) if before > 0 else None)
    return content and bool(per)


def _multiply_defined(sentence: Sentence) -> None:
    """Joins what is said to be in a pack with the number of packs behind it: "1 box = 50 pcs, 200 boxes"."""
    kept: list[Counted] = []
    for counted in sentence.counted:
        _join_content(kept, sentence.covered)
        if kept and (begins := _defines(kept[-1], counted, sentence)) >= 0 and not _within(kept, begins):
            content = kept.pop()
            if kept and kept[-1].amount.value == 1 and 0 <= begins - kept[-1].amount.end < 2:
                kept.pop()
            noun = content.noun if content.noun.kind in ("goods", "product") else Noun("goods", "piece", -1, -1)
            times = counted.times * content.amount.value
            counted = Counted(counted.amount, noun, times, start=begins, end=max(counted.end, noun.end))
        kept.append(counted)
    sentence.counted = kept


def _within(kept: list[Counted], begins: int) -> bool:
    """Whether the pack whose content is told was counted itself before: "12 Kartons à 10 x 100"."""
    return len(kept) > 1 and kept[-2].noun.kind == "pack" and kept[-2].end > begins and kept[-2].amount.value != 1


def _multiply_explained(kept: list[Counted], covered: str) -> None:
    """Joins packs with what is said behind to be in one: "1.000 VE/Mon, VE=50", "300 Boxen/Tag, 1 Box = 50 Stk"."""
    packs = [counted for counted in kept if counted.noun.kind == "pack"]
    for content in kept[1:] if len(packs) == 1 else ():
        one = content.amount.value == 1 and content.times > 1 and _EQUAL.search(covered, content.start, content.end)
        if packs[0].end <= content.start and (one or _explains(content, packs[0], covered)):
            packs[0].noun = content.noun if content.noun.kind != "none" else Noun("goods", "piece", -1, -1)
            packs[0].times *= content.times * content.amount.value
            kept[:] = [counted for counted in kept if counted is not content]
            return


def _explains(content: Counted, packs: Counted, covered: str) -> bool:
    """Whether a number says what is in one of the packs before it: "VE=50", "12/case"."""
    if content.noun.kind not in ("goods", "none"):
        return False
    named = _EXPLAINED.search(covered[: content.amount.start])
    return bool((named and packs.end <= named.start()) or _PER_PACK.match(covered, content.end))


def _join_content(kept: list[Counted], covered: str) -> None:
    """Joins packs that are in a pack with what is in them: "Ein Karton enthält 12 Flaschen à 1 Liter"."""
    if (
        len(kept) > 1
        and _PACK_BEFORE.search(covered[: kept[-2].amount.start])
        and _in_pack(kept[-2], kept[-1], covered)
    ):
        inner = kept.pop()
        kept[-1] = _product(kept[-1], inner, _sized(inner, covered))


def _defines(content: Counted, packs: Counted, sentence: Sentence) -> int:
    """Where the words begin that say what one of the packs behind contains; -1 where they do not."""
    covered = sentence.covered
    before = _PACK_BEFORE.search(covered[: content.amount.start])
    after = _PER_PACK.match(covered, content.end)
    small = content.noun.code in SMALL and packs.noun.kind in ("bottle", "pack")
    liquid = content.noun.code in LIQUID
    bottled = _PACK_BEHIND.match(covered, content.noun.end) if liquid and content.noun.end > 0 else None
    after = after or bottled
    known = before or after or small or _sized(content, covered)
    counts = packs.noun.kind in ("pack", "none") or ((before or bottled) and liquid and packs.noun.code == "piece")
    if not known or not counts:
        return -1
    begin = after.end() if after else max(content.end, content.noun.end)
    stop = packs.amount.said_from if packs.amount.said_from >= begin else packs.amount.start
    often = next((period for period in sentence.periods if begin <= period.start < period.end <= stop), None)
    gap = covered[begin : often.start] + covered[often.end : stop] if often else covered[begin:stop]
    apart = _COLON if packs.noun.kind == "none" else _APART
    if not apart.fullmatch(gap):
        return -1
    return before.start() if before else content.start


def _sized(counted: Counted, covered: str) -> bool:
    """Whether the number is a pack's size, not a number of packs: "50er-Pack"."""
    return bool(re.match(r"\s?-?er\b", covered[counted.amount.end :]))


def _in_pack(outer: Counted, inner: Counted, covered: str) -> bool:
    """Whether the second number is what one of the first contains."""
    gap = covered[outer.amount.end : inner.amount.start]
    behind = covered[outer.end : inner.amount.start]
    bottles = outer.noun.code in LIQUID or _PACK_BEFORE.search(covered[: outer.amount.start])
    if bottles and _TIMES_BEHIND.fullmatch(behind) and inner.noun.kind in ("none", "bottle", "pack"):
        return True
    if _PER_PACK.match(covered, inner.end) and outer.noun.kind == "pack" and len(behind) < 15:
        return True
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


def _called(outer: Counted, inner: Counted, sentence: Sentence) -> bool:
    """Whether a word that no list knows must be a pack: "3 Kan. á 10 L", "6 cart. de 50"."""
    packs = outer.noun.kind in ("none", "pack") or _SET.match(sentence.covered, outer.amount.end)
    if not packs or inner.noun.kind not in ("goods", "product", "none", "pack"):
        return False
    start, stop = outer.amount.end, inner.amount.start
    if any(start <= period.start < stop for period in sentence.periods):
        return False
    if inner.noun.code in LIQUID and _BOTTLED.fullmatch(sentence.covered, start, stop):
        return True
    same = len(sentence.text) == len(sentence.covered)
    return bool(
        _CALLED.fullmatch(sentence.covered, start, stop) or (same and _AT.fullmatch(sentence.text, start, stop))
    )


def _product(outer: Counted, inner: Counted, sized: bool) -> Counted:
    """One number for packs times content; `sized` where the inner number is a pack's size ("50er-Pack")."""
    noun = inner.noun
    if noun.kind == "none" or (noun.kind == "pack" and (outer.noun.kind != "pack" or sized)):
        noun = noun._replace(kind="goods", code="piece") if outer.noun.kind in ("pack", "none") else outer.noun
    amount = outer.amount._replace(end=max(inner.amount.end, noun.end))
    end = max(inner.end, outer.end)
    return Counted(amount, noun, outer.times * inner.times * inner.amount.value, start=outer.start, end=end)
