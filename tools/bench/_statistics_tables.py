"""Statistics tables made up at random as offices print them: titles, headings broken over rows, units, notes, groups.

Leaves out measuring (tools.bench.headers). All figures and titles are invented; a seed gives the same table again.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tools.bench._grids import LISTS, Labelled

Row = list[str]
TITLES = [
    "Table {n}. Resident Population by {a}: 1980 to 2008",
    "No. {n}. {a} and {b}, by Region: 1990 to 2000",
    "TABLE {n}.--{a} of {b}, by Sex",
    "{n}.2 {a} nach Geschlecht und {b}",
    "Tabelle {n}: {a} insgesamt",
    "{a}",
    "Tableau {n}. {a} par région",
]
TOPICS = [
    "Births",
    "Households",
    "Income",
    "Betriebe",
    "Offenses",
    "Vehicles",
    "Enrollment",
    "Betten",
    "Farms",
    "Loans",
]
HEADNOTES = [
    "[In thousands (226,546 represents 226,546,000). As of July 1]",
    "(in millions of dollars)",
    "[Number]",
    "See Notes",
    "[Persons 15 years old and over. As of March. Based on Current Survey; see text, Section 1 and Appendix III]",
    "Stand: 31.12.2018",
    "by City, 2008",
    "[In percent, except as indicated. Minus sign (-) indicates decrease]",
]
GROUPS = [
    "Male",
    "Female",
    "Private sector",
    "Number",
    "Percent distribution",
    "Employed",
    "Insgesamt",
    "Rural",
    "Total",
]
PARTS = [
    "Total",
    "Under 18 years",
    "65 years and over",
    "Rate",
    "Change",
    "White",
    "Black",
    "Davon Frauen",
    "Median \\1",
]
LONG = [
    "Average annual percent change",
    "Persons per household",
    "Money income of families",
    "Area of state (sq. mi.)",
    "Motor vehicle theft",
    "Betriebe mit Beschäftigten",
    "Enrollment rate \\2",
    "Value of shipments",
]
STUBS = ["State", "Item", "YEAR", "Country or area", "Characteristic", "Land", "Industry", "Year and type", ""]
UNITS = ["(1,000)", "Number", "Percent", "(mil. dol.)", "Anzahl", "%", "1 000 EUR", "dollars", "(years)"]
NOTES = [
    "- Represents zero. NA Not available. X Not applicable.",
    "\\1 Includes other types, not shown separately.",
    "1 Includes data for cities with 10,000 and over in population.",
    "Source: Example Office, Annual Report, Series P-20.",
    "* Provisional figures.",
    "http://www.example.org/statistics",
    "NOTE: Detail may not add to total because of rounding.",
    "Quelle: Statistisches Amt, eigene Berechnung",
    "For more information, see the introduction",
]
MISSING = ["(NA)", "-", "(X)", "(D)", ".", "", "…", "x"]


@dataclass
class _Made:
    rows: list[Row] = field(default_factory=list)
    letters: str = ""
    joined: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, letter: str, *rows: Row) -> None:
        for row in rows:
            self.rows.append(row)
            self.letters += letter if any(row) else "b"


def statistics_table(seed: int) -> Labelled:
    """One invented statistics table; the header rows are labelled h, also blank rows' neighbours inside the block."""
    rng = random.Random(seed)
    made = _Made()
    stub = _stub(rng)
    count = rng.choice([2, 3, 4, 4, 5, 6, 6, 8, 9, 12])
    _preamble(made, rng)
    header = _header(rng, count)
    width = 1 + count
    _add_header(made, rng, header)
    if rng.random() < 0.5:
        made.add("b", [""])
    _body(made, rng, stub, count)
    if rng.random() < 0.5:
        made.add("b", [""])
    made.add("f", *([note] for note in rng.sample(NOTES, rng.randrange(5))))
    spacers = _spacers(rng, width)
    rows = [_spaced(row, spacers) for row in made.rows]
    joined = [(at, first + _before(first, spacers), last + _before(last, spacers)) for at, first, last in made.joined]
    return Labelled(f"statistics {seed}", rows, made.letters, joined)


def _preamble(made: _Made, rng: random.Random) -> None:
    for number in range(rng.choice([0, 1, 1, 1, 2, 2, 3])):
        words = {"n": rng.randrange(1, 1400), "a": rng.choice(TOPICS), "b": rng.choice(TOPICS)}
        made.add("p", [rng.choice(TITLES).format(**words) if number == 0 else rng.choice(HEADNOTES)])
        if rng.random() < 0.35:
            made.add("b", [""])
    if made.rows and rng.random() < 0.5:
        made.add("p", [rng.choice(HEADNOTES)])
    if made.rows and rng.random() < 0.5:
        made.add("b", *([[""]] * rng.choice([1, 1, 2])))


def _header(rng: random.Random, count: int) -> list[Row]:
    """The header rows of `count` columns right of a stub."""
    stub = rng.choice(STUBS)
    years = [str(year) + rng.choice(["", "", "", " \\1"]) for year in range(2009 - count, 2009)]
    style = rng.choice(
        ["years", "years", "words", "words", "broken", "broken", "grouped", "grouped", "grouped", "deep"]
    )
    if style == "years":
        rows = [[stub, *years]]
    elif style == "words":
        rows = [[stub or "Item", *_different(rng, PARTS + LONG, count)]]
    elif style == "broken":
        rows = _broken([stub or "Year", *_different(rng, LONG + PARTS, count)], bottom=rng.random() < 0.6)
    else:
        rows = _grouped(rng, stub, count, years, deep=style == "deep")
    if rng.random() < 0.2 and style != "years":
        rows.append(["", *(rng.choice(UNITS) for _ in range(count))] if rng.random() < 0.5 else _one_unit(rng, count))
    if rng.random() < 0.1:
        form = rng.choice(["{}", "({})"])
        rows.append([form.format(number) for number in range(1, count + 2)])
    return rows


