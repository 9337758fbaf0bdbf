"""How the request spread: whom to thank, first answers, and what became of the offers."""

import datetime as dt

import pandas as pd

from capacity.charts.arrivals import MOST, arrivals
from capacity.reach import STEPS, conversion, first_answers, thanked
from tests.capacity.needs.made import KOELN, WIEN, situation

DAY = dt.date(2020, 3, 17)


def came(day: int, **more: object) -> dict:
    """Something that came so many days after the request."""
    return {"received_at": DAY + dt.timedelta(days=day), **more}


def test_who_passed_on_most_is_thanked_first() -> None:
    made = situation(
        came(3, passed_on_by="Cluster B", organisation="A"), came(1, passed_on_by="Cluster A", organisation="A"),
        came(5, passed_on_by="Cluster A ", organisation="A"), came(2),
    )  # fmt: skip
    found = thanked(made)
    names = ["passed_on_by", "offers", "organisations"]
    assert found[names].values.tolist() == [["Cluster A", 2, 1], ["Cluster B", 1, 1]]
    assert found.loc[0, "first"].date() == DAY + dt.timedelta(days=1)
    assert found.loc[0, "last"].date() == DAY + dt.timedelta(days=5)


def test_first_answers_count_from_the_request() -> None:
    made = situation(came(-3, place=KOELN), came(4, place=KOELN), came(2, place=WIEN), came(6, place=WIEN), came(1))
    found = first_answers(made, "nuts0", DAY)
    assert found[["code", "offers", "days"]].values.tolist() == [["AT", 2, 2], ["DE", 1, 4]]


def test_each_step_is_among_those_of_the_one_before() -> None:
    whole = {"email": "a@example.org", "consent": "yes", "status": "forwarded"}
    made = situation(
        came(1, **whole), came(1, **whole | {"status": "checked"}), came(1, **whole | {"consent": None}),
        came(1, status="forwarded"), came(1, product=None, **whole), came(1, kind="need", **whole),
    )  # fmt: skip
    assert conversion(made).to_dict() == dict(zip(STEPS, [5, 4, 3, 2, 2, 1], strict=True))


def test_the_chart_holds_every_report_and_its_marks() -> None:
    kinds = ["company", "research", "authority", "education", "care", "association", "makerspace", "maker_group"]
    made = situation(*[came(number, organisation_type=kind) for number, kind in enumerate(kinds)])
    marks = [(pd.Timestamp(DAY), "Aufruf")]
    chart = arrivals(made, "organisation_type", marks, "de", "light", cumulative=False)
    assert sum(sum(trace.y) for trace in chart.figure.data) == len(kinds)
    assert len(chart.figure.data) == MOST + 1
    assert chart.figure.layout.annotations[0].text == "Aufruf"
    assert len(chart.table) >= len(kinds)
    linked = arrivals(made, "channel", [(pd.Timestamp(DAY), "<a href='x'>Form</a>")], "de", "light", cumulative=False)
    assert "<a" not in linked.figure.layout.annotations[0].text
    summed = arrivals(made, "organisation_type", marks, "en", "dark", cumulative=True)
    assert sum(trace.y[-1] for trace in summed.figure.data) == len(kinds)


def test_without_a_day_there_is_nothing_to_draw() -> None:
    made = situation({"received_at": None})
    assert arrivals(made, "channel", [], "de", "light", cumulative=False).table.empty
