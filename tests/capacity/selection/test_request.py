"""A selection survives the address bar, ignores what it does not know, and says itself in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity.selection import FACETS, Selection, filter_label, from_query, in_words, to_query
from capacity.vocabulary import codes


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from((*values, "none")), unique=True, max_size=3).map(tuple)


selections = st.builds(
    Selection,
    region=some(("DE", "DE21", "DE212", "EL", "US")),
    **{name: some(codes(name)) for name in FACETS if name != "region"},
    attention=st.sampled_from(((), ("stale",), ("excluded", "new"))),
    imports=st.sampled_from(((), ("3",), ("12", "7"))),
    words=st.text(max_size=30).map(lambda text: " ".join(text.split())),
    kind=st.sampled_from((("offer",), ("need",), ("offer", "need"), ())),
)


@given(selections)
def test_an_address_gives_the_selection_back(selection: Selection) -> None:
    query = to_query(selection)
    assert all(isinstance(value, str) for value in query.values())
    assert from_query(query) == selection
    assert hash(from_query(query)) == hash(selection)


NAMES = (*FACETS, "words", "kind", "attention", "imports", "lang", "x")


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_address_is_a_selection_in_words(query: dict[str, str]) -> None:
    assert in_words(from_query(query), "de")


def test_unknown_codes_are_ignored() -> None:
    query = {"product": "gown,bread,gown", "region": "DE21,DE999,none", "lang": "de", "words": "x" * 500}
    found = from_query(query)
    assert found == Selection(product=("gown",), region=("DE21", "none"), words="x" * 200)


def test_nothing_asked_is_an_empty_address() -> None:
    assert to_query(Selection()) == {}
    assert Selection().asked() == ()
    assert from_query({"kind": "need"}).asked() == ()


@pytest.mark.parametrize(
    ("selection", "german", "english"),
    [
        (Selection(), "keine Filter, alle Angebote", "no filters, all offers"),
        (
            Selection(product=("gown", "goggles"), region=("DE2", "none"), words="Kim"),
            "Region: Bayern oder ohne Angabe · Produkt: OP-Kittel, Schutzkittel oder Schutzbrille · Suche: „Kim“",
            "Region: Bavaria or not stated · Product: Surgical or isolation gown or Safety goggles · Search: “Kim”",
        ),
        (Selection(kind=("need",)), "Art der Meldung: Bedarf", "Kind: Need"),
        (Selection(kind=()), "Art der Meldung: Angebot oder Bedarf", "Kind: Offer or Need"),
        (
            Selection(attention=("stale",)),
            "Zu beachten: Seit über drei Wochen nicht bestätigt",
            "Needs attention: Not confirmed for over three weeks",
        ),
    ],
)
def test_in_words(selection: Selection, german: str, english: str) -> None:
    assert in_words(selection, "de") == german
    assert in_words(selection, "en") == english


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_filter_has_a_name(language: str) -> None:
    names = [filter_label(name, language) for name in (*FACETS, "attention", "words", "kind")]
    assert all(names)
    assert len(set(names)) == len(names)
