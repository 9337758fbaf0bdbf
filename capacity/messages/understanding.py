"""One mail understood: its layers put in order, their writers found, its kind told.

Leaves out the parts themselves (capacity.messages.layers, signatures, writers, kinds, sentences).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from capacity.message import Kind, Person, Topic
from capacity.messages.contacts import Contact, contact_of, tidy
from capacity.messages.kinds import judge
from capacity.messages.languages import language_of
from capacity.messages.layers import Layer, layers_of
from capacity.messages.sentences import Sentence, sentences_of
from capacity.messages.signatures import Parted, part
from capacity.messages.words import pattern, plain
from capacity.messages.writers import is_cluster, organisation_of, person, plain_name

FEW_WORDS = 12  # of one's own above something passed on
MOST_LAYERS = 20


@dataclass(frozen=True)
class Letter:
    """A mail as it comes: headers by their names in small letters, its text, and the mails attached to it.

    One attached mail was passed on and is part of what is said; several are messages of their own.
    """

    headers: Mapping[str, str]
    body: str
    within: tuple["Letter", ...] = ()


@dataclass(frozen=True)
class Understood:
    """What a mail says. `contact` is the writer's, `sentences` are what was written for us; see capacity.message."""

    sender: Person
    writer: Person
    from_organisation: str
    forwarded_by: str
    text: str
    kind: Kind
    confidence: float
    topic: Topic | None
    language: str
    contact: Contact
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class _Voice:
    """Somebody who speaks in a mail."""

    who: Person
    parted: Parted
    contact: Contact
    organisation: str
    subject: str

    @property
    def said(self) -> str:
        return "\n".join(line for _, line in self.parted.said).strip()


def understand(letter: Letter, *, has_list: bool = False) -> Understood:
    """What a mail says; `has_list` where a file of offers or needs hangs on it."""
    subject = letter.headers.get("subject", "")
    voices = _voices(letter)
    own = voices[0]
    chain = _passed_on(letter, subject, voices)
    writer = chain[-1]
    sentences = [each for voice in reversed(chain) for each in sentences_of(voice.parted.said)]
    judged = judge(letter.headers, subject, sentences, has_list)
    text = "\n\n".join(filter(None, (voice.said for voice in reversed(chain))))
    return Understood(
        own.who, writer.who, writer.organisation, _passed_on_by(chain), text, judged.kind, judged.confidence,
        judged.topic, language_of(text), writer.contact, tuple(sentences),
    )  # fmt: skip


def _voices(letter: Letter) -> list[_Voice]:
    """Everybody who speaks: the sender, then whom the text quotes, then the mails attached."""
    headers = letter.headers
    layers = layers_of(letter.body)[:MOST_LAYERS]
    who = person(headers.get("from", "") or headers.get("sender", ""))
    found = [_voice(who, layers[0], headers.get("subject", ""))]
    found += [_voice(person(each.head.get("from", "")), each, each.head.get("subject", "")) for each in layers[1:]]
    return found + (_voices(letter.within[0]) if len(letter.within) == 1 else [])


def _voice(who: Person, layer: Layer, subject: str) -> _Voice:
    parted = part(layer.lines)
    contact = contact_of(parted.signature, who)
    said = "\n".join(line for _, line in parted.said)
    known = plain_name(who.name)
    named = Person(known or contact.name or who.name, who.email or contact.email)
    organisation = tidy(layer.head.get("organisation_head", "")) or organisation_of(who, contact, said)
    return _Voice(named, parted, contact, organisation, subject)


def _passed_on(letter: Letter, subject: str, voices: Sequence[_Voice]) -> list[_Voice]:
    """Those through whose hands a mail came, the sender first and the writer last: one alone where it was answered."""
    chain = [voices[0]]
    layers = layers_of(letter.body)[1:MOST_LAYERS]
    how = [each.how for each in layers] + ["forwarded"] * (len(voices) - 1 - len(layers))
    title = subject
    for voice, way in zip(voices[1:], how, strict=True):
        if not _goes_on(chain[-1], title, way):
            break
        chain.append(voice)
        title = voice.subject
    return chain


@cache
def _forward() -> "re.Pattern[str]":
    return re.compile(rf"^[\W_]*(?:{pattern('subject_forward')})\s*(?:\[\d+\])?:")


@cache
def _reply() -> "re.Pattern[str]":
    return re.compile(rf"^[\W_]*(?:{pattern('subject_reply')})\s*(?:\[\d+\])?:")


@cache
def _passing() -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w)(?:{pattern('passing_on')})(?!\w)")


def _goes_on(voice: _Voice, title: str, way: str) -> bool:
    """Whether what stands below a voice was passed on by it rather than answered."""
    folded = plain(voice.said)
    if way == "forwarded" or _forward().match(plain(title)):
        return True
    if _reply().match(plain(title)):
        return not folded
    return len(folded.split()) <= FEW_WORDS or bool(_passing().search(folded))


def _passed_on_by(chain: Sequence[_Voice]) -> str:
    """The organisation that passed a mail on: the nearest to the writer that speaks for others, else the sender's."""
    writer = chain[-1].organisation
    others = [each.organisation for each in reversed(chain[:-1]) if each.organisation and each.organisation != writer]
    return next((each for each in others if is_cluster(each)), others[-1] if others else "")
