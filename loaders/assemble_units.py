"""Units and periods that stand beside a quantity: in columns of their own, or in the product's name.

A column of units or periods belongs to the quantities right before it, else to those right behind it, else to all.
Leaves out what a quantity's own words say (loaders.assemble_quantities).
"""

import re
from functools import cache, partial

import pandas as pd

from capacity import vocabulary
from capacity.quantities import counted_in, decimal_mark, read_number, read_quantities
from capacity.vocabulary.words import read_words
from loaders.columns import Mapped
from loaders.interpret import Content, each_distinct

NUMERAL = re.compile(r"^[-+]?\d[\d.,' \u00a0\u202f]*$")
BRACKETED = re.compile(r"\(\s*([^\W\d]{1,12}\.?)\s*\)\s*$")
CONTENT = re.compile(r"\d[\d.,]*(?:\s*(?!er\b)[^\W\d]+)?")
AMOUNTS_OF = {
    "unit": ("per_week_high", "per_week_low", "stock", "quantity", "time_per_piece"),
    "period": ("per_week_high", "per_week_low", "quantity"),
}
BETWEEN = ("unit", "period", "stock", "per_week_high", "per_week_low", "quantity", "time_per_piece")


def beside(content: Content, each: Mapped, role: str) -> list[Mapped]:
    """The unit or period columns (`role`) that belong to a quantity column."""
    if each.role not in AMOUNTS_OF[role]:
        return []
    return [other for other in content.of(role) if each.at in _owners(content, other)]


def _owners(content: Content, other: Mapped) -> set[int]:
    """Where the quantity columns are to which a unit or period column belongs."""
    wanted = {each.at for each in content.of(*AMOUNTS_OF[other.role])}
    passed = {each.at for each in content.of(*BETWEEN)} - {each.at for each in content.of(other.role)}
    for step in (-1, 1):
        owners, at = set(), other.at + step
        while at in passed:
            owners |= {at} & wanted
            at += step
        if owners:
            return owners
    return wanted


def with_unit_and_period(content: Content, each: Mapped) -> pd.Series:
    """The cells with the unit and period columns behind them: "3000", "szt." and "Tag" are "3000 szt. / Tag"."""
    texts = content.columns[each.at]
    if content.of("unit", "period", "product"):
        texts = each_distinct(texts, partial(_plain_number, decimal=decimal_mark(filter(None, texts.unique()))))
    if not beside(content, each, "unit"):
        texts = _with_unit_of_product(content, texts)
    for role, between in (("unit", " "), ("period", " / ")):
        for other in (content.columns[neighbour.at] for neighbour in beside(content, each, role)):
            both = texts.notna() & other.notna()
            packed = other.str.match(r"\d", na=False)
            texts = texts.where(~both, texts + between + other.where(~packed, "x " + other))
    return _with_content_of_packs(content, texts)


def _plain_number(text: str, decimal: str) -> str:
    """A number in digits alone, so that words may stand behind it: "2'000" → "2000"."""
    number = read_number(text, decimal) if NUMERAL.match(text) else None
    return text if number is None or text.lstrip("-").isdigit() else f"{number:.15g}"


def _with_unit_of_product(content: Content, texts: pd.Series) -> pd.Series:
    """The unit that a product's name carries along: 12000 of "Schutzhandschuhe (Paar)" are pairs."""
    for each in content.of("product"):
        units = each_distinct(content.columns[each.at], _unit_in_brackets)
        both = texts.notna() & units.notna()
        texts = texts.where(~both, texts + " " + units) if both.any() else texts
    return texts


def _with_content_of_packs(content: Content, texts: pd.Series) -> pd.Series:
    """What is in one pack, where the product's name says it: 200 bottles of "Hand gel 500ml" are 100 litres."""
    packs = each_distinct(texts, _counts_packs).eq(True)
    for each in content.of("product") if packs.any() else ():
        contents = each_distinct(content.columns[each.at], _content_of_pack)
        rows = texts.index[packs & contents.notna()]
        full = [_filled(text, content) for text, content in zip(texts[rows], contents[rows], strict=True)]
        texts = texts.where(~texts.index.isin(rows), pd.Series(full, index=rows, dtype=object).reindex(texts.index))
    return texts


@cache
def _filled(text: str, content: str) -> str:
    """ "300 Boxen ab Lager" with 100 in each: "300 Boxen (100) ab Lager"."""
    packs = next(each.quote for each in read_quantities(text) if each.unit == "pack")
    return text.replace(packs, f"{packs} ({content})", 1)


def _counts_packs(text: str) -> bool:
    return not NUMERAL.match(text) and any(each.unit == "pack" for each in read_quantities(text))


def _content_of_pack(product: str) -> str | None:
    found = [CONTENT.search(each.quote) for each in read_quantities(product)]
    return next((content[0] for content in found if content), None)


def _unit_in_brackets(product: str) -> str | None:
    """The unit that brackets name; none where they hold a colour or a size, "(M)" being no million, "(L)" no litre."""
    found = BRACKETED.search(product)
    counted = read_quantities(f"1 {found[1]}") if found else []
    if not found or not counted or counted[0].low != 1 or not counted[0].quote.endswith(found[1].rstrip(".")):
        return None
    unit = counted[0].unit
    known = {counted_in(code) for code in read_words(product).products} - {"as_stated"}
    if len(found[1]) == 1 and known and unit not in known:
        return None
    return found[1] if unit in vocabulary.codes("unit") else None
