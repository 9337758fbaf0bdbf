"""The name in a mail address of one's own."""

import pytest

from capacity.messages.contacts import like_domain
from capacity.messages.domains import own_label


@pytest.mark.parametrize(
    ("mail", "label"),
    [
        ("info@muster.example", "muster"),
        ("info@post.muster.example", "muster"),
        ("info@muster.co.uk", "muster"),
        ("info@muster.example.org", "muster"),
        ("somebody@example.org", ""),
        ("somebody@gmail.com", ""),
        ("", ""),
    ],
)
def test_the_label_that_its_owner_chose(mail: str, label: str) -> None:
    assert own_label(mail) == label


def test_a_longer_name_holds_its_domain() -> None:
    assert like_domain("Wirtschaftsregion Emsufer", "info@emsufer.example.org")
    assert like_domain("Druckhaus Muster", "info@druckhaus-muster.example")
    assert not like_domain("Max Mustermann", "info@emsufer.example.org")
