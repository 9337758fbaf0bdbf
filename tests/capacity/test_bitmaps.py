"""Sets of offers as bits: the same sets, combined and counted, as of True and False."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from capacity.bitmaps import WORTH, common, mask, packed, size
from capacity.situation import prepare
from tests.invented import AS_OF, invent

masks = st.integers(0, 200).flatmap(
    lambda length: st.lists(st.lists(st.booleans(), min_size=length, max_size=length), min_size=1, max_size=4)
)


@given(masks)
def test_bits_hold_combine_and_count_what_masks_do(lists: list[list[bool]]) -> None:
    first, *others = (np.array(each, dtype=bool) for each in lists)
    assert mask(packed(first), len(first)).tolist() == first.tolist()
    assert size(packed(first)) == first.sum()
    assert common(packed(first), map(packed, others)) == [int((first & each).sum()) for each in others]
    for each in others:
        assert mask(packed(first) & packed(each), len(first)).tolist() == (first & each).tolist()


def test_what_filters_choose_is_what_the_columns_say() -> None:
    made = invent(300)
    columns = prepare(made.offers, made.capabilities, AS_OF.date()).columns
    found, number = columns.bitmaps, len(columns.offers)
    companies = columns.coded("organisation_type").holding(("company",))
    assert mask(found.holding("organisation_type", ("company",)), number).tolist() == companies.tolist()
    groups = np.array([mask(each, number) for each in found.groups("status")])
    assert groups.argmax(axis=0).tolist() == columns.coded("status").values.tolist()
    lines, owners = found.lines_stating("product", 3)
    assert lines.tolist() == np.flatnonzero(columns.bits["product"] & 3).tolist()
    assert owners.tolist() == columns.offer_of[lines].tolist()
    assert sorted(set(owners.tolist())) == np.flatnonzero(mask(found.stating("product", 3), number)).tolist()


def test_who_has_no_line_states_nothing_and_is_counted_there() -> None:
    made = invent(300)
    columns = prepare(made.offers, made.capabilities.iloc[::7], AS_OF.date()).columns
    *stated, none = (mask(each, len(columns.offers)) for each in columns.bitmaps.stated("product"))
    assert columns.lineless.any()
    assert none[columns.lineless].all()
    assert not np.any(stated, axis=0)[columns.lineless].any()


def test_few_offers_are_looked_up_and_many_counted_by_bits() -> None:
    made = invent(3_000)
    columns = prepare(made.offers, made.capabilities, AS_OF.date()).columns
    number, groups = len(columns.offers), len(columns.coded("status").groups)
    fewest = -(-groups * number // WORTH)
    assert columns.bitmaps.pays("status", packed(np.arange(number) < fewest))
    assert not columns.bitmaps.pays("status", packed(np.arange(number) < fewest - 1))
