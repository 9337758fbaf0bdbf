"""What was understood of the open message, to be set right in place, and the key that accepts it and goes on.

Leaves out the message itself (ui.inbox_message), its kind (ui.inbox) and how a report is corrected
(capacity.by_hand).
"""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from capacity import by_hand
from capacity.folding import fold_names
from capacity.formats import number
from capacity.reports import Report
from capacity.schema import field
from register import Register, RegisterError
from register.decisions import Decisions
from register.inbox_state import DONE, SETTLED, Stored
from register.values import plain
from ui import deciding, inbox, inbox_consent, inbox_lines, inbox_merging, register_access
from ui.imports_storing import received
from ui.inbox_places import chosen, place
from ui.language import language, t
from ui.markdown import literal
from ui.signing import signature
from ui.visitor import visitor

TEXT = "text"  # the sheet of what was read in the words of the message
IMPORTED = {"offer": "offer", "donation": "offer", "need": "need"}
FIELDS = ("organisation", "contact_name", "email", "phone")
MOST_MATCHES = 20
ACCEPTED = {"question": "inbox.said.question", "withdrawal": "inbox.said.withdrawal", "other": "inbox.said.done"}


def show(message: pd.Series, kept: Stored, report: Report | None) -> None:
    """The form of what was understood, by the kind of the message, under the button that accepts it."""
    number_, kind = int(message["message_id"]), str(message["kind"])
    settled = message["status"] in SETTLED
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            t("inbox.accept"), key="inbox.accept", type="primary", shortcut="Enter", icon=":material/check:",
            on_click=_accept, args=(message, kept, report), disabled=settled,
        )  # fmt: skip
        st.caption(_hint(message, report), width="content")
    if kind in IMPORTED and not settled:
        _form(number_, report, IMPORTED[kind])
    elif kind == "question":
        inbox_lines.topic(message)
    elif kind == "withdrawal":
        _matches(message)


def _hint(message: pd.Series, report: Report | None) -> str:
    if message["status"] in SETTLED:
        return t("inbox.hint.settled", by=message["status_by"])
    if report is None:
        return t("inbox.hint.unread")
    sure = number(100 * float(message["confidence"]), language())
    return t(f"inbox.hint.{message['kind']}", sure=sure)


def _form(message_id: int, report: Report | None, kind: str) -> None:
    """Organisation, contact, place and capabilities; what the message's files hold, to be taken or left."""
    row = row_of(report, kind)
    key = f"inbox.{message_id}.{kind}"
    columns = st.columns(2, gap="small")
    for at, code in enumerate(FIELDS):
        columns[at % 2].text_input(field(code).label(language()), value=_seen(row, report, code), key=f"{key}.{code}")
    place(key, {} if row is None else row.to_dict())
    inbox_consent.ask(key, {} if row is None else row.to_dict())
    inbox_lines.editor(key, lines_of(report, row))
    if report is not None:
        _files(message_id, report, row)


def row_of(report: Report | None, kind: str) -> pd.Series | None:
    """The offer or need that stands in the words of the message, one of the message's kind before another."""
    if report is None:
        return None
    own = report.offers[report.offers["source_sheet"] == TEXT]
    fitting = own[own["kind"] == kind] if (own["kind"] == kind).any() else own
    return None if fitting.empty else fitting.iloc[0]


def lines_of(report: Report | None, row: pd.Series | None) -> pd.DataFrame:
    """The capabilities of that offer, none where there is none."""
    if report is None or row is None:
        return pd.DataFrame(columns=["row_id", *inbox_lines.KEPT])
    return report.capabilities[report.capabilities["row_id"] == row["row_id"]].reset_index(drop=True)


def _seen(row: pd.Series | None, report: Report | None, code: str) -> str:
    """What was read for a field; where no offer was, what the message says of its writer."""
    if row is not None:
        return str(plain(row[code]) or "")
    if report is None or report.message is None:
        return ""
    wrote = report.message.writer
    said = {"organisation": report.message.from_organisation, "contact_name": wrote.name, "email": wrote.email}
    return said.get(code, "")


def _files(message_id: int, report: Report, row: pd.Series | None) -> None:
    """What else would come in: by file and sheet, and what the words state besides, each to be left out."""
    for sheet, rows in _others(report, row):
        found = number(len(rows), language())
        said = t("inbox.beside") if sheet == TEXT else t("inbox.from_file", file=literal(sheet))
        st.checkbox(t("inbox.take", count=found, what=said), value=True, key=f"inbox.{message_id}.sheet.{sheet}")


def _others(report: Report, row: pd.Series | None) -> list[tuple[str, list[int]]]:
    rest = report.offers if row is None else report.offers[report.offers["row_id"] != row["row_id"]]
    sheets = rest["source_sheet"].fillna("")
    return [(str(sheet), rest.loc[sheets == sheet, "row_id"].tolist()) for sheet in sheets.unique()]


def _matches(message: pd.Series) -> None:
    """The offers that whoever wrote may take back, to be ticked."""
    found = matching(message, register_access.register(visitor()))
    if found.empty:
        st.info(t("inbox.no_match"))
    for row in found.itertuples(index=False):
        said = " · ".join(str(each) for each in (row.organisation, row.town, row.source_file) if not pd.isna(each))
        st.checkbox(literal(said), value=bool(row.by_mail), key=_ticked(message, int(row.offer_id)))


