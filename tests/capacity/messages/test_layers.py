"""Where somebody else begins to speak in a mail, in the forms of the usual programs and languages."""

import pytest

from capacity.messages.layers import layers_of
from capacity.messages.signatures import part

OUTLOOK = "{0}: Max Muster <max@example.org>\n{1}: Mo, 30.3.2020 10:00\n{2}: Anna Beispiel\n{3}: Masken\n\nAlter Text."


@pytest.mark.parametrize(
    "mark",
    [
        OUTLOOK.format("Von", "Gesendet", "An", "Betreff"),
        OUTLOOK.format("*Von:* Firma", "*Gesendet*", "*An*", "*Betreff*").replace(":* Firma:", ":*"),
        OUTLOOK.format("From", "Sent", "To", "Subject"),
        OUTLOOK.format("De", "Envoyé", "À", "Objet").replace(":", " :"),
        OUTLOOK.format("Da", "Inviato", "A", "Oggetto"),
        OUTLOOK.format("De", "Enviado el", "Para", "Asunto"),
        OUTLOOK.format("Van", "Verzonden", "Aan", "Onderwerp"),
        OUTLOOK.format("Od", "Wysłano", "Do", "Temat"),
        OUTLOOK.format("Od", "Odesláno", "Komu", "Předmět"),
        "-----Ursprüngliche Nachricht-----\n" + OUTLOOK.format("Von", "Gesendet", "An", "Betreff"),
        "________________________________\n" + OUTLOOK.format("Von", "Datum", "An", "Betreff"),
        "Am 30.03.2020 um 10:00 schrieb Max Muster:\n\n> Alter Text.",
        "Am Mo., 30. März 2020 um 10:00 Uhr schrieb Max Muster <\nmax@example.org>:\n\n> Alter Text.",
        "On Mon, 30 Mar 2020 at 10:00, Max Muster <max@example.org> wrote:\n> Alter Text.",
        "Le lun. 30 mars 2020 à 10:00, Max Muster <max@example.org> a écrit :\n> Alter Text.",
        "Il giorno lun 30 mar 2020 alle ore 10:00 Max Muster <max@example.org> ha scritto:\n> Alter Text.",
        "El lun, 30 mar 2020 a las 10:00, Max Muster (<max@example.org>) escribió:\n> Alter Text.",
        "Op ma 30 mrt. 2020 om 10:00 schreef Max Muster <max@example.org>:\n> Alter Text.",
        "W dniu 30.03.2020 o 10:00, Max Muster pisze:\n> Alter Text.",
        "Dne 30. 3. 2020 v 10:00 Max Muster napsal(a):\n> Alter Text.",
    ],
)
def test_what_is_quoted_is_told_from_what_is_said(mark: str) -> None:
    own, other = layers_of(f"Neuer Text.\n\n{mark}\n")
    assert own.text == "Neuer Text."
    assert other.text == "Alter Text."
    assert "Max Muster" in other.head["from"]
    assert "2020" not in other.head["from"]


@pytest.mark.parametrize(
    "mark",
    ["---------- Forwarded message ---------", "-------- Weitergeleitete Nachricht --------",
     "Anfang der weitergeleiteten Nachricht:", "Begin forwarded message:", "---------- Message transféré ---------",
     "---------- Messaggio inoltrato ---------", "----- Mensaje reenviado -----"],
)  # fmt: skip
def test_what_is_passed_on_is_told(mark: str) -> None:
    own, other = layers_of(f"Zur Info\n\n{mark}\nVon: Max Muster <max@example.org>\nDatum: 30.3.2020\n\nText.")
    assert (own.text, other.how, other.text) == ("Zur Info", "forwarded", "Text.")


def test_answers_below_a_quote_are_ones_own_words() -> None:
    own, *_ = layers_of("Am 30.03.2020 schrieb Max Muster:\n> Wie viele?\n\n500 Stück.\n> Ab wann?\nMorgen.")
    assert [line for _, line in own.lines if line] == ["500 Stück.", "Morgen."]


@pytest.mark.parametrize(
    "line",
    ["Von: 300 bis 500 Stück", "Wir haben am 30.03. geschrieben:", "Lieferung an: Lager Kiel", "Datum: 30.3.2020"],
)
def test_words_that_only_look_like_it_stay(line: str) -> None:
    assert len(layers_of(f"Guten Tag,\n{line}\nund mehr.")) == 1


@pytest.mark.parametrize(
    ("text", "said", "signed"),
    [
        ("Text.\n\nMit freundlichen Grüßen\nMax Muster\nWerk GmbH", "Text.", "Werk GmbH"),
        ("Text.\n-- \nMax Muster", "Text.", "Max Muster"),
        ("Text.\n\nMax Muster\nWerk GmbH\n10115 Berlin", "Text.", "10115 Berlin"),
        ("Text.\nVG Max\nPS: Auch Kittel.", "Text.\nPS: Auch Kittel.", "VG Max"),
        ("Text.\n\nVon meinem iPhone gesendet", "Text.", ""),
        ("Text.\n\nDiese E-Mail enthält vertrauliche Informationen für den Empfänger.", "Text.", ""),
        ("Beste Qualität liefern wir.\nMasken und Kittel.", "Beste Qualität liefern wir.\nMasken und Kittel.", ""),
    ],
)
def test_signatures_are_told_from_what_is_said(text: str, said: str, signed: str) -> None:
    parted = part(list(enumerate(text.split("\n"), start=1)))
    assert "\n".join(line for _, line in parted.said).strip() == said
    assert signed in "\n".join(line for _, line in parted.signature)
