"""Capability lines: one product (or none) per line, matrix columns unpivoted, quantities put to the product they belong to.

Leaves out reading single texts (loaders.assemble_structure) and quantities (loaders.assemble_quantities).
"""

import numpy as np
import pandas as pd

from capacity import plausibility, values, vocabulary
from capacity.schema import CAPABILITY_FIELDS
from loaders.assemble_quantities import (
    AMOUNTS,
    Reading,
    how_to_read,
    quantity_columns,
    read_amounts,
    with_unit_and_period,
)
from loaders.assemble_structure import Structure, read_structures
from loaders.columns import Mapped
from loaders.interpret import Content, each_distinct, join, read_code
from loaders.issues import Issues

MATRIX, LISTED = 0, 1
FROM_TEXT = Reading("", "", "quantity")


def read_capabilities(content: Content, tested: pd.Series, issues: Issues) -> pd.DataFrame:
    """The capabilities of a table: `row` is the place of the record, then every capability field; sorted by row.

    `tested` holds, for rows that somebody typed to try things out, the words that show it.
    """
    structures, which = read_structures(content)
    _report_unread(content, structures, which, issues)
    matrix = _matrix_lines(content)
    lines = pd.concat([matrix, _listed_lines(structures, which, set(matrix["row"]))], ignore_index=True)
    lines = _with_bare_rows(content, lines, structures, which)
    lines = lines.sort_values(["row", "order"], kind="stable", ignore_index=True)
    lines = _with_how(content, lines, structures, which)
    lines = _with_amounts(content, lines, structures, which, issues)
    return _judged(content, _with_norms(content, lines), tested, issues)


def _matrix_lines(content: Content) -> pd.DataFrame:
    """A line for every filled cell of a product column; "nein" and 0 offer nothing."""
    found = []
    for each in (each for each in content.mapped if each.entry and each.entry.field == "product"):
        column = content.columns[each.at]
        offered = column.notna() & ~each_distinct(column, _offers_nothing).eq(True)
        rows = np.flatnonzero(offered.to_numpy())
        product = each.entry.codes[0] if each.entry else ""
        texts = column.iloc[rows].reset_index(drop=True)
        quotes = each_distinct(texts, lambda text, heading=each.heading: f"{heading}: {text}")  # type: ignore[misc]
        amounts = texts.where(~each_distinct(texts, _is_mark).eq(True), None)
        found.append(_lines(rows, product, quotes, amounts, MATRIX, each.at))
    return pd.concat(found, ignore_index=True) if found else _lines([], "", [], [], MATRIX, -1)


def _lines(rows: object, product: object, quote: object, amount: object, order: int, column: int) -> pd.DataFrame:
    frame = pd.DataFrame({"row": np.asarray(rows, dtype=int)})
    return frame.assign(
        product=pd.Series(product, index=frame.index, dtype=object), quote=pd.Series(quote, index=frame.index, dtype=object),
        amount=pd.Series(amount, index=frame.index, dtype=object), order=order, column=column, process=None, machines=np.nan,
    )  # fmt: skip


def _offers_nothing(text: str) -> bool:
    return values.read_yes_no(text) == "no" or text.strip("0.,") == ""


def _is_mark(text: str) -> bool:
    return values.read_yes_no(text) == "yes" and text != "1"


