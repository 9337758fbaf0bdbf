"""Whether a mail's sentence lets its writer's data be handed on: invented sentences, read as a careful human would."""

import pytest

from capacity.messages.consents import consent_in
from capacity.messages.sentences import Sentence

GRANTED = [
    "Unsere Kontaktdaten dürfen Sie gerne an die Kommission weitergeben.",
    "Ich stimme der Weitergabe meiner Kontaktdaten an die Europäische Kommission zu.",
    "Unsere Adresse kann an Bedarfsträger weitergegeben werden.",
    "Sie können unser Angebot gerne an interessierte Kliniken weiterleiten.",
    "Our details may be forwarded to the Commission and to hospitals.",
    "Vous pouvez transmettre nos coordonnées.",
    "Acconsento alla trasmissione dei miei dati alla Commissione europea.",
    "Doy mi consentimiento para compartir mis datos con la Comisión.",
    "U mag onze gegevens doorgeven aan de Commissie.",
    "Wyrażamy zgodę na przekazanie naszych danych Komisji.",
    "Souhlasíme s předáním našich údajů Komisi.",
]
REFUSED = [
    "Bitte geben Sie unsere Daten nicht an Dritte weiter.",
    "Ich möchte nicht, dass meine Kontaktdaten weitergegeben werden.",
    "Please do not share my contact details with anyone.",
    "Merci de ne pas communiquer nos coordonnées à des tiers.",
    "Onze gegevens mogen niet worden doorgegeven.",
]
OPEN = [
    "Sie können Ihre Angaben an unser Team weitergeben.",
    "Unsere Muster können mit dem Angebot übermittelt werden.",
    "Sie dürfen unsere Daten nur intern weitergeben.",
    "Dürfen wir unsere Kontaktdaten auch an andere weitergeben?",
    "Eine Weitergabe unserer Daten bitte nur nach Rücksprache.",
    "Wir leiten Ihre Anfrage gerne an unsere Mitglieder weiter.",
    "Unsere Druckdaten können wir Ihnen gerne übermitteln.",
    "Diese E-Mail enthält vertrauliche Informationen; eine Weitergabe unserer Daten ist nicht gestattet.",
    "If you want to pass on our details, please ask first.",
    "Nous pouvons vous transmettre nos coordonnées bancaires.",
    "We agree with your approach and will forward our contact list to you.",
]


def said(*texts: str) -> tuple[str, str]:
    return consent_in([Sentence(line, text) for line, text in enumerate(texts, 1)])


@pytest.mark.parametrize(("texts", "expected"), [(GRANTED, "yes"), (REFUSED, "no"), (OPEN, "not_stated")])
def test_only_plain_words_grant_or_refuse(texts: list[str], expected: str) -> None:
    assert [text for text in texts if said(text)[0] != expected] == []


def test_the_words_are_kept_and_a_refusal_outweighs_consent() -> None:
    assert said("Guten Tag.", GRANTED[0]) == ("yes", GRANTED[0])
    assert said(GRANTED[0], REFUSED[0]) == ("no", REFUSED[0])
    assert said("Guten Tag.") == ("not_stated", "")
