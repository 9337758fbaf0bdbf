"""A mail that brings several originals one after the other, or a list of what several members offer, taken apart.

Leaves out what the parts say (capacity.messages.understanding).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from capacity.message import Person
from capacity.messages.domains import own_label
from capacity.messages.layers import Layer, unquoted
from capacity.messages.letter import Letter
from capacity.messages.passing import is_passing
from capacity.messages.signatures import part
from capacity.messages.voices import own_layers
from capacity.messages.words import plain
from capacity.messages.writers import person
from capacity.vocabulary.words import read_words

FEWEST = 2  # originals or members that make a digest
MEMBER = re.compile(
    r"^\s*(?:[-*•·‣–—]\s+|\(?\d{1,2}[.)]\s+)?(?P<name>[A-ZÄÖÜÁÉŁŚŠČŘŽ0-9][^:;?!\n]{2,70}?)\s*(?::\s+|\s[–—]\s|\s-\s)(?P<rest>.{6,})$"
)
TOWN = re.compile(r"(?:,\s+(?:aus\s+)?|\s+aus\s+|\s+in\s+|\s*\()(?:\d{4,5}\s+)?[A-ZÄÖÜ][^,()]{2,30}\)?$")
LONGEST_NAME = 7  # words


def apart(letter: Letter) -> Letter:
    """The letter with the originals or members that it lists as letters within; as it is where it lists none."""
    if letter.within:
        return letter
    found = _originals(letter) or _members(letter)
    return found or letter


def _originals(letter: Letter) -> Letter | None:
    """The originals that all came to the sender, each with what it quotes itself."""
    layers = own_layers(letter)
    sender = person(letter.headers.get("from", ""))
    firsts = [at for at in range(1, len(layers)) if at == 1 or _came_to(layers, at, sender)]
    if len(firsts) < FEWEST:
        return None
    ends = [*firsts[1:], len(layers)]
    within = tuple(_letter(letter.body, layers[at:end]) for at, end in zip(firsts, ends, strict=True))
    return replace(letter, body=_text(layers[0].lines), within=within)


def _came_to(layers: Sequence[Layer], at: int, sender: Person) -> bool:
    """Whether an original was sent to the mail's sender and not to the writer of the original above it."""
    to = layers[at].head.get("to", "").lower()
    before, first = person(layers[at - 1].head.get("from", "")), layers[1].head.get("to", "").lower()
    if not to or _named(before, to):
        return False
    return _named(sender, to) or (bool(first) and plain(to) == plain(first))


def _named(who: Person, to: str) -> bool:
    label = own_label(who.email)
    domain = who.email.rpartition("@")[2]
    return bool(
        (who.email and who.email in to) or (label and f"@{domain}" in to) or (who.name and plain(who.name) in plain(to))
    )


def _letter(body: str, layers: Sequence[Layer]) -> Letter:
    """An original as a letter, its lines where they stand in the whole mail."""
    first, *others = layers
    lines = list(first.lines)
    if others:
        end = max(number for each in others for number, _ in each.lines or [(each.start, "")])
        raw = body.split("\n")
        lines += [(number, unquoted(raw[number - 1])[1]) for number in range(others[0].start, end + 1)]
    return Letter(_headers(first), _text(lines))


def _headers(layer: Layer) -> dict[str, str]:
    names = {"from": "from", "to": "to", "subject": "subject", "organisation_head": "organization"}
    return {name: layer.head[role] for role, name in names.items() if role in layer.head}


def _text(lines: Sequence[tuple[int, str]]) -> str:
    """Lines as a text in which each has its number again."""
    known = dict(lines)
    return "\n".join(known.get(number, "") for number in range(1, max(known, default=0) + 1))


def _members(letter: Letter) -> Letter | None:
    """What a mail that speaks for others lists member by member: "Muster GmbH, Kiel: 500 Kittel pro Woche"."""
    layers = own_layers(letter)
    said = part(layers[0].lines).said
    if len(layers) > 1 or not is_passing("\n".join(line for _, line in said)):
        return None
    found = {number: entry for number, line in said if (entry := _member(line))}
    if len(found) < FEWEST:
        return None
    kept = [(number, "" if number in found else line) for number, line in layers[0].lines]
    within = tuple(
        Letter({"from": name, "organization": name}, _text([(number, rest)])) for number, (name, rest) in found.items()
    )
    return replace(letter, body=_text(kept), within=within)


def _member(line: str) -> tuple[str, str] | None:
    """The member and what it offers in one line of a list."""
    match = MEMBER.match(line)
    if not match:
        return None
    name, rest = TOWN.sub("", match["name"]).strip(" ,*"), match["rest"].strip()
    goods, own = read_words(rest), read_words(name)
    if len(name.split()) > LONGEST_NAME or not (goods.products or goods.processes) or own.products:
        return None
    return name, rest
