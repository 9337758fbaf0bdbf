"""Texts without what somebody could be reached or known by: mail addresses, telephone numbers, names of contacts.

People write these many ways: "anna [at] example [dot] org", a number without its dialling code or within a link, a
name with or without its accents. Leaves out whose texts are hidden from whom (capacity.audiences).
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache, partial

import numpy as np
import pandas as pd

from capacity.folding import fold
from capacity.vocabulary.words_matcher import grammar, rows

MASK = "…"
LETTER = r"[^\s@＠<>()\[\]{}]"
WORD = f"(?<!{LETTER}){LETTER}++"  # whole words alone, so that a long text without spaces is gone through once
HIDDEN_AT = r"\s?(?:[@＠]|[(\[{]\s?(?:at|ät|@)\s?[)\]}])\s?"  # as people write it to keep programs from reading it
HIDDEN_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}]\s?|\s(?:dot|punkt)\s)"
PHONE = "|".join([grammar("phone"), *(row["words"] for row in rows("grammar") if row["code"] == "phone")])
REACHABLE = re.compile(
    rf"{WORD}@{LETTER}++|{WORD}{HIDDEN_AT}{LETTER}+?{HIDDEN_DOT}[a-z]{{2,}}"
    rf"|{WORD}\s(?:at|ät)\s{LETTER}+?\s?(?:[(\[{{]\s?)?(?:dot|punkt)(?:\s?[)\]}}])?\s?[a-z]{{2,}}"
    r"|(?:\+|(?<!\d[./-])\b00?)[\d(][\d\s()/.\-]{5,}\d"
    rf"|(?<!\w)(?:{PHONE})\w*[.:\s/-]{{0,3}}(?:(?:n[ro]|nummer|number)[.:\s]{{0,3}})?\+?[\d(][\d\s()/.\-]{{3,}}\d"
    r"|(?:\b(?:wa|t|signal)\.me/|\b(?:tel|sms|callto|whatsapp):|\bwhatsapp\.com/send\b)\S+",
    re.IGNORECASE,
)
DIGITS = re.compile(r"(?<!\d)\d(?:[ ()/.\-]{0,3}\d){5,}(?!\d)")
LONGEST_AMOUNT = 8  # digits; nobody offers a hundred million pieces
DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
AMOUNT = r"(?:\d{1,3}(?:[. ]\d{3}){1,2}|\d{1,7})"
NO_NUMBER = re.compile(rf"{DAY}(?:\s?[-–/]\s?{DAY})?|{AMOUNT[:-1]}(?<=[05]))\s?-\s?{AMOUNT[:-1]}(?<=[05]))")
SAME_DIGITS = 8
SHORTEST_NAME = 4  # letters; a shorter name would be found within other words
LETTERS = re.compile(r"[^\W\d_]+")


def redacted(texts: pd.Series, owners: pd.DataFrame, *, links: bool = False) -> pd.Series:
    """Texts without mail addresses, telephone numbers and names of contacts; missing stays missing.

    `owners` has the contact's name and phone of each text, in the same order. In `links` a bare row of digits is hidden
    only where it is the contact's own number.
    """
    shown = texts.str.replace(REACHABLE, MASK, regex=True).to_numpy(dtype=object)
    known = pd.notna(shown)
    many = known & texts.str.contains(r"(?:\d\D{0,3}){6}", regex=True).to_numpy(dtype=bool, na_value=False)
    phones, names = (owners[code].to_numpy(dtype=object) for code in ("phone", "contact_name"))
    for at in np.flatnonzero(many):
        shown[at] = DIGITS.sub(partial(_mask_number, own=line(phones[at]), links=links), shown[at])
    said, called = (fold(pd.Series(each, dtype="str")).to_pylist() for each in (shown, names))
    for at in np.flatnonzero(known & pd.notna(names)):
        if words := [word for word in LETTERS.findall(called[at]) if len(word) >= SHORTEST_NAME and word in said[at]]:
            shown[at] = _unnamed(shown[at], names[at], words)
    return pd.Series(shown, texts.index, dtype=texts.dtype)


def others_redacted(texts: pd.Series, own: Sequence[frozenset[str] | None]) -> pd.Series:
    """Texts without mail addresses and telephone numbers of anybody but `own`, as `line` gives them; None: as it is."""
    told = [at for at, lines in enumerate(own) if lines is not None and isinstance(texts.iat[at], str)]
    if not told:
        return texts
    shown = texts.astype(object)
    for at in told:
        lines = own[at] or frozenset()
        text = REACHABLE.sub(partial(_own_or_mask, own=lines), shown.iat[at])
        shown.iat[at] = DIGITS.sub(partial(_own_or_mask, own=lines, numbers=True), text)
    return shown.astype(texts.dtype)


def line(said: object) -> str:
    """An address or number as it is compared: of numbers the last digits, without a dialling code."""
    words = said if isinstance(said, str) else ""
    return words.casefold().strip(" .,;:") if "@" in words else re.sub(r"\D", "", words)[-SAME_DIGITS:]


def is_same_person(names: pd.Series, contacts: pd.Series) -> np.ndarray:
    """Whether each name is that of the contact beside it, in whatever order and with whatever titles: booleans."""
    pairs = zip(fold(names).to_pylist(), fold(contacts).to_pylist(), strict=True)
    return np.array([bool(name and contact) and _is_same(name, contact) for name, contact in pairs], dtype=bool)


def _is_same(name: str, contact: str) -> bool:
    if contact[:3] not in name and contact[-3:] not in name and name[:3] not in contact:
        return False  # looked at first, since of many thousand pairs few have a word in common
    words = _words(name)
    return bool(words) and words == _words(contact)


@lru_cache(maxsize=100_000)
def _words(folded: str) -> frozenset[str]:
    """The words of a name without titles."""
    words = frozenset(LETTERS.findall(folded))
    return words - _titles() or words


@cache
def _titles() -> frozenset[str]:
    said = " ".join(row["words"] for row in rows("mail") if row["role"] == "title")
    return frozenset(LETTERS.findall(fold(pd.Series([said], dtype="str"))[0].as_py()))


def _mask_number(found: re.Match[str], own: str, *, links: bool) -> str:
    digits = re.sub(r"\D", "", found[0])
    if own and digits.endswith(own):
        return MASK
    return MASK if _may_be_a_number(found[0], digits) and not (links and found[0].isdigit()) else found[0]


def _own_or_mask(found: re.Match[str], own: frozenset[str], *, numbers: bool = False) -> str:
    known = line(found[0]) in own or (numbers and not _may_be_a_number(found[0], re.sub(r"\D", "", found[0])))
    return found[0] if known else MASK


def _may_be_a_number(said: str, digits: str) -> bool:
    """Whether so many digits may be a telephone's: no day, no span of days, no span of round amounts."""
    return len(digits) > LONGEST_AMOUNT and not NO_NUMBER.fullmatch(said)


def _unnamed(text: str, name: str, words: list[str]) -> str:
    """`text` without the name of the contact, nor any longer word of it, of which `words` are folded and in it."""
    whole = [word for word in [name, *name.split()] if len(word) >= SHORTEST_NAME]
    if whole:
        text = re.sub("|".join(map(re.escape, whole)), MASK, text, flags=re.IGNORECASE)
    return LETTERS.sub(lambda found: MASK if any(word in _plain(found[0]) for word in words) else found[0], text)


@lru_cache(maxsize=100_000)
def _plain(token: str) -> str:
    return fold(pd.Series([token], dtype="str"))[0].as_py() or ""
