"""The reference tables of towns and postcodes, opened once, asked by key.

Tables stay columns of numbers in memory; a town or postcode becomes an object only when it is asked for.
Leaves out deciding between several answers (capacity.places.weighing).
"""

import math
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from capacity.places.tables import read_table
from capacity.places.words import key_hash

VILLAGES_AS_PAIRS = frozenset({"PL", "PT", "TR", "LT", "BG", "LV", "EE", "AL", "RS", "MK", "CY"})
CACHED = 20_000  # answers kept in memory
CODE_LENGTH = 8  # characters of the longest postcode
DISTRICT = -1  # stands for the inhabitants of a district, which nobody has counted
LARGE = 20_000  # inhabitants
SAINTE = ("st ", "ste ")
MOST_TOWNS = 40  # of one name that are looked at


class Town(NamedTuple):
    """A town, village or district; `population` is 0 when unknown and DISTRICT for a district.

    `rank` is 0 when asked by its own name, 1 by another spelling, 2 by a shortened name.
    """

    name: str
    country: str
    nuts3: str
    state: str
    latitude: float
    longitude: float
    population: int
    rank: int


class Postcode(NamedTuple):
    """A postcode of one country; latitude and longitude are NaN where only its region is known."""

    code: str
    country: str
    nuts3: str
    latitude: float
    longitude: float


class _Words:
    """A column of repeating words as numbers and the words they stand for."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        encoded = column.chunk(0)
        encoded = encoded if isinstance(encoded, pa.DictionaryArray) else encoded.dictionary_encode()
        self.words: list[str] = encoded.dictionary.to_pylist()
        self.numbers: Any = np.from_dlpack(encoded.indices).astype("uint16")
        self._at = memoryview(self.numbers)  # type: ignore[arg-type]  # one number at a time comes much faster from it than from the array

    def __getitem__(self, row: int) -> str:
        return self.words[self._at[row]]


class _Names:
    """A column of words that hardly repeat, read out of Arrow's own bytes: quicker than asking Arrow for each."""

    def __init__(self, column: pa.StringArray) -> None:
        _, offsets, text = column.buffers()
        self._starts, self._text = memoryview(offsets).cast("i"), memoryview(text)

    def __getitem__(self, row: int) -> str:
        return str(self._text[self._starts[row] : self._starts[row + 1]], "utf-8")


def _numbers(table: pa.Table, name: str) -> Any:
    return np.from_dlpack(table[name].chunk(0))  # to_numpy would load all of pandas


def _degrees(table: pa.Table, name: str) -> memoryview:
    """A column of thousandths of degrees as degrees, NaN where the table has none."""
    column = table[name].chunk(0)
    known, thousandths = column.buffers()
    degrees: Any = np.frombuffer(thousandths, "int32", len(column)) / 1000
    if known is not None:
        degrees[np.unpackbits(np.frombuffer(known, "uint8"), count=len(column), bitorder="little") == 0] = math.nan
    return memoryview(degrees)


class _Places:
    def __init__(self) -> None:
        table = read_table("places", "country", "nuts3", "state")
        self.names = table["name"].chunk(0)
        self.name = _Names(self.names)
        self.country, self.nuts3, self.state = (_Words(table[name]) for name in ("country", "nuts3", "state"))
        self.latitude, self.longitude, self.population = (
            _numbers(table, name) for name in ("latitude", "longitude", "population")
        )
        keys = read_table("place_names")
        self.hashes, self.place, self.rank = (memoryview(_numbers(keys, name)) for name in ("hash", "place", "rank"))
        self._spots = [memoryview(column) for column in (self.latitude, self.longitude, self.population)]

    def town(self, number: int, rank: int) -> Town:
        latitude, longitude, population = self._spots
        return Town(
            self.name[number],
            self.country[number],
            self.nuts3[number],
            self.state[number],
            latitude[number] / 1000,
            longitude[number] / 1000,
            population[number],
            rank,
        )


class _Postcodes:
    """Sorted by the number that a code's characters make; the table itself is ordered by country."""

    def __init__(self) -> None:
        table = read_table("postcodes", "country", "nuts3")
        codes = table["code"].chunk(0)
        self.codes, numbers = _Names(codes), _code_numbers(codes)
        order: Any = np.argsort(numbers, kind="stable")
        self.numbers, self.order, self._in_table = memoryview(numbers[order]), memoryview(order), memoryview(numbers)
        self.country, self.nuts3 = _Words(table["country"]), _Words(table["nuts3"])
        self._span = _spans(self.country)
        self.latitude, self.longitude = _degrees(table, "latitude"), _degrees(table, "longitude")

    def rows(self, first: int, last: int) -> list[int]:
        """Rows of the table whose code makes a number from first to last, without last."""
        return list(self.order[bisect_left(self.numbers, first) : bisect_left(self.numbers, last)])

    def rows_of(self, country: str, first: int, last: int) -> range:
        """The same of one country, whose rows stand together in the order of their codes."""
        begin, end = self._span.get(country, (0, 0))
        return range(bisect_left(self._in_table, first, begin, end), bisect_left(self._in_table, last, begin, end))

    def row(self, number: int, code: str = "") -> Postcode:
        """The postcode of a row; its code need not be looked up where it was asked for."""
        return Postcode(
            code or self.codes[number],
            self.country[number],
            self.nuts3[number],
            self.latitude[number],
            self.longitude[number],
        )


def _spans(column: _Words) -> dict[str, tuple[int, int]]:
    """For each word of a sorted column its first row and the row after its last."""
    starts = [0, *(np.flatnonzero(np.diff(column.numbers)) + 1).tolist(), len(column.numbers)]
    return {column[start]: (start, end) for start, end in pairwise(starts)}


