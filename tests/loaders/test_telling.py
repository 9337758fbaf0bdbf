"""What several files give is told file by file."""

import pytest

from loaders import telling

LIST = b"Firma;Produkt;Menge je Woche\nMuster GmbH;Visiere;100\n"


@pytest.mark.parametrize(("form", "broken"), [("cells", "_cells"), ("json", "_in_form")])
def test_one_that_cannot_be_told_spoils_no_other(
    form: telling.Form, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, calls = getattr(telling, broken), iter(range(9))

    def at_first(*arguments: object) -> tuple[str, str | None]:
        if next(calls) == 0:
            raise ValueError("our mistake")
        return whole(*arguments)

    monkeypatch.setattr(telling, broken, at_first)
    first, second = telling.told([(LIST, "a.csv"), (LIST, "b.csv")], form)
    assert isinstance(first, ValueError)
    assert isinstance(second, tuple)
    assert "Muster GmbH" in second[0]
