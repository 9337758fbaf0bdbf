"""The capabilities of a table: its lines with quantities, standards and whether each quantity counts.

Leaves out which lines there are (loaders.assemble_lines) and how much each offers (loaders.assemble_amounts).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from capacity import plausibility, values, vocabulary
from capacity.schema import CAPABILITY_FIELDS
from loaders.assemble_amounts import with_amounts
from loaders.assemble_lines import capability_lines
from loaders.assemble_quantities import AMOUNTS
from loaders.assemble_sides import product_blocks
from loaders.assemble_structure import PLACES, Structure, read_structures
from loaders.interpret import Content, distinct_rows, each_distinct, read_code
from loaders.issues import Issues
from loaders.joining import join

LONGEST_QUOTE = 80
ABOUT = {"test_entry": "organisation", "future_date": "received_at"}


class Lines(NamedTuple):
    """The capabilities of one block of product and quantity columns, not yet judged, and the issues with them."""

    frame: pd.DataFrame
    issues: Issues


def read_lines(content: Content) -> list[Lines]:
    """What the rows of a table offer and how much, block by block; changes nothing but what it returns."""
    return [_of_block(block) for block in product_blocks(content)]


def judged(content: Content, read: list[Lines], doubts: pd.Series, issues: Issues) -> pd.DataFrame:
    """The capabilities of a table: `row` is the place of the record, then every capability field; sorted by row.

    `doubts` holds, for rows whose quantities cannot count, the reason: "test_entry" or "future_date".
    """
    found: list[pd.DataFrame] = []
    for block, each in zip(product_blocks(content), read, strict=True):
        issues.rows += each.issues.rows
        lines = _judged(block, each.frame, doubts, issues)
        if found:
            named = block.columns[block.of("product")[0].at].notna().to_numpy()
            lines = lines[named[lines["row"].to_numpy(dtype=int)]]
        found.append(lines)
    if len(found) == 1:
        return found[0]
    return pd.concat(found).sort_values("row", kind="stable", ignore_index=True)


def _of_block(content: Content) -> Lines:
    issues = Issues()
    structures, which = read_structures(content)
    _report_unread(content, structures, which, issues)
    lines = capability_lines(content, structures, which)
    lines = with_amounts(content, lines, _prose(content), issues)
    return Lines(_with_norms(content, lines), issues)


def _prose(content: Content) -> pd.Series:
    """Each row's description and remarks."""
    texts = [content.columns[each.at] for role in ("quote", "remarks") for each in content.of(role)]
    return join(texts, " ; ") if texts else pd.Series(None, index=range(len(content.rows)), dtype=object)


def _with_norms(content: Content, lines: pd.DataFrame) -> pd.DataFrame:
    """Standards and conformity of the row on each of its lines."""
    rows = lines["row"].to_numpy(dtype=int)
    texts = [content.columns[each.at] for each in content.of("standard", "conformity", "product", "quote")]
    named = [each_distinct(text, lambda words: "; ".join(values.read_standards(words)) or None) for text in texts]
    claims = [content.columns[each.at] for each in content.of("conformity")]
    states = [each_distinct(claim, content.reader("conformity", _read_conformity)) for claim in claims]
    missing = pd.Series(None, index=range(len(content.rows)), dtype=object)
    standard, state = join(named) if named else missing, states[0] if states else missing
    return lines.assign(
        standard=standard.iloc[rows].to_numpy(),
        conformity=state.where(state.notna(), "not_stated").iloc[rows].to_numpy(),
    )


def _read_conformity(words: str) -> str | None:
    return read_code("conformity", words) or values.read_conformity(words) or None


def _judged(content: Content, lines: pd.DataFrame, doubts: pd.Series, issues: Issues) -> pd.DataFrame:
    """Units, and whether each quantity counts; one that does not becomes an issue with its reason."""
    units = vocabulary.attribute("product", "unit")
    has_amount = lines[AMOUNTS[:3]].notna().any(axis=1)
    lines["unit"] = (
        lines["product"]
        .map(units)
        .where(lines["product"].notna(), pd.Series("as_stated", index=lines.index).where(has_amount, None))
    )
    doubt = doubts.iloc[lines["row"].to_numpy(dtype=int)].to_numpy()
    asked = [
        lines["product"],
        *(lines[code] for code in AMOUNTS[:3]),
        pd.Series(doubt, index=lines.index, dtype=object),
    ]
    which, firsts = distinct_rows(asked)
    verdicts = [_verdict(*key) for key in zip(*(column.iloc[firsts] for column in asked), strict=True)]
    judged = np.array(verdicts, dtype=object).reshape(-1, 3)[which]
    lines["plausibility"], lines["plausibility_reason"] = judged[:, 0], judged[:, 1]
    _report_excluded(content, lines.assign(field=judged[:, 2]), issues)
    return lines[["row", *CAPABILITY_FIELDS]]


def _report_excluded(content: Content, lines: pd.DataFrame, issues: Issues) -> None:
    """An issue for each quantity that does not count, on the field that holds it."""
    out = lines[lines["plausibility"] == "excluded"]
    rows = content.rows[out["row"].to_numpy(dtype=int)]
    for row, quote, reason, field in zip(rows, out["quote"], out["plausibility_reason"], out["field"], strict=True):
        words = quote if isinstance(quote, str) else ""
        issues.add("quantity_excluded", content.table.sheet, int(row), field=field, read=_short(words), done=reason)


def _short(words: str) -> str:
    """The beginning of long words, for an issue; the whole stays with the capability."""
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rpartition(" ")[0] + " …"


def _verdict(product: str, stock: float, low: float, high: float, doubt: str) -> tuple[str, str | None, str]:
    """Plausibility, its reason, and the field that a reason is about."""
    if isinstance(doubt, str) and doubt:
        return "excluded", doubt, ABOUT[doubt]
    code = product if isinstance(product, str) else ""
    stock_, low_, high_ = (None if number != number else number for number in (stock, low, high))
    kind = "rate" if stock_ is None and high_ is not None else "stock"
    verdict, reason = plausibility.judge(code, kind, low_, high_, stock_)
    for field, figure in (("per_week_high", high_), ("per_week_low", low_), ("stock", stock_)):
        alone = ("rate", None, figure, None) if field != "stock" else ("stock", None, None, figure)
        if figure is not None and plausibility.judge(code, *alone)[1] == reason:
            return verdict, reason or None, field
    return verdict, reason or None, "per_week_low"


def _report_unread(content: Content, structures: list[Structure], which: np.ndarray, issues: Issues) -> None:
    """Cells of product, process and material columns whose words nobody knows."""
    where = {kind: PLACES[kind] for kind in ("product", "process", "material")}
    for each in content.of(*(role for roles in where.values() for role in roles)):
        kind = next(kind for kind, roles in where.items() if each.role in roles)
        unread = {text for structure in structures for told, text in structure.unread if told == kind}
        column = content.columns[each.at]
        lost = column.isin(unread).to_numpy()
        code = "product_unknown" if kind == "product" else "words_unknown"
        issues.add_rows(
            code,
            content.table.sheet,
            content.rows[lost],
            content.column_number(each),
            column[lost],
            field=each.field or "",
        )
