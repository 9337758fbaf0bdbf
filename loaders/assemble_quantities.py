"""How much: quantity columns, their units and periods, read for the product of each capability line.

A number alone is read by column: what one means is asked once per product and heading. Leaves out which products a
row has (loaders.assemble_structure) and units beside a number (loaders.assemble_units).
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from capacity import vocabulary
from capacity.quantities import Quantity, counted_in, decimal_mark, read_number, read_quantities
from capacity.vocabulary.words import read_words
from capacity.vocabulary.words_matcher import fold as fold_words
from capacity.vocabulary.words_matcher import lexicon
from loaders.assemble_units import NUMERAL, beside
from loaders.columns import BY_HAND, Mapped
from loaders.columns_headings import fold, phrases, read_heading
from loaders.interpret import Content, distinct_rows, each_distinct
from loaders.issues import Issues

AMOUNTS = ["stock", "per_week_low", "per_week_high", "machines"]
PROBE = 1000
MOST_ASKED = 200
NOTHING = (None, None, None, None)
PER_WEEK = "pro Woche"

Amounts = tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True)
class Reading:
    """How the cells of one column are to be understood: the heading with what the title adds, the decimal mark.

    `named_only`: count a quantity only where its own words name the product; `only`: the row has no other product.
    """

    heading: str
    decimal: str
    role: str
    named_only: bool = False
    only: bool = False


def quantity_columns(content: Content) -> list[Mapped]:
    """The columns that say how much, the best filled of each role first, time per piece last."""
    wanted = ("per_week_high", "per_week_low", "stock", "quantity", "machines", "time_per_piece")
    columns = content.of(*wanted)
    return sorted(columns, key=lambda each: (wanted.index(each.role), -int(content.columns[each.at].notna().sum())))


def how_to_read(content: Content, each: Mapped, issues: Issues) -> Reading:
    """The reading of one column. A capacity without any period is taken per week, and an issue says so."""
    column = content.columns[each.at]
    decimal = decimal_mark([text for text in column.unique() if text])
    heading = each.heading
    periods = each.period or _periods_beside(content, each)
    if not periods and each.role in ("per_week_high", "per_week_low", "quantity") and content.context.period:
        heading, periods = f"{heading} ({content.context.period})", True
    weekly = each.role in ("per_week_high", "per_week_low")
    if weekly and not periods and (stated := _period_of_others(column, heading)):
        return Reading(f"{heading} / {stated}", decimal, each.role)
    assumed = weekly and not periods and not _tells_period(column)
    told = each.confidence == BY_HAND or _is_ours(heading)
    if assumed and column.notna().any() and each.role == "per_week_high" and not told:
        issues.add(
            "period_missing",
            content.table.sheet,
            None,
            content.column_number(each),
            field=each.field or "",
            read=heading,
        )
    return Reading(f"{heading} {PER_WEEK}" if assumed else heading, decimal, each.role)


def _periods_beside(content: Content, each: Mapped) -> bool:
    """Whether columns of periods say per what time for every filled cell of a quantity column."""
    columns = [content.columns[other.at] for other in beside(content, each, "period")]
    filled = content.columns[each.at].notna()
    return bool(columns) and not (filled & pd.concat(columns, axis=1).isna().all(axis=1)).any()


def _is_ours(heading: str) -> bool:
    return read_heading(heading).period or "per_week" in heading


def _tells_period(column: pd.Series) -> bool:
    """Most cells say themselves per what time."""
    texts = [text for text in column.unique() if text][:50]
    told = sum(1 for text in texts if not NUMERAL.match(text))
    return bool(texts) and told > 0.5 * len(texts)


def _period_of_others(column: pd.Series, heading: str) -> str:
    """The period that a column's worded cells agree on, which its bare numbers then share; "" where they do not."""
    texts = [text for text in column.unique() if text]
    worded = [text for text in texts if not NUMERAL.match(text)][:MOST_ASKED]
    periods = Counter(each.period for text in worded for each in read_quantities(text) if each.kind == "rate")
    period, count = periods.most_common(1)[0] if periods else ("", 0)
    agreed = count >= 0.8 * periods.total() and count >= max(2, 0.3 * min(len(texts), MOST_ASKED))
    return period if agreed else ""