def _ticked(message: pd.Series, offer_id: int) -> str:
    return f"inbox.{message['message_id']}.withdraw.{offer_id}"


def matching(message: pd.Series, register: Register) -> pd.DataFrame:
    """The offers in sight that hold the mail address (`by_mail`) or go by the name of whoever wrote, MOST_MATCHES at
    most."""
    offers = register.contents().offers
    offers = offers[offers["status"].ne("withdrawn")]
    mails = {str(message[name]) for name in ("sender_email", "writer_email")} - {""}
    told = offers["email"].fillna("").str.casefold().str.split(r"\s*;\s*", regex=True)
    same = by_mail = told.map(lambda each: not mails.isdisjoint(each)).astype(bool)
    if message["from_organisation"]:
        own = fold_names(pd.Series([message["from_organisation"]], dtype="str"))[0].as_py()
        same = by_mail | (fold_names(offers["organisation"]).to_pandas() == own).fillna(False).to_numpy(dtype=bool)
    return offers.assign(by_mail=by_mail)[same].head(MOST_MATCHES)


def _accept(message: pd.Series, kept: Stored, report: Report | None) -> None:
    """Settles the message as it stands in the form, and opens the next."""
    number_, kind = int(message["message_id"]), str(message["kind"])
    try:
        if kind in IMPORTED:
            done: tuple[int, int | None, str] = _import(number_, IMPORTED[kind], report)
        elif kind == "other":
            done = inbox.inbox().set_status(number_, DONE, by=signature()), None, t("inbox.said.done")
        else:
            meant = _meant(message) if kind == "withdrawal" else []
            why = t("inbox.by_mail") if meant else None
            taken = inbox.inbox().accept(number_, None, by=signature(), withdrawing=meant, why=why)
            done = taken.step_id, taken.decision_id, t(ACCEPTED[kind])
    except RegisterError as error:
        deciding.tell(error.message(language()), failed=True)
        return
    step_id, decision, said = done
    deciding.tell(said, undoing=partial(_undo, number_, step_id, decision))
    inbox.go_on(number_)


def _undo(message_id: int, step_id: int, decision: int | None) -> None:
    if decision is not None:
        Decisions(register_access.register(visitor())).undo(decision, by=signature())
    inbox.inbox().undo(step_id, by=signature())
    st.session_state[inbox.OPEN] = message_id


def _meant(message: pd.Series) -> list[int]:
    """The ticked offers among those that a withdrawal may mean."""
    ids = [int(each) for each in matching(message, register_access.register(visitor()))["offer_id"]]
    return [each for each in ids if st.session_state.get(_ticked(message, each))]


def _import(message_id: int, kind: str, report: Report | None) -> tuple[int, None, str]:
    """Takes over what the form says and the files hold."""
    if report is None:
        raise RegisterError("not_read")
    made = received(edited(message_id, kind, report, st.session_state.to_dict()), dt.date.today())
    where = inbox.inbox()
    content = where.original(message_id).content
    taken = where.accept(message_id, made if len(made.offers) else None, content, by=signature())
    inbox_merging.merge(register_access.register(visitor()), signature())
    done = taken.imported
    return taken.step_id, None, _taken(done.offers if done else 0, done.needs if done else 0)


def _taken(offers: int, needs: int) -> str:
    counts = {"offers": offers, "needs": needs}
    told = (t(f"inbox.said.{name}{'.one' if count == 1 else ''}", count=number(count, language()))
            for name, count in counts.items() if count)  # fmt: skip
    return t("inbox.said.accepted", what=", ".join(told) or t("inbox.said.nothing"))


def edited(message_id: int, kind: str, report: Report, state: Mapping[str, Any]) -> Report:
    """The report with what stands in the form, without what was left out."""
    row, key = row_of(report, kind), f"inbox.{message_id}.{kind}"
    gone = [
        each
        for sheet, rows in _others(report, row)
        if not state.get(f"inbox.{message_id}.sheet.{sheet}", True)
        for each in rows
    ]
    offer: dict[str, object] = {
        code: str(state.get(f"{key}.{code}", _seen(row, report, code)) or "").strip() or None for code in FIELDS
    }
    read = {} if row is None else row.to_dict()
    offer |= chosen(key, read, state) | inbox_consent.given(key, read, state)
    lines = inbox_lines.given(key, lines_of(report, row), state)
    kept = by_hand.without(report, gone)
    if row is None and not lines:
        return kept
    more: dict[str, object] = {"kind": kind}
    if row is None:
        more |= {"channel": "mail", "status": "new"} | _of_message(report)
    return by_hand.corrected(kept, None if row is None else int(row["row_id"]), more | offer, lines)


def _of_message(report: Report) -> dict[str, object]:
    """What a message says of an offer that is entered by hand."""
    message = report.message
    if message is None:
        return {}
    sent = pd.Timestamp(message.sent_at).tz_convert(None).normalize() if message.sent_at else None
    return {"received_at": sent, "passed_on_by": message.forwarded_by or None, "consent": "not_stated"}
