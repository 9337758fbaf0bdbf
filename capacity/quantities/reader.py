"""What a sentence's numbers amount to: a rate, a stock, a number of machines or a time per piece.

Reads a cell's text with its heading and the product it is about. Leaves out whether the figure can be meant
(capacity.plausibility).
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from capacity.quantities.amounts import bounded_behind
from capacity.quantities.clauses import sentences
from capacity.quantities.hands import count_hands, multiply_each
from capacity.quantities.headings import Heading, read_heading
from capacity.quantities.machines import count_machines
from capacity.quantities.model import NONE, Quantity
from capacity.quantities.moulds import CAVITY, count_cavities
from capacity.quantities.nouns import GOODS
from capacity.quantities.numbers import MILLIONS, read_number
from capacity.quantities.numeral_words import whole_cells
from capacity.quantities.numerals import MILLION, find_numerals
from capacity.quantities.pace import time_per_piece
from capacity.quantities.packs import multiply_packs
from capacity.quantities.parts import leave_out_parts
from capacity.quantities.past import leave_out_past
from capacity.quantities.periods import give_periods
from capacity.quantities.sentence import Counted, Period, Sentence, take_apart
from capacity.quantities.weeks import per_week
from capacity.vocabulary import attribute
from capacity.vocabulary.words_matcher import LONGEST_CELL, fold

_BARE = re.compile(r"[\s\d.,'’+\-−–()~≈<>=≤≥½¼¾]+")
_LEAST_MOST = re.compile(r"\bm[ií][nń].*/.*\bm[aá][xk]")
_DIGIT = re.compile(r"[\d½¼¾]")
_TWO = re.compile(r"\s*\d[\d.,' ]*/ ?\d[\d.,']*\s*")
LONGEST_SENTENCE = 600
_PIECE = re.compile(rf".{{1,{LONGEST_SENTENCE}}}(?:[\s,;]|\Z)|.{{1,{LONGEST_SENTENCE}}}", re.S)
_ENDLESS = re.compile(r"\d(?:[.,' ]?\d){39,}")  # no number that anybody means
NO_HEADING = Heading()
_ORDER = ("rate", "time per piece", "stock", "machines")


def read_quantity(text: str, *, product: str = "", heading: str = "", decimal: str = "") -> Quantity:
    """The quantity that a cell or sentence states; a rate before a time per piece before a stock before machines.

    product: a product code, for its base unit. heading: the column's heading, for what the text leaves open.
    decimal: the column's decimal mark where it is known. Never raises; nothing stated gives kind "none".
    """
    text = _ENDLESS.sub("", text)
    found = read_quantities(text, product=product, heading=heading, decimal=decimal)
    wanted = read_heading(heading)
    if wanted.machines and any(quantity.kind == "machines" for quantity in found):
        return _all_machines(text, [quantity for quantity in found if quantity.kind == "machines"])
    if wanted.time and any(quantity.kind == "time per piece" for quantity in found):
        return next(quantity for quantity in found if quantity.kind == "time per piece")
    first = min(found, key=lambda quantity: _ORDER.index(quantity.kind), default=NONE)
    if first is NONE and not (wanted.period or wanted.time) and (total := count_machines(text)):
        return Quantity("machines", float(total), float(total), "machine", quote=text.strip())
    return _all_machines(text, found) if first.kind == "machines" and len(found) > 1 else first


def _all_machines(text: str, found: list[Quantity]) -> Quantity:
    """The machines of a text together: "9 Ultimaker S5 und 2 Form 3" are eleven."""
    total = count_machines(text)
    if len(found) < 2 or total is None:
        return found[0]
    end = text.rfind(found[-1].quote) + len(found[-1].quote)
    return replace(found[0], low=float(total), high=float(total), quote=text[text.find(found[0].quote) : end])


def read_quantities(text: str, *, product: str = "", heading: str = "", decimal: str = "") -> list[Quantity]:
    """Every quantity of a text in the order of mention, for sentences that state several."""
    text = _ENDLESS.sub("", text[:LONGEST_CELL])
    if "/" in text and _LEAST_MOST.search(heading.lower()) and _TWO.fullmatch(text):
        range_ = read_quantities(text.replace("/", "-"), product=product, heading=heading, decimal=decimal)
        return [replace(quantity, quote=text.strip()) for quantity in range_]
    wanted = read_heading(heading)
    if (value := _alone(text, decimal)) is not None:
        return [_bare(value, text, wanted, product)]
    if not _has_number(text):
        return []
    whole = MILLIONS.sub(lambda match: match[0].replace("M", MILLION), text)
    parts = [part for sentence in sentences(whole) for part in _pieces(sentence) if _has_number(part)]
    hands = _hands(parts, decimal) if len(parts) > 1 else ()
    return [
        replace(quantity, quote=quantity.quote.replace(MILLION, "M")) if MILLION in quantity.quote else quantity
        for part in parts
        for quantity in _read_sentence(part, wanted, product, decimal, hands)
    ]


def _pieces(sentence: str) -> list[str]:
    """A sentence, in pieces where it never ends: each of its numbers is weighed against all others."""
    return [sentence] if len(sentence) <= LONGEST_SENTENCE else _PIECE.findall(sentence)


def _has_number(text: str) -> bool:
    """Whether a text holds a number in digits or words: all others are passed over at once."""
    return bool(_DIGIT.search(text)) or bool(find_numerals(fold(text)))


def _hands(parts: list[str], decimal: str) -> tuple[tuple[str, float], ...]:
    """The machines, people and cavities that sentences of a text count, by kind, where one alone counts them."""
    counts = [count_hands(_understood(part, NO_HEADING, decimal)[0]) for part in parts]
    counts += [{CAVITY: cavities} for part in parts if (cavities := count_cavities(fold(part)))]
    kinds = [kind for count in counts for kind in count]
    return tuple((kind, count[kind]) for count in counts for kind in count if kinds.count(kind) == 1)


def _alone(text: str, decimal: str) -> float | None:
    """The number that a cell is and nothing else, in digits or in words."""
    if _BARE.fullmatch(text):
        return None if _is_code(text) else read_number(text, decimal)
    if len(text) > 60 or any(character.isdigit() for character in text) or fold(text).strip() in whole_cells():
        return None
    return read_number(text, decimal)


def _is_code(text: str) -> bool:
    """Whether bare digits are no number: a leading zero, a phone."""
    digits = text.strip()
    return bool(re.match(r"0\d", digits) or re.match(r"\+\d{7,}|\+\d+[ \d/()-]{6,}", digits))


def _bare(value: float, text: str, wanted: Heading, product: str) -> Quantity:
    """A cell that is a number: what the heading says it is, else a number on hand."""
    quote = text.strip()
    most, least = quote.startswith(("<", "≤")), quote.startswith((">", "≥")) or quote.endswith("+")
    low, high = (None if most else value), (None if least else value)
    if wanted.time:
        return _timed(low, high, wanted, quote)
    if wanted.machines:
        return Quantity("machines", low, high, "machine", quote=quote)
    unit, factor = _base(wanted.unit or "", wanted.times, product)
    return _quantity(low, high, factor, unit, wanted.period, Sentence(text, "", "", wanted.working), quote)


def _timed(low: float | None, high: float | None, wanted: Heading, quote: str) -> Quantity:
    """Numbers under a heading that is a time: "45-60" under "Minuten pro Teil"."""
    factor = wanted.minutes / wanted.pieces
    return Quantity("time per piece", low and low * factor, high and high * factor, "minute", quote=quote)


def _read_sentence(
    text: str, wanted: Heading, product: str, decimal: str, hands: tuple[tuple[str, float], ...]
) -> Iterator[Quantity]:
    sentence, times = _understood(text, wanted, decimal, hands)
    yield from times
    alone = len(sentence.counted) == 1 and _stands_alone(sentence)
    for counted in sentence.counted:
        quantity = _interpret(counted, sentence, wanted, product, alone)
        if quantity.kind != "none":
            yield quantity


@functools.lru_cache(maxsize=8192)
def _understood(
    text: str, wanted: Heading, decimal: str, hands: tuple[tuple[str, float], ...] = ()
) -> tuple[Sentence, tuple[Quantity, ...]]:
    """What a sentence says whatever the product: each number with its factors and period, and the times per piece."""
    sentence = take_apart(text, fold(text), decimal)
    if wanted.working != sentence.working and sentence.working == type(sentence.working)():
        sentence.working = wanted.working
    elsewhere = dict(hands)
    times = tuple(time_per_piece(sentence, wanted, elsewhere.pop(CAVITY, 0.0)))
    multiply_packs(sentence)
    multiply_each(sentence, elsewhere)
    leave_out_parts(sentence)
    leave_out_past(sentence)
    give_periods(sentence)
    return sentence, times


def _stands_alone(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but a number, with words such as "ca." or "max." at most."""
    counted = sentence.counted[0]
    around = sentence.folded[: counted.amount.start] + " " + sentence.folded[counted.amount.end :]
    words = [word for word in re.findall(r"[^\W\d_]+", around) if len(word) > 1]
    return len(words) <= 2 and "¦" not in sentence.covered and not re.search(r"\d", around)


