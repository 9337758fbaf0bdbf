"""A link reproduces the view; filters and language go along, a page's own parameters stay behind."""

import pytest

from tests.screens import opened, query
from ui.address import as_number


def go(app, page: str, **asked: str):
    """As a link does: another page, with the parameters of its address."""
    app.query_params.clear()
    app.query_params.update(asked)
    return app.switch_page(f"../pages/{page}.py").run()


def left(app) -> str:
    return next(each.value for each in app.markdown if "**" in each.value)


def test_the_same_link_gives_the_same_view(busy: None) -> None:
    link = {"lang": "de", "region": "DE", "product": "face_shield,gown", "words": "muster"}
    first, second = opened(**link), opened(**link)
    assert left(first) == left(second) != left(opened(lang="de"))
    assert query(first) == link
    assert first.multiselect(key="filter.product").value == ["face_shield", "gown"]
    assert first.text_input(key="filter.words").value == "muster"


def test_what_a_link_gets_wrong_is_ignored(busy: None) -> None:
    app = opened(lang="xx", region="ATLANTIS", product="nonsense,gown", freshness="", page="9")
    assert app.multiselect(key="filter.product").value == ["gown"]
    assert app.multiselect(key="filter.region").value == []
    assert not app.exception


def test_filters_and_language_go_along_with_a_bare_address(busy: None) -> None:
    app = go(opened(lang="de", region="DE"), "offers")
    assert query(app) == {"lang": "de", "region": "DE"}
    assert set(app.dataframe[0].value["country"]) == {"Deutschland"}


def test_a_page_keeps_its_own_parameters_to_itself(busy: None) -> None:
    app = opened("offers", lang="de", region="DE", offer="3")
    assert query(go(app, "overview")) == {"lang": "de", "region": "DE"}


def test_a_link_with_filters_of_its_own_wins(busy: None) -> None:
    app = go(opened(lang="de", region="DE", product="gown"), "offers", lang="de", attention="new")
    assert query(app) == {"lang": "de", "attention": "new"}


def test_the_way_back_on_one_page_takes_the_filter_back(busy: None) -> None:
    app = opened(lang="de")
    app.multiselect(key="filter.product").select("face_shield").run()
    assert query(app) == {"lang": "de", "product": "face_shield"}
    app.query_params.clear()
    app.query_params["lang"] = "de"
    app.run()
    assert app.multiselect(key="filter.product").value == []


def test_the_link_to_copy_leaves_the_language_to_its_reader(busy: None) -> None:
    app = opened(lang="de", region="DE")
    link = app.code[0].value
    assert link.endswith("?region=DE")
    assert "lang" not in link


@pytest.mark.parametrize("digits", [30, 5000])
@pytest.mark.parametrize(("page", "name"), [("needs", "weeks"), ("offers", "offer"), ("inbox", "message")])
def test_a_number_that_no_register_holds_is_none(busy: None, page: str, name: str, digits: int) -> None:
    opened(page, lang="de", **{name: "9" * digits})  # no exception


def test_numbers_of_an_address() -> None:
    said = {"": None, "7": 7, "-7": None, "7.0": None, "²": None, "9" * 15: 999999999999999, "9" * 16: None}
    assert {each: as_number(each) for each in said} == said
