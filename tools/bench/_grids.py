"""Labelled sheets in a compact form: one row a line, its first letter says what the row is; records can be repeated.

    == name of the sheet
    p Title above the table|||Page 1         p preamble, b blank row, h header, g group, t total, f footer
    h Firm|Amount|<                          < joins the cell to the one on its left, as merged cells do
    d*9 {firm}|#5,|#.1                       d record, nine times; #5, up to five digits with thousands commas

Leaves out reading and measuring (tools.bench.headers).
"""

import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

STATES = "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho"
LANDS = "Bayern Berlin Brandenburg Bremen Hamburg Hessen Niedersachsen Saarland Sachsen Thüringen"
COUNTRIES = "Belgium Bulgaria Czechia Denmark Germany Estonia Ireland Greece Spain France Croatia Italy Cyprus Latvia"
CITIES = "Hof Köln Bonn Lyon Turin Gent Porto Graz Basel Oslo Turku Malmö Leeds York Dayton Salem Austin Reno"
FIRMS = "Nordlicht GmbH;Muster & Söhne KG;Atelier Rouge;Fablab Süd;Kappa S.p.A.;Delta Ltd.;Zweig AG;Omega BV;Rapid e.K."
PEOPLE = "Anna Beispielfrau;Jan Novák;Luis Prado;Mia Wolff;Eva Klein;Tom Reed;Ida Falk;Max Holm"
ITEMS = "Mining;Construction;Retail trade;Manufacturing;Wages;Energy;Paper, print;Other services;Travel;Rent;Insurance"
PRODUCTS = "FFP2-Masken;Visiere;Kittel;face shields;surgical masks;gloves;Schutzbrillen"
LISTS = {
    "state": STATES.split(),
    "land": LANDS.split(),
    "country": COUNTRIES.split(),
    "city": CITIES.split(),
    "firm": FIRMS.split(";"),
    "person": PEOPLE.split(";"),
    "item": ITEMS.split(";"),
    "product": PRODUCTS.split(";"),
    "region": ["Northeast", "Midwest", "South", "West"],
}  # fmt: skip
SERIES: dict[str, Callable[[int], str]] = {
    "n": lambda turn: str(turn + 1),
    "year": lambda turn: str(1990 + turn),
    "quarter": lambda turn: f"{2010 + turn // 4} Q{turn % 4 + 1}",
    "month": lambda turn: f"{turn % 12 + 1:02}/{2002 + turn // 12}",
    "bracket": lambda turn: f"${5000 * turn + 1:,} under ${5000 * turn + 5000:,}",
    "date": lambda turn: (date(2020, 1, 6) + timedelta(days=3 * turn)).strftime("%d.%m.%Y"),
    "key": lambda turn: str(10012 + 37 * turn),
    "plz": lambda turn: str(10115 + 611 * turn),
}
MARK = re.compile(r"\{(\w+)\}|#(\.?)(\d+)(,?)")


@dataclass(frozen=True)
class Labelled:
    """One labelled sheet: its rows of text, what each row is (a letter), and the areas joined, counted from 0."""

    name: str
    rows: list[list[str]]
    letters: str
    joined: list[tuple[int, int, int]] = field(default_factory=list)  # row, first column, last column

    @property
    def header_ends(self) -> list[int]:
        """The last header row of each table, counted from 1."""
        return [
            number
            for number, letter in enumerate(self.letters, start=1)
            if letter == "h" and not self.letters[number:].lstrip("b").startswith("h")
        ]


def labelled(path: Path) -> list[Labelled]:
    """Every sheet of a file in the compact form."""
    paragraphs = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    return [_sheet(*paragraph.split("\n", 1)) for paragraph in paragraphs]


def _sheet(name: str, text: str) -> Labelled:
    rng = random.Random(zlib.crc32(name.encode()))
    letters = ""
    rows: list[list[str]] = []
    joined: list[tuple[int, int, int]] = []
    for line in filter(str.strip, text.split("\n")):
        for row in _lines(line, rng):
            joined += [(len(rows), *ends) for ends in _joined(row)]
            rows.append([cell.replace("<", "") if cell == "<" else cell for cell in row])
            letters += line[0] if any(rows[-1]) else "b"
    return Labelled(name, rows, letters, joined)


def _lines(line: str, rng: random.Random) -> Iterator[list[str]]:
    """The rows that one line of the form stands for."""
    kind, _, cells = line.partition(" ")
    start = rng.randrange(50)
    for turn in range(int(kind[2:]) if "*" in kind else 1):
        yield [MARK.sub(partial(_value, turn, start, rng), cell) for cell in cells.split("|")]


def _value(turn: int, start: int, rng: random.Random, mark: re.Match[str]) -> str:
    word, point, digits, comma = mark.groups()
    if word in LISTS:
        return LISTS[word][(turn + start) % len(LISTS[word])]
    if word:
        return SERIES[word](turn)
    number = rng.randrange(1, 10 ** (2 if point else int(digits)))
    text = f"{number:,}" if comma else str(number)
    return f"{text}.{rng.randrange(10 ** int(digits)):0{digits}}" if point else text


def _joined(row: list[str]) -> Iterator[tuple[int, int]]:
    """First and last column of each run of joined cells."""
    first = None
    for column, cell in enumerate([*row, ""]):
        if cell == "<" and first is None:
            first = column - 1
        elif cell != "<" and first is not None:
            yield first, column - 1
            first = None