def _interpret(counted: Counted, sentence: Sentence, wanted: Heading, product: str, alone: bool) -> Quantity:
    """One number of a sentence as a quantity; kind "none" where it counts nothing that is offered."""
    noun, amount = counted.noun, counted.amount
    start, end = counted.start, counted.end
    if start == amount.start and amount.said_from >= 0:
        start = amount.said_from
    if counted.period:
        start, end = min(start, counted.period.start), max(end, counted.period.end)
    amount, end = bounded_behind(amount, sentence.covered, end)
    quote = sentence.text[start:end].strip(" ,;:.-(")
    if not counted.period and (noun.kind == "machine" or _counts_machines(counted, sentence, wanted)):
        return Quantity("machines", amount.low, amount.high, "machine", quote=quote)
    if noun.kind in ("people", "time", "calendar"):
        return NONE
    if wanted.time and (noun.kind == "none" or noun.code == "metre") and not counted.period:
        return _timed(amount.low, amount.high, wanted, quote)
    if amount.high is None and not counted.period and (sentence.says("lead") or sentence.says("discount")):
        return NONE
    if noun.kind == "none" and not (
        counted.period or alone or wanted.period or wanted.stock or _in_stock(counted, sentence)
    ):
        return NONE
    if noun.kind == "none" and not counted.period and _like_postcode(sentence, counted):
        return NONE
    unit, factor = _base(
        noun.code if noun.kind == "goods" else noun.kind, counted.times, product or _product(counted, sentence)
    )
    period = counted.period.code if counted.period else ("" if sentence.says("stock") else wanted.period)
    return _quantity(amount.low, amount.high, factor, unit, period, sentence, quote, counted.period)


