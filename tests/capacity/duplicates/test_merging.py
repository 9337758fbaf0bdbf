"""Rows that are one become one offer: the newest leads, gaps are filled, products count once."""

import pandas as pd

from capacity.duplicates.merging import merged
from capacity.schema import typed

Rows = list[dict[str, object]]


def offers(*rows: dict[str, object]) -> pd.DataFrame:
    numbered = [{"offer_id": number, "import_id": number, "kind": "offer", **row} for number, row in enumerate(rows, 1)]
    return typed(pd.DataFrame(numbered), "offer")


def lines(*rows: tuple[int, str | None, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["offer_id", "product", "stock"])
    return typed(frame.assign(capability_id=range(1, len(rows) + 1)), "capability")


def test_the_newest_row_leads_and_is_completed() -> None:
    old = {"organisation": "Ewerzahn", "phone": "+493023125123", "confirmed_at": "2020-03-20", "town": "Tübingen"}
    new = {"organisation": "Ewerzahn GmbH", "confirmed_at": "2020-04-01", "town": "Tübingen"}
    found, _ = merged(offers(old, new), lines(), [{1, 2}])
    assert found[["offer_id", "organisation", "phone"]].values.tolist() == [[2, "Ewerzahn GmbH", "+493023125123"]]


def test_of_two_rows_of_one_day_the_fuller_leads_and_a_row_without_day_follows() -> None:
    thin = {"organisation": "A", "received_at": "2020-04-01"}
    full = {"organisation": "A", "received_at": "2020-04-01", "website": "https://a.example"}
    undated = {"organisation": "A", "website": "https://a.example", "email": "a@a.example", "phone": "+493023125123"}
    found, _ = merged(offers(full, undated, thin), lines(), [[1, 2, 3]])
    assert found["offer_id"].tolist() == [1]


def test_a_place_is_taken_whole_from_the_row_that_knows_most() -> None:
    new = {"town": "Berlin", "precision": "town", "latitude": 52.5, "confirmed_at": "2020-04-02"}
    old = {"town": "Ulm", "street": "Weg 1", "postcode": "89073", "precision": "address", "latitude": 48.4}
    found, _ = merged(offers(new, old), lines(), [(1, 2)])
    assert found[["town", "street", "postcode", "latitude"]].values.tolist() == [["Ulm", "Weg 1", "89073", 48.4]]


def test_the_newest_word_on_consent_counts_with_its_wording() -> None:
    rows = (
        {"consent": "not_stated", "confirmed_at": "2020-04-03"},
        {"consent": "no", "consent_words": "bitte nicht", "confirmed_at": "2020-04-02"},
        {"consent": "yes", "consent_words": "ja", "confirmed_at": "2020-04-01"},
    )
    found, _ = merged(offers(*rows), lines(), [[1, 2, 3]])
    assert found[["offer_id", "consent", "consent_words"]].values.tolist() == [[1, "no", "bitte nicht"]]


def test_a_new_report_does_not_reset_the_state_but_an_end_does_not_spread() -> None:
    new, checked, withdrawn = ({"status": state} for state in ("new", "checked", "withdrawn"))
    days = {"confirmed_at": "2020-04-03"}
    assert merged(offers({**new, **days}, checked), lines(), [[1, 2]])[0]["status"].tolist() == ["checked"]
    assert merged(offers({**new, **days}, withdrawn), lines(), [[1, 2]])[0]["status"].tolist() == ["new"]
    assert merged(offers({**withdrawn, **days}, checked), lines(), [[1, 2]])[0]["status"].tolist() == ["withdrawn"]


def test_products_count_once_from_one_import() -> None:
    rows = offers({"import_id": 7, "confirmed_at": "2020-04-03"}, {"import_id": 7}, {"import_id": 8})
    said = lines((1, "mask", 100.0), (2, "mask", 50.0), (2, "gown", 5.0), (3, "mask", 100.0), (3, "visor", 9.0))
    found, kept = merged(rows, said, [[1, 2, 3]])
    assert found["offer_id"].tolist() == [1]
    assert kept[["offer_id", "product", "stock"]].values.tolist() == [
        [1, "mask", 100.0],
        [1, "mask", 50.0],
        [1, "gown", 5.0],
        [1, "visor", 9.0],
    ]


def test_lines_without_product_count_once_too() -> None:
    _, kept = merged(offers({"confirmed_at": "2020-04-03"}, {}), lines((1, None, 1.0), (2, None, 1.0)), [[1, 2]])
    assert kept["capability_id"].tolist() == [1]


def test_other_rows_order_and_types_stay() -> None:
    rows, said = offers({}, {"machines": 1}, {}, {}), lines((2, "mask", 1.0), (4, "mask", 2.0))
    found, kept = merged(rows, said, [[1, 3], [4]])
    assert found["offer_id"].tolist() == [2, 3, 4]
    assert found.dtypes.equals(rows.dtypes)
    assert kept.dtypes.equals(said.dtypes)
    assert kept["offer_id"].tolist() == [2, 4]


def test_without_groups_nothing_changes() -> None:
    rows, said = offers({}, {}), lines((1, "mask", 1.0))
    found, kept = merged(rows, said, [])
    assert found is rows
    assert kept is said


def test_what_people_decided_of_any_row_counts_before_what_was_read() -> None:
    new = {"town": "Berlin", "status": "new", "phone": "+493023125123", "confirmed_at": "2020-04-03"}
    old = {"town": "Ulm", "status": "declined", "phone": None, "email": "a@a.example"}
    rows = offers(new, old, {"town": "Bonn", "status": "checked"})
    decided = {"status": [3, 2], "phone": [2], "town": [1]}
    found, _ = merged(rows, lines(), [[1, 2, 3]], decided)
    assert found["offer_id"].tolist() == [1]
    assert found[["status", "town", "email"]].values.tolist() == [["declined", "Berlin", "a@a.example"]]
    assert found["phone"].isna().all()


def test_who_refused_is_not_reached_by_the_consent_of_another() -> None:
    new = {"organisation": "A", "email": "a@a.example", "consent": "yes", "confirmed_at": "2020-04-02"}
    old = {"contact_name": "Kim", "phone": "+49 30 23125 777", "website": "https://a.example", "consent": "no"}
    found, _ = merged(offers(new, old), lines(), [{1, 2}])
    assert found["email"].tolist() == ["a@a.example"]
    assert found["website"].tolist() == ["https://a.example"]
    assert found[["contact_name", "phone"]].isna().all(axis=None)


def test_of_offers_that_all_refused_the_contact_is_kept_for_us() -> None:
    new = {"organisation": "A", "consent": "no", "confirmed_at": "2020-04-02"}
    found, _ = merged(offers(new, {"contact_name": "Kim", "consent": "no"}), lines(), [{1, 2}])
    assert found["contact_name"].tolist() == ["Kim"]
