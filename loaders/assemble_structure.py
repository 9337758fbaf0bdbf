"""What the words of a row offer: products, processes, materials and machines, each combination of texts read once.

Dedicated columns win over prose. Leaves out matrix columns (loaders.assemble_lines) and how much
(loaders.assemble_amounts).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from capacity import vocabulary
from capacity.vocabulary.words import Words, read_words
from capacity.vocabulary.words_matcher import fold, lexicon
from loaders.interpret import Codes, Content, as_said, distinct_rows, each_distinct, read_code
from loaders.interpret_context import Context

SEGMENTS = re.compile(r"\s*(?:[;\n|&+]|,(?!\d)|/(?=\s*[^\W\d_]{4})|\b(?:und|and|et|sowie|plus|e|y|en|oraz|i|a)\b)\s*")
DIGIT = re.compile(r"\d")

MachineLines = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Line:
    """One product of a row; `words` are what it rests on, `amount` the part of them that may say how much."""

    product: str
    words: str
    amount: str = ""


@dataclass(frozen=True)
class Structure:
    """What the texts of one row offer. `dedicated`: the products come from a product column, not from prose or a title.

    `machine_lines` are (process, machines) where several processes have machines of their own. `unread` are words of a
    column that should have named something.
    """

    lines: tuple[Line, ...] = ()
    processes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    machines: int | None = None
    machine_lines: MachineLines = ()
    dedicated: bool = False
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Texts:
    """The texts of one row by what they were written for; `prose` is a description, `around` a group heading."""

    product: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    around: str = ""


SAID_PLAINLY = 2
SAID = {"product": "products", "process": "processes", "material": "materials"}
PLACES = {
    "product": ("product", "product_quantity"),
    "process": ("process", "machine_models"),
    "material": ("material",),
    "prose": ("quote",),
}


def read_structures(content: Content) -> tuple[list[Structure], np.ndarray]:
    """The distinct structures of a table and for each row which of them is its own."""
    places = {kind: [each.at for each in content.of(*wanted)] for kind, wanted in PLACES.items()}
    places["remarks"] = [each.at for each in content.of("remarks")]
    used = [at for columns in places.values() for at in columns]
    groups = pd.Series([content.table.groups.get(row, "") for row in content.rows.tolist()], dtype=object)
    columns = {at: content.columns[at] for at in used}
    columns |= {at: each_distinct(columns[at], _saying) for at in places["remarks"]}
    which, firsts = distinct_rows([*columns.values(), groups])
    has_product = bool(places["product"]) or any(
        each.entry and each.entry.field == "product" for each in content.mapped
    )
    context = replace(content.context, products=()) if has_product else content.context
    said = {at: column.to_numpy(dtype=object)[firsts] for at, column in columns.items()}
    texts = [_texts(said, places, at, groups[row]) for at, row in enumerate(firsts)]
    return [as_told(read_structure(each, context), each, content.codes) for each in texts], which


def _saying(text: str) -> str | None:
    """A remark that names something of the vocabulary; rows that differ in others only are read together."""
    named = lexicon("product", "machine", "process", "material").hits(fold(text)) or read_code("product", text)
    return text if named else None


def _texts(columns: dict[int, np.ndarray], places: dict[str, list[int]], row: int, around: str) -> Texts:
    said = {
        kind: tuple(text for at in wanted if isinstance(text := columns[at][row], str))
        for kind, wanted in places.items()
    }
    return Texts(**said, around=around)


def read_structure(texts: Texts, context: Context) -> Structure:
    """Products, processes, materials and machines of one row's texts."""
    lines, unread = _product_lines(texts.product)
    dedicated = bool(lines)
    if [line.product for line in lines] == ["other"]:
        lines = _from_prose(texts.prose) or lines
    lines = lines or _from_prose(texts.prose) or _from_prose(texts.remarks) or _from_around(texts.around, context)
    sources = ((*texts.process, *texts.material), texts.product, texts.prose, texts.remarks)
    unread += tuple(
        (kind, text) for kind in ("process", "material") for text in getattr(texts, kind) if not _says_how(text)
    )
    processes = _first(sources, "processes") or (() if lines else _services(texts.prose))
    return Structure(
        lines, processes, _first(sources, "materials"), *_first_machines(sources, len(lines)), dedicated, unread,
    )  # fmt: skip


def as_told(structure: Structure, texts: Texts, codes: Codes) -> Structure:
    """The structure with what a person said of texts in columns of products, processes and materials."""
    told = {(kind, text) for kind in SAID for text in getattr(texts, kind) if (kind, as_said(text)) in codes}
    if not told:
        return structure
    kinds = {kind for kind, _ in told}
    lines = _told_lines(structure, texts, codes) if "product" in kinds else structure.lines
    return replace(
        structure,
        lines=lines,
        dedicated=structure.dedicated or "product" in kinds,
        processes=_told_codes(texts, "process", codes) if "process" in kinds else structure.processes,
        materials=_told_codes(texts, "material", codes) if "material" in kinds else structure.materials,
        unread=tuple(each for each in structure.unread if each not in told),
    )


