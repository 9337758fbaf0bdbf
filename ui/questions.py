"""Questions that wait: alike ones together, how long they have been open, and the answer that settles them at once.

Leaves out which are alike and what the text blocks say (capacity.questions).
"""

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from capacity import questions as asking
from capacity.formats import number
from capacity.message import TOPICS
from capacity.naming import name_of
from capacity.texts import LANGUAGES
from register import RegisterError
from register.inbox import Inbox
from register.inbox_state import ANSWER, ANSWERED, NEW, OPEN
from ui import clock, deciding, inbox
from ui.inbox_message import BODY
from ui.language import language, t
from ui.markdown import literal
from ui.picking import picked
from ui.questions_answered import table
from ui.signing import signature

WAITING = (NEW, OPEN)
VIEWS = ("waiting", "answered")
LONGEST_LINK = 1_900  # letters that mail programs take from a link


def queue() -> pd.DataFrame:
    """Every question with its text, its topic and the number of its group; the oldest first."""
    state = inbox.inbox().state()
    found = state[(state["kind"] == "question") & state["status"].isin((*WAITING, ANSWERED))].reset_index(drop=True)
    texts = inbox.inbox().texts(found["message_id"].tolist())
    found["text"] = pd.Series([texts.get(each, "") for each in found["message_id"]], index=found.index, dtype="str")
    found["topic"] = found["topic"].fillna("other")
    return found


def chosen(found: pd.DataFrame) -> pd.DataFrame:
    """The questions of the topic and state that were chosen."""
    waiting = found[found["status"].isin(WAITING)]
    counts = waiting["topic"].value_counts()
    names = {each: f"{name_of('message_topic', each, language())} {number(int(counts.get(each, 0)), language())}"
             for each in TOPICS}  # fmt: skip
    views = {each: t(f"questions.view.{each}") for each in VIEWS}
    with st.container(horizontal=True, gap="medium"):
        view = st.segmented_control(t("questions.view"), VIEWS, default=VIEWS[0], key="questions.view", required=True,
                                    format_func=views.__getitem__, label_visibility="collapsed")  # fmt: skip
        topics = st.pills(t("inbox.topic"), TOPICS, key="questions.topics", selection_mode="multi",
                          format_func=names.__getitem__, label_visibility="collapsed")  # fmt: skip
    shown = waiting if view == VIEWS[0] else found[found["status"] == ANSWERED]
    return shown[shown["topic"].isin(topics)] if topics else shown


def show(found: pd.DataFrame) -> None:
    """The groups of questions; of the one that was picked, its questions and the answer."""
    if found.empty:
        st.success(t("questions.none"), icon=":material/task_alt:")
        return
    found = found.assign(group=asking.groups(found["text"].tolist(), found["topic"].tolist()))
    grouped = [rows for _, rows in found.groupby("group", sort=True)]
    at = picked(table(grouped), _config(), key=f"questions.list.{len(found)}.{st.session_state.get('questions.view')}")
    rows = grouped[at if at is not None and at < len(grouped) else 0]
    left, right = st.columns(2, gap="medium")
    with left, st.container(height=420, key="questions.asked"):
        for row in rows.itertuples(index=False):
            _question(row)
    with right:
        _answer(rows)


def _config() -> dict[str, Any]:
    columns = st.column_config
    found: dict[str, Any] = {
        name: columns.TextColumn(t(f"questions.column.{name}")) for name in ("topic", "since", "assignee", "answered")
    }
    found["question"] = columns.TextColumn(t("questions.column.question"), width=520)
    found["count"] = columns.NumberColumn(t("questions.column.count"), width=80)
    return found


def _question(row: Any) -> None:
    who = " · ".join(literal(each) for each in (row.writer_name or row.sender_name, row.from_organisation,
                                               row.writer_email or row.sender_email) if each)  # fmt: skip
    st.markdown(f"**{who or literal(row.subject)}** · {inbox.age(inbox.now(), row.received_at)}")
    st.html(f'<div tabindex="0" style="{BODY}">{escape(row.text.strip())}</div>')  # what scrolls is reached by keys
    for each in inbox.inbox().message(row.message_id).steps:
        if each.what != ANSWER or each.undone_at:
            continue
        st.caption(literal(t("questions.answered_by", by=each.by, at=clock.said(each.at))))
        st.text(each.value["text"])


