"""Whether a quantity can be meant: "excluded" with the reason for what cannot, "plausible" for the rest.

Reason codes have texts in data/reference/texts/plausibility.csv. Leaves out "confirmed": only people confirm.
Duplicates and stale offers are found where offers are compared.
"""

import math
import re

from capacity.vocabulary.words_matcher import fold, grammar

MOST_PER_WEEK = {"ventilator": 100_000.0, "ventilator_part": 10_000_000.0, "thermometer": 10_000_000.0}
MOST_PIECES_PER_WEEK = 500_000_000.0
MOST_MACHINES = 20_000.0
SHORTEST_MINUTES, LONGEST_MINUTES = 1 / 600, 20_160.0
_TEST = re.compile(
    rf"(?:{grammar('test_entry_start')}\s+)?{grammar('test_entry')}"
    rf"(?:[\s_.-]*(?:{grammar('test_entry')}|{grammar('test_entry_end')}|\d{{1,3}}))*"
    r"|tests?\w{0,3}@.+|.+@(?:test|asdf)\.\w+"
)
_SERIES = "0123456789012345678901234567890"


def judge(
    product: str,
    kind: str,
    per_week_low: float | None,
    per_week_high: float | None,
    stock: float | None = None,
    quote: str = "",
) -> tuple[str, str]:
    """Plausibility and reason code of one capability: ("plausible", "") or ("excluded", why).

    product: product code; kind: a quantity's kind; per_week_low, per_week_high: its rate in the product's base unit;
    stock: the number on hand, or of machines, or the minutes a piece takes; quote: the words it rests on.
    """
    if is_test_entry(quote):
        return "excluded", "test_entry"
    figures = [figure for figure in (per_week_low, per_week_high, stock) if figure is not None]
    for reason, wrong in _CHECKS:
        if any(wrong(figure) for figure in figures):
            return "excluded", reason
    if _too_many(product, kind, figures):
        return "excluded", "too_many"
    if per_week_low is not None and per_week_high is not None and per_week_low > per_week_high:
        return "excluded", "bounds_reversed"
    return "plausible", ""


def _is_typed(figure: float) -> bool:
    """Whether a figure was typed to see what happens: nines or ones all along, keys in a row."""
    if figure < 99_999 or figure != int(figure):
        return False
    digits = str(int(figure))
    return (bool(re.fullmatch(r"(\d)\1{4,}|19{5,}8?|9{5,}8?", digits)) and digits[0] != "0") or (
        len(digits) > 5 and digits in _SERIES
    )


_CHECKS = (
    ("not_a_number", lambda figure: not math.isfinite(figure)),
    ("negative", lambda figure: figure < 0),
    ("typed_at_random", _is_typed),
)


def _too_many(product: str, kind: str, figures: list[float]) -> bool:
    """Whether a figure is beyond what anyone in the world makes, holds or runs."""
    if not figures:
        return False
    if kind == "machines":
        return max(figures) > MOST_MACHINES
    if kind == "time per piece":
        return min(figures) < SHORTEST_MINUTES or max(figures) > LONGEST_MINUTES
    return max(figures) > MOST_PER_WEEK.get(product, MOST_PIECES_PER_WEEK)


def is_test_entry(text: str) -> bool:
    """Whether a text is someone trying out the form: "test1", "asdf", "Max Mustermann"."""
    return bool(_TEST.fullmatch(fold(text).strip(" .!?-*\"'")))
