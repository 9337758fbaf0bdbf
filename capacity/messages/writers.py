"""Who wrote a mail and for whom, who passed it on: people in headers, organisations in signatures, words and addresses.

Leaves out cutting the text (capacity.messages.layers, capacity.messages.signatures).
"""

import re
from collections.abc import Iterator
from email.utils import parseaddr
from functools import cache

from capacity.message import Person
from capacity.messages.contacts import (
    FEWEST_LETTERS,
    Contact,
    has_legal_form,
    is_own_name,
    is_person,
    legal_form,
    like_domain,
    names_organisation,
    tidy,
    without_titles,
)
from capacity.messages.domains import own_label
from capacity.messages.spelt import spelt
from capacity.messages.words import pattern, plain

LONGEST_HEADER = 2_000
MAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w.-]+\.\w{2,}")
BEHALF = re.compile(
    r"\s+(?:im auftrag von|on behalf of|de la part de|per conto di|en nombre de|namens|w imieniu|via)\s+", re.I
)
NAME_WORD = re.compile(
    r"[A-ZÄÖÜÁÉÍÓÚŁŚŻČŘŠŽÈÀ0-9&+][\w&+.'’-]*"
    r"|(?:und|and|et|e|y|en|i|&|\+|für|for|de|du|des|di|del|della|van|von|der|am|im|an|zu|a|la|le|the|of"
    r"|o\.o\.|z|spol\.|sp\.|k\.|s\.|r\.|p\.|l\.|c\.)(?=\s)"
)


def person(header: str) -> Person:
    """The person that a header or the head of a quoted mail names: "Muster, Max (Firma) <m@example.org>"."""
    header = header[:LONGEST_HEADER]
    mail = MAIL.search(header)
    try:
        name, address = parseaddr(header) if header.count("<") == 1 else ("", "")
    except RecursionError:  # the standard library goes down into every bracket
        name, address = "", ""
    if not name or "@" in name:
        name = MAIL.sub(" ", re.sub(r"\[?mailto:[^\]>)\s]*\]?", " ", header))
        name = re.sub(r"[<>\[\]]", " ", name)
    name = re.sub(r"\s+", " ", name).strip(" \"',;:()")
    return Person(name, (mail[0] if mail else address if "@" in address else "").lower().strip("'"))


def plain_name(name: str) -> str:
    """A person's name in its usual order, "" for what is none: an address, a function, a firm."""
    bare = re.sub(r"\s*[(\[].*$", "", BEHALF.split(name)[0])
    if has_legal_form(bare) or "@" in bare:
        return ""
    if bare.count(",") == 1:
        last, first = (part.strip() for part in bare.split(","))
        if is_person(f"{without_titles(first)} {last}"):
            return without_titles(f"{first} {last}")
    return without_titles(bare) if is_person(bare) else ""


def organisation_of(who: Person, contact: Contact, said: str) -> str:
    """The organisation somebody writes for; what is said strongest counts.

    That is a signature with a legal form, an institution's word or the address's; then words that name the own firm;
    such a name in the header; any signature; a firm that a sentence begins with; words that the address spells or
    whose initials it has; the address alone.
    """
    mail = who.email or contact.email
    label = own_label(mail)
    signed, named = contact.organisation, _in_name(who.name)
    whole = named if named in signed and " " in named and not has_legal_form(signed) else ""
    sure = signed and (names_organisation(signed) or (like_domain(signed, mail) and signed not in named))
    evidence = (
        whole, signed if sure else "", own_words(said),
        "" if is_own_name(who.name, who) else named, signed,
        speaking_firm(said, mail), named, _alike(who.name, mail), spelt(label, who.name), spelt(label, said),
        _initialled(who.name, mail), label,
    )  # fmt: skip
    return next(filter(None, evidence), "")


def _initialled(name: str, mail: str) -> str:
    """A header's name whose initials its address has: "Muster Ost Gilde" <post@mog.example>."""
    bare = re.split(r"[(|/,]", name)[0]
    initials = "".join(word[0] for word in plain(bare).split() if word.isalpha())
    parts = {*re.split(r"\W+", mail.lower().rpartition(".")[0]), own_label(mail)}
    return tidy(bare) if any(len(part) > 2 and initials.startswith(part) for part in parts) else ""


def _alike(name: str, mail: str) -> str:
    """A header's name where it is that of the address: "Druckhaus Muster" <info@druckhaus-muster.example>."""
    label = own_label(mail)
    local = set(re.split(r"[\W_]+", mail.partition("@")[0].lower()))
    for part in (part.strip(" )") for part in re.split(r"[(|/]", name)):
        function = not set(plain(part).split()) & local
        part = part if function else " ".join(word for word in part.split() if not _is_function(word, local))
        function = not set(plain(part).split()) & local
        is_word = len(label) > 2 and label in plain(part).split()
        if (like_domain(part, mail) and function) or (is_word and (function or label.upper() in part)):
            return tidy(part)
    return ""


def _is_function(word: str, local: set[str]) -> bool:
    """Whether a word of a header's name is that of a function in the address: "Einkauf" <einkauf@…>."""
    return plain(word) in local and not is_person(f"{word} Muster")


