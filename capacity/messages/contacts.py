"""What a signature says: who, of which organisation, where, and how to reach them.

Leaves out where the signature is (capacity.messages.signatures) and which organisation counts
(capacity.messages.writers).
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from capacity.message import Person
from capacity.messages.domains import own_label
from capacity.messages.signatures import LINE, MAIL, PHONE, POSTCODE, SITE, Lines
from capacity.messages.words import pattern, plain, words
from capacity.places import locate
from capacity.vocabulary.words_matcher import fold, rows

PARTS = re.compile(r",\s+|\s+[|•·‖]\s*|\s*[|•‖]\s+|\t+|\s{4,}|\s+[–—]\s+|\s//\s")
BRACKETED = re.compile(r"^(\w[^()]+\w)\s*\(([^()@]{3,60})\)\s*$")  # "Max Muster (Muster GmbH)"
FEWEST_LETTERS = 5
SURE = ("srl", "sro")  # legal forms that are no other word
LONGEST_NAME, MOST_OF_TOWN = 6, 3  # words
STREET = re.compile(
    r"[^\W\d_]{3,}.*\s(?!3[- ]?d\b)\d{1,4}\s?[a-z]?(?:\s?[-/+]\s?\d{1,4}[a-z]?)?$"
    r"|^\d{1,4}\s?(?:bis|ter)?,?\s+(?:[^\W\d_]+\s)+",
    re.I,
)
SMALL = frozenset(["von", "van", "de", "der", "den", "zu", "di", "la", "le", "del", "da", "y"])


@dataclass(frozen=True)
class Contact:
    """A signature's parts as written, "" for what it does not say."""

    name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    street: str = ""
    town: str = ""


def contact_of(signature: Lines, who: Person) -> Contact:
    """The contact that the lines of a signature give; `who` the mail came from as its header says."""
    lines = [BRACKETED.sub(r"\1 | \2", line) for _, line in signature if not LINE.match(line)]
    pieces = [piece.strip(" ,;*_|") for line in lines for part in PARTS.split(line) for piece in _dashed(part)]
    pieces = [piece for piece in pieces if piece]
    talk = [piece for piece in pieces if not _is_register(piece)]
    found = Contact(
        phone=next((_phone(each) for each in talk if _phone(each)), ""),
        email=next((match[0] for each in talk if (match := MAIL.search(each))), ""),
        website=next((match[0].rstrip(".,)") for each in talk if (match := SITE.search(each))), ""),
        town=next((_town(each) for each in talk if _town(each)), ""),
        street=next((_street(each) for each in talk if _street(each)), ""),
    )
    named = [each for each in map(_bare, talk) if each and not _is_closing(each)]
    named = [each if has_legal_form(each) else _unclosed(each) for each in named]
    others = [each for each in named if not (is_own_name(each, who) or POSTCODE.search(each) or STREET.search(each))]
    organisation = _organisation(others, who.email or found.email)
    person = next((each for each in named[:4] if each != organisation and is_person(each)), "")
    town = found.town or next((each for each in others[:4] if each not in (organisation, person) and is_town(each)), "")
    return replace(found, organisation=organisation, name=without_titles(person), town=town)


def _dashed(text: str) -> list[str]:
    """A line "Max Muster - Muster GmbH" as the two that it names; other dashes belong to a name."""
    before, dash, behind = text.partition(" - ")
    return [before, behind] if dash and is_person(before.strip(" ,;*_|")) else [text]


def is_own_name(text: str, who: Person) -> bool:
    """Whether a line is the person whose name the address begins with, however much the name looks like a firm's."""
    first = plain(text).split(" ")[0]
    return plain(text) == plain(who.name) and len(first) > 2 and first in plain(who.email.partition("@")[0])


@cache
def _closing() -> "re.Pattern[str]":
    return re.compile(rf"[\W_]*{pattern('closing')}\b\W*")


