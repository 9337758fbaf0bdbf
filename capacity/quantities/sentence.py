"""One sentence taken apart: numbers with what they count, lengths of time, and the words that say how often.

Leaves out what it all amounts to (reader).
"""

import functools
import re
from dataclasses import dataclass, field

from capacity.quantities.amounts import Amount, find_amounts
from capacity.quantities.disguise import cover
from capacity.quantities.durations import AND_A_HALF, Duration, find_durations
from capacity.quantities.names import hide_materials, hide_names
from capacity.quantities.nouns import CALENDAR, GOODS, NOTHING, TIME, Noun, noun_of, things
from capacity.quantities.weeks import Working, read_working
from capacity.vocabulary.words_matcher import Hit, Lexicon, entries, grammar, lexicon

_TEAM = re.compile(rf"(?<!\w){grammar('team')}\s*$")
VAGUE = ("ein paar", "een paar")
_AND_PER = re.compile(
    rf"(?<=\d )\((?=[^\W\d]+\))|(?:pro|per|par|por|je|na|za|al|a)\s+[^\W\d]+\s+{grammar('enumerated')}\s+(?=[^\W\d])"
)
_IN_BRACKETS = re.compile(r"[^()\d,;.]{0,25}\(\s*([^\W\d]{2,12})\.?\s*\)")
_WEEKLY = re.compile(rf"(?<!\w)(?<!\d )wo\.(?=\s*{grammar('roughly')}?\s*\d)|(?<=[a-z]\. )wo\.")
_PER_MINUTE = re.compile(r"(?<=[^\W\d] )(?:pro|per|par|al|por|na|za|a)\s+min(?:ut\w{0,2})?(?!\w)")
_STRICTLY = re.compile(rf"(?:(?<![^\W\d]){grammar('every')}|/)\s*(?:den )?(?:{grammar('roughly')}\s*)?$")
_TONNES = re.compile(r"\s?t(?!\w)(?=\s*(/)?)")  # "3 T/Monat" of what is counted in pieces are thousands
_EACH_DAY = re.compile(rf"[\s.:]*({grammar('each_machine')}\s+)?(?:{grammar('roughly')}\s*)?")
_TAKEN = re.compile(
    rf"\s*(?:[^\W\d]{{1,4}}\s+)?{grammar('takes')}\s+(?:[^\W\d]+\s+){{0,2}}?(?:{grammar('roughly')}\s*)?"
)
_NO_LENGTH = 500  # days, weeks or months; "1.500 sett." are so many a week
_EACH_SHIFT = re.compile(
    rf"[\s,]*(?:a|x|of|de|da|con|zu|zu je|@|{grammar('each_machine')})\s+(?:{grammar('roughly')}\s*)?"
)
_EVERY = re.compile(
    rf"(?:(?<![^\W\d])(?:{grammar('every')}|{grammar('within')})|/)\s*(?:den )?(?:{grammar('roughly')}\s*)?$"
)


@dataclass(frozen=True)
class Period:
    """Words that say how often: "pro Woche", "alle zwei Wochen" (every 2)."""

    start: int
    end: int
    code: str
    every: float = 1.0


@dataclass
class Counted:
    """A number and what it counts; `times` is what it is to be multiplied by; `period` how often."""

    amount: Amount
    noun: Noun
    times: float = 1.0
    period: Period | None = None
    start: int = 0
    end: int = 0


@dataclass
class Sentence:
    """A sentence taken apart. `covered` is its folded text with everything hidden that is no quantity."""

    text: str
    folded: str
    covered: str
    working: Working
    counted: list[Counted] = field(default_factory=list)
    durations: list[Duration] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    said: dict[str, list[Hit]] = field(default_factory=dict)
    products: list[str] = field(default_factory=list)
    machines: list[Hit] = field(default_factory=list)

    def says(self, code: str) -> bool:
        """Whether one of its words has this code of bound.csv: "stock", "each", "lead", "making"."""
        return code in self.said

    def places(self, code: str) -> list[Hit]:
        """Where words of this code stand."""
        return self.said.get(code, [])


_RIGHT_BEHIND = re.compile(r"[^\W\d]{0,2}\.?\s*[:(]?\s*")
_MARK = re.compile(r"[.,]")


@functools.cache
def _often() -> Lexicon:
    """Periods, and the words for stock, each, lead time and making."""
    wanted = {"stock", "each", "lead", "making", "other", "past", "amount", "now", "fortnight", "discount"}
    return Lexicon(
        [(f"period:{code}", word) for code, word in entries("period")]
        + [entry for entry in entries("bound") if entry[0] in wanted]
    )


def take_apart(text: str, folded: str, decimal: str) -> Sentence:
    """A sentence with its numbers, lengths of time and periods, each in its place; the caller may change it."""
    known = _taken_apart(text, folded, decimal if _MARK.search(folded) else "")
    copied = Sentence(**vars(known))
    copied.counted = [
        Counted(each.amount, each.noun, each.times, each.period, each.start, each.end) for each in known.counted
    ]
    copied.durations, copied.periods = list(known.durations), list(known.periods)
    return copied


