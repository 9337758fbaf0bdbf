"""Nobody is told of twice unless something changed, nobody without a yes, and what must be taken back is."""

from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity.forwarding import CLOSED, REASONS, SENT_COLUMNS, WHATS, Proposal, last_told, propose
from capacity.forwarding_bodies import COMPARED, COMPARED_LINES, bodies, changes
from capacity.schema import field, typed
from capacity.texts import say
from capacity.vocabulary import codes
from tests.fuzzing import times

NOTHING_SENT = pd.DataFrame({name: pd.Series(dtype=object) for name in SENT_COLUMNS})


def offers(**rows: dict[str, Any]) -> pd.DataFrame:
    """One offer per keyword (_1 is offer 1), checked, consenting and within reach unless it says otherwise."""
    plain = {"kind": "offer", "organisation": "Muster GmbH", "organisation_type": "company", "town": "Kiel",
             "email": "info@example.org", "consent": "yes", "status": "checked"}  # fmt: skip
    made = [{"offer_id": int(name[1:]), **plain, **own} for name, own in rows.items()]
    return typed(pd.DataFrame(made, columns=["offer_id"] if not made else None), "offer")


def lines(*rows: dict[str, Any]) -> pd.DataFrame:
    made = pd.DataFrame([{"offer_id": 1, "product": "gown", "unit": "piece", **row} for row in rows])
    return typed(made if rows else pd.DataFrame({"offer_id": pd.Series(dtype="int64")}), "capability")


def sent_after(
    told: Proposal, before: pd.DataFrame = NOTHING_SENT, now: dict[int, int | None] | None = None
) -> pd.DataFrame:
    """What the ledger says once the due items are written to it; `now`: offer_id → where it lives today."""
    batch = int(before["batch_id"].max() if len(before) else 0) + 1
    history = pd.concat([before[["offer_id", "batch_id", "what", "body"]], told.due.assign(batch_id=batch)])
    last = last_told(history)
    return last.assign(now=last["offer_id"].map(lambda each: (now or {}).get(each, each)).astype("Int64"))


def said(told: Proposal) -> dict[int, tuple[str, str | None]]:
    reasons = told.items["reason"].astype(object).where(told.items["reason"].notna(), None)
    return dict(zip(told.items["offer_id"], zip(told.items["what"], reasons, strict=True), strict=True))


def test_what_is_checked_and_agreed_to_is_new_and_the_rest_held_back_with_a_reason() -> None:
    frame = offers(
        _1={},
        _2={"consent": "no"},
        _3={"consent": "not_stated"},
        _4={"consent": None, "organisation_type": "private_person"},
        _5={"status": "new"},
        _6={"status": None},
        _7={"email": None},
        _8={"status": "withdrawn"},
        _9={"kind": "need"},
        _10={"status": "in_contact", "email": None, "phone": "+49 30 23125 001"},
        _11={"status": "new", "consent": "no"},
    )
    told = propose(frame, lines(), NOTHING_SENT)
    assert said(told) == {
        1: ("new", None), 2: ("held", "refused"), 3: ("held", "no_consent"), 4: ("held", "private_without_consent"),
        5: ("held", "unchecked"), 6: ("held", "unchecked"), 7: ("held", "no_contact"), 10: ("new", None),
        11: ("held", "refused"),
    }  # fmt: skip
    assert told.counts == {"new": 2, "changed": 0, "withdrawn": 0, "erased": 0, "unchanged": 0, "held": 7}
    assert list(told.held.items()) == [
        ("refused", 2), ("private_without_consent", 1), ("no_consent", 1), ("unchecked", 2), ("no_contact", 1),
    ]  # fmt: skip


