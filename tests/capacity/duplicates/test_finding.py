"""Which rows are one: names, places, numbers weighed together, by how rare they are."""

import time

import pandas as pd
import pytest

from capacity.duplicates.finding import AUTOMATIC, JOINED, REVIEW, find
from tests.capacity.duplicates.pairs import agreement
from tests.channels import reported

FIELDS = {"name": "organisation", "address": "street"}


def channels(organisations: int, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    rows, truth = reported(organisations, seed)
    return rows.rename(columns=FIELDS).drop(columns="source"), truth


@pytest.fixture(scope="module")
def listed() -> tuple[pd.DataFrame, pd.Series]:
    return channels(350, seed=11)


def with_rows(listed: pd.DataFrame, *rows: dict[str, str]) -> pd.DataFrame:
    """A list with a few more rows, which come first."""
    return pd.concat(
        [pd.DataFrame([{**dict.fromkeys(listed.columns, ""), **row} for row in rows]), listed], ignore_index=True
    )


def test_several_channels_at_the_thresholds_fixed_beforehand(listed: tuple[pd.DataFrame, pd.Series]) -> None:
    rows, truth = listed
    assert agreement(find(rows, least=JOINED).group, truth).f1 >= 0.97
    assert agreement(find(rows).group, truth).precision >= 0.99


def test_name_address_postcode_and_phone_alone_are_enough() -> None:
    rows, truth = channels(500, seed=12)
    found = agreement(find(rows[["organisation", "street", "postcode", "phone"]], least=JOINED).group, truth)
    assert found.f1 >= 0.95
    assert found.precision >= 0.98


def test_groups_are_numbered_by_their_first_row_and_the_same_every_time(listed: tuple[pd.DataFrame, pd.Series]) -> None:
    rows, _ = listed
    group = find(rows).group
    firsts = pd.Series(group).drop_duplicates().tolist()
    assert firsts == list(range(len(firsts)))
    assert (find(rows).group == group).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"organisation": "Müller Präzisionstechnik GmbH", "street": "Hauptstraße 12", "postcode": "72070"},
            {"organisation": "MUELLER PRAEZISIONSTECHN. GMBH & CO. KG", "street": "Hauptstr. 12", "postcode": "72070"},
        ),
        (
            {"organisation": "Ewerzahn Zerspanung", "town": "Tübingen", "phone": "07071 99001"},
            {"organisation": "Ewerzhan Zerspanung GmbH", "town": "Tuebingen", "phone": "+49 7071 99001"},
        ),
        (
            {"organisation": "Alter Name AG", "street": "Lindenweg 3", "town": "Bern", "phone": "031 99 00 11 2"},
            {"organisation": "Neuheim AG", "street": "Lindenweg 3", "town": "Bern", "phone": "031 99 00 11 2"},
        ),
    ],
)  # fmt: skip
def test_one_organisation(listed: tuple[pd.DataFrame, pd.Series], one: dict[str, str], other: dict[str, str]) -> None:
    group = find(with_rows(listed[0], one, other), least=JOINED).group
    assert group[0] == group[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"organisation": "Fablab", "town": "Kassel"}, {"organisation": "Fablab", "town": "Kiel"}),
        ({"organisation": "Fablab Kassel"}, {"organisation": "Fablab Kiel"}),
        (
            {"organisation": "Nähstube 1 GmbH", "postcode": "24103", "town": "Kiel", "email": "info@naeh1.example.org"},
            {"organisation": "Nähstube 3 GmbH", "postcode": "24103", "town": "Kiel", "email": "info@naeh3.example.org"},
        ),
        (
            {"organisation": "Zorn Optik", "email": "zorn@gmail.com", "town": "Ulm"},
            {"organisation": "Vogel Guss", "email": "vogel@gmail.com", "town": "Ulm"},
        ),
        (
            {"organisation": "Zorn Optik", "street": "Technologiepark 1", "town": "Ulm", "phone": "0731 99001"},
            {"organisation": "Vogel Guss", "street": "Technologiepark 1", "town": "Ulm", "phone": "0731 99002"},
        ),
    ],
)
def test_two_organisations(listed: tuple[pd.DataFrame, pd.Series], one: dict[str, str], other: dict[str, str]) -> None:
    group = find(with_rows(listed[0], one, other), least=JOINED).group
    assert group[0] != group[1]


