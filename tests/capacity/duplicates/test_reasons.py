"""What speaks for and against a pair, in codes and in two languages."""

import pytest

from capacity.duplicates.fields import KNOWN
from capacity.duplicates.reasons import HOWS, Reason, in_words, reasons


def test_the_weightiest_first_and_nothing_that_tells_nothing() -> None:
    bits = {"organisation": 11.26, "phone": -1.0, "town": 1.2, "street": 4.0, "email": 0.0}
    same = {"organisation": True, "phone": False, "town": True, "street": False, "email": False}
    assert reasons(bits, same) == (
        Reason("organisation", "same", 11.3),
        Reason("street", "alike", 4.0),
        Reason("town", "common", 1.2),
        Reason("phone", "different", -1.0),
    )


def test_words() -> None:
    assert in_words(Reason("phone", "different", -1.0), "de") == "Telefon verschieden"
    assert in_words(Reason("host", "same", 9.0), "en") == "Website or mail domain: the same"


@pytest.mark.parametrize("how", HOWS)
def test_every_known_field_has_words(how: str) -> None:
    for each in KNOWN:
        assert in_words(Reason(each.name, how, 1.0), "de") != in_words(Reason(each.name, how, 1.0), "en")
