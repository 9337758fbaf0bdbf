"""Capability lines: one product (or none) per line; matrix columns are unpivoted, each row's processes join its lines.

Leaves out reading single texts (loaders.assemble_structure) and how much (loaders.assemble_amounts).
"""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from capacity import values
from loaders.assemble_quantities import quantity_columns
from loaders.assemble_structure import Structure
from loaders.columns import Mapped
from loaders.interpret import Content, each_distinct

MATRIX, LISTED = 0, 1
FEWEST_FLAGS = 3
_FLAG = re.compile(r"\s*[01](?:[.,]0+)?\s*")


def capability_lines(content: Content, structures: list[Structure], which: np.ndarray) -> pd.DataFrame:
    """The lines of a table without quantities, sorted by `row`, the place of the record.

    product, quote, amount (the words that may say how much), order (MATRIX or LISTED), column (place of a matrix
    column), process and material (codes joined by ";"), machines.
    """
    matrix = _matrix_lines(content)
    structures, which = _without_second_counts(content, structures, which)
    lines = pd.concat([matrix, _listed_lines(structures, which, set(matrix["row"]))], ignore_index=True)
    lines = _with_bare_rows(content, lines, structures, which)
    lines = lines.sort_values(["row", "order"], kind="stable", ignore_index=True)
    return _with_how(content, lines, structures, which)


def _without_second_counts(
    content: Content, structures: list[Structure], which: np.ndarray
) -> tuple[list[Structure], np.ndarray]:
    """The structures without machines counted in prose where the row has a column of its own that counts them."""
    counted = np.zeros(len(which), dtype=bool)
    for each in content.of("machines"):
        counted |= each_distinct(content.columns[each.at], _is_count).eq(True).to_numpy()
    plain = [replace(each, machines=None, machine_lines=()) for each in structures]
    return [*structures, *plain], np.where(counted, which + len(structures), which)


def _is_count(text: str) -> bool:
    return text.strip().isdecimal()


def _matrix_lines(content: Content) -> pd.DataFrame:
    """A line for every filled cell of a product column; "nein" and 0 offer nothing."""
    found = []
    goods = [each for each in content.mapped if each.entry and each.entry.field == "product"]
    flags = _are_flags(content, goods)
    for each in goods:
        column = content.columns[each.at]
        offered = column.notna() & ~each_distinct(column, _offers_nothing).eq(True)
        rows = np.flatnonzero(offered.to_numpy())
        product = each.entry.codes[0] if each.entry else ""
        texts = column.iloc[rows].reset_index(drop=True)
        quotes = each_distinct(texts, lambda text, heading=each.heading: f"{heading}: {text}")  # type: ignore[misc]
        amounts = texts.where(~(flags | each_distinct(texts, _is_mark).eq(True)), None)
        found.append(_lines(rows, product, quotes, amounts, MATRIX, each.at))
    return pd.concat(found, ignore_index=True) if found else _lines([], "", [], [], MATRIX, -1)


def _are_flags(content: Content, goods: list[Mapped]) -> bool:
    """Nothing but 0 and 1 below several goods, as surveys are exported: what is offered, not one piece each."""
    named = [each for each in goods if each.entry and not each.entry.amount and not each.period]
    cells = [content.columns[each.at].dropna() for each in named]
    if not len(named) == len(goods) > 1 or not all(_FLAG.fullmatch(text) for one in cells for text in one.unique()):
        return False
    return sum(int((column.str.strip("0., ") == "1").sum()) for column in cells) >= FEWEST_FLAGS


def _lines(rows: object, product: object, quote: object, amount: object, order: int, column: int) -> pd.DataFrame:
    frame = pd.DataFrame({"row": np.asarray(rows, dtype=int)})
    texts = {"product": product, "quote": quote, "amount": amount}
    columns = {code: pd.Series(text, index=frame.index, dtype=object) for code, text in texts.items()}
    return frame.assign(**columns, order=order, column=column, process=None, machines=np.nan)


def _offers_nothing(text: str) -> bool:
    return values.read_yes_no(text) == "no" or text.strip("0.,") == ""


def _is_mark(text: str) -> bool:
    return values.read_yes_no(text) == "yes" and text != "1"


def _listed_lines(structures: list[Structure], which: np.ndarray, in_matrix: set[int]) -> pd.DataFrame:
    """The lines that product columns, prose or titles name; beside a matrix only a product column's, machines."""
    counts = np.array([len(each.lines) + len(each.machine_lines) for each in structures], dtype=int)
    rows = np.repeat(np.arange(len(which)), counts[which])
    flat: list[tuple] = []
    for each in structures:
        flat += [(line.product, line.words, line.amount, None, np.nan) for line in each.lines]
        flat += [(None, None, "", process, machines) for process, machines in each.machine_lines]
    starts = np.concatenate([[0], np.cumsum(counts)])[:-1]
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts[which]) - counts[which], counts[which])
    picked = starts[which][rows] + within
    columns = list(zip(*flat, strict=True)) if flat else [()] * 5
    taken = [np.array(column, dtype=object)[picked] for column in columns]
    frame = _lines(rows, taken[0], taken[1], taken[2], LISTED, -1)
    frame["process"], frame["machines"] = taken[3], taken[4].astype(float)
    dedicated = np.array([each.dedicated for each in structures], dtype=bool)[which][rows]
    return frame[dedicated | frame["machines"].notna() | ~frame["row"].isin(in_matrix)]


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
    """Processes and materials of the row on each of its lines; machines on the first."""
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