def _is_closing(text: str) -> bool:
    match = _closing().match(plain(text))
    return bool(match and match.end() > 0.6 * len(plain(text)))


def _unclosed(text: str) -> str:
    """A line without the closing words before a name: "Gruß Max Muster"."""
    match = re.match(rf"[\W_]*{pattern('closing')}(?!\w)[\s,!.-]*(?=\S)", fold(text))
    return text[match.end() :] if match else text


@cache
def _register() -> "re.Pattern[str]":
    return re.compile(rf"^\W*{pattern('register')}\b(?:\s*[:.]|\s+\S)")


def _is_register(text: str) -> bool:
    """Whether a line is what the law wants: managing directors, register, taxes."""
    return bool(_register().match(plain(text)))


@cache
def _labels() -> "re.Pattern[str]":
    return re.compile(rf"^\W*{pattern('label')}\s*\.?\s*[:.]\s*")


def _bare(text: str) -> str:
    """A line that may name somebody; "" for one that says how to reach them."""
    folded = plain(text)
    if MAIL.search(text) or SITE.search(text) or _labels().match(folded) or PHONE.search(text):
        return ""
    return text


def _phone(text: str) -> str:
    match = PHONE.search(MAIL.sub(" ", text))
    fax = re.match(r"\W*(?:tele)?fax|^f\s*[:.+]", plain(text)) if match else None
    return match[0].strip(" -–./") if match and not fax else ""


def _town(text: str) -> str:
    match = POSTCODE.search(text)
    if not match or PHONE.search(text):
        return ""
    return re.split(r"\s*[|•·]\s*", text[match.start() :].strip(" ,|•·-–"))[0][:80]


def _street(text: str) -> str:
    before = text[: match.start()].strip(" ,|•·-–") if (match := POSTCODE.search(text)) else text
    parts = [part.strip() for part in before.split(",")]
    return next((part for part in parts if STREET.search(part) and len(part) < 60 and not PHONE.search(part)), "")


@cache
def legal_form() -> "re.Pattern[str]":
    """The legal forms of firms and associations, as they end a name in text that was made plain."""
    forms = {plain(word) for row in rows("legal_form") for word in row["words"].split("|")} - {"mbh", "co kg", "inh"}
    short = (form for form in forms if len(form) <= 4 and " " not in form)
    dotted = {r"\.?\s?".join(map(re.escape, form)) + r"\.?" for form in short}
    plain_ = {re.escape(form).replace(r"\ ", r"[\s.&+]+") + r"\.?" for form in forms}
    return re.compile(r"(?<![\w@.-])(?:" + "|".join(sorted(dotted | plain_, key=len, reverse=True)) + r")(?![\w@-])")


@cache
def _institution() -> "re.Pattern[str]":
    ends = "|".join(plain(word) for word in words("institution_end"))
    return re.compile(rf"(?<!\w){pattern('institution')}(?!\w)|[^\W\d_]{{3,}}(?:{ends})(?!\w)")


def names_organisation(text: str) -> bool:
    """Whether a line has a firm's legal form or the word for an institution."""
    return has_legal_form(text) or bool(_institution().search(plain(text)))


def has_legal_form(text: str) -> bool:
    """Whether a legal form ends a name in the text: written so, not just like another word ("as", "sa")."""
    folded = plain(text)
    if len(folded) != len(text):
        text = folded.title()
    found = (match for match in legal_form().finditer(folded) if match.start() > 1)
    return any(text[each.start()].isupper() or "." in each[0] or len(each[0]) > 4 or each[0] in SURE for each in found)


def _organisation(named: list[str], email: str) -> str:
    """The line that names the organisation: by its legal form, by an institution's word, as the line after the name."""
    short = [each for each in named if len(each) <= 110]
    sure = next((each for each in short if has_legal_form(each)), "")
    likely = sure or next((each for each in short if _institution().search(plain(each)) and not _is_position(each)), "")
    alike = likely or next((each for each in short if like_domain(each, email)), "")
    return tidy(alike or _behind_name(short))


