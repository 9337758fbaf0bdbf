"""Alike questions are found alike, others are not; every topic has its text in both languages."""

import pytest

from capacity.message import TOPICS
from capacity.questions import asked, block, groups, products, reply

VISORS = "Guten Tag, wir drucken Visiere. Welche Norm gilt für Gesichtsvisiere? Viele Grüße"
VISORS_TOO = "Hallo, nach welchen Normen müssen Gesichtsvisiere geprüft werden?"
VISORS_EN = "Which standard applies to face shields?"
MASKS = "Welche Norm gilt für FFP2-Masken?"
FUNDING = "Gibt es Zuschüsse für neue Maschinen, und wo beantragen wir die Förderung?"
FUNDING_TOO = "Wo können wir eine Förderung für Maschinen beantragen? Gibt es einen Zuschuss?"
LOANS = "Welche Bank gibt kurzfristige Darlehen an kleine Betriebe?"


def test_questions_on_the_same_products_are_alike_in_any_language() -> None:
    texts = [VISORS, MASKS, VISORS_TOO, VISORS_EN]
    assert groups(texts, ["standards"] * 4) == [0, 1, 0, 0]
    assert groups(texts, ["standards", "standards", "certification", "standards"]) == [0, 1, 2, 0]


def test_questions_in_the_same_words_are_alike() -> None:
    assert groups([FUNDING, LOANS, FUNDING_TOO], ["funding"] * 3) == [0, 1, 0]
    assert groups([], []) == []
    assert groups(["", "", "?"], ["other"] * 3)[0] == 0


def test_what_is_asked_is_told_from_what_stands_around_it() -> None:
    assert asked(VISORS) == "Welche Norm gilt für Gesichtsvisiere?"
    assert asked("Guten Tag,\n\nwelche Norm\ngilt für Visiere? Danke") == "welche Norm\ngilt für Visiere?"
    assert asked("Bitte um Auskunft zu Kitteln.") == "Bitte um Auskunft zu Kitteln."
    assert products(VISORS_EN) == ("face_shield",)
    assert products("Wir nähen Kittel. Brauchen wir ein Zertifikat?") == ("gown",)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_block_in_both_languages(topic: str) -> None:
    assert len({block(topic, "de"), block(topic, "en")}) == 2
    assert (block(topic, "de") == block("other", "de")) == (topic == "other")


def test_a_reply_holds_the_guidance_on_the_products() -> None:
    words = reply("standards", ("face_shield",), "de")
    assert words.startswith("Guten Tag,")
    assert "EN 166" in words
    assert block("standards", "de") in words
    assert "Visier" in words.split(block("standards", "de"))[1]
    assert reply("funding", ("face_shield",), "en").count("\n\n") == 2
