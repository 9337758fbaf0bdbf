"""The ledger: what is confirmed stands there once, whole, and can be issued again; due is what it does not say."""

import datetime as dt
import hashlib
from dataclasses import replace

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from capacity.reports import Report
from register import Register, RegisterError
from register.decisions import Change, Decisions
from register.duplicates import Verdicts
from register.forwarding import Ledger, Proposed, week_of
from register.people import People
from tests.register.made_reports import report
from tests.register.test_comparing import take_in

NOW = dt.datetime(2020, 4, 3, 14, 0, tzinfo=dt.UTC)
NEXT = NOW + dt.timedelta(days=7)


def agreed(name: str = "liste.csv", **change: object) -> tuple[Report, bytes]:
    """Three offers and a need, all checked, agreed to and within reach, with further fields in `change`."""
    made, content = report(name)
    ready = {"consent": "yes", "status": "checked", "email": "info@example.org", "town": "Kiel", **change}
    return replace(made, offers=made.offers.assign(**ready).astype(made.offers.dtypes)), content


@pytest.fixture
def ledger(register: Register) -> Ledger:
    register.add(*agreed(), by="Ada")
    return Ledger(register)


def confirm(
    ledger: Ledger, proposed: Proposed | None = None, content: bytes = b"week 14", now: dt.datetime = NOW
) -> int:
    proposed = proposed or ledger.propose(now=now)
    done = ledger.confirm(proposed, content, by="Ada", language="en", name="w.xlsx", figures={"offers": 3}, now=now)
    return done.batch_id


def test_what_is_confirmed_is_no_longer_due_and_can_be_issued_again(ledger: Ledger, register: Register) -> None:
    proposed = ledger.propose(now=NOW)
    assert (proposed.week, proposed.previous, proposed.again) == ("2020-W14", None, None)
    assert proposed.proposal.of("new")["offer_id"].tolist() == [1, 2, 3]
    done = ledger.confirm(proposed, b"week 14", by="Ada", language="en", name="w.xlsx", figures={"offers": 3}, now=NOW)
    assert (done.batch_id, done.already) == (1, False)
    issued = ledger.reissue(1)
    assert (issued.content, issued.name) == (b"week 14", "w.xlsx")
    after = ledger.propose(now=NEXT)
    assert after.proposal.counts | {"held": 0} == dict.fromkeys(after.proposal.counts, 0) | {"unchanged": 3}
    assert after.previous is not None
    assert after.previous.counts["new"] == 3
    assert after.previous.figures == {"offers": 3}
    assert register.contents().offers["status"].tolist() == ["forwarded"] * 3 + ["checked"]


def test_the_ledger_says_who_was_sent_what_on_which_consent(ledger: Ledger) -> None:
    confirm(ledger)
    (batch,) = ledger.batches().itertuples(index=False)
    assert (batch.batch_id, batch.by, batch.week, batch.recipient) == (1, "Ada", "2020-W14", "European Commission")
    assert (batch.new, batch.changed, batch.held, batch.name, batch.at) == (3, 0, 0, "w.xlsx", pd.Timestamp(NOW))
    told = ledger.sent(2)
    assert told[["batch_id", "offer_id", "what", "consent"]].to_numpy().tolist() == [[1, 2, "new", "yes"]]
    assert told["body"].iloc[0]["email"] == "info@example.org"
    assert len(ledger.told(1)) == len(ledger.told()) == 3
    assert ledger.sent(4).empty
    with pytest.raises(KeyError):
        ledger.reissue(7)


def test_the_same_week_twice_writes_nothing_new(ledger: Ledger, register: Register) -> None:
    proposed = ledger.propose(now=NOW)
    confirm(ledger, proposed)
    version = register.version()
    assert ledger.confirm(proposed, b"week 14", by="Bob", language="en", name="w.xlsx", now=NOW).already
    again = ledger.propose(now=NOW + dt.timedelta(hours=3))
    assert again.again is not None
    assert ledger.confirm(again, b"other bytes", by="Bob", language="en", name="w.xlsx", now=NOW).already
    assert register.version() == version
    assert len(ledger.batches()) == 1


