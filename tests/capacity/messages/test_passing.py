"""Mails that were passed on, as people did in spring 2020, all invented: whose they are and who passed them on.

tests/golden/forwards.txt: "=== organisation | passed on by | writer | address of the writer", then headers and text. Of
a mail that lists several originals the organisations are separated by ";", and nobody is its one writer.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from capacity.messages import Letter, apart, understand

FILE = Path(__file__).resolve().parent.parent.parent / "golden" / "forwards.txt"


class Passed(NamedTuple):
    organisations: list[str]
    by: str
    writer: str
    address: str
    letter: Letter


def _golden() -> list[Passed]:
    return [_read(block) for block in FILE.read_text("utf-8").removeprefix("=== ").split("\n=== ")]


def _read(block: str) -> Passed:
    first, _, rest = block.partition("\n")
    organisations, by, writer, address = (part.strip() for part in first.split("|"))
    headers, _, text = rest.partition("\n\n")
    named = dict(line.split(": ", 1) for line in headers.splitlines())
    known = {name.lower(): value for name, value in named.items()} | {"to": "masken@behoerde.example"}
    return Passed(organisations.split(";"), by, writer.removeprefix("Dr. "), address, Letter(known, text))


@pytest.mark.parametrize("golden", _golden(), ids=lambda each: each.organisations[0])
def test_a_mail_that_was_passed_on_is_credited(golden: Passed) -> None:
    letter = apart(golden.letter)
    told = understand(letter)
    if len(golden.organisations) > 1:
        assert [understand(apart(each)).from_organisation for each in letter.within] == golden.organisations
        assert told.from_organisation == golden.by
        return
    assert (told.from_organisation, told.forwarded_by) == (golden.organisations[0], golden.by)
    if golden.writer:
        assert (told.writer.name, told.writer.email) == (golden.writer, golden.address)


HEAD = "Von: Amt <a@amt.example>\nGesendet: Mo, 30.3.2020\nAn: Muster\nBetreff: Aufruf"
ASKED = f"{HEAD}\n\nWir suchen 5.000 Masken pro Woche."


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("AW: Aufruf", "Anbei das Angebot von uns: wir nähen 500 Stoffmasken pro Woche."),
        ("Aufruf", "Auf Ihre Nachricht unten: wir bieten 500 Stoffmasken pro Woche an."),
        ("Re: Aufruf", "Guten Tag,\n\ndazu können wir leider nichts beitragen, bitte sehen Sie sich anderswo um."),
    ],
)
def test_who_answers_passes_nothing_on(subject: str, said: str) -> None:
    told = understand(
        Letter(
            {"from": "Max Muster <max@muster.example>", "to": "amt@amt.example", "subject": subject},
            f"{said}\n\nMax Muster\nMuster GmbH\n\n{ASKED}",
        )
    )
    assert (told.from_organisation, told.forwarded_by) == ("Muster GmbH", "")


def test_lines_of_originals_keep_their_numbers() -> None:
    letter = next(each.letter for each in _golden() if len(each.organisations) > 1)
    for each in apart(letter).within:
        for sentence in understand(each).sentences:
            assert sentence.text.split()[-1] in letter.body.split("\n")[sentence.line - 1]