@functools.lru_cache(maxsize=8192)
def _taken_apart(text: str, folded: str, decimal: str) -> Sentence:
    """A list asks about the same words for many products: each sentence is taken apart once."""
    working, rest = read_working(folded)
    named = things(folded)
    covered = hide_materials(hide_names(cover(rest), named), text)
    hits = _often().hits(covered)
    sentence = Sentence(
        text,
        folded,
        covered,
        working,
        said=_by_code(hits),
        machines=[hit for hit in named if hit.code.startswith("machine:")],
        products=[hit.code.partition(":")[2].split("|")[0] for hit in named if hit.code.startswith("product:")],
    )
    sentence.durations = find_durations(covered)
    sentence.periods = [
        Period(hit.start, hit.end, hit.code.split("|")[0].partition(":")[2])
        for hit in hits
        if hit.code.startswith("period:")
    ]
    sentence.periods += [Period(hit.start, hit.end, "week", 2.0) for hit in sentence.places("fortnight")]
    sentence.periods += _shared_periods(covered)
    _count(sentence, {hit.start: hit for hit in named}, decimal)
    if not any(each.noun.kind in ("goods", "product", "pack") for each in sentence.counted):
        sentence.periods = [each for each in sentence.periods if each.every >= 1]  # turns per minute make nothing
    shifts = [period for period in sentence.periods if period.code == "shift"]
    sentence.durations = [
        each for each in sentence.durations if not any(shift.start <= each.start < shift.end for shift in shifts)
    ]
    _name_machines(sentence)
    if working.daily and not sentence.periods:
        sentence.periods = _daily(sentence, working.daily)
    if working.shifted and not sentence.periods:
        sentence.periods = _shiftwise(sentence, working.shifted)
    return sentence


def _name_machines(sentence: Sentence) -> None:
    """Pieces right behind a machine are machines, where no product is named: "Drucker: 5 Stk, 20 Teile/Tag"."""
    if not sentence.machines or sentence.products:
        return
    named = {counted.noun.start for counted in sentence.counted}
    for counted in sentence.counted:
        if counted.noun.kind == "goods" and counted.noun.code == "piece" and not _often_behind(counted, sentence):
            before = [hit for hit in sentence.machines if hit.end <= counted.amount.start and hit.start not in named]
            gaps = (sentence.covered[hit.end : counted.amount.start] for hit in before)
            if any(_RIGHT_BEHIND.fullmatch(gap) for gap in gaps):
                counted.noun = counted.noun._replace(kind="machine", code="?")


def _often_behind(counted: Counted, sentence: Sentence) -> bool:
    return any(0 <= period.start - counted.end <= 2 for period in sentence.periods)