def _code_numbers(codes: pa.StringArray) -> Any:
    """A number for each code, in the order of the codes: its characters as the leading bytes of eight."""
    _, offsets, text = codes.buffers()
    starts: Any = np.frombuffer(offsets, "int32", len(codes) + 1)
    letters: Any = np.frombuffer(text, "uint8")
    lengths = np.diff(starts)
    numbers: Any = np.zeros(len(codes), "uint64")
    for place in range(CODE_LENGTH):
        letter = letters[np.minimum(starts[:-1] + place, len(letters) - 1)]
        numbers = (numbers << np.uint64(8)) | np.where(lengths > place, letter, 0).astype("uint64")
    return numbers


def _code_number(code: str) -> int:
    return int.from_bytes(code.encode("utf-8")[:CODE_LENGTH].ljust(CODE_LENGTH, b"\0"), "big")


@cache
def _places() -> _Places:
    return _Places()


@cache
def _postcodes() -> _Postcodes:
    return _Postcodes()


def warm_up() -> None:
    """Open all tables now instead of at the first question."""
    _places()
    _postcodes()
    _pairs()


@lru_cache(maxsize=CACHED)
def towns(key: str, country: str = "") -> tuple[Town, ...]:
    """Towns of a folded name, their own name and many inhabitants first; of one country if it is given."""
    tables, number = _places(), key_hash(key)
    rows: Any = range(bisect_left(tables.hashes, number), bisect_right(tables.hashes, number))
    if country:
        rows = [row for row in rows if tables.country[tables.place[row]] == country]
    if not rows and key.startswith(SAINTE):  # the tables hold "sainte" as it is
        return towns(f"sainte {key.split(' ', 1)[1]}", country)
    return tuple(tables.town(tables.place[row], tables.rank[row]) for row in rows[:MOST_TOWNS])


@lru_cache(maxsize=200)
def towns_beginning(start: str, most: int) -> list[Town]:
    """Towns whose own name begins so, case aside, those with many inhabitants first, at most so many."""
    import pyarrow.compute as pc  # here, because reading single lines must not wait for it

    tables = _places()
    rows = np.flatnonzero(np.asarray(pc.starts_with(tables.names, start, ignore_case=True)))
    most_people = rows[np.argsort(-tables.population[rows], kind="stable")][:most]
    return [tables.town(int(row), 0) for row in most_people]


@lru_cache(maxsize=CACHED)
def postcodes(code: str, among: frozenset[str] = frozenset()) -> tuple[Postcode, ...]:
    """The postcode's rows, one for each country that has it, only of those countries if any are given."""
    if len(code) > CODE_LENGTH:
        return ()
    tables, number = _postcodes(), _code_number(code)
    rows = tables.rows(number, number + 1)
    return tuple(tables.row(row, code) for row in rows if not among or tables.country[row] in among)


def _beginning(start: str, country: str) -> range:
    first = _code_number(start)
    return _postcodes().rows_of(country, first, first + 256 ** (CODE_LENGTH - len(start)))


def postcodes_beginning(start: str, country: str) -> tuple[Postcode, ...]:
    """All postcodes of a country that begin with these characters."""
    return tuple(_postcodes().row(row) for row in _beginning(start, country))


@lru_cache(maxsize=20_000)
def regions_beginning(start: str, country: str) -> tuple[str, ...]:
    """The NUTS 3 code of each postcode of a country that begins with these characters."""
    nuts3 = _postcodes().nuts3
    return tuple(nuts3[row] for row in _beginning(start, country))


@cache
def _pairs() -> memoryview:
    return memoryview(_numbers(read_table("postcode_towns"), "hash"))


def pair_key(country: str, code: str, key: str) -> str:
    """What is hashed for a village and the beginning of its postcode."""
    return f"{country} {code[:2]} {key}"


@lru_cache(maxsize=CACHED)
def listed_together(country: str, code: str, key: str) -> bool:
    """True when a village of this folded name has a postcode that begins alike; for countries without villages here."""
    number, pairs = key_hash(pair_key(country, code, key)), _pairs()
    found = bisect_left(pairs, number)
    return found < len(pairs) and pairs[found] == number


@cache
def _of_country(country: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    tables = _places()
    rows = (
        np.flatnonzero(tables.country.numbers == tables.country.words.index(country))
        if country in tables.country.words
        else np.array([], dtype=int)
    )
    rows = rows[tables.population[rows] > 0]
    rows = rows[np.argsort(tables.latitude[rows], kind="stable")]
    return rows, tables.latitude[rows] / 1000, tables.longitude[rows] / 1000


@cache
def larger_towns(country: str) -> tuple[Town, ...]:
    """A country's towns of some size and its districts, those with most inhabitants last."""
    tables = _places()
    if country not in tables.country.words:
        return ()
    own = np.flatnonzero(tables.country.numbers == tables.country.words.index(country))
    people = tables.population[own]
    chosen = own[(people >= LARGE) | (people == DISTRICT)]
    ordered = chosen[np.argsort(tables.population[chosen], kind="stable")]
    return tuple(tables.town(int(row), 0) for row in ordered)


@lru_cache(maxsize=20_000)
def nearest_town(latitude: float, longitude: float, country: str) -> Town | None:
    """The town of that country nearest to a point, None if it has none."""
    rows, y, x = _of_country(country)
    if not len(rows):
        return None
    first, last = bisect_left(y, latitude - 0.3), bisect_left(y, latitude + 0.3)
    if first == last:
        first, last = 0, len(rows)
    away = (y[first:last] - latitude) ** 2 + ((x[first:last] - longitude) * math.cos(math.radians(latitude))) ** 2
    return _places().town(int(rows[first + away.argmin()]), 0)
