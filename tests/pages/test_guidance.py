"""The page of guidance: law, standards, what makers may do, and the text for an answer."""

import pytest

from tests.screens import links, opened, said


@pytest.mark.parametrize(("language", "words"), [("de", "kein Medizinprodukt"), ("en", "nor a medical device")])
def test_a_product_has_its_guidance(empty: None, language: str, words: str) -> None:
    app = opened("guidance", lang=language, of="mask_community")
    assert words in said(app)
    assert "CWA 17553:2020" in said(app)
    assert "CWA 17553:2020" in app.code[0].value
    assert any(query.get("product") == "mask_community" for query in links(app).values())


def test_an_unknown_product_shows_the_first(empty: None) -> None:
    assert "EN 149" in said(opened("guidance", lang="en", of="unheard"))