def _by_code(hits: list[Hit]) -> dict[str, list[Hit]]:
    """Where the words of each code stand."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        for code in hit.code.split("|"):
            found.setdefault(code, []).append(hit)
    return found


def _daily(sentence: Sentence, daily: tuple[int, int]) -> list[Period]:
    """A day where weekdays stand right before what is made on each of them: "Mo-Sa je 60 Masken", "pn-pt 40 szt".

    A bare number may be an hour: "Mo-Fr 8".
    """
    for counted in sentence.counted:
        between = _EACH_DAY.fullmatch(sentence.covered, daily[1], counted.amount.start)
        many = counted.amount.low == counted.amount.high and counted.amount.value > 24
        if between and (between[1] or many or counted.noun.kind in ("goods", "product")):
            return [Period(*daily, "day")]
    return []


def _shiftwise(sentence: Sentence, shifts: tuple[int, int]) -> list[Period]:
    """A shift where their number stands right before what each of them makes: "3 Schichten à 400 Stk"."""
    made = (counted for counted in sentence.counted if counted.noun.kind in ("goods", "product", "none"))
    each = any(_EACH_SHIFT.fullmatch(sentence.covered, shifts[1], counted.amount.start) for counted in made)
    return [Period(*shifts, "shift")] if each else []


def _shared_periods(covered: str) -> list[Period]:
    """The period in "por impresora y día", "pro Drucker und Tag", "3.000 (Monat)", "wö. 800"."""
    found = [Period(match.start(), match.end(), "week") for match in _WEEKLY.finditer(covered)]
    found += [Period(match.start(), match.end(), "hour", 1 / 60) for match in _PER_MINUTE.finditer(covered)]
    for match in _AND_PER.finditer(covered):
        hit = lexicon("heading_period").at(covered, match.end())
        if hit and (match[0] != "(" or covered[hit.end : hit.end + 1] == ")"):
            found.append(Period(match.start(), hit.end, hit.code.split("|")[0]))
    return found


def _count(sentence: Sentence, named: dict[int, Hit], decimal: str) -> None:
    """Fills in the numbers, turning "alle 2 Wochen" into periods and leaving out those inside lengths of time."""
    amounts = find_amounts(sentence.folded, sentence.covered, decimal, frozenset(named))
    stops = frozenset(period.start for period in sentence.periods)
    for amount in amounts:
        if sentence.durations and _in_duration(amount, sentence):
            continue
        noun = _with_unit(noun_of(sentence.covered, amount.end, named, stops), sentence.covered)
        if noun.kind == "none" and _TEAM.search(sentence.covered[: amount.start]):
            noun = Noun("people", "people", amount.start, amount.end)
        if amount.value == 1 and any(hit.start < amount.start < hit.end for hit in sentence.places("each")):
            continue
        if amount.value == 1 and noun.code == "pair" and sentence.covered[amount.start : noun.end] in VAGUE:
            continue
        if noun.start >= 0 and len(amounts) > 1 and any(amount.end <= other.start < noun.start for other in amounts):
            noun = noun._replace(kind="none")
        if noun.kind == "none" and (tonnes := _TONNES.match(sentence.covered, amount.end)):
            if not tonnes[1] or not set(sentence.products) - {"material?", "other"}:
                continue
            amount = amount.times(1000.0)
        if noun.kind == "calendar" and amount.value >= _NO_LENGTH and 0 <= noun.start - amount.end < 3:
            often = Period(noun.start, noun.end, noun.code)
            sentence.periods = sorted((*sentence.periods, often), key=lambda period: period.start)
            sentence.counted.append(Counted(amount, NOTHING, start=amount.start, end=amount.end))
        elif noun.kind in ("calendar", "time") and noun.start - amount.end < 3:
            _note_time(sentence, amount, noun)
        elif _is_other(sentence, amount):
            continue
        elif not amount.weak or noun.kind != "none" or _at_period(sentence, amount):
            sentence.counted.append(Counted(amount, noun, start=amount.start, end=max(amount.end, noun.end)))


def _in_duration(amount: Amount, sentence: Sentence) -> bool:
    return any(duration.start <= amount.start < duration.end for duration in sentence.durations)


def _with_unit(noun: Noun, covered: str) -> Noun:
    """A product's number in the unit that brackets behind it name: "4.000 guantes (pares)"."""
    behind = _IN_BRACKETS.match(covered, noun.end) if noun.kind == "product" else None
    unit = noun_of(covered, behind.start(1), {}) if behind else None
    return unit._replace(end=behind.end()) if behind and unit and unit.kind == "goods" and unit.code in GOODS else noun


def _is_other(sentence: Sentence, amount: Amount) -> bool:
    """Whether the words before a number say that it is no amount on offer: "Mindestbestellmenge", "PLZ"."""
    return any(
        0 <= amount.start - hit.end < 12 and not re.search(r"\d|[.;]\s", sentence.covered[hit.end : amount.start])
        for hit in sentence.places("other")
    )


def _at_period(sentence: Sentence, amount: Amount) -> bool:
    """Whether words such as "pro Tag" stand right behind a number."""
    return any(0 <= period.start - amount.end <= 2 for period in sentence.periods)


def _in_weeks(code: str, count: float) -> tuple[str, float]:
    """Whole weeks told in days: seven, fourteen, and the fifteen that "15 jours" and "15 dias" say for two weeks."""
    if code == "day" and (count == 15 or count % 7 == 0):
        return "week", count // 7
    return code, count


def _taken(sentence: Sentence, amount: Amount) -> re.Match[str] | None:
    """The words between many pieces and the days or weeks that they take: "500 Stück brauchen wir eine Woche"."""
    last = sentence.counted[-1] if sentence.counted else None
    many = last and last.noun.kind in ("goods", "product") and last.amount.value > 1 and not sentence.says("lead")
    return _TAKEN.fullmatch(sentence.covered, last.end, amount.start) if last and many else None


def _note_time(sentence: Sentence, amount: Amount, noun: Noun) -> None:
    """A number of hours, days or weeks: how often if the words before say so, else a length of time or nothing."""
    before = sentence.covered[max(0, amount.start - 24) : amount.start]
    every = _EVERY.search(before) or _taken(sentence, amount)
    if noun.code in CALENDAR and every and amount.value:
        code, count = _in_weeks(noun.code, amount.value)
        start = amount.start - (len(before) - every.start()) if every.re is _EVERY else every.start()
        if any(0 <= start - hit.end < 4 for hit in sentence.places("lead")):
            return
        last = sentence.counted[-1] if sentence.counted else None
        if last and "," in sentence.covered[last.end : start] and not _STRICTLY.search(before):
            return
        sentence.periods = [period for period in sentence.periods if not start <= period.start < noun.end]
        sentence.periods.append(Period(start, noun.end, code, count))
        sentence.periods.sort(key=lambda period: period.start)
    elif noun.code in TIME and amount.low is not None and amount.high is not None:
        factor = TIME[noun.code]
        half = AND_A_HALF.match(sentence.covered, noun.end)
        low, high = (bound * factor + (factor / 2 if half else 0) for bound in (amount.low, amount.high))
        sentence.durations.append(Duration(amount.start, half.end() if half else noun.end, low, high))