def _told_lines(structure: Structure, texts: Texts, codes: Codes) -> tuple[Line, ...]:
    lines: dict[str, Line] = {}
    for text in texts.product:
        own = [line for line in structure.lines if line.words == text]
        given = codes.get(("product", as_said(text)))
        amount = text if DIGIT.search(text) else ""
        for line in own if given is None else [Line(code, text, amount) for code in given]:
            lines.setdefault(line.product, line)
    return tuple(lines.values())


def _told_codes(texts: Texts, kind: str, codes: Codes) -> tuple[str, ...]:
    read = (codes.get((kind, as_said(text)), getattr(_words(text), SAID[kind])) for text in getattr(texts, kind))
    return tuple(dict.fromkeys(code for found in read for code in found))


def _first(sources: Iterable[tuple[str, ...]], kind: str) -> tuple[str, ...]:
    """The codes of the first kind of text that names any: columns of their own before products, prose and remarks."""
    found = [tuple(dict.fromkeys(code for text in texts for code in getattr(_words(text), kind))) for texts in sources]
    named = [codes if place < SAID_PLAINLY else _made(codes) for place, codes in enumerate(found)]
    best = next(filter(None, named), ())
    return next((codes for codes in named if _is_3d_printing(codes)), best) if best == ("additive",) else best


def _is_3d_printing(codes: tuple[str, ...]) -> bool:
    """Processes that say which kind of 3D printing: "3D-Druck" with "4 Ultimaker" in the remarks."""
    group = vocabulary.attribute("process", "group")
    return bool(codes) and all(group[code] == "additive" and code != "additive" for code in codes)


def _made(codes: tuple[str, ...]) -> tuple[str, ...]:
    """What prose says of design, logistics or funding is talk, not a way of making things."""
    return tuple(code for code in codes if vocabulary.attribute("process", "group").get(code) != "service")


def _services(prose: tuple[str, ...]) -> tuple[str, ...]:
    """Who names no goods and describes design or certification offers just that."""
    return tuple(dict.fromkeys(code for text in prose for code in _words(text).processes))


def _first_machines(sources: Iterable[tuple[str, ...]], products: int) -> tuple[int | None, MachineLines]:
    counted = (_machines(texts, products) for texts in sources)
    return next((found for found in counted if found != (None, ())), (None, ()))


@lru_cache(maxsize=100_000)
def _words(text: str) -> Words:
    return read_words(text)


def _says_how(text: str) -> bool:
    words = _words(text)
    coded = read_code("process", text) or read_code("material", text)
    return bool(coded or words.processes or words.materials or words.products or words.machines is not None)


def _product_lines(texts: tuple[str, ...]) -> tuple[tuple[Line, ...], tuple[tuple[str, str], ...]]:
    """A line per product named in product columns; words nobody knows count as "other" and are told."""
    lines: dict[str, Line] = {}
    unread: list[tuple[str, str]] = []
    for text in texts:
        found = products_in(text)
        if not found and not _says_how(text):
            found = (Line("other", text, text if DIGIT.search(text) else ""),)
            unread.append(("product", text))
        for line in found:
            lines.setdefault(line.product, line)
    return tuple(lines.values()), tuple(unread)


def products_in(text: str) -> tuple[Line, ...]:
    """One line per product that a text names; each may find its own quantity in the text."""
    code = read_code("product", text)
    amount = text if DIGIT.search(text) else ""
    return (Line(code, text),) if code else tuple(Line(product, text, amount) for product in _words(text).products)


def _from_prose(texts: tuple[str, ...]) -> tuple[Line, ...]:
    lines = {line.product: line for text in reversed(texts) for line in reversed(products_in(text))}
    return tuple(reversed(lines.values()))


def _from_around(group: str, context: Context) -> tuple[Line, ...]:
    named = _words(group).products if group else ()
    if len(named) == 1:
        return (Line(named[0], group),)
    return tuple(Line(product, context.quote) for product in context.products)


def _machines(texts: tuple[str, ...], products: int) -> tuple[int | None, MachineLines]:
    """The number of machines of a row, or lines of their own where several processes or products leave it unclear."""
    counted = [(_words(text).processes, _words(text).machines) for text in texts]
    if all(machines is None for _, machines in counted):
        return None, ()
    processes = {process for named, _ in counted for process in named}
    if len(processes) <= 1 and products <= 1:
        return sum(machines or 0 for _, machines in counted), ()
    lines: dict[str, int | None] = {}
    for part in (part for text in texts for part in SEGMENTS.split(text)):
        words = _words(part)
        if words.machines is not None and words.processes:
            lines[words.processes[0]] = (lines.get(words.processes[0]) or 0) + words.machines
    if lines and not products:
        lines |= {process: None for named, _ in counted for process in named if process not in lines}
    return None, tuple(lines.items())
