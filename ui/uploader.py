"""Streamlit's widget for files speaks English alone: its words give way to ours. Leaves out what is done with files."""

import streamlit as st

from ui.language import t

ZONE = "[data-testid=stFileUploaderDropzone]"
FAILED = "[data-testid=stFileUploader]:has([data-testid=stFileChipIconError])"


def worded() -> None:
    """Puts the words of this session's language on every place for files of the page."""
    limit = t("imports.drop_limit", size=st.get_option("server.maxUploadSize"))
    said = {
        f"{ZONE} button p": t("imports.choose"),
        f"{ZONE} [data-testid=stFileUploaderDropzoneInstructions] span": limit,
        f"{ZONE} > div:not([data-testid]) > span": t("imports.drop_here"),
    }
    failed = t("imports.drop_failed", size=st.get_option("server.maxUploadSize"))
    ours = "".join(f'{at}{{font-size:0}}{at}::after{{content:"{text}";font-size:.875rem}}' for at, text in said.items())
    ours += f'{FAILED}::after{{content:"{failed}";display:block;padding-top:.5rem}}'
    st.html(f"<style>{ours}</style>")
