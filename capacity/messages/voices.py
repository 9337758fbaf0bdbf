"""Those who speak in a mail: the sender, whom the text quotes, whose mail is attached; each with signature and firm.

Leaves out whether a quoted mail was passed on or answered (capacity.messages.passing).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from capacity.message import Person
from capacity.messages.contacts import Contact, contact_of, like_domain, tidy
from capacity.messages.domains import own_label
from capacity.messages.layers import Layer, layers_of
from capacity.messages.letter import Letter
from capacity.messages.signatures import DASHES, Parted, is_closing, part
from capacity.messages.spelt import spelt
from capacity.messages.words import plain
from capacity.messages.writers import member_named, organisation_of, person, plain_name

MOST_LAYERS = 20
LONGEST_TAIL = 16  # lines below an original in which its sender's signature may stand


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks in a mail: `to` whom, `how` it came in (see Layer), under which subject."""

    who: Person
    parted: Parted
    contact: Contact
    organisation: str
    subject: str
    to: str = ""
    how: str = "own"

    @property
    def said(self) -> str:
        """The words without the signature."""
        return "\n".join(line for _, line in self.parted.said).strip()


def voices_of(letter: Letter) -> list[Voice]:
    """Everybody who speaks: the sender, then whom the text quotes, then the mail attached."""
    headers = letter.headers
    who = person(headers.get("from", "") or headers.get("sender", ""))
    first, *others = own_layers(letter)
    to = f"{headers.get('to', '')} {headers.get('cc', '')}"
    head = {"organisation_head": headers.get("organization", "")} | dict(first.head)
    found = [_voice(who, replace(first, head=head), headers.get("subject", ""), to)]
    found += [_quoted(each) for each in others]
    if len(letter.within) == 1:
        inner = voices_of(letter.within[0])
        found += [replace(inner[0], how="forwarded"), *inner[1:]]
    return _named_alike(found)


def own_layers(letter: Letter) -> list[Layer]:
    """The layers of a mail's text; what its sender signs below an original belongs to the sender."""
    layers = layers_of(letter.body)[:MOST_LAYERS]
    who = person(letter.headers.get("from", ""))
    last = layers[-1]
    if len(layers) < 2 or last.head.get("by") == "intro":
        return layers
    at = _tail_of(last, who)
    if at is None:
        return layers
    own = replace(layers[0], lines=[*layers[0].lines, *last.lines[at:]])
    return [own, *layers[1:-1], replace(last, lines=last.lines[:at])]


def _tail_of(layer: Layer, who: Person) -> int | None:
    """The place in an original from which on the sender signs: at a closing formula or dashes above the own name."""
    names = {plain(who.name), plain(plain_name(who.name)), who.email} - {""}
    texts = [text for _, text in layer.lines]
    begin = max(1, len(texts) - LONGEST_TAIL)
    at = next((at for at in range(begin, len(texts)) if _names(texts[at], names)), None)
    if at is None or person(layer.head.get("from", "")).email == who.email != "":
        return None
    start = next((up for up in range(at, begin - 1, -1) if is_closing(texts[up]) or DASHES.match(texts[up])), None)
    if start is None:
        start = next((up + 1 for up in range(at - 1, begin - 1, -1) if not texts[up].strip()), None)
    return start if start and any(text.strip() for text in texts[:start]) else None


def _names(text: str, names: set[str]) -> bool:
    folded = plain(text).strip(" ,;*|-")
    return bool(folded) and any(folded == name or ("@" in name and name in folded) for name in names)


def _quoted(layer: Layer) -> Voice:
    head = layer.head
    found = _voice(
        person(head.get("from", "")), layer, head.get("subject", ""), f"{head.get('to', '')} {head.get('cc', '')}"
    )
    return replace(found, how=layer.how)


def _voice(who: Person, layer: Layer, subject: str, to: str) -> Voice:
    parted = part(layer.lines)
    contact = contact_of(parted.signature, who)
    said = "\n".join(line for _, line in parted.said)
    known = plain_name(who.name)
    named = Person(known or contact.name or who.name, who.email or contact.email)
    words = layer.head.get("words", "")
    introduced = (
        tidy(layer.head.get("organisation_head", "")) or member_named(words) or spelt(own_label(who.email), words)
    )
    organisation = introduced or organisation_of(who, contact, said)
    return Voice(named, parted, contact, _as_in(who.name, organisation), subject, to)


def _as_in(name: str, organisation: str) -> str:
    """An organisation in capitals as its header writes it."""
    return tidy(name) if organisation.isupper() and plain(name) == plain(organisation) else organisation


def _named_alike(voices: Sequence[Voice]) -> list[Voice]:
    """The voices, those of whose firm only the address is known with the name that others write for it."""
    told = [each for each in voices if each.organisation and not _is_label(each)]
    above = ["", *(each.said for each in voices)]
    return [
        replace(each, organisation=_told(each, told, words)) if _is_label(each) else each
        for each, words in zip(voices, above, strict=False)
    ]


def _is_label(voice: Voice) -> bool:
    return bool(voice.organisation) and voice.organisation == own_label(voice.who.email)


def _told(voice: Voice, others: Sequence[Voice], above: str) -> str:
    """What others call the firm of a voice, at last who passed it on: "our member, the Muster GmbH"."""
    label = voice.organisation
    same = (own_label(each.who.email) == label or like_domain(each.organisation, voice.who.email) for each in others)
    return (
        next((each.organisation for each, is_same in zip(others, same, strict=True) if is_same), "")
        or spelt(label, above)
        or member_named(above)
        or label
    )
