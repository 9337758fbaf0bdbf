"""Registers filled with invented offers, for tests and measurements of what reads them. Leaves out real files."""

import hashlib
import json
from dataclasses import replace

import pandas as pd

from capacity.reports import CAPABILITY_COLUMNS, ISSUE_COLUMNS, OFFER_COLUMNS, Column, Report, Table
from register import begin_own, open_register
from tests.invented import AS_OF, Invented, invent


def report_of(invented: Invented, name: str) -> tuple[Report, bytes]:
    """The offers of one invented file as if they had been read from it, with some content of its own."""
    content = f"{name} {len(invented.offers)}".encode()
    mine = invented.offers[invented.offers["source_file"] == name].rename(columns={"offer_id": "row_id"})
    lines = invented.capabilities.rename(columns={"offer_id": "row_id"})
    lines = lines[lines["row_id"].isin(mine["row_id"])]
    issues = invented.issues[invented.issues["source_file"] == name]
    words = [_words(*row) for row in mine[["organisation", "town", "email"]].itertuples(index=False)]
    offers = mine.assign(original=words)
    table = Table("Tabelle1", (3, 3), 4, 3 + len(mine), (), (Column(1, "Firma", "organisation", 1.0),), len(mine), 0, 0)
    report = Report(
        name, hashlib.sha256(content).hexdigest(), "xlsx", None, None, None, (table,),
        offers[list(OFFER_COLUMNS)], lines[list(CAPABILITY_COLUMNS)], issues[list(ISSUE_COLUMNS)],
    )  # fmt: skip
    return report, content


def fill(url: str, invented: Invented) -> None:
    """Adds every file of `invented` to the register at `url`."""
    register = open_register(url)
    for name in invented.offers["source_file"].unique():
        report, content = report_of(invented, name)
        register.add(report, content, by="test")
    register.close()


def filled(number: int = 1500) -> str:
    """The address of an own register where CAPACITY_HOME says, with `number` invented offers that end today."""
    url = begin_own().url
    fill(url, until_today(invent(number)))
    return url


def until_today(invented: Invented) -> Invented:
    """The same offers, their days moved so that the last one is today."""
    days = list(invented.offers.select_dtypes("datetime").columns)
    moved = invented.offers[days] + (pd.Timestamp.today().normalize() - AS_OF)
    return replace(invented, offers=invented.offers.assign(**moved))


def _words(organisation: object, town: object, email: object) -> str:
    words = {"Firma": organisation, "Ort": town, "E-Mail": email, "Menge": "ca. 400 Stück je Woche"}
    return json.dumps({key: str(value) for key, value in words.items() if not pd.isna(value)}, ensure_ascii=False)
