"""One mail understood: its layers put in order, their writers found, its kind told.

Leaves out the parts themselves (capacity.messages.layers, signatures, writers, kinds, sentences).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from capacity.message import Kind, Person, Topic
from capacity.messages.contacts import Contact, has_legal_form
from capacity.messages.kinds import judge
from capacity.messages.languages import language_of
from capacity.messages.letter import Letter
from capacity.messages.passing import passed_on, passed_on_by
from capacity.messages.sentences import Sentence, sentences_of
from capacity.messages.voices import Voice, voices_of
from capacity.messages.writers import is_cluster, member_named, told_of, written_for


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


def understand(letter: Letter, *, has_list: bool = False) -> Understood:
    """What a mail says; `has_list` where a file of offers or needs hangs on it."""
    voices = voices_of(letter)
    own = voices[0]
    chain = passed_on(voices)
    writer = chain[-1]
    sentences = [each for voice in reversed(chain) for each in sentences_of(voice.parted.said)]
    judged = judge(letter.headers, own.subject, _judged_by(chain, sentences), has_list)
    text = "\n\n".join(filter(None, (voice.said for voice in reversed(chain))))
    organisation, by = _credit(chain)
    return Understood(
        own.who, writer.who, organisation, by, text, judged.kind, judged.confidence,
        judged.topic, language_of(text), writer.contact, tuple(sentences),
    )  # fmt: skip


def _judged_by(chain: Sequence[Voice], sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that tell what a mail wants: "Can you take care of this?" of who passes it on asks no question."""
    written = sentences_of(chain[-1].parted.said)
    return [*written, *(each for each in sentences[len(written) :] if not written or "?" not in each.whole)]


def _credit(chain: Sequence[Voice]) -> tuple[str, str]:
    """Whose mail it is and who passed it on; somebody may write for one member, or for another firm."""
    writer, by = chain[-1], passed_on_by(chain)
    named = member_named(writer.said) or told_of(writer.said, writer.organisation)
    spoken_for = is_cluster(writer.organisation) or has_legal_form(named)
    member = (named if spoken_for else "") or written_for(writer.said, writer.organisation)
    return (member, by or writer.organisation) if member else (writer.organisation, by)
