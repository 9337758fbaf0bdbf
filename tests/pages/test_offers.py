"""The offers page: the table, which columns and in what order, and one offer in full."""

import pytest

from capacity.selection import Selection, select
from tests.screens import opened, query, said
from ui import register_access


def everything(**filters: tuple[str, ...]):
    return select(register_access.situation("staff"), Selection(**filters))


def detail(app) -> str:
    return app.main.get("html")[-1].value


def test_every_offer_has_a_row_and_codes_are_words(busy: None) -> None:
    app = opened("offers", lang="de")
    shown = app.dataframe[0].value
    assert len(shown) == len(everything().rows)
    assert {"Unternehmen", "Privatperson"} <= set(shown["organisation_type"])
    assert {"Deutschland", "Österreich"} <= set(shown["country"])
    assert set(shown["status"]) <= {"Neu", "Geprüft", "Weitergeleitet", "In Kontakt", "Angenommen", "Abgelehnt",
                                    "Zurückgezogen", "Nicht brauchbar"}  # fmt: skip
    assert str(shown["received_at"].dtype).startswith("datetime64")


def test_headings_follow_the_language(busy: None) -> None:
    assert '"label": "Town"' in opened("offers", lang="en").dataframe[0].proto.columns
    assert '"label": "Ort"' in opened("offers", lang="de").dataframe[0].proto.columns


def test_newest_come_first_and_the_order_can_be_changed(busy: None) -> None:
    app = opened("offers", lang="de")
    days = app.dataframe[0].value["received_at"].dropna()
    assert days.is_monotonic_decreasing
    app.selectbox(key="offers.order").select("per_week_high").run()
    amounts = app.dataframe[0].value["per_week_high"].dropna()
    assert amounts.is_monotonic_decreasing
    assert len(amounts) > 50


def test_columns_can_be_chosen_and_are_kept_on_other_pages(busy: None) -> None:
    app = opened("offers", lang="de")
    app.multiselect(key="offers.columns").set_value(["organisation", "email"]).run()
    assert list(app.dataframe[0].value.columns) == ["organisation", "email"]
    app.switch_page("../pages/about.py").run()
    app.switch_page("../pages/offers.py").run()
    assert list(app.dataframe[0].value.columns) == ["organisation", "email"]


def test_filters_of_the_link_narrow_the_table(busy: None) -> None:
    app = opened("offers", lang="de", region="AT", product="face_shield")
    assert len(app.dataframe[0].value) == len(everything(region=("AT",), product=("face_shield",)).rows)
    assert set(app.dataframe[0].value["country"]) == {"Österreich"}


def test_a_link_opens_one_offer_with_words_and_source(busy: None) -> None:
    offers = everything().offers
    row = offers[offers["organisation"].notna() & offers["town"].notna() & offers["email"].notna()].iloc[0]
    app = opened("offers", lang="de", offer=str(row["offer_id"]))
    assert any(f">{row['organisation']}</h2>" in each.value for each in app.html)
    assert f">{row['town']}</mark>" in detail(app)
    assert f"mailto:{row['email']}" in detail(app)
    assert row["source_file"] in detail(app)
    assert f">{row['source_row']}</dd>" in detail(app)


def test_closing_takes_the_offer_from_the_address(busy: None) -> None:
    identity = str(everything().offers["offer_id"].iloc[0])
    app = opened("offers", lang="de", offer=identity)
    app.button(key="offers.close").click().run()
    assert query(app) == {"lang": "de"}


@pytest.mark.parametrize("identity", ["999999", "-1", "abc", "1;DROP", "²"])
def test_an_offer_that_is_not_there_opens_nothing(busy: None, identity: str) -> None:
    app = opened("offers", lang="de", offer=identity)
    assert "Dieses Angebot gibt es nicht mehr" in said(app)
    assert not app.exception
    assert len(app.dataframe[0].value) == len(everything().rows)


def test_an_empty_register_says_what_to_do(empty: None) -> None:
    app = opened("offers", lang="en")
    assert "still empty" in said(app)
    assert not app.dataframe