def _one_unit(rng: random.Random, count: int) -> Row:
    unit = rng.choice(UNITS[1:])
    return ["", unit, *[""] * (count - 1)] if rng.random() < 0.3 else ["", *[unit] * count]


def _different(rng: random.Random, words: list[str], count: int) -> list[str]:
    return rng.sample(words, count) if count <= len(words) else [f"{rng.choice(words)} {n}" for n in range(count)]


def _broken(texts: Row, *, bottom: bool) -> list[Row]:
    """Headings written down word by word over several rows."""
    parts = [_lines(text) for text in texts]
    height = max(map(len, parts))
    padded = [[""] * (height - len(part)) + part if bottom else part + [""] * (height - len(part)) for part in parts]
    return [[column[line] for column in padded] for line in range(height)]


def _lines(text: str) -> Row:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) > 11:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _grouped(rng: random.Random, stub: str, count: int, years: Row, *, deep: bool) -> list[Row]:
    """A row of group headings above a row of parts; `deep` has the parts broken over rows or a group above all."""
    size = rng.choice([2, 2, 3])
    groups = [""] * (1 + count)
    for at in range(1, 1 + count, size):
        groups[at] = rng.choice(GROUPS)
    parts = _different(rng, PARTS, size) if rng.random() < 0.6 else years[:size]
    below = [parts[(at - 1) % size] if at else "" for at in range(1 + count)]
    (groups if rng.random() < 0.5 else below)[0] = stub
    rows = [groups, below]
    if deep and rng.random() < 0.5:
        rows = [["", rng.choice(LONG), *[""] * (count - 1)], *rows]
    elif deep:
        rows = [groups, *_broken(["", *(rng.choice(LONG) for _ in range(count))], bottom=True)]
        rows[-1][0] = rows[-1][0] or stub
    return rows


def _add_header(made: _Made, rng: random.Random, header: list[Row]) -> None:
    apart = len(header) > 1 and rng.random() < 0.15
    lined = rng.random() < 0.05
    merged = rng.random() < 0.5
    for number, row in enumerate(header):
        if merged and number < len(header) - 1:
            made.joined += [(len(made.rows), *ends) for ends in _runs(row)]
        made.add("h", row)
        if apart and number == 0:
            made.add("b", [""])
    if lined:
        made.add("h", ["-" * 8 for _ in header[0]])
        made.letters = made.letters[:-1] + "b"


def _runs(row: Row) -> list[tuple[int, int]]:
    """A heading with empty cells on its right, up to the next one."""
    filled = [at for at, text in enumerate(row) if text and at]
    ends = [*filled[1:], len(row)]
    return [(at, end - 1) for at, end in zip(filled, ends, strict=True) if end - at > 1]


def _stub(rng: random.Random) -> list[str]:
    kind = rng.choice(["state", "country", "item", "item", "year", "city", "land"])
    if kind == "year":
        dots = rng.choice(["", "", "....", " \\1"])
        return [f"{year}{dots if year % 3 else ''}" for year in range(1980, 2009, rng.choice([1, 1, 2, 5]))]
    names = list(dict.fromkeys(LISTS[kind]))
    lead = rng.choice(["", "", "  "])
    return [lead + name + rng.choice(["", "", "", " \\2", "......"]) for name in names]


def _body(made: _Made, rng: random.Random, stub: list[str], count: int) -> None:
    value = _values(rng)
    groups = rng.choice([0, 0, 0, 1, 2, 3])
    if rng.random() < 0.35 and not groups:
        made.add("t", ["United States, total", *(value(0) for _ in range(count))])
        if rng.random() < 0.4:
            made.add("b", [""])
    for group in range(max(groups, 1)):
        if groups:
            _add_group(made, rng, group, count, several=groups > 1)
        for number, name in enumerate(stub):
            made.add("d", [name, *(value(at) for at in range(count))])
            if rng.random() < 0.03 and number < len(stub) - 1:
                made.add("b", [""])


def _add_group(made: _Made, rng: random.Random, group: int, count: int, *, several: bool) -> None:
    name = rng.choice(["MALE", "Percent distribution", "Northeast", "NUMBER", "Type of unit:", "Insgesamt darunter"])
    if group and rng.random() < 0.5:
        made.add("b", [""])
    centred = several and rng.random() < 0.2
    made.add("g", ["", *[""] * (count // 2), name] if centred else [name])
    if group and rng.random() < 0.3:
        made.add("b", [""])


def _values(rng: random.Random) -> Callable[[int], str]:
    size = rng.choice([2, 3, 4, 5, 6])
    plain = rng.random() < 0.4
    missing = rng.choice([0.0, 0.0, 0.05, 0.15, 0.3])
    decimals = rng.random() < 0.4

    def value(at: int) -> str:
        if rng.random() < missing:
            return rng.choice(MISSING)
        if decimals and at % 2:
            return f"{rng.random() * 100:.1f}"
        number = rng.randrange(10**size)
        return str(number) if plain else f"{number:,}"

    return value


def _spacers(rng: random.Random, width: int) -> list[int]:
    """The columns after which an empty one stands."""
    if rng.random() < 0.85:
        return []
    return sorted(rng.sample(range(width - 1), max(1, width // 3)))


def _before(column: int, spacers: list[int]) -> int:
    return sum(1 for spacer in spacers if spacer < column)


def _spaced(row: Row, spacers: list[int]) -> Row:
    cells: Row = []
    for at, text in enumerate(row):
        cells.append(text)
        if at in spacers:
            cells.append("")
    return cells
