"""Firms found in words by what their mail address spells."""

import pytest

from capacity.message import Person
from capacity.messages.contacts import Contact
from capacity.messages.spelt import spelt
from capacity.messages.writers import organisation_of


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("atelier-fadenlauf", "Wir nähen im Atelier Fadenlauf auch Kittel.", "Atelier Fadenlauf"),
        ("vlies-tanner", "see below, from our member Vliesstoff Tanner AG.\n\nKind regards", "Vliesstoff Tanner AG"),
        ("distillerie-vallon", "la Distillerie du Vallon peut fournir", "Distillerie du Vallon"),
        ("klarsicht", "Maya from Klarsicht Optics GmbH asked us", "Klarsicht Optics GmbH"),
        ("kostuem-brehm", "die Kostümwerkstatt Brehm näht", "Kostümwerkstatt Brehm"),
        ("klarsicht", "Maya von Klarsicht fragte", ""),
        ("rc-pohl", "Karin Pohl schrieb, Reinigungschemie und Pohl", ""),
        ("rot", "Das Rot GmbH", ""),
        ("", "Muster GmbH", ""),
    ],
)
def test_what_an_address_spells_is_found(label: str, text: str, name: str) -> None:
    assert spelt(label, text) == name


@pytest.mark.parametrize(
    ("name", "mail", "signed", "organisation"),
    [
        ("Verband Textil Muster", "vtm@vtm-muster.example", "VTM", "Verband Textil Muster"),
        ("Bettenhaus Traum", "info@traum.example", "Bettenhaus Traum GmbH", "Bettenhaus Traum GmbH"),
        ("Mode Grand Ouest", "contact@mgo.example", "", "Mode Grand Ouest"),
        ("Segreteria Confindustria Esempio", "segreteria@conf.example", "", "Confindustria Esempio"),
        ("Apotheke am Dom", "apotheke@amdom.example", "", "Apotheke am Dom"),
    ],
)
def test_the_strongest_evidence_names_the_organisation(name: str, mail: str, signed: str, organisation: str) -> None:
    assert organisation_of(Person(name, mail), Contact(organisation=signed), "") == organisation
