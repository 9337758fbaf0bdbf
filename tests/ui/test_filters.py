"""The filter bar: what it offers, what it leaves, how it is set back."""

import re

import pytest

from capacity.selection import FACETS, Selection, counts, select
from tests.screens import opened, query
from ui import register_access
from ui.filters import BAR


def offered(app, facet: str) -> dict[str, int]:
    """Name → count of each choice of a filter, as it is written."""
    options = app.multiselect(key=f"filter.{facet}").options
    return {name: int(re.sub(r"\D", "", count)) for name, count in (option.rsplit(" · ", 1) for option in options)}


def test_every_facet_has_its_filter() -> None:
    assert set(BAR) == {*FACETS, "attention"}


@pytest.mark.parametrize("facet", [facet for facet in FACETS if facet != "region"])
def test_each_choice_says_what_it_would_leave(busy: None, facet: str) -> None:
    expected = counts(register_access.situation("staff"), Selection(), facet)
    assert list(offered(opened(lang="de"), facet).values()) == [int(each) for each in expected]


def test_counts_follow_the_other_filters(busy: None) -> None:
    app = opened(lang="de", region="AT")
    expected = counts(register_access.situation("staff"), Selection(region=("AT",)), "product")
    assert list(offered(app, "product").values()) == [int(each) for each in expected]


def test_attention_is_counted_too(busy: None) -> None:
    app = opened(lang="de", region="DE")
    for name, count in offered(app, "attention").items():
        if name == "Ohne E-Mail und Telefon":
            wanted = Selection(region=("DE",), attention=("without_contact",))
            assert count == len(select(register_access.situation("staff"), wanted).rows)
            return
    raise AssertionError("nobody without contact among the choices")


def test_regions_go_from_country_to_nuts_3_in_the_language(busy: None) -> None:
    german, english = (list(offered(opened(lang=language), "region")) for language in ("de", "en"))
    assert german[0] == "Deutschland"
    assert english[0] == "Germany"
    assert {"Bayern (DE)", "Oberbayern (DE)", "München, Kreisfreie Stadt (DE)"} <= set(german)
    assert german.index("Deutschland") < german.index("Bayern (DE)") < german.index("Oberbayern (DE)")
    assert len(german) == len(set(german))


def test_what_lies_in_a_chosen_region_comes_first(busy: None) -> None:
    names = list(offered(opened(lang="de", region="DE,FR"), "region"))
    german = [name for name in names if name.endswith("(DE)")]
    assert set(names[:8]) < {*german, *(name for name in names if name.endswith("(FR)"))}
    assert names.index("Bayern (DE)") < names.index("Deutschland")


def test_a_smaller_region_takes_the_place_of_the_one_around_it(busy: None) -> None:
    app = opened(lang="de", region="DE,AT")
    app.multiselect(key="filter.region").select("DE2").run()
    assert query(app)["region"] == "AT,DE2"


def test_choosing_narrows_and_reset_brings_all_back(busy: None) -> None:
    app = opened(lang="de")
    everything = app.metric[0].value
    app.multiselect(key="filter.product").select("face_shield").run()
    app.multiselect(key="filter.product").select("gown").run()
    assert query(app)["product"] == "face_shield,gown"
    assert app.metric[0].value != everything
    app.button(key="filters.reset").click().run()
    assert query(app) == {"lang": "de"}
    assert app.metric[0].value == everything
    assert app.multiselect(key="filter.product").value == []


def test_search_words_are_kept_in_the_address(busy: None) -> None:
    app = opened(lang="de")
    app.text_input(key="filter.words").set_value("muster").run()
    assert query(app)["words"] == "muster"
    assert "Angeboten" in next(each.value for each in app.markdown if "**" in each.value)


def test_people_read_no_english_in_german(busy: None) -> None:
    app = opened(lang="de")
    filters = [app.multiselect(key=f"filter.{facet}").proto for facet in BAR]
    assert all(each.placeholder and each.select_all == 0 for each in filters)
    assert {each.label for each in filters} >= {"Region", "Produkt", "Verfahren", "Branche", "Frische"}


def named(app) -> dict[str, str]:
    """Facet → the words on the button that opens its filter."""
    labels = [each.proto.popover.label for each in app.main.get("popover")]
    return dict(zip(BAR, labels[1:], strict=False))  # the first is the link to the view


def test_what_is_chosen_stands_on_the_button_of_its_filter(busy: None) -> None:
    app = opened(lang="de", region="AT,DE", product="gown", words="muster")
    assert named(app)["region"] == r"**Region\: Österreich oder Deutschland**"
    assert named(app)["product"].startswith(r"**Produkt\: ")
    assert named(app)["sector"] == "Branche"


def test_a_long_choice_is_cut_in_its_name(busy: None) -> None:
    label = named(opened(lang="en", region="AT,BE,BG,CZ,DE,ES,FR,IT,PL"))["region"]
    assert label.endswith("…**")
    assert len(label) < 50
