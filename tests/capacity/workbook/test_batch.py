"""The sheets of a batch: new, changed field by field, withdrawn, all forwarded; the comparison with the last one."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pandas as pd

from capacity.forwarding import SENT_COLUMNS, Outgoing, Previous, last_told, propose
from capacity.naming import name_of
from capacity.selection import Selection
from capacity.totals import figures
from capacity.workbook import Audience, counted_figures, sheets
from capacity.workbook.hxl import tags
from capacity.workbook.shapes import Page
from tests.capacity.workbook.reading import MADE, NOW, opened, situation_of, table_of, workbook
from tests.invented import Invented

NOTHING_SENT = pd.DataFrame({name: pd.Series(dtype=object) for name in (*SENT_COLUMNS, "week")})
READY = {"consent": "yes", "status": "checked", "organisation": "Muster GmbH"}


def checked(made: Invented, **change: Any) -> Invented:
    """The first six offers may be forwarded, with further fields in `change`."""
    able = made.offers["offer_id"].isin(made.capabilities["offer_id"])
    offers = made.offers[(made.offers["kind"] == "offer") & able].head(6).reset_index(drop=True)
    offers = offers.assign(**READY, email="info@example.org", town="Kiel").assign(**change).astype(offers.dtypes)
    return replace(made, offers=offers)


def first_batch() -> Outgoing:
    made = checked(MADE)
    return Outgoing(propose(made.offers, made.capabilities, NOTHING_SENT), "Commission", "2020-W13", NOTHING_SENT)


def second_batch() -> tuple[Invented, Outgoing]:
    """One offer moved and has more, one is withdrawn, one erased, one new; the others are as they were."""
    first = first_batch()
    due = first.proposal.due.assign(batch_id=1, week="2020-W13")
    due["body"] = [{} if place == 2 else body for place, body in enumerate(due["body"])]
    made = checked(MADE)
    offers = made.offers.copy()
    offers.loc[0, "town"] = "Lübeck"
    offers.loc[1, "status"] = "withdrawn"
    lines = made.capabilities.copy()
    lines.loc[lines["offer_id"] == offers["offer_id"].iloc[0], "per_week_high"] = 1234.5
    gone = offers["offer_id"].iloc[2]
    offers = offers[offers["offer_id"] != gone]
    sent = last_told(due[due["offer_id"] != offers["offer_id"].iloc[-1]])
    living = set(offers["offer_id"])
    sent = sent.assign(now=sent["offer_id"].where(sent["offer_id"].isin(living)).astype("Int64"))
    before = Previous("2020-W13", datetime(2020, 3, 27, 14, tzinfo=UTC), {"offers": 6, "organisations": 1,
                      "countries": 2, "placed": 1, "new": 2, "needs": 0, "capacity:mask:piece": 100.0})  # fmt: skip
    return replace(made, offers=offers, capabilities=lines), Outgoing(
        propose(offers, lines, sent), "Commission", "2020-W14", sent, before
    )


def told(made: Invented, outgoing: Outgoing | None = None, language: str = "en", audience: Audience = "staff",
         selection: Selection = Selection()) -> dict[str, pd.DataFrame]:  # fmt: skip  # noqa: B008
    """The sheets as they will be written, heading over values; the tables of pages by their own titles."""
    situation = situation_of(made, selection)
    found = {}
    for sheet in sheets(situation, made.issues, made.imports, selection, language, NOW, audience, outgoing):
        for each in sheet.tables if isinstance(sheet, Page) else (sheet,):
            found[each.name] = each.values.set_axis([column.heading for column in each.columns], axis=1)
        if isinstance(sheet, Page):
            found[sheet.name] = pd.DataFrame(list(sheet.lines), columns=["label", "words"])
    return found


SITUATION = situation_of(MADE)
MOVED, SECOND = second_batch()


@cache
def second_told() -> dict[str, pd.DataFrame]:
    return told(MOVED, SECOND)


def test_the_sheets_of_a_batch_come_right_after_the_summary() -> None:
    german = opened(workbook(MOVED, outgoing=SECOND, language="de")).sheetnames
    assert german[:6] == ["Überblick", "Neu", "Geändert", "Zurückgezogen", "Alle weitergeleiteten", "Angebote"]
    assert "New" not in told(MOVED)


def test_who_is_new_is_one_row_with_all_that_may_be_passed_on() -> None:
    first = first_batch()
    shown = told(checked(MADE), first)["New"]
    assert shown["No."].tolist() == checked(MADE).offers["offer_id"].tolist()
    assert set(shown["E-mail"]) == {"info@example.org"}
    assert set(shown["Town"]) == {"Kiel"}
    received = checked(MADE).offers["received_at"].dropna()
    assert [day.date() for day in shown["Received on"].dropna()] == [day.date() for day in received]
    assert "Remarks" not in shown
    assert "Status" not in shown
    assert shown["Capacity"].notna().sum() > 2
    assert len(second_told()["New"]) == 1


def test_what_a_contact_can_make_is_said_in_words() -> None:
    made = checked(MADE)
    line = made.capabilities.iloc[[0]].assign(offer_id=made.offers["offer_id"].iloc[0], product="face_shield",
                                              per_week_low=400.0, per_week_high=1500.0, unit="piece")  # fmt: skip
    outgoing = replace(first_batch(), proposal=propose(made.offers, line, NOTHING_SENT))
    for language, sheet, heading, words in (
        ("en", "New", "Capacity", "Face shield, visor: 400–1,500 pieces per week"),
        ("de", "Neu", "Kapazität", "Gesichtsschild, Visier: 400–1.500 Stück je Woche"),
    ):
        assert told(replace(made, capabilities=line), outgoing, language)[sheet][heading].iloc[0] == words


def test_changes_stand_field_by_field_in_words() -> None:
    shown = second_told()["Changed"]
    assert shown.iloc[0].dropna().tolist() == [
        MOVED.offers["offer_id"].iloc[0], "Muster GmbH", "Town", "Kiel", "Lübeck",
    ]  # fmt: skip
    lines = shown[shown["Field"] == "Per week, at most"]
    assert set(lines["Now"]) == {"1,234.5"}
    assert lines["Product"].dropna().isin([name_of("product", code, "en") for code in
                                           MADE.capabilities["product"].dropna().unique()]).all()  # fmt: skip


def test_who_is_taken_back_is_listed_with_the_reason_and_who_was_erased_by_number_alone() -> None:
    shown = second_told()["Withdrawn"]
    assert shown["Organisation"].fillna("").tolist() == ["Muster GmbH", ""]
    assert shown["Reason"].iloc[0] == "withdrawn by the sender"
    assert "erase this contact on your side" in shown["Reason"].iloc[1]
    assert shown["Last sent in"].tolist() == ["2020-W13", "2020-W13"]


def test_all_who_stand_with_the_recipient_are_listed() -> None:
    shown = second_told()["All forwarded"]
    assert sorted(shown["In this batch"]) == ["changed", "new", "unchanged", "unchanged"]
    weeks = dict(zip(shown["In this batch"], shown["Last sent in"], strict=True))
    assert weeks == {"changed": "2020-W14", "new": "2020-W14", "unchanged": "2020-W13"}


def test_the_summary_compares_with_the_last_batch() -> None:
    found = second_told()["At a glance"].set_index("Figure")
    offers = figures(situation_of(MOVED)).offers
    assert found.loc["Offers"].tolist()[:3] == [offers, 6, offers - 6]
    batch = second_told()["This batch"].set_index("Figure")["Value"]
    assert batch["New contacts"] == batch["Changed contacts"] == batch["Contacts erased"] == 1
    assert batch["Forwarded contacts in all"] == 4
    capacity = second_told()["Capacity per week, at most, confirmed and plausible"]
    assert 100.0 in capacity["Last batch"].tolist()
    lines = dict(second_told()["Summary"].to_numpy().tolist())
    assert (lines["Recipient"], lines["Calendar week"]) == ("Commission", "2020-W14")
    assert lines["Compared with"] == "batch of week 2020-W13, 27 March 2020"


def test_what_is_held_back_is_counted_by_reason() -> None:
    made = checked(MADE, status="new")
    outgoing = Outgoing(propose(made.offers, made.capabilities, NOTHING_SENT), "Commission", "2020-W13", NOTHING_SENT)
    book = told(made, outgoing)
    assert book["This batch"].set_index("Figure").at["Held back: unchecked", "Value"] == 6
    assert len(book["New"]) == len(book["Changed"]) == len(book["Withdrawn"]) == 0


def test_readers_without_contacts_get_none() -> None:
    book = told(MOVED, SECOND, audience="liaison")
    for sheet in ("New", "All forwarded"):
        assert not {"E-mail", "Phone", "Contact", "Street"} & set(book[sheet])
    mail = replace(MOVED, offers=MOVED.offers.assign(email="new@example.org"))
    outgoing = replace(SECOND, proposal=propose(mail.offers, mail.capabilities, SECOND.sent))
    assert "E-mail" not in set(told(mail, outgoing, audience="liaison")["Changed"]["Field"])
    assert "E-mail" in set(told(mail, outgoing)["Changed"]["Field"])


def test_the_same_batch_gives_the_same_bytes() -> None:
    assert workbook(MOVED, outgoing=SECOND) == workbook(MOVED, outgoing=second_batch()[1])


def test_figures_for_the_next_comparison_are_those_of_this_situation() -> None:
    found = counted_figures(situation_of(MADE))
    assert found["offers"] == figures(situation_of(MADE)).offers
    assert sum(value for key, value in found.items() if key.startswith("capacity:")) > 0


def test_needs_stand_beside_the_capacity_of_their_region() -> None:
    need = MADE.offers.iloc[[0, 1]].assign(kind=["need", "offer"], nuts0="DE", nuts1="DE2", country="DE")
    line = MADE.capabilities.iloc[[0, 0]].assign(
        capability_id=[1, 2], offer_id=need["offer_id"].tolist(), product="gown", unit="piece", stock=None,
        per_week_low=[500.0, 200.0], per_week_high=[900.0, 300.0], plausibility=["plausible", "confirmed"],
    )  # fmt: skip
    made = replace(MADE, offers=need, capabilities=line.astype(MADE.capabilities.dtypes))
    (row,) = told(made)["Needs and gaps"].to_dict("records")
    assert (row["Country"], row["Needs"]) == ("Germany", 1)
    assert (row["Needed per week, at least"], row["Needed per week, at most"]) == (500, 900)
    assert row["Confirmed: per week at least"] == 200
    assert row["Gap per week (need at most, confirmed at least)"] == 700
    elsewhere = Selection(region=("FR",))
    assert "Needs and gaps" not in told(made, selection=elsewhere)


def test_what_is_on_no_map_is_listed() -> None:
    shown = told(MADE)["Not on the map"]
    situation = situation_of(MADE)
    missing = situation.offers.loc[~situation.columns.pointed[situation.rows], "offer_id"].tolist()
    assert shown["No."].tolist() == missing
    assert missing
    assert "Words of the place" not in told(MADE, audience="liaison")["Not on the map"]


def test_data_quality_counts_remarks_by_kind() -> None:
    issues = MADE.issues.assign(code="email_unreadable", read="kim@@example.org")
    book = told(replace(MADE, issues=issues))
    (row,) = book["Issues by kind"].to_dict("records")
    assert (row["Issue"], row["Number"]) == ("“…” is no e-mail address.", len(issues))
    assert book["Needs attention"]["Value"].notna().all()
    assert "kim@@" not in book["Issues by kind"].to_string()


def test_hashtags_stand_under_the_headings_when_asked_for() -> None:
    tagged = opened(workbook(hxl=True))
    shown = table_of(tagged, "Offers").iloc[0].dropna()
    assert shown["E-mail"] == "#contact+email"
    assert shown["Country"] == "#country+name"
    assert table_of(tagged, "Offers")["No."].tolist()[1:] == SITUATION.offers["offer_id"].tolist()
    assert tagged["Offers"].auto_filter.ref.startswith("A2:")
    assert str(tagged["Codes"]["A2"].value)[0] != "#"
    assert all(tag.startswith("#") for tag in tags().values())


def test_a_change_that_looks_like_a_formula_stays_text() -> None:
    words = "=1+1"
    made = replace(MOVED, offers=MOVED.offers.assign(town=words))
    outgoing = replace(SECOND, proposal=propose(made.offers, made.capabilities, SECOND.sent))
    cell = opened(workbook(made, outgoing=outgoing))["Changed"]["F2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)
