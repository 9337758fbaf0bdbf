"""Covers what looks like a quantity and is none: phones, dates, years, standards, addresses, sizes, prices, mails.

Covered characters become a mark that no pattern takes for a letter, a digit or a blank. Leaves out models of machines,
which the machine words themselves cover.
"""

import functools
import re

from capacity.vocabulary.words_matcher import fold, grammar, rows

COVER = "¦"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_NUMBER = r"\d+(?:[.,]\d+)?"
_PER = [
    "je",
    "pro",
    "per",
    "par",
    "por",
    "die",
    "za",
    "na",
    "jede",
    "elke",
    "iedere",
    "each",
    "every",
    "chaque",
    "ogni",
    "cada",
]
_OFTEN = "".join(f"(?<!{word} )" for word in _PER)
_NET = re.compile(r"@|[(\[]at[)\]]|http|www")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+(?:@|\(at\)|\[at\])[\w.-]+\.\w+")
_BEGINNING = ("date_word", "week", "since_year", "numbered", "street", "money", "phone")
_LAST_OF_STREET = re.compile(rf"{grammar('street_end')}$")
_PHONE = re.compile(grammar("phone"))
_RUN = re.compile(r"(?<!\d)\d")
_WORD = re.compile(r"[^\W\d_]+|\d+|[(+#~€$£§©]")


@functools.cache
def _months() -> str:
    words = (fold(word) for row in rows("month") for word in row["words"].split("|"))
    return "|".join(sorted(words, key=len, reverse=True))


@functools.cache
def _cover() -> re.Pattern[str]:
    """Everything with digits that is covered, as it begins."""
    parts = [*_phones(), *_dates(), *_standards(), *_sizes(), *_prices(), *_addresses()]
    return re.compile("|".join(f"(?:{part})" for part in parts))


def _phones() -> list[str]:
    return [
        rf"{grammar('phone')}\w*[.:\s/-]*\+?[\d(][\d\s()/.-]{{4,}}\d(?!\d|\s*{grammar('behind_amount')}(?!\w))",
        r"\+\d[\d\s()/.-]{6,}\d",
        r"(?<![\d.,'])(?<!\d )(?:\b00\d[\d\s()/.-]{7,}\d|\b0\d{1,4}\s?[/-]\s?\d[\d\s-]{3,}\d|\b0\d(?:[ .-]?\d\d){4}\b)",
        r"(?<![\d.,'])(?:\b0\d{2,5} \d{2,}(?:[ -]?\d{2,})*\b|\b0\d{6,}\b)",
        r"\(0\d+\)\s?\d[\d -]{4,}\d",
        r"\(?\b\d{3}\)?[-. ]\d{3}[-.]\d{4}\b",
    ]


def _dates() -> list[str]:
    month = rf"(?:{_months()})\b\.?"
    week = grammar("week")
    return [
        rf"\b{_YEAR}-\d\d-\d\d(?:[t ]\d\d:\d\d\S*)?",
        rf"\b{_DAY}[./-]{_MONTH}[./-](?:{_YEAR}|\d\d)\b(?!\s*(?:pro|/|am|stuck|stk))",
        rf"\b{_DAY}\.{_MONTH}\.(?!\d)",
        rf"(?:\b{grammar('date_word')}\s+)?\b{_DAY}(?:\.|st|nd|rd|th|er)?\s*(?:de |of )?{month}(?:\s+(?:de )?{_YEAR})?",
        rf"\b{month}\s+{_DAY}\b(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?(?![.,]?\d)|\b{month}\s+{_YEAR}\b",
        rf"{_OFTEN}\b(?:ab\s+)?{week}\s*\d{{1,2}}(?!\s*\d|[.,]\d|\s*(?:ca|mal|x))\b(?:\s*/\s*\d{{2,4}})?",
        r"\b\d{1,2}\.\s*(?:kw|kalenderwoche)\b",
        rf"\b{grammar('since_year')}\.?\s+{_YEAR}\b(?!\s*(?:{grammar('no_year')}(?!\w)|\w*mask|\w*vis))",
        r"\b\d{1,2}[:.]\d{2}\s*(?:uhr|am\b|pm\b|a\.m|p\.m)|\b\d{1,2}h(?:\d\d)?\s*-\s*\d{1,2}h(?:\d\d)?",
        r"\b\d{1,2}\s*(?:-\s*\d{1,2}\s*)?(?:uhr|am\b(?! tag)|pm\b)(?!\s*(?:tag|wochenende))",
        r"\b\d{1,2}\s*(?:jahre? alt|years old|ans d'age)",
    ]


