"""How many machines a text names: "9 Ultimaker S5 und 2 Form 3" are eleven, "9 Drucker (5 Prusa, 4 Ender)" nine.

Leaves out which process a machine stands for (capacity.vocabulary.words).
"""

import re
from dataclasses import dataclass

from capacity.quantities.names import MODEL
from capacity.quantities.numerals import find_numerals
from capacity.quantities.sentence import Counted, Sentence, take_apart
from capacity.vocabulary.words_matcher import fold, grammar

_UNIT = grammar("machine_count")
_SIZE = r"(?:\s*(?:a|bis|-)?\s*\d{1,4}(?:\s?-\s?\d{1,4})?\s?(?:t|to|ton|tons|tonnen|w|kw|kn|mm)(?!\w))?"
_NAME = r"(?:[ -](?!\d(?!\.\d))[\w.+/-]+){0,3}?"
_NOT_MORE = r"(?!\d|[.,:]\d|\s*[-x*/]|\s*[^\W\d])"
_AFTER = re.compile(
    rf"\+?{_NAME}{_SIZE}(?:\s*\(\s*(?:{grammar('machine_number')}\s*|x\s*)?(\d{{1,3}})\s*(?:x|{_UNIT})?\s*\)"
    rf"|\)?[\s:=-]*(?:(?<!\w)x|\*)\s*(\d{{1,3}})(?!\w|[.,]\d|[*])"
    rf"|\s*[:=,–-]?\s*(\d{{1,3}})\s*(?:x(?!\s*\d)|{_UNIT}(?!\w))"
    rf"|\s*[,:-]?\s*{grammar('machine_number')}\s*:?\s*(\d{{1,3}}){_NOT_MORE}|(?:\s*[:=]|\s+[-–])\s*(\d{{1,3}}){_NOT_MORE})"
)
_AT_END = re.compile(rf"\s+(\d{{1,3}}){_NOT_MORE}")
_NUMBER_OF = re.compile(rf"\b{grammar('number_of')}['’]?\s*(?:[^\W\d]+\s)?$")
_EACH = re.compile(rf"\(?\s*(?:{grammar('each_machine')}\s*(\d{{1,2}})|(\d{{1,2}})\s*{grammar('each_machine')})(?!\w)")
_SINGLE = re.compile(rf"\b{grammar('single_after')}\s+{grammar('single')}\s+$")
_LISTED = re.compile(rf",\s*{grammar('single')}\s+$")
_SPECIFIED = re.compile(
    rf"\+?[\])]?\s*(?:x\s)?(?:(?:d'|de |of |di )(?=\w|$))?"
    rf"(?:\s*(?!{grammar('with')}\s)(?:\d+[-\w/]*[^\W\d][\w/-]*|[^\W\d][\w/-]*)){{0,3}}\s*[-]?"
)
_EACH_BEFORE = re.compile(rf"(?<!\w){grammar('each_machine')}\s+\S+\s+$")
_ALSO = re.compile(rf"\s*{grammar('enumerated')}\s*")
_CUT_SHORT = re.compile(
    rf"(?<![\w.,])(\d{{1,3}})\s+([^\W\d]{{2,}}-)\s*{grammar('enumerated')}\s(?=(?:\d{{1,3}}\s)?(.))"
)
_OPENED = re.compile(r"[^()\d]{0,20}\(([^()]*)")
_INCLUDED = re.compile(rf"\b{grammar('included')}(?!\w)")


@dataclass(frozen=True)
class Machine:
    """A machine named: its words, the model with them, where they stand; `general` for any machine ("Drucker")."""

    start: int
    end: int
    general: bool


def count_machines(text: str) -> int | None:
    """The number of machines that a text states; None where it states none."""
    if not re.search(r"\w", text):
        return None
    total = [count for line in re.split(r"[\n;]+", text) if (count := _count_line(line)) is not None]
    return sum(total) if total else None


def _count_line(line: str) -> int | None:
    sentence = take_apart(line, fold(line), "")
    machines = _machines(sentence)
    counts: dict[Machine, int] = {}
    taken: set[int] = set()
    for find in (_before, _behind):
        for machine in machines:
            if machine not in counts and (found := find(machine, machines, sentence, taken)):
                counts[machine] = found[1]
                taken.add(found[0])
    counts |= _each(machines, counts, sentence) | _each_behind(machines, counts, sentence)
    if counts:
        named = (machine for machine in machines if machine not in counts)
        counts |= {machine: 1 for machine in named if _LISTED.search(sentence.folded, 0, machine.start)}
    counts |= _cut_short(machines, counts, sentence)
    return _sum(sorted(counts.items(), key=lambda counted: counted[0].start), sentence) if counts else None


def _machines(sentence: Sentence) -> list[Machine]:
    """The machines named, words side by side being one: "FDM-Drucker", "Prusa i3 MK3S"."""
    found: list[Machine] = []
    for hit in sentence.machines:
        model = MODEL.match(sentence.folded, hit.end)
        general = hit.code.split("|")[0] in ("machine:additive", "machine:?")
        machine = Machine(hit.start, model.end() if model else hit.end, general)
        if found and (found[-1].end >= machine.start or sentence.folded[found[-1].end : machine.start] in (" ", "-")):
            before = found.pop()
            machine = Machine(before.start, max(before.end, machine.end), before.general and general)
        found.append(machine)
    return found


