"""The original of a message: who sent and wrote it, its text with the used words marked, its files, what was done.

People's text is escaped throughout. Leaves out what was understood of it (ui.inbox_understood).
"""

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from capacity.formats import number
from capacity.naming import name_of
from capacity.reports import Report
from register.inbox_state import ANSWER, ASSIGN, KIND, LINK, NOTE, STATUS, TOPIC, Attached, Step, Stored
from ui import clock
from ui.language import language, t
from ui.marking import marked
from ui.small_table import small_table

HIGH = 380
BODY = "white-space:pre-wrap;overflow-wrap:anywhere;font-family:inherit;font-size:0.92rem;margin:0.5rem 0"
HEAD = "font-size:0.875rem;overflow-wrap:anywhere"
USED = (
    "organisation", "contact_name", "email", "phone", "street", "postcode", "town", "country", "website",
    "consent_words",
)  # fmt: skip


def show(message: pd.Series, kept: Stored, report: Report | None) -> None:
    """All of it in a frame that scrolls by itself."""
    with st.container(height=HIGH, border=True, key="inbox.original"):
        st.html(
            _head(message, kept)
            + f'<div tabindex="0" style="{BODY}">{marked(kept.body or t("inbox.no_text"), _used(report))}</div>'
            + "".join(_file(each) for each in kept.attachments)
            + _steps(kept.steps)
        )


def _head(message: pd.Series, kept: Stored) -> str:
    sender = _person(message["sender_name"], message["sender_email"])
    writer = _person(message["writer_name"], message["writer_email"])
    lines = [(t("inbox.from"), sender)]
    if writer and writer != sender:
        lines.append((t("inbox.writer"), writer))
    lines += [
        (t(f"inbox.{name}"), str(message[name])) for name in ("from_organisation", "forwarded_by") if message[name]
    ]
    lines.append((t("inbox.received"), clock.said(message["received_at"])))
    rows = "".join(f"<div>{escape(name)}: <b>{escape(said)}</b></div>" for name, said in lines)
    title = escape(kept.subject or t("inbox.no_subject"))
    return f'<div style="font-weight:600">{title}</div><div style="{HEAD}">{rows}</div>'


def _person(name: str, mail: str) -> str:
    return f"{name} <{mail}>" if name and mail else name or mail


def _used(report: Report | None) -> list[str]:
    """The words that the interpretation rests on."""
    if report is None:
        return []
    said = report.offers[[code for code in USED if code in report.offers]].stack().dropna().astype(str)
    quotes = report.capabilities["quote"].dropna().astype(str)
    return [part for text in (*said, *quotes) for part in (text, *text.split(";"), *text.split("\n"))]


def _file(each: Attached) -> str:
    size = number(each.size / 1000, language(), 1)
    return f'<div style="{HEAD}">{escape(t("inbox.file", name=each.name or each.media_type, size=size))}</div>'


def _steps(steps: Iterable[Step]) -> str:
    told = [each for each in steps if each.what != LINK]
    if not told:
        return ""
    rows = pd.DataFrame({
        "at": [clock.said(each.at) for each in told],
        "by": [each.by for each in told],
        "what": [_what(each) for each in told],
    })  # fmt: skip
    return small_table(rows, [t(f"inbox.step.{name}") for name in rows])


def _what(each: Step) -> str:
    said = t(f"inbox.step.{each.what}", said=_value(each.what, each.value))
    return f"{said} ({t('inbox.step.undone', by=each.undone_by)})" if each.undone_at else said


def _value(what: str, value: Any) -> str:
    if value is None:
        return "–"
    coded = {KIND: "message_kind", TOPIC: "message_topic"}
    if what in coded:
        return name_of(coded[what], str(value), language())
    if what == STATUS:
        return name_of("message_status", value["status"], language())
    return str(value["text"]) if what == ANSWER else str(value) if what in (NOTE, ASSIGN) else ""