def _listed_lines(structures: list[Structure], which: np.ndarray, in_matrix: set[int]) -> pd.DataFrame:
    """The lines that product columns, prose or titles name; beside matrix columns only what a product column names."""
    counts = np.array([len(each.lines) + len(each.machine_lines) for each in structures], dtype=int)
    told = [(line.product, line.words, line.amount, None, np.nan) for each in structures for line in each.lines]
    rows = np.repeat(np.arange(len(which)), counts[which])
    flat: list[tuple] = []
    for each in structures:
        flat += [(line.product, line.words, line.amount, None, np.nan) for line in each.lines]
        flat += [(None, None, "", process, machines) for process, machines in each.machine_lines]
    del told
    starts = np.concatenate([[0], np.cumsum(counts)])[:-1]
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts[which]) - counts[which], counts[which])
    picked = starts[which][rows] + within
    columns = list(zip(*flat, strict=True)) if flat else [()] * 5
    taken = [np.array(column, dtype=object)[picked] for column in columns]
    frame = _lines(rows, taken[0], taken[1], taken[2], LISTED, -1)
    frame["process"], frame["machines"] = taken[3], taken[4].astype(float)
    dedicated = np.array([each.dedicated for each in structures], dtype=bool)[which][rows]
    return frame[dedicated | ~frame["row"].isin(in_matrix)]


def _with_bare_rows(
    content: Content, lines: pd.DataFrame, structures: list[Structure], which: np.ndarray
) -> pd.DataFrame:
    """A line without product for rows that say how or how much but not what."""
    says = np.array([bool(each.processes or each.materials or each.machines) for each in structures], dtype=bool)[which]
    for each in (*quantity_columns(content), *content.of("standard", "conformity")):
        says |= content.columns[each.at].notna().to_numpy()
    for each in content.mapped:
        says |= bool(each.entry and each.entry.field != "product") & content.columns[each.at].notna().to_numpy()
    has_line = np.zeros(len(says), dtype=bool)
    has_line[lines["row"].to_numpy(dtype=int)] = True
    bare = np.flatnonzero(says & ~has_line)
    return pd.concat([lines, _lines(bare, None, None, None, LISTED, -1)], ignore_index=True)


def _with_how(content: Content, lines: pd.DataFrame, structures: list[Structure], which: np.ndarray) -> pd.DataFrame:
    """Processes, materials and machines of the row on each of its lines; machines only where there is one line to have them."""
    rows = lines["row"].to_numpy(dtype=int)
    process = pd.Series([each.processes for each in structures], dtype=object).iloc[which].reset_index(drop=True)
    material = pd.Series([each.materials for each in structures], dtype=object).iloc[which].reset_index(drop=True)
    for each in (each for each in content.mapped if each.entry and each.entry.field != "product"):
        process, material = _marked(content, each, process, material)
    lines["process"] = lines["process"].where(lines["process"].notna(), process.iloc[rows].map(";".join).to_numpy())
    lines["material"] = material.iloc[rows].map(";".join).to_numpy()
    machines = np.array([np.nan if each.machines is None else each.machines for each in structures], dtype=float)[
        which
    ][rows]
    first = ~lines["row"].duplicated().to_numpy()
    lines["machines"] = lines["machines"].where(lines["machines"].notna(), np.where(first, machines, np.nan))
    return lines


