"""What the values of a column look like: for each kind of value the share of the distinct values that are of it.

Kinds are shapes (e-mail, phone, date, postcode) and words (products, countries, yes/no). Leaves out the heading and the
choice of a field, and reads a sample only: interpreting every value is loaders.interpret.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from capacity import places, values, vocabulary
from capacity.quantities import read_quantities
from capacity.vocabulary.words import read_words
from loaders.columns_headings import fold, phrases, word_rows

SAMPLE = 120
LONG, SHORT = 80, 40
ANY_DAY = dt.date(2020, 4, 1)

EMAIL = re.compile(r"(?<![^\s@,;])[^\s@,;]+\s?(?:@|\(at\)|\[at\])\s?[^\s@]+\.[A-Za-z]{2,}")
URL = re.compile(
    r"https?://|www\.|^[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|net|eu|fr|it|es|nl|pl|pt|cz|at|ch|be|uk|io|info)(?:/\S*)?$",
    re.I,
)
PHONE = re.compile(r"^[^\d+(]{0,12}[+(0-9][\d\s()/.\-–+]{5,24}(?:\s*(?:ext|app|dw|-)\.?\s*\d+)?$", re.I)
ROAD = re.compile(r"[A-Z]{2}\.? \d", re.I)  # "CL 45 12 30" is where somebody lives in Colombia
ALWAYS = re.compile(r"24\s?/\s?7\b")
REMARK_BEHIND = re.compile(r"\s*\([^()\d]*\)\s*$")
NUMBER = re.compile(r"^[<>~≈±+-]?\s*\d[\d.,' \u00a0\u202f]*%?$")
POSTCODE = re.compile(
    r"^(?:[A-Z]{1,3}[- ]?)?(?:\d{2,6}|\d{2}-\d{3}|\d{3} \d{2}|\d{4}[- ]\d{3}|\d{5}-\d{3,4}|\d{4} ?[A-Z]{2})$"
    r"|^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$|^[A-Z]\d[A-Z] ?\d[A-Z]\d$|^[A-Z]\d[\dW] ?[A-Z\d]{4}$",
    re.I,
)
DATE = re.compile(
    r"^\D{0,12}\b(?:\d{1,2}[./-]\s?\d{1,2}(?:[./-]\s?(?:\d{4}|\d{2})|\.)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?![\d/.-]|\s\d{2}\s)|"
    r"\b(?:KW|CW|week|semaine|sem|woche|týden|tydzień|semana|settimana|uge|uke|vecka|viikko|hét|săptămâna|v)\.? ?"
    r"\d{1,2}\b",
    re.I,
)
COORDINATES = re.compile(r"^\s*\(?-?\d{1,2}[.,]\d+\s*[,;/ ]\s*-?\d{1,3}[.,]\d+\)?\s*$")
PRECISE_COORDINATES = re.compile(r"^\W*-?\d{1,2}[.,]\d{3,}\s*[,;/ ]\s*-?\d{1,3}[.,]\d{3,}\W*$")
NUTS = re.compile(r"^[A-Z]{2}[0-9A-Z]{0,3}$")
SEPARATOR = re.compile(r"[,;/\n]\s*")
HAS_DIGIT = re.compile(r"\d")
PERSON = re.compile(
    r"^(?:(?:Dr|Prof|Herr|Frau|Mrs?|Ms|Mme|M|Dipl|Ing|Sr|Sra)\.?(?:-Ing\.?)?\s+)*[^\W\d_][\w'’-]+,?(?:\s+[^\W\d_][\w'’.-]*){1,3}$"
)
HOUSE_NUMBER_LAST = re.compile(r"^[^\d,;@]{4,40}\s\d{1,4}\s?[a-zA-Z]?$")

MOST_LETTERS = 1_000  # what a text is shows in its beginning
Test = Callable[[str], bool]


def _email(text: str) -> bool:
    return bool(EMAIL.search(text))


def _phone(text: str) -> bool:
    text = REMARK_BEHIND.sub("", text)
    digits = sum(letter.isdigit() for letter in text)
    if not 6 <= digits <= 16 or not PHONE.match(text) or DATE.match(text) or (digits < 8 and ROAD.match(text)):
        return False
    return text.lstrip()[:1] in "+(0T" or digits >= 8 or bool(re.search(r"\d[\s/.-]\d", text))


def _number(text: str) -> bool:
    return bool(NUMBER.match(text))


def _date(text: str) -> bool:
    if _number(text) and not DATE.match(text):
        return text.isdigit() and len(text) == 5 and text[:2] in ("43", "44", "45")
    if len(text) > LONG or _street_pattern().search(text) or ALWAYS.search(text) or fold(text) in _weekdays():
        return False
    return bool(DATE.search(text)) or values.read_date(text, today=ANY_DAY).start is not None


def _quantity(text: str) -> bool:
    if not HAS_DIGIT.search(text) or len(text) > 2 * LONG or _email(text) or URL.search(text) or DATE.match(text):
        return False
    return _number(text) or bool(read_quantities(text))


def _in_list(name: str) -> Test:
    known = _labels(name)
    return lambda text: fold(text) in known


@cache
def _labels(name: str) -> frozenset[str]:
    labels = (*vocabulary.labels(name, "de").values(), *vocabulary.labels(name, "en").values(), *vocabulary.codes(name))
    return frozenset(map(fold, labels))


def _heading_word(role: str) -> Test:
    return lambda text: role in phrases().get(fold(text), ())


def _unit(text: str) -> bool:
    return _heading_word("unit")(text) or _heading_word("quantity")(text) or fold(text) in _unit_words()


@cache
def _unit_words() -> frozenset[str]:
    return _labels("unit") | frozenset(map(fold, look("unit")))


@cache
def _weekdays() -> frozenset[str]:
    rows = (row for row in word_rows("date") if row["code"].startswith("weekday"))
    return frozenset(fold(word) for row in rows for word in row["words"].split("|"))


@cache
def look(code: str) -> tuple[str, ...]:
    """The words that give a kind of value its look, from data/reference/words/looks.csv."""
    return tuple(word for row in word_rows("looks") if row["code"] == code for word in row["words"].split("|"))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _word_pattern(*codes: str) -> re.Pattern[str]:
    words = [word for code in codes for word in look(code)]
    return re.compile(rf"(?<!\w)(?:{_either(words)})(?!\w)", re.I)


@cache
def _street_pattern() -> re.Pattern[str]:
    word, end = _either(look("street_word")), _either(look("street_end"))
    return re.compile(rf"(?<!\w)(?:\w*(?:{end})|{word})(?!\w).*\d|\d+,? (?:\w+ )?(?:{word})(?!\w)", re.I)


@cache
def _title_pattern() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{_either(look('person_title'))})\.?\s+)+[^\W\d_]", re.I)


def _says_only(code: str) -> Test:
    """Short texts in which a word of this look stands."""
    return lambda text: len(text) <= SHORT and bool(_word_pattern(code).search(text))


def _is_company(text: str) -> bool:
    return bool(_word_pattern("legal_form", "institution").search(text))


def _is_person(text: str) -> bool:
    return bool(PERSON.match(text)) and not _is_company(text)


def _person_with_job(text: str) -> bool:
    """ "Eva Lang, Leiterin" is a person, "Leiter Einkauf, Werk 2" an office."""
    name, comma, _ = text.partition(",")
    return bool(comma) and _is_person(name) and not _says_only("job")(name)


def _is_enumeration(text: str) -> bool:
    """ "N95s, Surgical Masks, Face Shields, Gowns": short things in a row, however many."""
    parts = SEPARATOR.split(text)
    return len(parts) > 2 and max(map(len, parts)) <= SHORT


TESTS: dict[str, Test] = {
    "email": _email,
    "phone": _phone,
    "url": lambda text: bool(URL.search(text)) and not _email(text),
    "postcode": lambda text: bool(POSTCODE.match(text)),
    "number": _number,
    "date": _date,
    "coordinates": lambda text: bool(COORDINATES.match(text)),
    "precise_coordinates": lambda text: bool(PRECISE_COORDINATES.match(text)),
    "year": lambda text: len(text) == 4 and text.isdigit() and text[:2] in ("19", "20"),
    "nuts": lambda text: bool(NUTS.match(text)),
    "long": lambda text: len(text) > LONG,
    "prose": lambda text: len(text) > LONG and not _is_enumeration(text),
    "quantity": _quantity,
    "company": _is_company,
    "legal_form": lambda text: len(text.split()) > 1 and bool(_word_pattern("legal_form").search(text)),
    "person": _is_person,
    "mark": lambda text: _number(text) or bool(values.read_yes_no(text)) or _quantity(text),
    "addressed": lambda text: bool(_title_pattern().match(text)),
    "street": lambda text: bool(_street_pattern().search(text)),
    "ends_in_number": lambda text: bool(HOUSE_NUMBER_LAST.match(text)),
    "yes_no": lambda text: bool(values.read_yes_no(text)),
    "country": lambda text: len(text) < 40 and bool(places.read_country(text)),
    "product": lambda text: bool(read_words(text).products) or _in_list("product")(text),
    "process": lambda text: bool(read_words(text).processes) or _in_list("process")(text),
    "material": lambda text: bool(read_words(text).materials) or _in_list("material")(text),
    "machine": lambda text: read_words(text).machines is not None,
    "organisation_type": lambda text: len(text) < 60 and bool(values.read_organisation_type(text)),
    "size": lambda text: bool(values.read_size(text)),
    "kind": lambda text: _in_list("kind")(text),
    "urgency": lambda text: len(text) <= SHORT and bool(values.read_urgency(text)),
    "consent": _in_list("consent"),
    "precision": _in_list("precision"),
    "plausibility": _in_list("plausibility"),
    "job": lambda text: _says_only("job")(text) and not _person_with_job(text),
    "state_of_work": _says_only("state_of_work"),
    "way_in": _says_only("way_in"),
    "period": _heading_word("period"),
    "unit": _unit,
}


def sample(column: Iterable[str]) -> list[str]:
    """Up to SAMPLE distinct values that say something, spread evenly over the column."""
    distinct = [text for text in dict.fromkeys(column) if text]
    step = max(1, len(distinct) // (2 * SAMPLE))
    saying = [text for text in distinct[::step] if text.strip() and not values.is_nothing(text)]
    return saying[:: max(1, len(saying) // SAMPLE)][:SAMPLE]


class Evidence:
    """Shares of kinds among a column's values, each worked out when first asked for."""

    def __init__(self, column: Sequence[str]) -> None:
        self.values = [text.strip()[:MOST_LETTERS] for text in sample(column)]
        self.filled = len(column) - list(column).count("")
        self._shares: dict[str, float] = {}

    def share(self, kind: str) -> float:
        """0..1: how many of the sampled values are of this kind; 0 for an empty column."""
        if kind not in self._shares:
            found = sum(1 for text in self.values if TESTS[kind](text))
            self._shares[kind] = found / len(self.values) if self.values else 0.0
        return self._shares[kind]

    def best(self, kinds: Iterable[str]) -> float:
        """The largest share among several kinds."""
        return max((self.share(kind) for kind in kinds), default=0.0)
