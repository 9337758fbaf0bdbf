"""Each kind of value in the one spelling it is compared in: words and numbers separated by blanks, "" for nothing.

Works on distinct values. Leaves out comparing (capacity.duplicates.comparing) and the words themselves
(capacity.duplicates.words).
"""

import re
from collections.abc import Callable, Sequence

import pandas as pd

from capacity.duplicates import words
from capacity.folding import fold

_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_APOSTROPHE = re.compile(r"['’`´]")
_PARTS = re.compile(r"[;,|\n]|\s/\s|\b(?:oder|or|ou|und|and|bzw)\b|(?<=\d{6})\s*/\s*(?=\+|0)|\s{2,}|\s(?=\+)")
_EXTENSION = re.compile(r"(?:x|ext\.?|extension|app\.?|durchwahl|dw)\s*\d{1,5}\s*$", re.IGNORECASE)
_FLOAT = re.compile(r"(?<=\d)\.0+$")
_MAIL = re.compile(r"[\w.!#$%&*+=?^{}~'-]+@(?:[\w-]+\.)+[a-z]{2,}")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "gv", "ltd", "sch", "nhs"})
SAYING_NOTHING = ("name", "street", "postcode", "phone", "code")  # elsewhere "NC" and "Na" may be meant
LONGEST_FORM, PHONE_DIGITS, LEAST_DIGITS = 7, 7, 5


def normalised(kind: str, texts: Sequence[str]) -> list[str]:
    """Each text of one `kind` (name, person, street, town, postcode, phone, mail, host, code, text) as compared."""
    plain = fold(pd.Series(list(texts), dtype="str")).to_pylist()
    letters = words.letters()
    if not all(map(str.isascii, plain)):
        plain = [text if text.isascii() else text.translate(letters) for text in plain]
    spell, nothing = _KINDS[kind], words.nothing() if kind in SAYING_NOTHING else ()
    return ["" if text.strip() in nothing else spell(text) for text in plain]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_APOSTROPHE.sub("", _INITIALS.sub("", text) if "." in text else text))


def _name(text: str) -> str:
    found = _without_form(_tokens(text))
    short = words.name_words()
    kept = [short.get(word, word) for word in found]
    return " ".join(word for word in kept if word not in ("und", "of")) or " ".join(kept)


def _without_form(found: list[str]) -> list[str]:
    """The words without legal forms at the end or, as in "UAB Vilnius" or "ООО …", in front; a form alone stays."""
    forms = words.legal_forms()
    changed = True
    while changed:
        changed = False
        for length in range(min(LONGEST_FORM, len(found) - 1), 0, -1):
            if tuple(found[-length:]) in forms:
                found, changed = found[:-length], True
                break
            if tuple(found[:length]) in forms:
                found, changed = found[length:], True
                break
    return found


def _street(text: str) -> str:
    whole = words.street_words()
    short = (whole.get(word) or _short_ending(word) for word in _tokens(text))
    return " ".join(word.lstrip("0") or word for word in short if word != "of")


def _short_ending(word: str) -> str:
    endings = words.street_endings()
    if not word.endswith(tuple(endings)):
        return word
    for ending, short in endings.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + short
    return word


def _plain(text: str) -> str:
    return " ".join(_tokens(text))


def _town(text: str) -> str:
    short = words.street_words()
    return " ".join(short.get(word, word) if len(word) > 2 else word for word in _tokens(text) if not word.isdigit())


def _postcode(text: str) -> str:
    bare = re.sub(r"[^a-z0-9]", "", _FLOAT.sub("", text.strip()))
    bare = re.sub(r"^[a-z]{1,2}(?=\d{4,5}$)", "", bare)
    if bare.isdigit() and len(bare) in (8, 9) and "-" in text:
        bare = bare[:5]
    return bare.lstrip("0") or bare


def _phone(text: str) -> str:
    parts = _PARTS.split(_FLOAT.sub("", text.strip()))
    digits = (re.sub(r"\D", "", _EXTENSION.sub("", part).replace("(0)", "")) for part in parts if part)
    return " ".join(dict.fromkeys(each[-PHONE_DIGITS:] for each in digits if _may_be_called(each)))


def _may_be_called(digits: str) -> bool:
    return len(digits) >= LEAST_DIGITS and len(set(digits)) > 1


def _mail(text: str) -> str:
    return " ".join(dict.fromkeys(_MAIL.findall(text)))


def _host(text: str) -> str:
    """The domains of websites and mail addresses, but those that anybody may use."""
    found = (_domain(match) for match in _HOST.findall(re.sub(r"[\w.+-]+@", " ", text)))
    return " ".join(dict.fromkeys(host for host in found if host and host not in words.shared_hosts()))


def _domain(host: str) -> str:
    labels = host.split(".")
    if any(".".join(labels[at:]) in words.shared_hosts() for at in range(len(labels) - 1)):
        return ""
    length = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-length:])


def _code(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _FLOAT.sub("", text.strip()))


_KINDS: dict[str, Callable[[str], str]] = {
    "name": _name,
    "person": _plain,
    "street": _street,
    "town": _town,
    "text": _name,
    "postcode": _postcode,
    "phone": _phone,
    "mail": _mail,
    "host": _host,
    "code": _code,
}