def _standards() -> list[str]:
    numbered = grammar("numbered")
    return [
        rf"(?<![^\W\d]){numbered}(?:[\s.:/#-]*{numbered}?)[\s.:#-]*\d[\d./:+-]*(?:\s*-\s*\d+)?[a-z]?\d*"
        rf"(?=[\s,;.)\]]|$)(?![.,]\d)(?!\s*{grammar('counted_all_the_same')}(?!\w))",
        r"\b3m\b[\s-]*(?:aura|modell?|typ)?\s*\d{3,4}\w*\+?",
        r"\ben\s?(?:iso\s?)?\d{3,5}\b[\d:+a-]*(?!\s*(?:h\b|min|jour|dia|heure|giorn|uur))|\ben iso \d+[\d:-]*",
        r"\b(?:eu|eg|ewg|ue|eec)\)?\s*(?:nr\.?|no\.?)?\s*\d{2,4}/\d{2,4}\b",
        r"\b\d{2,4}/\d{2,4}/(?:e[ew]g|eu|eec|ce[e]?|ue)\b",
        r"#\d+|\b\d+\.\d+\.\d+(?:\.\d+)?\b(?<!\.\d\d\d)",
        r"(?m:^)\s*\d{1,2}[.)]\s+(?=[^\W\d])",
    ]


def _sizes() -> list[str]:
    unit = grammar("size_unit")
    return [
        rf"{_NUMBER}\s*{unit}?\s*[x*]\s*{_NUMBER}(?:\s*{unit}?\s*[x*]\s*{_NUMBER}\s*{unit}?|\s*{unit})(?!\w)",
        rf"{_NUMBER}\s*(?:(?:-|bis|to|a|x)\s*{_NUMBER}\s*)?{unit}(?![\w/])",
        rf"(?:~\s*)?{_NUMBER}\s*{grammar('percent')}\S*",
        r"(?<![\d/.,])[1-3]/[2-8](?=\s+[^\W\d])",
        rf"\b\d{{1,2}}[- ]?{grammar('layers')}(?!\w)",
    ]


def _prices() -> list[str]:
    scale, money = grammar("money_scale"), grammar("money")
    return [
        rf"(?:[€$£]|\b{money}\b)\s*\d[\d.,' ]*(?:[.,]\d+|-)?(?:\s*{scale}\b)?",
        rf"\d[\d.,']*(?:\s\d{{3}})*(?:,-+)?\s*{scale}?\s*(?:[€$£]|{money}\b)(?:\s*/\s*\w+)?",
    ]


def _addresses() -> list[str]:
    street = rf"(?:\w*{grammar('street_end')}\.?|{grammar('street')})"
    return [
        r"\b(?:d|a|ch|f|b|l|nl|pl|cz|i|e|p|dk|se|lv|lt)-\d{3,5}(?:[ -]\d{2,3})?\b|\b\d{2}-0\d{2}\b",
        rf"(?<![^\W\d]){street}\s*\d{{1,4}}\s*[a-h]?\b(?!\s*(?:stuck|stk|mask|x\b|dias?\b|sem|horas?\b))",
        rf"\b\d{{1,4}}\s*(?:bis|ter)?,?\s+{grammar('street_behind_number')}(?!\w)",
        rf"\b\d{{1,4}}[a-z]?\s+(?:[^\W\d]+\s+){{1,3}}{grammar('street_at_end')}\.?(?!\w)",
    ]


def _beginnings(folded: str, digit: int) -> list[int]:
    """Where something that is covered may begin before a digit: its last words and signs, and the digit itself."""
    before = folded[max(0, digit - 34) : digit]
    offset = digit - len(before)
    words = [(offset + match.start(), match[0]) for match in _WORD.finditer(before)]
    return [*(place for place, word in words[-5:] if _may_begin(word)), digit]


@functools.lru_cache(maxsize=100_000)
def _may_begin(word: str) -> bool:
    """Whether something that is covered may begin with a word."""
    return not word.isalpha() or word in _first_words() or bool(_LAST_OF_STREET.search(word) or _PHONE.match(word))


@functools.cache
def _first_words() -> frozenset[str]:
    listed = [fold(word) for row in rows("grammar") if row["code"] in _BEGINNING for word in row["words"].split("|")]
    letters = re.findall(r"[^\W\d_]+", " ".join(_addresses() + _standards()))
    return frozenset(re.findall(r"[^\W\d_]+", " ".join(listed) + " " + _months().replace("|", " ")) + letters)


def cover(folded: str) -> str:
    """A folded text of the same length with everything covered that is no quantity."""
    if _NET.search(folded):
        folded = _ADDRESS.sub(lambda match: COVER * len(match[0]), folded)
    done = 0
    for run in _RUN.finditer(folded):
        if run.start() < done:
            continue
        for start in _beginnings(folded, run.start()):
            match = _cover().match(folded, start) if start >= done else None
            if match and match.end() > run.start():
                folded = folded[:start] + COVER * (match.end() - start) + folded[match.end() :]
                done = match.end()
                break
    return folded