def test_a_body_holds_what_a_recipient_may_see_and_nothing_more() -> None:
    frame = offers(_1={"remarks": "nur intern", "received_at": pd.Timestamp("2020-03-17"), "latitude": 54.3})
    (body,) = propose(frame, lines({"per_week_high": 400.0, "machines": 3}), NOTHING_SENT).of("new")["body"]
    assert body["email"] == "info@example.org"
    assert body["received_at"] == "2020-03-17"
    assert body["capabilities"] == [{"product": "gown", "machines": 3, "per_week_high": 400.0, "unit": "piece"}]
    allowed = {"public", "liaison", "contact"}
    assert all(field(code).audience in allowed for code in body if code != "capabilities")
    assert "remarks" not in body


def test_only_what_changed_is_told_again_field_by_field() -> None:
    first = propose(offers(_1={}, _2={}), lines({"per_week_high": 400.0}, {"product": "goggles"}), NOTHING_SENT)
    frame = offers(_1={"town": "Lübeck", "phone": "+49 30 23125 001"}, _2={})
    later = propose(frame, lines({"per_week_high": 900.0}, {"product": "coverall"}), sent_after(first))
    assert said(later) == {1: ("changed", None), 2: ("unchanged", None)}
    told = later.changes[["product", "field", "before", "after"]].astype(object)
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        [None, "phone", None, "+49 30 23125 001"],
        [None, "town", "Kiel", "Lübeck"],
        ["gown", "per_week_high", 400.0, 900.0],
        ["goggles", "product", "goggles", None],
        ["coverall", "product", None, "coverall"],
    ]
    assert later.of("changed")["sent_in"].tolist() == [1]


def test_the_words_and_the_day_of_the_consent_are_kept_beside_what_is_sent() -> None:
    agreed = {"consent_words": "Ja, gern", "consent_at": pd.Timestamp("2020-03-18")}
    (body,) = propose(offers(_1=agreed), NO_LINES, NOTHING_SENT).of("new")["body"]
    assert (body["consent"], body["consent_words"], body["consent_at"]) == ("yes", "Ja, gern", "2020-03-18")


@pytest.mark.parametrize(
    "change", [{"status": "in_contact"}, {"confirmed_at": pd.Timestamp("2020-04-01")}, {"remarks": "rief an"},
               {"latitude": 54.0}, {"place_words": "Kiel"}],
)  # fmt: skip
def test_our_own_bookkeeping_is_no_change(change: dict[str, Any]) -> None:
    first = propose(offers(_1={}), lines({}), NOTHING_SENT)
    assert said(propose(offers(_1=change), lines({}), sent_after(first))) == {1: ("unchanged", None)}


def test_the_order_of_lines_is_no_change() -> None:
    two = [{"per_week_high": 400.0}, {"per_week_high": 5.0}]
    first = propose(offers(_1={}), lines(*two), NOTHING_SENT)
    assert said(propose(offers(_1={}), lines(*two[::-1]), sent_after(first))) == {1: ("unchanged", None)}


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"status": "withdrawn"}, "withdrawn"), ({"status": "unusable"}, "unusable"), ({"status": "declined"}, "declined"),
     ({"consent": "no"}, "consent_withdrawn"), ({"consent": None}, "consent_withdrawn"), (None, "gone")],
)  # fmt: skip
def test_what_was_sent_and_may_no_longer_be_is_withdrawn_once(change: dict[str, Any] | None, reason: str) -> None:
    first = propose(offers(_1={}, _2={}), lines(), NOTHING_SENT)
    sent = sent_after(first, now={} if change else {1: None})
    now = offers(_1=change, _2={}) if change else offers(_2={})
    later = propose(now, lines(), sent)
    assert said(later) == {1: ("withdrawn", reason), 2: ("unchanged", None)}
    assert later.of("withdrawn")["body"].tolist() == [{"reason": reason, "organisation": "Muster GmbH"}]
    again = propose(now, lines(), sent_after(later, sent, now={} if change else {1: None}))
    assert set(said(again).values()) <= {("unchanged", None), ("held", "refused"), ("held", "no_consent")}