def _in_name(name: str) -> str:
    """The organisation that a header's name holds: "Max Muster | Muster GmbH", "Muster, Max (Muster GmbH)"."""
    parts = re.split(r"\s*[|/(),–]\s*|\s+-\s+|" + BEHALF.pattern, name, flags=re.I)
    found = (part.strip(") ") for part in parts if part and names_organisation(part))
    return tidy(next(found, ""))


@cache
def _own_firm() -> "re.Pattern[str]":
    spoken = pattern("own_firm").replace(r"\s+", r",?\s+")  # also "wir, die Firma"
    return re.compile(rf"(?<!\w){spoken}\b[,:]?\s+")


def own_words(said: str) -> str:
    """The firm that the words name as the writer's own; its name must have a legal form or an institution's word."""
    folded = plain_lines(said)
    for shape, fewest in ((_own_firm(), 1), (_own_mine(), 2)):
        for match in shape.finditer(folded):
            name = _leading_name(said[match.end() : match.end() + 120])
            if len(name.split()) >= fewest and names_organisation(name):
                return tidy(name)
    return ""


@cache
def _own_mine() -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){pattern('own_mine')}\s+(?:{pattern('firm_word')}\s+)?")


@cache
def _subject() -> "re.Pattern[str]":
    """Where a sentence begins, with an article or the word for a firm or without."""
    return re.compile(
        rf"(?:^|[.!?,:]\s+|\n\s*)(?:(?:{pattern('article')})\s+)?(?:{pattern('firm_word')}\s+)?(?=[^\W\d_])"
    )


def speaking_firm(said: str, mail: str) -> str:
    """The one firm that a sentence begins with: "Die Muster GmbH kann …"; without a legal form it must be like the
    address."""
    folded = plain_lines(said)
    label = own_label(mail)
    if not (label or legal_form().search(folded)):
        return ""
    names = (_leading_name(said[match.end() : match.end() + 120]) for match in _subject().finditer(folded))
    found = dict.fromkeys(tidy(name) for name in names if has_legal_form(name) or _is_of(name, label))
    return next(iter(found)) if len(found) == 1 else ""


def _is_of(name: str, label: str) -> bool:
    """Whether the name of an institution has a word of an address's label."""
    known = (word in label for word in plain(name).split() if len(word) >= FEWEST_LETTERS)
    return len(name.split()) > 1 and names_organisation(name) and any(known)


def member_named(said: str) -> str:
    """The member in whose name somebody writes: "unser Mitglied, die Muster GmbH"; "" where none is named."""
    for name in _names_behind("own_member", said):
        if has_legal_form(name) or (name and (names_organisation(name) or not is_person(name)) and name[0].isupper()):
            return tidy(name)
    return ""


def written_for(said: str, own: str) -> str:
    """The firm for which somebody of `own` writes: "im Namen der Firma Muster GmbH"; "" for none or the own one."""
    mine = {*plain(own).split()}
    others = (name for name in _names_behind("behalf", said) if has_legal_form(name))
    return next((tidy(name) for name in others if plain(name).split()[0] not in mine), "") if mine else ""


def told_of(said: str, own: str) -> str:
    """The one firm of which somebody of `own`, who speaks of members or for a cluster, tells what it can do."""
    firm = speaking_firm(said, "")
    others = firm and own and not {*plain(firm).split()} & {*plain(own).split()}
    return firm if others and (is_cluster(own) or _member_word().search(plain(said))) else ""


@cache
def _member_word() -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){pattern('member_word')}(?!\w)")


def _names_behind(role: str, said: str) -> Iterator[str]:
    """The names that stand behind words of one role, with or without an article and the word for a firm."""
    words = rf"{pattern(role)}[,:]?\s+(?:{pattern('article')}\s+)?(?:{pattern('firm_word')}\s+)?"
    for match in re.finditer(rf"(?<!\w){words}", plain_lines(said)):
        yield _leading_name(said[match.end() : match.end() + 120])


def plain_lines(text: str) -> str:
    """A text as it is compared, every letter in its place."""
    from capacity.vocabulary.words_matcher import fold

    return fold(text.replace("’", "'"))


def _leading_name(rest: str) -> str:
    """The name with which some words begin, up to its legal form where it has one."""
    stop = legal_form().search(plain_lines(rest))
    words = []
    at = 0
    while at < len(rest):
        match = NAME_WORD.match(rest, at)
        if not match:
            break
        words.append(match[0])
        at = match.end()
        if at >= len(rest) or rest[at] not in " \n":
            break
        at += 1
    while words and words[-1].islower():
        words.pop()
    while words and words[0].islower():
        words.pop(0)
    name = " ".join(words).strip(" .,-")
    if stop and stop.end() <= at + 12 and stop.start() > 2 and rest[: stop.end()].count("\n") < 2:
        name = rest[: stop.end()].removesuffix(
            "." if "." not in stop[0][:-1] and "." not in rest[: stop.start()] else ""
        )
    return re.sub(r"\s+", " ", name).strip()


@cache
def _cluster() -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){pattern('cluster_word')}(?!\w)")


def is_cluster(organisation: str) -> bool:
    """Whether a name is that of somebody who speaks for others: a cluster, a chamber, an authority."""
    return bool(_cluster().search(plain(organisation)))
