"""What a new version of a list changes: nobody counted twice, nobody taken for somebody else."""

import json
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity import differences_pairing as pairing
from capacity.differences import ENOUGH, Difference, difference, enough, in_words, one_in, worth_comparing
from capacity.schema import typed
from tests.fuzzing import times

Frames = tuple[pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class Offer:
    organisation: str | None = "Nähstube Kiel GmbH"
    lines: tuple[tuple[str | None, float | None], ...] = (("gown", 100.0),)
    more: dict[str, object] = field(default_factory=dict)


def offer(organisation: str | None, *lines: tuple[str | None, float | None], **more: object) -> Offer:
    return Offer(organisation, lines or (("gown", 100.0),), more)


def frames(offers: list[Offer], key: str) -> Frames:
    rows, lines = [], []
    for number, each in enumerate(offers, 1):
        row = {key: number, "kind": "offer", "organisation": each.organisation, **each.more}
        words = {**row, "lines": each.lines}
        words.pop(key)
        words.pop("received_at", None)
        original = {name: str(value) for name, value in words.items() if value is not None}
        rows.append({**row, "source_row": number, "original": json.dumps(original, ensure_ascii=False)})
        lines += [{key: number, "product": product, "per_week_high": amount} for product, amount in each.lines]
    offers_frame = pd.DataFrame(rows) if rows else pd.DataFrame(columns=[key, "source_row", "original"])
    lines_frame = pd.DataFrame(lines) if lines else pd.DataFrame(columns=[key])
    return typed(offers_frame, "offer").assign(**{key: offers_frame[key]}), typed(lines_frame, "capability")


def compare(stored: list[Offer], report: list[Offer]) -> Difference:
    fresh, held = frames(report, "row_id"), frames(stored, "offer_id")
    sides = pairing.known_by(*fresh, "row_id"), pairing.known_by(*held, "offer_id")
    return difference(*fresh, *held, pairing.pairs(*sides))


def pairs(found: Difference) -> list[tuple[int, int]]:
    both = pd.concat([found.changed, found.unchanged])
    return sorted(both.astype(int).itertuples(index=False, name=None))


A = offer("Nähstube A GmbH", email="a@a.example.org")
B = offer("Druckwerk B", ("face_shield", 40.0), phone="+49 30 23125 001")
C = offer("Weberei C", postcode="24103", town="Kiel")


def test_the_same_list_again_changes_nothing() -> None:
    found = compare([A, B, C], [C, A, B])
    assert found.counts == {"new": 0, "changed": 0, "unchanged": 3, "missing": 0}
    assert pairs(found) == [(1, 3), (2, 1), (3, 2)]
    assert found.changes.empty
    assert found.words.empty


def test_all_is_new_where_nothing_is_stored_and_missing_where_nothing_comes() -> None:
    assert compare([], [A, B]).counts == {"new": 2, "changed": 0, "unchanged": 0, "missing": 0}
    assert compare([A, B], []).counts == {"new": 0, "changed": 0, "unchanged": 0, "missing": 2}


def test_new_changed_and_missing_ones_are_told_with_their_words() -> None:
    more = offer("Nähstube A GmbH", ("gown", 250.0), email="a@a.example.org")
    found = compare([A, B, C], [B, more, offer("Zelte D", email="d@d.example.org")])
    assert found.counts == {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert found.new["organisation"].tolist() == ["Zelte D"]
    assert found.missing["organisation"].tolist() == ["Weberei C"]
    assert found.changes.to_numpy().tolist() == [[2, 1, "per_week_high", "100", "250"]]
    assert found.words[["heading", "before", "after"]].to_numpy().tolist() == [
        ["lines", "(('gown', 100.0),)", "(('gown', 250.0),)"]
    ]


@pytest.mark.parametrize(
    "now",
    [
        offer("NÄHSTUBE A  GmbH", email="A@a.example.org", remarks="neu"),
        offer("Nähstube A GmbH & Co. KG", email="b@a.example.org", external_id="AZ-17"),
        offer("Nähstube A GmbH", email="neu@a.example.org", phone="+49-30-23125-002"),
        offer("Nähstube A GmbH", email="neu@a.example.org", postcode="24103", town="KIEL"),
        offer("Nähstube A GmbH"),
    ],
    ids=[
        "organisation and mail",
        "the sender's number",
        "organisation and phone",
        "organisation and place",
        "the name",
    ],
)
def test_who_it_is_shows_in_many_ways(now: Offer) -> None:
    was = offer(
        "Nähstube A GmbH", email="a@a.example.org", phone="+49 30 23125 002", postcode="24103", town="Kiel",
        external_id="AZ-17",
    )  # fmt: skip
    found = compare([B, was], [now, B])
    assert pairs(found) == [(1, 2), (2, 1)]
    assert found.counts["changed"] == 1


def test_a_name_alone_is_no_proof_where_several_have_it() -> None:
    kiel = offer("Caritas", ("gown", 5.0), town="Kiel", email="k@c.example.org")
    bonn = offer("Caritas", ("gown", 7.0), town="Bonn", email="b@c.example.org")
    ulm = offer("Caritas", ("gown", 9.0), town="Ulm", email="u@c.example.org")
    assert compare([kiel, bonn], [ulm]).counts == {"new": 1, "changed": 0, "unchanged": 0, "missing": 2}
    assert compare([kiel], [ulm, bonn]).counts == {"new": 2, "changed": 0, "unchanged": 0, "missing": 1}
    assert compare([kiel, bonn], [bonn, ulm]).counts == {"new": 1, "changed": 0, "unchanged": 1, "missing": 1}


def test_a_place_without_a_name_is_a_proof_only_where_nobody_else_is() -> None:
    def hospital(place: str, **more: object) -> Offer:
        return offer(None, postcode=place, town="Kiel", **more)

    was = [hospital("24103"), hospital("24103", remarks="ein anderes"), hospital("24105")]
    now = [hospital("24103", remarks="neu"), hospital("24105", remarks="neu")]
    found = compare(was, now)
    assert pairs(found) == [(2, 3)]
    assert found.counts == {"new": 1, "changed": 1, "unchanged": 0, "missing": 2}


def test_numbers_that_only_count_the_rows_tell_nobody_apart() -> None:
    names = [offer(f"Werk {letter}", email=f"{letter}@w.example.org") for letter in "abcdefgh"]
    numbered = lambda offers: [  # noqa: E731
        Offer(each.organisation, each.lines, {**each.more, "external_id": str(place)})
        for place, each in enumerate(offers, 1)
    ]
    first = offer("Werk 0", email="0@w.example.org")
    found = compare(numbered(names), numbered([first, *names]))
    assert found.counts == {"new": 1, "changed": 0, "unchanged": 8, "missing": 0}
    assert found.new["organisation"].tolist() == ["Werk 0"]


def test_numbers_that_begin_anew_in_each_group_tell_nobody_apart() -> None:
    def numbered(groups: list[list[str]]) -> list[Offer]:
        return [
            offer(f"Werk {name}", email=f"{name}@w.example.org", external_id=str(place))
            for names in groups
            for place, name in enumerate(names, 1)
        ]

    found = compare(numbered([["a", "b", "c"], ["d", "e", "f"]]), numbered([["x", "a", "b", "c"], ["e", "f"]]))
    assert found.counts == {"new": 1, "changed": 0, "unchanged": 5, "missing": 1}


def test_several_offers_of_one_organisation_are_told_apart_by_what_they_offer() -> None:
    def of_a(*lines: tuple[str, float]) -> Offer:
        return offer("Nähstube A GmbH", *lines, email="a@a.example.org")

    found = compare(
        [of_a(("gown", 10.0)), of_a(("face_shield", 20.0)), of_a(("mask_ffp2", 30.0))],
        [of_a(("mask_ffp2", 30.0)), of_a(("face_shield", 25.0)), of_a(("gown", 15.0))],
    )
    assert pairs(found) == [(1, 3), (2, 2), (3, 1)]
    assert found.counts == {"new": 0, "changed": 2, "unchanged": 1, "missing": 0}
    assert sorted(zip(found.changes["before"], found.changes["after"], strict=True)) == [("10", "15"), ("20", "25")]


def test_lines_of_one_offer_may_come_in_any_order() -> None:
    lines = (("gown", 10.0), ("face_shield", 20.0))
    assert compare([offer("A", *lines, email="a@a")], [offer("A", *lines[::-1], email="a@a")]).counts["unchanged"] == 1
    found = compare([offer("A", *lines, email="a@a")], [offer("A", lines[1], email="a@a")])
    assert found.changes[["field", "before", "after"]].to_numpy().tolist() == [
        ["product", "face_shield; gown", "face_shield"],
        ["per_week_high", "20; 10", "20"],
    ]


def test_the_day_of_receipt_is_no_change() -> None:
    days = [pd.Timestamp("2020-03-30"), pd.Timestamp("2020-04-06")]
    stored, report = ([offer("A", email="a@a", received_at=day, confirmed_at=day)] for day in days)
    assert compare(stored, report).counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("code", "before", "after", "told"),
    [
        ("available_from", pd.Timestamp("2020-03-30"), pd.Timestamp("2020-04-06"), ["2020-03-30", "2020-04-06"]),
        ("latitude", 52.5, 52.25, ["52.5", "52.25"]),
        ("town", None, "Kiel", [None, "Kiel"]),
        ("consent", "yes", None, ["yes", None]),
    ],
)
def test_values_of_every_kind_are_told_as_text(code: str, before: object, after: object, told: list) -> None:
    found = compare([offer("A", email="a@a", **{code: before})], [offer("A", email="a@a", **{code: after})])
    row = found.changes.iloc[0]
    assert row["field"] == code
    assert [None if pd.isna(row[name]) else row[name] for name in ("before", "after")] == told


def test_an_offer_is_no_need() -> None:
    found = compare([A], [Offer(A.organisation, A.lines, {**A.more, "kind": "need"})])
    assert found.counts == {"new": 1, "changed": 0, "unchanged": 0, "missing": 1}


def test_rows_without_a_name_are_known_by_mail_or_phone() -> None:
    was = [offer(None, email="x@x.example.org"), offer(None, ("gown", 1.0), phone="030 23125 003")]
    now = [offer(None, ("gown", 9.0), phone="030/23125-003"), offer(None, ("gown", 7.0), email="x@x.example.org")]
    assert pairs(compare(was, now)) == [(1, 2), (2, 1)]


def test_of_several_lists_the_one_that_is_continued() -> None:
    stored = pairing.known_by(*frames([A, B, C], "offer_id"), "offer_id")
    report = pairing.known_by(*frames([C, offer("Zelte D", email="d@d")], "row_id"), "row_id")
    assert pairing.likeliest(report, stored, pd.Series([7, 7, 9]), pd.Series([1, 1, 1])) == 9


def test_what_is_seen_of_a_long_list_stands_for_the_rest_of_it() -> None:
    stored = pairing.known_by(*frames([A, offer("Zelte D"), B, C], "offer_id"), "offer_id")
    report = pairing.known_by(*frames([A, B, C], "row_id"), "row_id")
    lists = pd.Series([7, 7, 9, 9])
    assert pairing.likeliest(report, stored, lists, pd.Series([50, 50, 1, 1])) == 7
    assert pairing.likeliest(report, stored, lists, pd.Series([1, 1, 1, 1])) == 9


def test_a_list_that_shares_almost_nothing_is_another_one() -> None:
    assert enough(2, 12, 10)
    assert not enough(1, 12, 10)
    assert not enough(0, 0, 10)


def test_only_lists_that_share_enough_are_looked_at_closely() -> None:
    stored, _ = frames([A, B, *(offer(f"Werk {number}") for number in range(6))], "offer_id")
    report, _ = frames([C, offer("Werk 5"), offer("Zelte D")], "row_id")
    all_ = pd.Series([1] * 8)
    assert worth_comparing(report, stored, pd.Series([7, 7, 8, 8, 8, 9, 9, 9]), all_) == {9}
    assert worth_comparing(report.assign(organisation=None, original="{}"), stored, pd.Series([7] * 8), all_) == set()


@pytest.mark.parametrize(("shared", "likely"), [(0.0, set()), (0.03, set()), (0.2, {1}), (0.5, {1})])
def test_of_a_long_list_a_part_shows_whether_it_may_be_continued(shared: float, likely: set) -> None:
    names = [f"Werk {number}" for number in range(5000)]
    report = pd.DataFrame({"organisation": names, "contact_name": None, "external_id": None, "original": names})
    chance = np.random.default_rng(1).random(len(names)) < shared
    words = [name if same else f"Anderes {name}" for name, same in zip(names, chance, strict=True)]
    step = one_in(len(names), len(names))
    seen = report.assign(organisation=words, original=words).iloc[::step].reset_index(drop=True)
    assert (step, one_in(900, 5000), one_in(10**6, 300)) == (10, 1, 1)
    assert worth_comparing(report, seen, pd.Series(1, index=seen.index), pd.Series(step, index=seen.index)) == likely


def test_it_is_said_in_both_languages() -> None:
    counts = {"new": 1200, "changed": 11, "unchanged": 67, "missing": 3}
    assert in_words(counts, "de") == "neu 1.200 · geändert 11 · unverändert 67 · fehlt jetzt 3"
    assert in_words(counts, "en") == "new 1,200 · changed 11 · unchanged 67 · missing now 3"


any_offer = st.builds(
    Offer,
    organisation=st.none() | st.sampled_from(["A", "B"]),
    lines=st.lists(
        st.tuples(st.sampled_from([None, "gown", "face_shield"]), st.none() | st.sampled_from([1.0, 2.0])), max_size=2
    ).map(tuple),
    more=st.fixed_dictionaries(
        {},
        optional={
            "email": st.sampled_from(["a@a", "b@b"]),
            "external_id": st.sampled_from(["X1", "X2"]),
            "kind": st.sampled_from(["offer", "need"]),
            "town": st.sampled_from(["Kiel", "Bonn"]),
        },
    ),
)


@settings(max_examples=times(15), deadline=None)
@given(st.lists(any_offer, max_size=5), st.lists(any_offer, max_size=5))
def test_every_offer_is_told_exactly_once(stored: list[Offer], report: list[Offer]) -> None:
    found = compare(stored, report)
    paired = pd.concat([found.changed, found.unchanged])
    assert sorted([*found.new["row_id"], *paired["row_id"]]) == list(range(1, len(report) + 1))
    assert sorted([*found.missing["offer_id"], *paired["offer_id"]]) == list(range(1, len(stored) + 1))
    assert set(found.changes["row_id"]) == set(found.changed["row_id"])


@settings(max_examples=times(8), deadline=None)
@given(st.lists(any_offer, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_a_list_never_matters(offers: list[Offer], chance) -> None:
    mixed = offers[:]
    chance.shuffle(mixed)
    assert compare(offers, mixed).counts == {"new": 0, "changed": 0, "unchanged": len(offers), "missing": 0}


@settings(max_examples=times(15), deadline=None)
@given(st.lists(st.lists(any_offer, min_size=1, max_size=4), min_size=1, max_size=3), st.lists(any_offer, max_size=5))
def test_no_list_that_is_continued_is_passed_over(lists: list[list[Offer]], report: list[Offer]) -> None:
    stored, _ = frames([each for one in lists for each in one], "offer_id")
    numbers = pd.Series([number for number, one in enumerate(lists) for _ in one])
    likely = worth_comparing(frames(report, "row_id")[0], stored, numbers, pd.Series(1, index=numbers.index))
    for number, one in enumerate(lists):
        shared = len(pairs(compare(one, report)))
        assert number in likely or shared < ENOUGH * min(len(one), len(report)) or not shared
