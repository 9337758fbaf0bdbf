"""Moments on the clock of the reader, whose browser tells the zone. Leaves out their writing (capacity.formats)."""

import datetime as dt
from zoneinfo import ZoneInfo

import streamlit as st

from capacity.formats import moment
from ui.language import language


def zone() -> str:
    """The name of the reader's time zone, "UTC" where the browser does not tell."""
    told = st.context.timezone
    return told if isinstance(told, str) and told else "UTC"


def now(day: dt.date | None) -> dt.datetime:
    """Now on the clock of the house, moved to `day` where that is told: the samples live on their last day."""
    real = dt.datetime.now().astimezone()
    return real if day is None else real.replace(year=day.year, month=day.month, day=day.day)


def said(at: dt.datetime) -> str:
    """An aware moment in the reader's language and zone."""
    return moment(at.astimezone(ZoneInfo(zone())), language())
