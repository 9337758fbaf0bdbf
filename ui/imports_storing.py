"""Takes what was confirmed over into the register, file by file, and tells what became of it.

Leaves out the decision (ui.imports) and taking an import back (ui.imports_list).
"""

import datetime as dt
import html
from contextlib import suppress
from dataclasses import replace

import pandas as pd
import streamlit as st

from capacity.differences import in_words
from capacity.formats import number
from capacity.reports import Report
from register import RegisterError, begin_own
from register.duplicates import Verdicts
from ui import navigation, register_access
from ui.imports_changes import compared
from ui.imports_corrections import to_remember
from ui.imports_standing import standings
from ui.imports_tray import Stored, Tray, Upload, tray
from ui.language import language, t
from ui.signing import signature
from ui.visitor import visitor

REMEMBER = "imports.remember"


def order(own: bool) -> None:
    """Has everything that is ready stored by the next run; `own`: in a register of one's own, begun for it."""
    mine = tray()
    try:
        if own:
            begin_own()
    except RegisterError as error:
        mine.stored = [Stored("", failure=error.message(language()))]
        return
    mine.ordered, mine.stored = True, []


def carry_out(mine: Tray) -> None:
    """Stores what was ordered, if anything, and shows how far it is."""
    if not mine.ordered:
        return
    ready = [each.upload for each in standings(mine, register_access.register(visitor())) if each.code == "ready"]
    bar = st.progress(0.0)
    for place, upload in enumerate(ready):
        bar.progress(place / len(ready), text=t("imports.storing", at=place + 1, of=len(ready)))
        stored = _store(upload)
        mine.stored.append(stored)
        if not stored.failure:
            mine.discard(upload)
    bar.progress(1.0, text=t("imports.matching"))
    mine.merged = _merge_duplicates()
    mine.ordered = False
    bar.empty()


def _merge_duplicates() -> int:
    """Merges what is certain by now; how often. A failure here changes nothing about what was stored."""
    if not register_access.is_sample():
        with suppress(RegisterError):
            return len(Verdicts(register_access.register(visitor())).automatic(by=signature()))
    return 0


def _store(upload: Upload) -> Stored:
    assert upload.reading
    report, register = upload.reading.report, register_access.register(visitor())
    if not register_access.is_sample():
        report = received(report, dt.date.today())
    try:
        found = compared(upload, register)
        done = register.add(report, upload.content, by=signature(), difference=found, withdraw=upload.withdraw)
        if st.session_state.get(REMEMBER, True):
            for each in to_remember(upload):
                register.remember(each, by=signature())
    except RegisterError as error:
        return Stored(upload.name, failure=error.message(language()))
    counts = done.counts
    return Stored(upload.name, done.import_id, done.offers, done.needs, done.issues, done.already, counts=counts)


def received(report: Report, day: dt.date) -> Report:
    """The report with `day` as the day received, and confirmed, of offers that name none."""
    offers = report.offers.assign(received_at=report.offers["received_at"].fillna(pd.Timestamp(day)))
    return replace(report, offers=offers.assign(confirmed_at=offers["confirmed_at"].fillna(offers["received_at"])))


def results(mine: Tray) -> None:
    """What became of the files that were confirmed last, and the way to their offers."""
    done = [each for each in mine.stored if not each.failure]
    for each in mine.stored:
        if each.failure:
            st.error(t("imports.not_stored", why=each.failure), icon=":material/error:")
            st.text(each.file)
    if done:
        offers, needs = (number(sum(getattr(each, name) for each in done), language()) for name in ("offers", "needs"))
        st.success(t("imports.stored", offers=offers, needs=needs), icon=":material/check_circle:")
        st.html("".join(_line(each) for each in done))
        fresh = [str(each.import_id) for each in done if not each.already]
        with st.container(horizontal=True):
            navigation.link("offers", t("imports.to_offers"), icon=":material/list_alt:", imports=",".join(fresh))
            navigation.link("overview", t("imports.to_overview"), icon=":material/dashboard:")
            if mine.merged:
                label = t("imports.merged", count=number(mine.merged, language()))
                navigation.link("duplicates", label, icon=":material/difference:")


def _line(done: Stored) -> str:
    said = {key: number(getattr(done, key), language()) for key in ("offers", "needs", "issues")}
    words = t("imports.already_short") if done.already else t("imports.stored_file", number=done.import_id, **said)
    if done.counts:
        words = f"{words} · {in_words(done.counts, language())}"
    return f"<div><b>{html.escape(done.file)}</b> · {html.escape(words)}</div>"