def test_next_week_has_a_batch_even_if_nothing_is_due(ledger: Ledger) -> None:
    confirm(ledger)
    assert confirm(ledger, content=b"week 15", now=NEXT) == 2
    assert ledger.batches()[["batch_id", "week", "new", "unchanged"]].to_numpy().tolist() == [
        [2, "2020-W15", 0, 3], [1, "2020-W14", 3, 0],
    ]  # fmt: skip
    assert ledger.sent(1)["batch_id"].tolist() == [1]


def test_what_was_proposed_must_still_hold(ledger: Ledger, register: Register) -> None:
    proposed = ledger.propose(now=NOW)
    register.add(*agreed("more.csv"), by="Bob")
    with pytest.raises(RegisterError) as caught:
        confirm(ledger, proposed)
    assert caught.value.code == "due_changed"
    assert "meanwhile" in caught.value.message("en")
    assert ledger.batches().empty
    with pytest.raises(KeyError):
        register.original(hashlib.sha256(b"week 14").hexdigest())


def test_what_others_do_beside_it_does_not_matter(ledger: Ledger, register: Register) -> None:
    proposed = ledger.propose(now=NOW)
    register.add(*report("unchecked.csv"), by="Bob")
    assert confirm(ledger, proposed) == 1
    assert register.contents().offers["status"].tolist()[:3] == ["forwarded"] * 3


def test_each_recipient_has_a_ledger(ledger: Ledger) -> None:
    confirm(ledger)
    other = ledger.propose(recipient="Example Ministry", now=NOW)
    assert other.proposal.counts["new"] == 3
    assert confirm(ledger, other, b"for the ministry") == 2
    assert ledger.propose(recipient="Example Ministry", now=NOW).again is not None
    assert set(ledger.batches()["recipient"]) == {"European Commission", "Example Ministry"}


def test_a_filter_limits_what_is_newly_told_of(ledger: Ledger) -> None:
    confirm(ledger, ledger.propose(within=[2], now=NOW))
    rest = ledger.propose(now=NOW)
    assert rest.proposal.counts | {"held": 0} == dict.fromkeys(rest.proposal.counts, 0) | {"new": 2, "unchanged": 1}
    assert confirm(ledger, rest, b"the rest of week 14") == 2


def test_a_newer_version_of_the_list_is_a_change_of_the_same_offer(register: Register) -> None:
    ledger = Ledger(register)
    take_in(register, agreed("one.csv")[0:2])
    confirm(ledger)
    made, _ = agreed("one.csv")
    town = made.offers["town"].mask(made.offers["source_row"] == 5, "Lübeck")
    words = made.offers["original"].mask(made.offers["source_row"] == 5, '{"Firma": "Lübeck"}')
    content = b"next week"
    newer = replace(made, offers=made.offers.assign(town=town, original=words), file="two.csv",
                    sha256=hashlib.sha256(content).hexdigest())  # fmt: skip
    take_in(register, (newer, content))
    proposal = ledger.propose(now=NEXT).proposal
    (item,) = proposal.due.itertuples(index=False)
    assert item.what == "changed"
    assert item.body["formerly"] != item.offer_id
    assert proposal.changes["field"].tolist() == ["town", "offer_id"]
    confirm(ledger, content=b"week 15", now=NEXT)
    assert ledger.sent(item.offer_id)["what"].tolist() == ["changed", "new"]
    assert ledger.propose(now=NEXT).proposal.due.empty


def test_an_import_taken_back_withdraws_what_was_sent_of_it(ledger: Ledger, register: Register) -> None:
    confirm(ledger)
    register.undo(1, by="Ada")
    proposal = ledger.propose(now=NEXT).proposal
    assert proposal.due[["what", "reason"]].to_numpy().tolist() == [["withdrawn", "gone"]] * 3
    confirm(ledger, content=b"week 15", now=NEXT)
    assert ledger.propose(now=NEXT).proposal.items.empty


