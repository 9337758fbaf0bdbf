"""The first sheet: what the workbook is, the figures of the day, capacity by product, what needs attention."""

from datetime import datetime, timedelta

import pandas as pd

from capacity.formats import date, moment, number
from capacity.naming import name_of
from capacity.selection import Selection, in_words
from capacity.situation import Situation
from capacity.texts import say
from capacity.totals import attention, figures, new_since
from capacity.workbook.capacity_sheets import capacity_table
from capacity.workbook.offers import Audience, held_back
from capacity.workbook.shapes import Column, Page, Table, table

LEFT_OUT = ("new",)  # stands among the figures, for the whole week


def summary(situation: Situation, selection: Selection, language: str, made_at: datetime, audience: Audience) -> Page:
    """The page that people read first."""
    tables = [
        _figures(situation, language),
        capacity_table(situation, ("product_group",), "workbook.capacity_group", language),
        capacity_table(situation, ("product",), "workbook.capacity_product", language),
    ]
    if audience == "staff":
        tables.append(_attention(situation, language))
    lines = about(situation, selection, language, made_at, audience)
    return Page(say("workbook.sheet_summary", language), say("workbook.title", language), lines, tuple(tables))


def about(situation: Situation, selection: Selection, language: str, made_at: datetime, audience: Audience
          ) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Of what day, when made, with which filters, with or without contacts."""
    held = number(int(held_back(situation.offers).sum()), language)
    contacts = say(f"workbook.contacts_{audience}", language, **({"count": held} if audience == "staff" else {}))
    return (
        (say("workbook.as_of", language), date(situation.as_of, language)),
        (say("workbook.made_at", language), f"{moment(made_at, language)} {made_at.tzname() or ''}".strip()),
        (say("workbook.filters", language), in_words(selection, language)),
        (say("workbook.contacts", language), contacts),
    )


def _figures(situation: Situation, language: str) -> Table:
    found = figures(situation)
    week = figures(new_since(situation, situation.as_of - timedelta(days=6)))
    rows = {"offers": found.offers, "new": week.offers, "placed": found.placed, "needs": found.needs,
            "organisations": found.organisations, "countries": found.countries}  # fmt: skip
    if not found.needs:
        del rows["needs"]
    return _counted("figures", {say(f"workbook.{key}", language): value for key, value in rows.items()}, language)


def _attention(situation: Situation, language: str) -> Table:
    found = {name_of("attention", code, language): len(offers) for code, offers in attention(situation).items()
             if code not in LEFT_OUT}  # fmt: skip
    return _counted("attention", found, language)


def _counted(name: str, rows: dict[str, int], language: str) -> Table:
    return table(
        say(f"workbook.{name}", language),
        {
            "figure": (Column(say("workbook.figure", language), width=44), pd.Series(list(rows), dtype="str")),
            "value": (Column(say("workbook.value", language), "number", 14), pd.Series(list(rows.values()))),
        },
    )
