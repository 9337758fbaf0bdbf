"""The overview: its figures are those of the register, narrow with the filters, and lead to their rows."""

import time

import pytest

from capacity import totals
from capacity.formats import number
from capacity.selection import Selection, select
from tests.registers import filled
from tests.screens import links, only_home, opened, query, said
from ui import register_access


@pytest.fixture
def found(busy: None) -> totals.Figures:
    return totals.figures(select(register_access.situation(), Selection()))


def metrics(app) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def test_figures_of_the_day_in_german(found: totals.Figures) -> None:
    app = opened(lang="de")
    offers = number(found.offers, "de")
    assert metrics(app) == {
        "Angebote": offers,
        "Organisationen": number(found.organisations, "de"),
        "Länder": number(found.countries, "de"),
        "Auf der Karte": f"{number(found.on_map, 'de')} von {offers}",
    }
    assert app.title[0].value == "Übersicht"
    assert app.metric[0].proto.delta_description == "seit gestern"
    assert int(app.metric[0].delta) > 0


def test_the_same_in_english(found: totals.Figures) -> None:
    app = opened(lang="en")
    assert set(metrics(app)) == {"Offers", "Organisations", "Countries", "On the map"}
    assert "Without a place" in said(app)
    assert "Übersicht" not in said(app)


def test_capacity_keeps_units_and_states_apart(busy: None) -> None:
    app = opened(lang="de")
    shown = app.dataframe[0].value
    assert list(shown.columns) == ["product_group", "unit", "confirmed", "plausible", "excluded"]
    assert not shown.duplicated(["product_group", "unit"]).any()
    week = totals.per_week(select(register_access.situation(), Selection()))
    row = shown[(shown["product_group"] == "Schutzausrüstung") & (shown["unit"] == "Stück")].iloc[0]
    sums = week[(week["product_group"] == "protective_equipment") & (week["unit"] == "piece")].set_index("plausibility")
    for state in ("confirmed", "plausible"):
        low, high = (number(sums.loc[state, bound], "de") for bound in ("low", "high"))
        assert row[state] == f"{low}–{high}"


def test_every_kind_of_attention_leads_to_its_rows(busy: None) -> None:
    app = opened(lang="de")
    asked = {label: found["attention"] for label, found in links(app).items() if "attention" in found}
    for label, code in asked.items():
        left = len(select(register_access.situation(), Selection(attention=(code,))).rows)
        assert number(left, "de") in label
    assert set(asked.values()) >= {"new", "without_place", "without_contact", "stale"}


def test_links_keep_the_filters(busy: None) -> None:
    app = opened(lang="de", region="DE", product="face_shield,ventilator")
    assert all(found["region"] == "DE" for found in links(app).values())
    assert links(app)["Schutzausrüstung"]["product"] == "face_shield"


def test_filters_narrow_every_figure(busy: None) -> None:
    app = opened(lang="de", product="face_shield")
    left = select(register_access.situation(), Selection(product=("face_shield",)))
    assert metrics(app)["Angebote"] == number(len(left.rows), "de")
    assert set(app.dataframe[0].value["product_group"]) == {"Schutzausrüstung"}


def test_newest_offers_are_words_not_codes(busy: None) -> None:
    newest = opened(lang="de").dataframe[1].value
    assert 0 < len(newest) <= 6
    assert "Deutschland" in set(newest["country"])
    assert not set(newest["product"].dropna()) & {"face_shield", "mask_community"}


def test_an_empty_register_says_what_to_do(empty: None) -> None:
    app = opened(lang="de")
    assert "noch leer" in app.info[0].value
    assert not app.metric


def test_a_filter_that_fits_nobody_shows_the_way_out(busy: None) -> None:
    app = opened(lang="de", words="gibtesnicht", product="gown")
    assert "kein Angebot" in app.info[0].value
    app.button(key="loosen.words").click().run()
    assert query(app) == {"lang": "de", "product": "gown"}
    assert app.metric


def test_a_warm_filter_change_is_quick(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_home(monkeypatch, tmp_path)
    filled(1500)
    app = opened(lang="de")
    before = time.process_time()
    app.multiselect(key="filter.product").select("face_shield").run()
    assert time.process_time() - before < 0.5
    assert query(app)["product"] == "face_shield"