def _before(machine: Machine, machines: list[Machine], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """The number that stands before a machine, with its place."""
    for counted in sentence.counted:
        inside = machine.start <= counted.noun.start < machine.end
        if counted.noun.kind == "machine" and inside and counted.amount.end <= machine.start:
            return _whole(counted, taken)
    begin = max((other.end for other in machines if other.end <= machine.start), default=0)
    loose = [
        (counted.amount.start, counted.amount.end, counted.amount.value or 0)
        for counted in sentence.counted
        if counted.noun.kind == "none"
    ] + [(numeral.start, numeral.end, numeral.value) for numeral in find_numerals(sentence.covered)]
    for start, end, value in sorted(loose, reverse=True):
        gap = sentence.folded[end : machine.start]
        if begin <= start and end <= machine.start and start not in taken and _SPECIFIED.fullmatch(gap):
            return (start, int(value)) if 0 < value < 10_000 and value == int(value) else None
    return (machine.start - 2, 1) if _SINGLE.search(sentence.folded, 0, machine.start) else None


def _behind(machine: Machine, machines: list[Machine], sentence: Sentence, taken: set[int]) -> tuple[int, int] | None:
    """The number that stands behind a machine: in brackets, after "x", before "Stück", or in "Anzahl Drucker: 7"."""
    following = min((other.start for other in machines if other.start >= machine.end), default=len(sentence.folded))
    match = _AFTER.match(sentence.folded, machine.end, following)
    if not match and _NUMBER_OF.search(sentence.folded, 0, machine.start):
        match = _AT_END.match(sentence.folded, machine.end)
    if not match:
        return None
    group = next(index for index, digits in enumerate(match.groups(), 1) if digits)
    place = match.start(group)
    return None if place in taken else (place, int(match[group]))


def _each(machines: list[Machine], counts: dict[Machine, int], sentence: Sentence) -> dict[Machine, int]:
    """The machines without a number of their own, where the words behind give one for each: "Pfaff und Juki (je 4)"."""
    found: dict[Machine, int] = {}
    for match in _EACH.finditer(sentence.folded):
        before = [machine for machine in machines if machine.end <= match.start() and machine not in counts]
        named = [machine for machine in before if not machine.general]
        if before and len(sentence.folded[before[-1].end : match.start()].strip(" ,;:–-")) == 0:
            found |= dict.fromkeys(named, int(match[1] or match[2]))
    return found


def _each_behind(machines: list[Machine], counts: dict[Machine, int], sentence: Sentence) -> dict[Machine, int]:
    """The machines without a number behind one with "je" before it, which is theirs too: "je 3 Prusa und Ender"."""
    found: dict[Machine, int] = {}
    count, until = 0, 0
    for machine in machines:
        before = _EACH_BEFORE.search(sentence.folded, 0, machine.start)
        if machine in counts:
            count = counts[machine] if before and before.start() >= until else 0
        elif count and _ALSO.fullmatch(sentence.folded, until, machine.start):
            found[machine] = count
        else:
            count = 0
        until = machine.end
    return found


def _cut_short(machines: list[Machine], counts: dict[Machine, int], sentence: Sentence) -> dict[Machine, int]:
    """Machines whose second half is said once for all: "2 Näh-, 1 Overlock- und 1 Stickmaschine"."""
    begins = {machine.start for machine in counts}
    found: dict[Machine, int] = {}
    for match in reversed(list(_CUT_SHORT.finditer(sentence.folded))):
        if match.start(3) not in begins:
            continue
        begins.add(match.start(2))
        if all(other.end <= match.start() or match.end(2) <= other.start for other in machines):
            found[Machine(match.start(2), match.end(2), general=False)] = int(match[1])
    return found


def _whole(counted: Counted, taken: set[int]) -> tuple[int, int] | None:
    """A number of machines with its place, None where it cannot be one."""
    value = counted.amount.value
    good = 0 < value < 100_000 and value == int(value) and counted.amount.start not in taken
    return (counted.amount.start, int(value)) if good else None


def _sum(counts: list[tuple[Machine, int]], sentence: Sentence) -> int:
    """The sum, where a total that covers the others counts alone."""
    counts = _without_listed(counts, sentence)
    single = [(machine, count) for machine, count in counts if not machine.general]
    rest = sum(count for _, count in single)
    for machine, count in counts:
        if machine.general and single and count >= rest and _covers(machine, single, sentence):
            return count
    return sum(count for _, count in counts)


def _without_listed(counts: list[tuple[Machine, int]], sentence: Sentence) -> list[tuple[Machine, int]]:
    """The counts without those in brackets that add up to the one before: "14 FDM printers (10 Prusa, 4 Lulzbot)"."""
    kept: list[tuple[Machine, int]] = []
    passed = 0
    for machine, count in counts:
        if machine.start < passed:
            continue
        kept.append((machine, count))
        opened = _OPENED.match(sentence.folded, machine.end)
        listed = [other for other in counts if opened and opened.start(1) <= other[0].start < opened.end(1)]
        if opened and listed and sum(number for _, number in listed) == count:
            passed = opened.end(1)
    return kept


def _covers(machine: Machine, single: list[tuple[Machine, int]], sentence: Sentence) -> bool:
    """Whether the words between a general number and the makes say that these are part of it."""
    first = single[0][0].start
    gap = sentence.folded[machine.end : first]
    return machine.end < first and bool(re.search(r"[(:][^)]*$", gap) or _INCLUDED.search(gap))