def _answer(rows: pd.DataFrame) -> None:
    """The text that answers all of these, to be changed, sent from one's own mail program, and noted."""
    first = rows.iloc[0]
    ids = [int(each) for each in rows["message_id"]]
    key = f"questions.{ids[0]}"
    spoken = _spoken(str(first["language"]))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        names = {each: t(f"questions.language.{each}") for each in LANGUAGES}
        said = st.segmented_control(
            t("frame.language"), LANGUAGES, default=spoken, key=f"{key}.language", required=True,
            format_func=names.__getitem__, label_visibility="collapsed",
        ) or spoken  # fmt: skip
        topic = _topic(first, ids, key)
    about = tuple(dict.fromkeys(each for text in rows["text"] for each in asking.products(text)))
    text = st.text_area(
        t("questions.answer"), value=asking.reply(topic, about, said), height=290, key=f"{key}.{said}.{topic}.text"
    )
    mails = [each for each in rows["writer_email"].where(rows["writer_email"].ne(""), rows["sender_email"]) if each]
    typed = f"{key}.{said}.{topic}.text"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            t("questions.done", count=number(len(ids), language())), type="primary", key="questions.done",
            icon=":material/check:", shortcut="Ctrl+Enter", on_click=_note, args=(ids, typed, said),
        )  # fmt: skip
        if mails:
            st.link_button(t("questions.mail"), mail_link(mails, str(first["subject"]), text), icon=":material/mail:")
    with st.expander(t("questions.copy")):
        st.code(text, language=None, wrap_lines=True)


def _spoken(told: str) -> str:
    """The language to answer in: that of the question, English for one that we have no texts in."""
    return told if told in LANGUAGES else "en" if told else language()


def _topic(first: pd.Series, ids: list[int], key: str) -> str:
    names = {each: name_of("message_topic", each, language()) for each in TOPICS}
    return st.selectbox(
        t("inbox.topic"), TOPICS, index=TOPICS.index(first["topic"]), key=f"{key}.topic", format_func=names.__getitem__,
        label_visibility="collapsed", on_change=_set_topic, args=(ids, f"{key}.topic"), width=200,
    )  # fmt: skip


def _set_topic(ids: Sequence[int], key: str) -> None:
    topic = st.session_state[key]
    said = t("inbox.said.topic", topic=name_of("message_topic", topic, language()))
    for each in ids:
        inbox.step(partial(_say, each, topic), said)


def _say(message_id: int, topic: str, where: Inbox) -> int:
    return where.set_topic(message_id, topic, by=signature())


def mail_link(mails: Sequence[str], subject: str, text: str) -> str:
    """A link that opens one's mail program with the answer; several who asked do not see each other."""
    to = f"{quote(mails[0])}?" if len(mails) == 1 else f"?bcc={quote(','.join(mails))}&"
    title = subject if subject.casefold().startswith(("re:", "aw:")) else f"Re: {subject}".strip()
    body = text
    while len(quote(body)) > LONGEST_LINK:
        body = body[: int(len(body) * 0.9)]
    return f"mailto:{to}subject={quote(title)}&body={quote(body)}"


def _note(ids: list[int], key: str, said: str) -> None:
    """Notes that all of these were answered with the text, by whom and when."""
    where, text = inbox.inbox(), str(st.session_state.get(key) or "")
    try:
        steps = where.answer(ids, text, by=signature(), language=said)
    except (RegisterError, ValueError) as error:
        words = error.message(language()) if isinstance(error, RegisterError) else t("questions.no_text")
        deciding.tell(words, failed=True)
        return
    undoing = partial(_undo, steps)
    deciding.tell(t("questions.noted", count=number(len(steps), language())), undoing=undoing)


def _undo(steps: Sequence[int]) -> None:
    for each in steps:
        inbox.inbox().undo(each, by=signature())
