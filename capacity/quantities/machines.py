"""How many machines a text names: "9 Ultimaker S5 und 2 Form 3" are eleven, "9 Drucker (5 Prusa, 4 Ender)" nine.

Leaves out which process a machine stands for (capacity.vocabulary.words).
"""

import re

from capacity.quantities.sentence import MODEL, Counted, Sentence, take_apart
from capacity.vocabulary.words_matcher import Hit, fold, grammar

_UNIT = grammar("machine_count")
_AFTER = re.compile(
    rf"\s*(?:\(\s*(?:x\s*)?(\d{{1,3}})\s*(?:x|{_UNIT})?\s*\)|[:=-]?\s*[x*]\s*(\d{{1,3}})(?![\d.,x*])"
    rf"|\s*[:=,-]?\s*(\d{{1,3}})\s*(?:x(?!\s*\d)|{_UNIT}(?!\w))|\s*[:=]\s*(\d{{1,3}})(?!\d|[.,:]\d|\s*[-x*/]|\s*[^\W\d]))"
)
_INCLUDED = re.compile(rf"\b{grammar('included')}(?!\w)")


def count_machines(text: str) -> int | None:
    """The number of machines that a text states; None where it states none."""
    if not re.search(r"\w", text):
        return None
    total = [count for line in re.split(r"[\n;]+", text) if (count := _count_line(line)) is not None]
    return sum(total) if total else None


def _count_line(line: str) -> int | None:
    sentence = take_apart(line, fold(line), "")
    counts: list[tuple[Hit, int]] = []
    seen, counted_until = 0, -1
    for hit in sentence.machines:
        joined = counted_until >= 0 and re.fullmatch(r"[ -]?", sentence.folded[counted_until : hit.start])
        count = _count_of(hit, sentence) if hit.start >= seen and not joined else None
        if count is not None:
            counts.append((hit, count))
        seen = max(seen, _end_of(hit, sentence))
        counted_until = seen if count is not None or joined else -1
    return _sum(counts, sentence) if counts else None


def _end_of(hit: Hit, sentence: Sentence) -> int:
    """Where a machine's name ends, with its model: "Prusa i3 MK3S"."""
    model = MODEL.match(sentence.folded, hit.end)
    return model.end() if model else hit.end


def _count_of(hit: Hit, sentence: Sentence) -> int | None:
    """How many of one machine: the number before it, else the one behind it in brackets or after "x"."""
    for counted in sentence.counted:
        if counted.noun.kind == "machine" and counted.noun.start == hit.start:
            return _whole(counted)
    match = _AFTER.match(sentence.folded, _end_of(hit, sentence))
    if not match:
        return None
    group = next(index for index, digits in enumerate(match.groups(), 1) if digits)
    taken = any(
        counted.noun.kind == "machine" and counted.amount.start == match.start(group) for counted in sentence.counted
    )
    return None if taken else int(match[group])


def _whole(counted: Counted) -> int | None:
    """A number of machines, None where it cannot be one."""
    value = counted.amount.value
    return int(value) if 0 < value < 100_000 and value == int(value) else None


def _sum(counts: list[tuple[Hit, int]], sentence: Sentence) -> int:
    """The sum, where a total that covers the others counts alone."""
    general = [(hit, count) for hit, count in counts if _is_general(hit)]
    single = [(hit, count) for hit, count in counts if not _is_general(hit)]
    rest = sum(count for _, count in single)
    for hit, count in general:
        if single and count >= rest and _covers(hit, single, sentence):
            return count
    return sum(count for _, count in counts)


def _is_general(hit: Hit) -> bool:
    """Whether a word is no make or process but any machine: "Drucker", "machines"."""
    return hit.code.split("|")[0] in ("machine:additive", "machine:?")


def _covers(hit: Hit, single: list[tuple[Hit, int]], sentence: Sentence) -> bool:
    """Whether the words between a general number and the makes say that these are part of it."""
    gap = sentence.folded[hit.end : single[0][0].start]
    return hit.end < single[0][0].start and bool(re.search(r"[(:][^)]*$", gap) or _INCLUDED.search(gap))
