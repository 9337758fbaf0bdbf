"""Inbox: what came in, and what is it? One message after the other, settled with one key."""

import streamlit as st

from ui import deciding, frame, inbox, inbox_drop, inbox_message, inbox_understood, signing
from ui.language import t

state, message = inbox.at_work()
title, view, name = st.columns((3, 5, 3), gap="small", vertical_alignment="bottom")
with title:
    frame.title("inbox")
with view:
    inbox.views()
with name, st.container(horizontal=True, horizontal_alignment="right"):
    signing.ask()
deciding.outcome("" if message is None else t("inbox.hint"))
inbox.listed(None if message is None else int(message["message_id"]))
if message is None:
    st.success(t("inbox.all_done" if len(state) else "inbox.empty"), icon=":material/task_alt:")
else:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        inbox.kinds(message)
        inbox.others(message)
    kept, report = inbox.in_full(message)
    original, understood = st.columns((4, 5), gap="medium")
    with original:
        inbox_message.show(message, kept, report)
    with understood:
        inbox_understood.show(message, kept, report)
    inbox.ahead(state)
inbox_drop.drop(waiting=message is not None)