def test_a_private_person_is_withdrawn_by_number_alone() -> None:
    first = propose(offers(_1={"organisation_type": "private_person"}), lines(), NOTHING_SENT)
    later = propose(offers(), lines(), sent_after(first, now={1: None}))
    assert later.of("withdrawn")["body"].tolist() == [{"reason": "gone"}]


def test_who_comes_back_after_a_withdrawal_is_new() -> None:
    first = propose(offers(_1={}), lines(), NOTHING_SENT)
    second = propose(offers(_1={"status": "withdrawn"}), lines(), sent := sent_after(first))
    assert said(propose(offers(_1={}), lines(), sent_after(second, sent))) == {1: ("new", None)}


def test_a_sent_offer_that_is_unchecked_again_waits_with_its_changes() -> None:
    sent = sent_after(propose(offers(_1={}), lines(), NOTHING_SENT))
    assert said(propose(offers(_1={"status": "new"}), lines(), sent)) == {1: ("unchanged", None)}
    changed = {"status": "new", "town": "Lübeck"}
    assert said(propose(offers(_1=changed), lines(), sent)) == {1: ("held", "unchecked")}


def test_a_contact_that_is_gone_is_told_as_a_change() -> None:
    sent = sent_after(propose(offers(_1={}), lines(), NOTHING_SENT))
    later = propose(offers(_1={"email": None}), lines(), sent)
    assert later.changes[["field", "before"]].to_numpy().tolist() == [["email", "info@example.org"]]


def test_a_new_version_of_a_list_is_the_same_offer_under_another_number() -> None:
    sent = sent_after(propose(offers(_1={}), lines(), NOTHING_SENT), now={1: 7})
    assert said(propose(offers(_7={}), lines(), sent)) == {7: ("unchanged", None)}
    later = propose(offers(_7={"town": "Lübeck"}), lines(), sent)
    assert said(later) == {7: ("changed", None)}
    assert later.changes[["field", "before", "after"]].to_numpy().tolist()[-1] == ["offer_id", 1, 7]
    after = sent_after(later, sent, now={1: 7})
    assert after["offer_id"].tolist() == [7]
    assert said(propose(offers(_7={"town": "Lübeck"}), lines(), after)) == {7: ("unchanged", None)}


def test_two_sent_offers_that_prove_to_be_one_leave_one() -> None:
    sent = sent_after(propose(offers(_1={}, _2={}), lines(), NOTHING_SENT), now={1: 2})
    later = propose(offers(_2={}), lines(), sent)
    assert said(later) == {1: ("withdrawn", "merged"), 2: ("unchanged", None)}
    assert later.of("withdrawn")["body"].iloc[0]["into"] == 2
    assert said(propose(offers(_2={}), lines(), sent_after(later, sent, now={1: 2}))) == {2: ("unchanged", None)}


@pytest.mark.parametrize(
    ("later", "standing"),
    [
        ([(1, 3, {})], [1, 2]),  # the two came apart, and the first was told of again
        ([(1, 3, {"formerly": 2})], [1]),  # the first leads again
        ([(2, 3, {})], [2]),  # a later change no longer says what the number was
    ],
)
def test_a_number_that_was_given_up_stays_so_until_it_is_told_again(later: list[tuple], standing: list[int]) -> None:
    told = [(1, 1, {}), (2, 2, {"formerly": 1}), *later]
    rows = [(number, batch, "changed", {"town": "Kiel", **more}) for number, batch, more in told]
    last = last_told(pd.DataFrame(rows, columns=["offer_id", "batch_id", "what", "body"]))
    assert sorted(last["offer_id"]) == standing


