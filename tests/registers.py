"""Registers filled with invented offers, for tests and measurements of what reads them. Leaves out real files."""

import atexit
import hashlib
import json
import os
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

from capacity.reports import CAPABILITY_COLUMNS, ISSUE_COLUMNS, OFFER_COLUMNS, Column, Report, Table
from register import active, open_register
from register.location import OWN
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
    home = Path(os.environ["CAPACITY_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(_made(number, pd.Timestamp.today().normalize()), home / OWN)
    return active().url


@cache
def _made(number: int, today: pd.Timestamp) -> Path:
    """A file with such a register, made once per process and day, to be copied."""
    path = Path(mkdtemp(prefix="registers")) / f"{number}-{today:%Y%m%d}.sqlite"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    fill(f"sqlite:///{path}", until_today(invent(number), today))
    return path


def until_today(invented: Invented, today: pd.Timestamp) -> Invented:
    """The same offers, their days moved so that the last one is `today`."""
    days = list(invented.offers.select_dtypes("datetime").columns)
    moved = invented.offers[days] + (today - AS_OF)
    return replace(invented, offers=invented.offers.assign(**moved))


def _words(organisation: object, town: object, email: object) -> str:
    words = {"Firma": organisation, "Ort": town, "E-Mail": email, "Menge": "ca. 400 Stück je Woche"}
    return json.dumps({key: str(value) for key, value in words.items() if not pd.isna(value)}, ensure_ascii=False)
