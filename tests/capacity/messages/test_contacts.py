"""What a signature's lines say of who wrote: a town behind a name is where they are, not whom they work for."""

import pytest

from capacity.message import Person
from capacity.messages.contacts import contact_of

WHO = Person("Jonas Muster", "jonas.muster@web.de")


@pytest.mark.parametrize(
    ("lines", "organisation", "town"),
    [
        (["Gruß Jonas Muster, Bamberg"], "", "Bamberg"),
        (["Jonas Muster", "Köln-Deutz"], "", "Köln-Deutz"),
        (["Jonas Muster", "Nähwerk", "Flensburg"], "Nähwerk", "Flensburg"),
        (["Jonas Muster", "Nähwerk", "24937 Flensburg"], "Nähwerk", "24937 Flensburg"),
        (["Jonas Muster", "Formwerk"], "Formwerk", ""),
        (["Jonas Muster", "Opolski Klaster 3D"], "Opolski Klaster 3D", ""),
        (["Hauke Jensen"], "", ""),
    ],
)
def test_a_town_is_no_organisation(lines: list[str], organisation: str, town: str) -> None:
    found = contact_of(list(enumerate(lines)), WHO)
    assert (found.organisation, found.town) == (organisation, town)