def read_amounts(reading: Reading, texts: pd.Series, products: pd.Series) -> pd.DataFrame:
    """AMOUNTS for each text in the light of its product; missing values where the text says nothing of the kind."""
    named = each_distinct(texts, _names_product).eq(True)
    asked_of = products.where(named, each_distinct(products, _alike))
    which, firsts = distinct_rows([texts, asked_of])
    asked = zip(texts.iloc[firsts], asked_of.iloc[firsts], strict=True)
    found = np.array([_amounts(reading, text, product) for text, product in asked], dtype=float)
    return pd.DataFrame(found.reshape(-1, len(AMOUNTS))[which], columns=AMOUNTS, index=texts.index)


@cache
def _alike(product: str) -> str:
    """The first product that is counted in the same unit: what names no product says the same of both."""
    return next((code for code in vocabulary.codes("product") if counted_in(code) == counted_in(product)), "")


def _names_product(text: str) -> bool:
    return bool(lexicon("product").hits(fold_words(text)))


def _amounts(reading: Reading, text: object, product: str) -> Amounts:
    if not isinstance(text, str):
        return NOTHING
    if NUMERAL.match(text) and not reading.named_only:
        number = read_number(text, reading.decimal)
        return _scaled(reading, product, number) if number is not None else NOTHING
    stated = read_quantities(text, product=product, heading=reading.heading, decimal=reading.decimal)
    found = _merged([_sorted_in(each, reading.role) for each in stated if _is_for(each, product, reading)])
    beside = not reading.heading and found[1:3] != (None, None) and not says_stock(text)
    return (None, *found[1:]) if beside else found


def says_stock(text: str) -> bool:
    """Whether the words speak of goods on hand: "auf Lager", "Bestand", "in stock"."""
    return any("stock" in phrases().get(word, ()) for word in fold(text).split())


def _is_for(quantity: Quantity, product: str, reading: Reading) -> bool:
    """Whether a quantity counts for a product: "500 Visiere und 800 Haken" says itself which number is whose."""
    named = _products_named(quantity.quote)[:1]
    if reading.named_only:
        return named == (product,)
    return not named or not product or product in named or reading.only


@lru_cache(maxsize=8192)
def _products_named(quote: str) -> tuple[str, ...]:
    return read_words(quote).products if _names_product(quote) else ()


def _merged(found: list[Amounts]) -> Amounts:
    """The first statement of each kind of amount."""
    if not found:
        return NOTHING
    rate = next((each[1:3] for each in found if each[1:3] != (None, None)), (None, None))
    stock, machines = (next((each[at] for each in found if each[at] is not None), None) for at in (0, 3))
    return (stock, *rate, machines)


def _scaled(reading: Reading, product: str, number: float) -> Amounts:
    scales = _scales(reading, product)
    return tuple(None if each is None else each * number for each in scales)  # type: ignore[return-value]


@cache
def _scales(reading: Reading, product: str) -> Amounts:
    """What one unit under this heading amounts to, asked with a number that can be nothing but a quantity."""
    if reading.role == "machines":
        return (None, None, None, 1.0)
    asked = read_quantities(str(PROBE), product=product, heading=reading.heading)
    probed = _merged([_sorted_in(each, reading.role) for each in asked])
    if probed == NOTHING:
        weekly = reading.role in ("per_week_high", "per_week_low")
        return _only(reading.role, (None, 1.0, 1.0, None)) if weekly else (1.0, None, None, None)
    return tuple(None if each is None else each / PROBE for each in probed)  # type: ignore[return-value]


def _sorted_in(quantity: Quantity, role: str) -> Amounts:
    """A quantity put where it belongs: stock, the range per week, or machines."""
    amount = quantity.high if quantity.high is not None else quantity.low
    if quantity.kind == "rate":
        return _only(role, (None, quantity.per_week_low, quantity.per_week_high, None))
    if quantity.kind == "machines" or (role == "machines" and quantity.kind == "stock"):
        return (None, None, None, amount)
    if quantity.kind == "stock":
        return (amount, None, None, None)
    return NOTHING


def _only(role: str, amounts: Amounts) -> Amounts:
    """A column headed "at least" gives the lower end of the range only."""
    stock, low, high, machines = amounts
    return (stock, high if high is not None else low, None, machines) if role == "per_week_low" else amounts
