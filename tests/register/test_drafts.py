"""Drafts: kept under one number, found by whoever goes on, gone when dropped."""

import datetime as dt

from register import Register
from register.drafts import Drafts

NOW = dt.datetime(2020, 3, 30, 12, tzinfo=dt.UTC)


def test_a_draft_is_kept_until_it_is_dropped(register: Register) -> None:
    drafts, version = Drafts(register), register.version()
    first = drafts.keep("call", {"organisation": "Näherei"}, by="Ada", now=NOW)
    later = NOW + dt.timedelta(minutes=1)
    second = drafts.keep("call", {"organisation": "Klinik"}, by="Ben", now=later)
    drafts.keep("other", {}, by="Ada", now=NOW)
    changed = {"organisation": "Näherei Nord", "amount": 40.0}
    assert drafts.keep("call", changed, by="Ada", draft_id=first, now=later + dt.timedelta(minutes=1)) == first
    assert [(each.draft_id, each.by, each.body) for each in drafts.kept("call")] == [
        (first, "Ada", changed),
        (second, "Ben", {"organisation": "Klinik"}),
    ]
    drafts.drop(first)
    assert [each.draft_id for each in drafts.kept("call")] == [second]
    assert drafts.keep("call", changed, by="Ada", draft_id=first, now=NOW) not in (first, second)
    assert register.version() == version