def test_a_business_park_with_one_switchboard_proves_nothing(listed: tuple[pd.DataFrame, pd.Series]) -> None:
    names = (
        "Zorn Optik",
        "Vogel Guss",
        "Haas Mode",
        "Kern Folien",
        "Wolf Textil",
        "Bach Labor",
        "Lenz Druck",
        "Rau Bau",
    )
    park = {"street": "Am Technologiepark 1", "postcode": "89081", "town": "Ulm", "phone": "0731 99000"}
    rows = with_rows(listed[0], *({**park, "organisation": name} for name in names))
    assert len(set(find(rows, least=JOINED).group[: len(names)])) == len(names)


def test_another_name_at_the_same_address_and_phone_is_asked_not_merged(
    listed: tuple[pd.DataFrame, pd.Series],
) -> None:
    site = {"street": "Lindenweg 3", "postcode": "89081", "town": "Ulm", "phone": "0731 99000"}
    found = find(with_rows(listed[0], {**site, "organisation": "Zorn Optik"}, {**site, "organisation": "Vogel Guss"}))
    weight = found.pairs.loc[(found.pairs["left"] == 0) & (found.pairs["right"] == 1), "bits"].item()
    assert REVIEW <= weight < AUTOMATIC
    assert found.group[0] != found.group[1]


def test_pairs_said_to_be_different_never_come_together(listed: tuple[pd.DataFrame, pd.Series]) -> None:
    same = {"organisation": "Ewerzahn Zerspanung", "town": "Tübingen", "phone": "07071 99001"}
    rows = with_rows(listed[0], same, same, same)
    group = find(rows, different=[(0, 1)]).group
    assert group[0] != group[1]
    assert group[2] in (group[0], group[1])


def test_further_columns_count_by_what_they_tell_apart() -> None:
    size = 300
    names = [f"person {at % 40} {at % 7}" for at in range(size)]
    number, day = (
        [str(10_000_000 + 7919 * at) for at in range(size)],
        [f"19{at % 90:02}0{at % 9 + 1}17" for at in range(size)],
    )
    names[-1], number[-1], day[-1] = names[0], number[0], day[0]
    further = {
        "number": number,
        "born": day,
        "colour": ["red", "blue"] * (size // 2),
        "own": list(map(str, range(size))),
    }
    found = find(pd.DataFrame({"contact_name": names}), {name: pd.Series(texts) for name, texts in further.items()})
    assert found.group[0] == found.group[-1]
    assert len(set(found.group)) == size - 1
    assert "own" not in found.pairs
    assert found.pairs["colour"].abs().max() < 2 < found.pairs["number"].max()


def test_a_name_that_many_have_in_one_town_proves_nothing() -> None:
    size = 400
    rows = pd.DataFrame(
        {"organisation": "Fablab", "town": "Berlin", "email": [f"a{at}@gmail.com" for at in range(size)]}
    )
    assert len(set(find(rows, least=JOINED).group)) == size


def test_one_row_sent_many_times_is_one_and_takes_no_longer() -> None:
    row = {"organisation": "Ewerzahn Zerspanung", "town": "Ulm", "phone": "030 23125123"}
    start = time.process_time()
    assert set(find(pd.DataFrame([row] * 5_000)).group) == {0}
    assert time.process_time() - start < 5


@pytest.mark.parametrize("count", [0, 1, 2])
def test_short_lists(count: int) -> None:
    rows = pd.DataFrame({"organisation": ["Ewerzahn Zerspanung"] * count, "phone": ["030 23125123"] * count})
    assert len(find(rows).group) == count


def test_a_list_without_any_value() -> None:
    assert find(pd.DataFrame({"organisation": ["", ""], "phone": ["", ""]})).group.tolist() == [0, 1]
    assert find(pd.DataFrame(index=range(3))).group.tolist() == [0, 1, 2]


def test_thresholds_stand_in_order() -> None:
    assert AUTOMATIC > JOINED > 0 > REVIEW