def _counts_machines(counted: Counted, sentence: Sentence, wanted: Heading) -> bool:
    """Whether a number that counts nothing counts machines: under such a heading, or as in "Drucker: 4"."""
    if counted.noun.kind == "goods" and counted.noun.code == "piece" and not sentence.products:
        before = [hit for hit in sentence.machines if hit.end <= counted.amount.start]
        gaps = (sentence.covered[hit.end : counted.amount.start] for hit in before)
        return any(re.fullmatch(r"[^\W\d]{0,2}\.?\s*[,:=(]?\s*", gap) for gap in gaps)
    if counted.noun.kind != "none":
        return False
    gaps = (sentence.covered[hit.end : counted.amount.start] for hit in sentence.machines)
    return wanted.machines or any(re.fullmatch(r"[^\W\d]{0,2}\s*[:=]\s*", gap) for gap in gaps)


def _in_stock(counted: Counted, sentence: Sentence) -> bool:
    """Whether words such as "auf Lager" stand by a number that counts nothing, with no other number between."""
    if any(0 <= counted.amount.start - hit.end < 4 for hit in sentence.places("amount") + sentence.places("now")):
        return True
    named = any(other.noun.kind in ("goods", "product", "pack") for other in sentence.counted)
    for hit in sentence.places("stock"):
        first, last = sorted(((hit.start, hit.end), (counted.amount.start, counted.amount.end)))
        if not named or not re.search(r"\d", sentence.covered[first[1] : last[0]]):
            return True
    return False


def _like_postcode(sentence: Sentence, counted: Counted) -> bool:
    """Whether four or five bare digits stand before a word that begins with a capital, as in "52062 Aachen"."""
    amount = counted.amount
    return bool(
        re.fullmatch(r"\d{4,5}", sentence.text[amount.start : amount.end])
        and re.match(r"[ ,-]+[A-ZÄÖÜÉ]", sentence.text[amount.end :])
    )


def _product(counted: Counted, sentence: Sentence) -> str:
    """The product that a number is about: the one it counts, else the sentence's only one."""
    if counted.noun.kind == "product":
        return counted.noun.code.rstrip("?")
    return sentence.products[0].rstrip("?") if len(set(sentence.products)) == 1 else ""


_UNITS_OF = {"gloves": "pair"}


def counted_in(product: str) -> str:
    """The unit that a product is counted in, "" for no product: texts say the same of all that share it."""
    return _UNITS_OF.get(product) or attribute("product", "unit").get(product, "")


def _base(counted_as: str, times: float, product: str) -> tuple[str, float]:
    """The unit to state a quantity in and what to multiply by: gloves are counted in pairs, liquids in litres."""
    unit, factor = GOODS.get(counted_as, ("", 1.0))
    base = counted_in(product)
    if base == "pair" and (unit == "piece" or counted_as in ("product", "each")):
        return "pair", times * 0.5
    if unit == "pair" and base == "piece":
        return "piece", times
    if unit:
        return unit, factor * times
    if counted_as in ("pack", "bottle"):
        return "pack", times
    return (base if base and base != "as_stated" else "piece"), times


def _quantity(
    low: float | None,
    high: float | None,
    factor: float,
    unit: str,
    period: str,
    sentence: Sentence,
    quote: str,
    every: Period | None = None,
) -> Quantity:
    """A rate where there is a period, else a stock; figures times `factor`, divided by `every` so many periods."""
    low, high = (
        None if bound is None else round(bound * factor / (every.every if every else 1), 6) for bound in (low, high)
    )
    if not period:
        return Quantity("stock", low, high, unit, quote=quote)
    weekly = [per_week(bound, period, 1.0, sentence.working) for bound in (low, high)]
    week_low, week_high = (None if bound is None else round(bound, 6) for bound in weekly)
    return Quantity("rate", low, high, unit, period, week_low, week_high, quote)
