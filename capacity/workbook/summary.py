"""The first sheet: what the workbook is, the figures of the day, capacity by product, what this batch holds.

Figures and capacity stand beside those of the batch before, where there was one.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pandas as pd

from capacity.formats import date, moment, number
from capacity.forwarding import DUE, Outgoing
from capacity.naming import name_of
from capacity.selection import Selection, in_words
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import figures, new_since, per_week
from capacity.workbook.capacity_sheets import capacity_table
from capacity.workbook.offers import Audience, held_back
from capacity.workbook.quality import attention_table, counted
from capacity.workbook.shapes import Column, Page, Table, table

FIGURES = ("offers", "new", "placed", "needs", "organisations", "countries")


def summary(situation: Situation, selection: Selection, language: str, made_at: datetime, audience: Audience,
            outgoing: Outgoing | None = None) -> Page:  # fmt: skip
    """The page that people read first."""
    before = outgoing.previous if outgoing else None
    now = counted_figures(situation)
    tables = [_figures(now, before.figures if before else {}, language)]
    if outgoing:
        tables.append(_batch(outgoing, language))
    if before:
        tables.append(_capacity_compared(now, before.figures, language))
    tables += [
        capacity_table(situation, ("product_group",), "workbook.capacity_group", language),
        capacity_table(situation, ("product",), "workbook.capacity_product", language),
    ]
    if audience == "staff":
        tables.append(attention_table(situation, language, without=("new",)))
    lines = about(situation, selection, language, made_at, audience, outgoing)
    return Page(say("workbook.sheet_summary", language), say("workbook.title", language), lines, tuple(tables))


def about(situation: Situation, selection: Selection, language: str, made_at: datetime, audience: Audience,
          outgoing: Outgoing | None = None) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Of what day, when made, with which filters, with or without contacts; to whom, and what went before."""
    held = number(int(held_back(situation.offers).sum()), language)
    contacts = say(f"workbook.contacts_{audience}", language, **({"count": held} if audience == "staff" else {}))
    lines = (
        (say("workbook.as_of", language), date(situation.as_of, language)),
        (say("workbook.made_at", language), f"{moment(made_at, language)} {made_at.tzname() or ''}".strip()),
        (say("workbook.filters", language), in_words(selection, language)),
        (say("workbook.contacts", language), contacts),
    )
    return lines + (_of_batch(outgoing, language) if outgoing else ())


def _of_batch(outgoing: Outgoing, language: str) -> tuple[tuple[str, str], ...]:
    last = outgoing.previous
    said = say("workbook.last_batch", language, week=last.week, day=date(last.at, language)) if last else "–"
    return (
        (say("workbook.recipient", language), outgoing.recipient),
        (say("workbook.week", language), outgoing.week),
        (say("workbook.compared_with", language), said),
    )


def counted_figures(situation: Situation) -> dict[str, float]:
    """What the next workbook compares itself with: the figures of the day, and capacity under "capacity:GROUP:UNIT".

    Capacity is per week at most, confirmed and plausible together.
    """
    found = figures(situation)
    week = figures(new_since(situation, situation.as_of - timedelta(days=6)))
    plain = {"offers": found.offers, "new": week.offers, "placed": found.placed, "needs": found.needs,
             "organisations": found.organisations, "countries": found.countries}  # fmt: skip
    capacity = per_week(situation)
    capacity = capacity[capacity["plausibility"] != "excluded"].dropna(subset="high")
    sums = capacity.groupby(["product_group", "unit"], sort=False)["high"].sum()
    return plain | {f"capacity:{group}:{unit}": float(high) for (group, unit), high in sums.items()}


def _figures(now: Mapping[str, float], before: Mapping[str, float], language: str) -> Table:
    shown = [name for name in FIGURES if name != "needs" or now[name] or before.get(name)]
    labels = {name: say(f"workbook.{name}", language) for name in shown}
    if not before:
        return counted("figures", {labels[name]: int(now[name]) for name in shown}, language)
    return _compared("figures", {labels[name]: (now[name], before.get(name)) for name in shown}, language)


def _capacity_compared(now: Mapping[str, float], before: Mapping[str, float], language: str) -> Table:
    keys = [key for key in dict.fromkeys((*now, *before)) if key.startswith("capacity:")]
    rows = {}
    for key in keys:
        _, group, unit = key.split(":")
        name = f"{name_of('product_group', group, language)} ({name_of('unit', unit, language)})"
        rows[name] = now.get(key, 0.0), before.get(key, 0.0)
    return _compared("capacity_compared", rows, language)


def _compared(name: str, rows: Mapping[str, tuple[float, float | None]], language: str) -> Table:
    """What is counted now, in the batch before, and the difference."""
    now = pd.Series([one for one, _ in rows.values()], dtype="float64")
    before = pd.Series([other for _, other in rows.values()], dtype="float64")
    return table(
        say(f"workbook.{name}", language),
        {
            "figure": (Column(say("workbook.figure", language), width=44), pd.Series(list(rows), dtype="str")),
            "value": (Column(say("workbook.value", language), "number", 14), now),
            "before": (Column(say("workbook.value_before", language), "number", 16), before),
            "change": (Column(say("workbook.change", language), "number", 16), now - before),
        },
    )


def _batch(outgoing: Outgoing, language: str) -> Table:
    """How many contacts this batch tells of, how many stand with the recipient, how many are held back, and why."""
    counts, held = outgoing.proposal.counts, outgoing.proposal.held
    rows = {say(f"workbook.batch_{what}", language): counts[what] for what in DUE}
    rows[say("workbook.batch_forwarded", language)] = len(outgoing.proposal.standing)
    for reason, count in held.items():
        why = say(f"forwarding.reason.{reason}", language)
        rows[say("workbook.batch_held", language, reason=why)] = count
    return counted("batch", rows, language)