def _marked(content: Content, each: Mapped, process: pd.Series, material: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Adds what a process or material column of a matrix marks."""
    column = content.columns[each.at]
    marked = (column.notna() & ~each_distinct(column, _offers_nothing).eq(True)).to_numpy()
    assert each.entry is not None
    added = pd.Series([each.entry.codes if mark else () for mark in marked], dtype=object)
    both = lambda said: pd.Series([tuple(dict.fromkeys(a + b)) for a, b in zip(said, added, strict=True)], dtype=object)  # noqa: E731
    return (both(process), material) if each.entry.field == "process" else (process, both(material))


def _with_amounts(
    content: Content, lines: pd.DataFrame, structures: list[Structure], which: np.ndarray, issues: Issues
) -> pd.DataFrame:
    """Fills AMOUNTS: a matrix cell speaks for its line, quantity columns for the row's first listed line, then the words."""
    amounts = pd.DataFrame(np.nan, index=lines.index, columns=AMOUNTS)
    amounts["machines"] = lines["machines"].astype(float)
    product = lines["product"].where(lines["product"].notna(), "")
    for at in sorted(set(lines.loc[lines["order"] == MATRIX, "column"])):
        each = content.mapped[at]
        part = lines.index[lines["column"] == at]
        reading = how_to_read(content, each, issues)
        _fill(amounts, part, read_amounts(reading, lines.loc[part, "amount"], product[part]))
    listed = lines.index[(lines["order"] == LISTED) & lines["process"].notna() | (lines["order"] == LISTED)]
    first = listed[~lines.loc[listed, "row"].duplicated()]
    for each in quantity_columns(content):
        _from_column(content, each, lines, first, product, amounts, issues)
    unfilled = listed[amounts.loc[listed, AMOUNTS[:3]].isna().all(axis=1)]
    _fill(
        amounts,
        unfilled,
        read_amounts(FROM_TEXT, lines.loc[unfilled, "amount"].where(lines["amount"] != "", None), product[unfilled]),
    )
    _from_prose(lines, first, structures, which, product, amounts)
    _report_shared(content, lines, listed, amounts, issues)
    return lines.assign(**{code: amounts[code] for code in AMOUNTS})


def _fill(amounts: pd.DataFrame, part: pd.Index, found: pd.DataFrame) -> None:
    """Puts what was found where nothing stands yet."""
    if len(part):
        amounts.loc[part] = amounts.loc[part].where(amounts.loc[part].notna(), found)


def _from_column(
    content: Content,
    each: Mapped,
    lines: pd.DataFrame,
    first: pd.Index,
    product: pd.Series,
    amounts: pd.DataFrame,
    issues: Issues,
) -> None:
    """One quantity column: its cells go to the first line of their row and into that line's quote."""
    rows = lines.loc[first, "row"].to_numpy(dtype=int)
    cells = content.columns[each.at].iloc[rows]
    texts = cells if each.role == "machines" else with_unit_and_period(content, content.columns[each.at]).iloc[rows]
    texts = texts.set_axis(first)
    if each.role != "time_per_piece":
        reading = how_to_read(content, each, issues)
        found = read_amounts(reading, texts, product[first])
        if each.role == "per_week_high" and content.of("per_week_low"):
            found["per_week_low"] = np.nan
        _fill(amounts, first, found)
        _report_unreadable(content, each, rows, cells, found, issues)
    quotes = each_distinct(texts, lambda text: f"{each.heading}: {text}")
    lines.loc[first, "quote"] = join([lines.loc[first, "quote"], quotes])


def _report_unreadable(
    content: Content, each: Mapped, rows: np.ndarray, cells: pd.Series, found: pd.DataFrame, issues: Issues
) -> None:
    lost = (cells.notna().to_numpy()) & found.isna().all(axis=1).to_numpy()
    code = "machines_unreadable" if each.role == "machines" else "quantity_unreadable"
    issues.add_rows(
        code,
        content.table.sheet,
        content.rows[rows[lost]],
        content.column_number(each),
        cells[lost],
        field=each.field or "",
    )


def _from_prose(
    lines: pd.DataFrame,
    first: pd.Index,
    structures: list[Structure],
    which: np.ndarray,
    product: pd.Series,
    amounts: pd.DataFrame,
) -> None:
    """A description that names one product and how much of it, where no column says how much."""
    alone = first[~lines.loc[first, "row"].isin(lines.loc[lines["row"].duplicated(), "row"])]
    open_ = alone[amounts.loc[alone, AMOUNTS[:3]].isna().all(axis=1)]
    rows = lines.loc[open_, "row"].to_numpy(dtype=int)
    prose = pd.Series([structures[at].prose or None for at in which[rows]], index=open_, dtype=object)
    found = read_amounts(FROM_TEXT, prose, product[open_])[["per_week_low", "per_week_high"]]
    said = open_[found.notna().any(axis=1)]
    amounts.loc[said, ["per_week_low", "per_week_high"]] = found.loc[said]
    lines.loc[said, "quote"] = join([lines.loc[said, "quote"], prose[said]])


def _report_shared(
    content: Content, lines: pd.DataFrame, listed: pd.Index, amounts: pd.DataFrame, issues: Issues
) -> None:
    """Rows whose several products have one quantity between them."""
    several = lines.loc[listed, "row"].duplicated(keep=False) & lines.loc[listed, "product"].notna()
    filled = amounts.loc[listed, AMOUNTS[:3]].notna().any(axis=1)
    count = (
        pd.DataFrame({"row": lines.loc[listed, "row"], "filled": filled})[several]
        .groupby("row")["filled"]
        .agg(["sum", "size"])
    )
    shared = count.index[(count["sum"] == 1) & (count["size"] > 1)]
    first = lines.loc[listed][lines.loc[listed, "row"].isin(shared) & filled].drop_duplicates("row")
    if content.of("quantity", "stock", "per_week_high", "per_week_low"):
        issues.add_rows(
            "quantity_shared", content.table.sheet, content.rows[first["row"]], None, first["quote"], field="product"
        )


def _with_norms(content: Content, lines: pd.DataFrame) -> pd.DataFrame:
    """Standards and conformity of the row on each of its lines."""
    rows = lines["row"].to_numpy(dtype=int)
    texts = [content.columns[each.at] for each in content.of("standard", "conformity", "product", "quote")]
    named = [each_distinct(text, lambda words: "; ".join(values.read_standards(words)) or None) for text in texts]
    claims = [content.columns[each.at] for each in content.of("conformity")]
    states = [
        each_distinct(claim, lambda words: read_code("conformity", words) or values.read_conformity(words) or None)
        for claim in claims
    ]
    missing = pd.Series(None, index=range(len(content.rows)), dtype=object)
    standard, state = join(named) if named else missing, states[0] if states else missing
    return lines.assign(
        standard=standard.iloc[rows].to_numpy(),
        conformity=state.where(state.notna(), "not_stated").iloc[rows].to_numpy(),
    )


def _judged(content: Content, lines: pd.DataFrame, tested: pd.Series, issues: Issues) -> pd.DataFrame:
    """Units, and whether each quantity counts; one that does not becomes an issue with its reason."""
    units = vocabulary.attribute("product", "unit")
    has_amount = lines[AMOUNTS[:3]].notna().any(axis=1)
    lines["unit"] = lines["product"].map(units).where(lines["product"].notna(), np.where(has_amount, "as_stated", None))
    test = tested.iloc[lines["row"].to_numpy(dtype=int)].to_numpy()
    keys = pd.MultiIndex.from_arrays([lines["product"], *(lines[code] for code in AMOUNTS[:3]), test])
    codes, distinct = pd.factorize(keys)
    verdicts = np.array([_verdict(*key) for key in distinct], dtype=object).reshape(-1, 2)
    judged = verdicts[codes] if len(verdicts) else np.empty((0, 2), dtype=object)
    lines["plausibility"], lines["plausibility_reason"] = judged[:, 0], judged[:, 1]
    out = lines[lines["plausibility"] == "excluded"]
    for row, quote, reason in zip(
        content.rows[out["row"].to_numpy(dtype=int)], out["quote"], out["plausibility_reason"], strict=True
    ):
        issues.add("quantity_excluded", content.table.sheet, int(row), field="stock", read=quote or "", done=reason)
    return lines[["row", *CAPABILITY_FIELDS]]


def _verdict(product: str, stock: float, low: float, high: float, test: str) -> tuple[str, str | None]:
    stock_, low_, high_ = (None if number != number else number for number in (stock, low, high))
    kind = "rate" if stock_ is None and high_ is not None else "stock"
    code, organisation = (text if isinstance(text, str) else "" for text in (product, test))
    verdict, reason = plausibility.judge(code, kind, low_, high_, stock_, organisation=organisation)
    return verdict, reason or None


def _report_unread(content: Content, structures: list[Structure], which: np.ndarray, issues: Issues) -> None:
    """Cells of product, process and material columns whose words nobody knows."""
    where = {
        "product": ("product", "product_quantity"),
        "process": ("process", "machine_models"),
        "material": ("material",),
    }
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
