"""The weekly export on its page: what will be in the workbook, in which language, with which contacts; the download.

Leaves out making the workbook (capacity.workbook), its preview (ui.export_preview) and sending it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pandas as pd
import streamlit as st

from capacity.formats import date, number
from capacity.selection import in_words, select
from capacity.texts import LANGUAGES, say
from capacity.totals import figures
from capacity.workbook import Audience, write_workbook
from capacity.workbook.offers import held_back
from register.forwarding import Proposed
from ui import address, downloads, register_access
from ui.language import NAMES, language, t
from ui.register_access import View
from ui.visitor import visitor

CONTACTS: dict[str, Audience] = {"with": "staff", "without": "liaison"}


@dataclass(frozen=True)
class Asked:
    """How the workbook is to be: its language, and who may read it."""

    language: str
    audience: Audience


@dataclass(frozen=True)
class Contents:
    """What the workbook counts; `silent` and `refused` are the offers whose contact is held back."""

    offers: int
    needs_left_out: int
    lines: int
    countries: int
    excluded: int
    consenting: int
    silent: int
    refused: int


def contents(view: View) -> Contents:
    """The counts of what is in view; needs are those that the same filters would show."""
    situation = view.situation
    both, found = figures(select(view.everything, replace(view.selection, kind=()))), figures(situation)
    held, no = held_back(situation.offers), situation.offers["consent"] == "no"
    return Contents(
        offers=len(situation.rows),
        needs_left_out=both.needs - found.needs,
        lines=len(situation.lines),
        countries=found.countries,
        excluded=int(np.count_nonzero(situation.capabilities["plausibility"] == "excluded")),
        consenting=int((~held).sum()),
        silent=int((held & ~no).sum()),
        refused=int(no.sum()),
    )


def week(view: View) -> None:
    """The week the workbook is of, and its filters in words: text of the reader's, so no Markdown."""
    last = view.everything.as_of
    first = last - dt.timedelta(days=last.weekday())
    days = {"first": date(first, language()), "last": date(first + dt.timedelta(days=6), language())}
    st.header(t("weekly.week", week=last.isocalendar().week, **days), anchor=False)
    st.text(t("weekly.filters", filters=in_words(view.selection, language())))


def choices() -> Asked:
    """The reader's choices; the address bar keeps them."""
    spoken = _choice("workbook", list(LANGUAGES), language(), NAMES)
    contacts = _choice("contacts", list(CONTACTS), "with", {each: t(f"weekly.contacts.{each}") for each in CONTACTS})
    return Asked(spoken, CONTACTS[contacts])


def _choice(name: str, options: list[str], default: str, names: dict[str, str]) -> str:
    key, asked = f"weekly.{name}", address.get(name)
    st.session_state[key] = asked if asked in options else default
    chosen = st.segmented_control(
        t(f"weekly.{name}"),
        options,
        format_func=names.__getitem__,
        key=key,
        required=True,
        on_change=lambda: address.put({name: st.session_state[key]}),
    )
    return chosen or default


def counts(found: Contents) -> None:
    """The figures of the workbook, on demand."""
    with st.expander(t("weekly.counts")), st.grid(6, min_column_width=120, gap="small"):
        for name in ("offers", "lines", "countries", "excluded", "consenting", "needs_left_out"):
            value = number(getattr(found, name), language())
            st.metric(t(f"weekly.{name}"), value, help=t(f"weekly.{name}_help"))


def contacts(found: Contents, asked: Asked) -> None:
    """What becomes of contacts, in a sentence."""
    said = {name: number(getattr(found, name), language()) for name in ("consenting", "silent", "refused")}
    st.markdown(t("weekly.contacts_of", **said) if asked.audience == "staff" else t("weekly.contacts_none"))


def download(asked: Asked) -> None:
    """The button of a draft; the workbook is made when it is pressed."""
    contacts = next(name for name, audience in CONTACTS.items() if audience == asked.audience)
    said = {"workbook": asked.language, "contacts": contacts}
    downloads.button("weekly", t("weekly.download"), said, key="weekly.download")
    if register_access.is_sample():
        st.markdown(t("weekly.sample"), width="content")


def asked_by(parameters: Mapping[str, str]) -> Asked:
    """The workbook that the parameters of an address ask for; without contacts unless they say so."""
    spoken = parameters.get("workbook", "")
    audience = CONTACTS.get(parameters.get("contacts", ""), "liaison")
    return Asked(spoken if spoken in LANGUAGES else language(), audience)


def exported(view: View, asked: Asked, proposed: Proposed) -> downloads.File:
    """The draft of the weekly workbook."""
    return downloads.File(file_name(view, asked.language), downloads.XLSX, making(view, asked, proposed)())


def file_name(view: View, language: str) -> str:
    """The name of the file, after its week."""
    return say("export.file_name", language, week=f"{view.everything.as_of:%G-W%V_%Y-%m-%d}")


def making(view: View, asked: Asked, proposed: Proposed) -> Callable[[], bytes]:
    """A function that makes the workbook; it runs outside of the session, so that everything is handed to it."""
    issues, imports = sources(view)

    def made() -> bytes:
        at = dt.datetime.now(dt.UTC).astimezone().replace(microsecond=0)
        return write_workbook(
            view.situation, issues, imports, view.selection, asked.language, at, asked.audience, proposed.outgoing
        )

    return made


def sources(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The register's issues and imports of the edition in view. Shared: do not change them."""
    return cast(tuple[pd.DataFrame, pd.DataFrame], _sources(view.edition.url, view.edition.version))


@st.cache_resource(show_spinner=False, max_entries=2)
def _sources(url: str, version: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    register = register_access.register(visitor())
    return register.issues(), register.imports()