def _behind_name(named: list[str]) -> str:
    """The line behind a person's name and position, where it reads like a name."""
    at = next((place for place, each in enumerate(named[:4]) if is_person(each)), None)
    if at is None:
        return ""
    rest = (each for each in named[at + 1 :] if not _is_position(each))
    found = next((each for each in rest if not STREET.search(each) and not POSTCODE.search(each)), "")
    reads_so = found[:1].isupper() and len(found.split()) <= LONGEST_NAME and not found.endswith((".", "!", "?"))
    return found if reads_so and not is_town(found) else ""


@lru_cache(maxsize=10_000)
def is_town(text: str) -> bool:
    """Whether a line is the name of a town and nothing else: "Gruß Max Muster, Bamberg"."""
    may_be = (
        text[:1].isupper() and len(text.split()) <= MOST_OF_TOWN and text.replace("-", "").replace(" ", "").isalpha()
    )
    return may_be and locate(town=text).precision == "town"


def like_domain(text: str, email: str) -> bool:
    """Whether a name is the one in a mail address of one's own: "Druckhaus Muster" in info@druckhaus-muster.example."""
    domain = letters_of(email.rpartition("@")[2].rpartition(".")[0])
    name, label = letters_of(text), letters_of(own_label(email))
    words, parts = ({letters_of(each) for each in re.split(r"[\W_]+", text)} for text in (text, own_label(email)))
    turned = len(parts) > 1 and words == parts  # "Rete Muster" in muster-rete.example
    return min(len(label), len(name)) >= FEWEST_LETTERS and (name in domain or label in name or turned)


def letters_of(text: str) -> str:
    """The letters of a name, however umlauts are written."""
    bare = re.sub(r"[^a-z0-9]", "", plain(text))
    return re.sub(r"(?<=[aou])e", "", bare)


@cache
def _position() -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){pattern('position')}(?!\w)")


def _is_position(text: str) -> bool:
    return bool(_position().search(plain(text)))


@cache
def _title() -> "re.Pattern[str]":
    return re.compile(rf"(?<![\w.]){pattern('title')}(?=\s|$)")


def without_titles(name: str) -> str:
    """A person's name without titles and what stands behind a comma."""
    folded = plain(name)
    if len(folded) == len(name):
        spans = [match.span() for match in _title().finditer(folded)]
        for start, end in reversed(spans):
            name = name[:start] + name[end:]
    return re.sub(r"\s+", " ", re.sub(r"\s*[,(/].*$", "", name)).strip(" .,-")


def is_person(text: str) -> bool:
    """Whether a line reads like a person's name: two to five words with capitals, no figures, no firm."""
    bare = without_titles(text)
    parts = bare.split()
    if not 1 < len(parts) <= 5 or re.search(r"[\d@:&/!?]", bare) or names_organisation(text) or _is_position(bare):
        return False
    capitals = [part[:1].isupper() for part in parts if part.lower() not in SMALL]
    return all(capitals) and bool(capitals)


@cache
def _office() -> "re.Pattern[str]":
    return re.compile(rf"^\s*(?:{pattern('office')})\s+(?:(?:{pattern('article')})\s+)?(?=\w)", re.I)


def tidy(organisation: str) -> str:
    """An organisation's name without what stands before it in a sentence or behind it in a line."""
    text = _office().sub("", organisation)
    text = re.sub(
        r"^(?:(?:Firma|Fa\.|Die|Der|Das|Ihre?|Euer|Eure|Team|Your|vom|von der)\s+)+", "", text.strip(" *_,;:-–|\"'„“")
    )
    match = POSTCODE.search(text)
    if match and match.start() > 4:
        text = text[: match.start()]
    text = re.split(r"\s[|•·]\s|\s{3,}", text)[0]
    if "," in text and has_legal_form(text.split(",")[0]):
        text = text.split(",")[0]
    return text.strip(" ,;-–|")[:150]