def test_proposing_changes_nothing(ledger: Ledger, register: Register) -> None:
    before, version = register.contents().offers, register.version()
    ledger.propose(now=NOW)
    assert register.version() == version
    assert_frame_equal(register.contents().offers, before)


def test_weeks_are_those_of_the_calendar() -> None:
    assert week_of(dt.datetime(2020, 12, 31, tzinfo=dt.UTC)) == "2020-W53"
    assert week_of(dt.datetime(2021, 1, 3, tzinfo=dt.UTC)) == "2020-W53"


def test_two_sent_offers_that_prove_to_be_one_leave_one_and_come_back_apart(ledger: Ledger, register: Register) -> None:
    confirm(ledger)
    decision = Verdicts(register).judge(1, 2, "same", by="Ada")
    proposal = ledger.propose(now=NEXT).proposal
    assert sorted(proposal.due["what"]) == ["changed", "withdrawn"]  # one has the other's capabilities, too
    (left,) = proposal.of("withdrawn").itertuples(index=False)
    assert left.reason == "merged"
    assert {left.body["into"], left.offer_id} == {1, 2}
    confirm(ledger, content=b"week 15", now=NEXT)
    assert ledger.propose(now=NEXT).again is not None
    assert set(ledger.sent(1)["offer_id"]) == {1, 2}
    Decisions(register).undo(decision, by="Ada")
    later = ledger.propose(now=NEXT).proposal
    assert sorted(later.due["what"]) == ["changed", "new"]


def test_a_merged_offer_that_says_more_than_was_sent_is_a_change(register: Register) -> None:
    made, content = agreed()
    mails = made.offers["email"].mask(made.offers["source_row"] == 5)
    numbers = made.offers["phone"].mask(made.offers["source_row"] == 5, "+49 30 23125 001")
    register.add(replace(made, offers=made.offers.assign(email=mails, phone=numbers)), content, by="Ada")
    ledger = Ledger(register)
    confirm(ledger, ledger.propose(within=[1], now=NOW))
    Verdicts(register).judge(1, 2, "same", by="Ada")
    proposal = ledger.propose(now=NEXT).proposal
    assert proposal.of("changed")["body"].iloc[0]["email"] == "info@example.org"
    assert "email" in set(proposal.changes["field"])


def test_erasing_one_of_a_merged_offer_empties_what_was_sent_of_both(register: Register) -> None:
    made, content = agreed()
    mails = made.offers["email"].mask(made.offers["source_row"] == 6, "kim@example.org")
    mails = mails.mask(made.offers["source_row"] == 5)
    register.add(replace(made, offers=made.offers.assign(email=mails, phone="+49 30 23125 001")), content, by="Ada")
    Verdicts(register).judge(1, 2, "same", by="Ada")
    ledger = Ledger(register)
    confirm(ledger)
    sent = ledger.told(1)
    assert "kim@example.org" in [body.get("email") for body in sent["body"]]
    People(register).erase([2], by="Ada")
    assert "kim@example.org" not in str(ledger.told()["body"].tolist())
    assert "erased" in ledger.propose(now=NEXT).proposal.due["what"].tolist()


def test_a_contact_stands_with_a_recipient_as_sent_until_the_consent_or_the_offer_is_taken_back(
    ledger: Ledger, register: Register
) -> None:
    assert ledger.standing(register.contents()) == {}
    confirm(ledger)
    decisions = Decisions(register)
    decisions.edit([Change(1, "email", "info@example.org", "new@example.org")], by="Ada")
    standing = ledger.standing(register.contents())
    assert sorted(standing) == [1, 2, 3]
    assert standing[1]["email"] == "info@example.org"
    assert ledger.standing(register.contents(), "Somebody else") == {}
    decisions.edit([Change(2, "consent", "yes", "no")], by="Ada")
    decisions.withdraw([3], by="Ada", why=None)
    assert sorted(ledger.standing(register.contents())) == [1]