@pytest.mark.parametrize("what", ["new", "changed", "withdrawn"])
def test_an_erased_contact_is_listed_once_without_its_data(what: str) -> None:
    sent = pd.DataFrame({"offer_id": [1], "now": pd.array([1], dtype="Int64"), "batch_id": 1, "what": what,
                         "body": [{}]})  # fmt: skip
    for frame in (offers(), offers(_1={})):
        later = propose(frame, lines(), sent)
        (item,) = later.due.itertuples(index=False)
        assert (item.offer_id, item.what, item.body) == (1, "erased", {})
    assert said(later) == {1: ("held", "erased")}
    assert said(propose(offers(), lines(), sent_after(later, sent))) == {}


def test_a_filter_narrows_what_is_told_and_withdraws_nobody() -> None:
    sent = sent_after(propose(offers(_1={}), lines(), NOTHING_SENT))
    frame = offers(_1={}, _2={}, _3={}, _4={"status": "new"})
    assert said(propose(frame, lines(), sent, within=[2])) == {1: ("unchanged", None), 2: ("new", None)}


def test_every_word_for_it_stands_in_both_languages() -> None:
    for language in ("de", "en"):
        assert all(say(f"forwarding.what.{what}", language) for what in WHATS)
        assert all(say(f"forwarding.reason.{reason}", language) for reason in (*REASONS, "gone", "merged", "declined"))


def test_what_is_compared_is_what_a_recipient_may_see() -> None:
    assert {"organisation", "email", "town", "nuts3"} <= set(COMPARED)
    assert {"product", "per_week_high", "conformity", "quote"} <= set(COMPARED_LINES)
    assert not {"remarks", "status", "latitude"} & set(COMPARED)


STATES = st.fixed_dictionaries({
    "status": st.sampled_from([*codes("status"), None]), "consent": st.sampled_from([*codes("consent"), None]),
    "organisation_type": st.sampled_from(["company", "private_person", None]),
    "town": st.sampled_from(["Kiel", "Lübeck", None]), "email": st.sampled_from(["a@example.org", None]),
    "kind": st.sampled_from(["offer", "need"]),
})  # fmt: skip
WEEKS = st.lists(st.dictionaries(st.integers(1, 5), STATES, max_size=5), min_size=2, max_size=3)
NO_LINES = lines()


@given(WEEKS)
@settings(max_examples=times(8), deadline=None)
def test_week_after_week_nobody_is_told_of_twice_and_nobody_without_a_yes(weeks: list[dict[int, dict]]) -> None:
    sent = NOTHING_SENT
    for week in weeks:
        frame = offers(**{f"_{identity}": state for identity, state in week.items()})
        told = propose(frame, NO_LINES, sent)
        assert told.items["offer_id"].is_unique
        allowed = frame.loc[(frame["consent"] == "yes") & ~frame["status"].isin(["new", *CLOSED])]
        passed_on = told.items[told.items["what"].isin(["new", "changed"])]["offer_id"]
        assert set(passed_on) <= set(allowed["offer_id"])
        assert not set(told.of("held")["offer_id"]) & set(told.due["offer_id"])
        assert set(told.items["what"]) <= set(WHATS)
        sent = sent_after(told, sent, now={each: None for each in range(1, 6) if each not in set(frame["offer_id"])})
        assert propose(frame, NO_LINES, sent).due.empty
        standing = set(sent.loc[sent["what"].isin(["new", "changed"]), "offer_id"])
        may_stand = (frame["consent"] == "yes") & ~frame["status"].isin(CLOSED) & (frame["kind"] == "offer")
        assert standing <= set(frame.loc[may_stand, "offer_id"])


@given(st.lists(STATES, min_size=2, max_size=4))
@settings(max_examples=times(8), deadline=None)
def test_changes_add_up(states: list[dict]) -> None:
    found = [bodies(offers(_1=state), NO_LINES)[1] for state in states]
    for before, after in pairwise(found):
        assert {code: value for _, code, _, value in changes(before, after)} == {
            code: after.get(code) for code in COMPARED if before.get(code) != after.get(code)
        }
        assert changes(after, after) == []
