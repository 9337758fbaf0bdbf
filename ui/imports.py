"""The steps of the import page: drop files, wait while they are read, decide. Nothing is stored before that.

Leaves out what one file holds (ui.imports_file), storing (ui.imports_storing) and earlier imports (ui.imports_list).
"""

import time
from collections.abc import Mapping

import streamlit as st

from capacity.differences import KINDS, in_words
from capacity.formats import number
from capacity.template import blank_template
from capacity.texts import LANGUAGES, say
from register.places import PlaceCorrections
from ui import downloads, register_access, signing, uploader
from ui.imports_changes import compared
from ui.imports_corrections import to_remember
from ui.imports_reading import READERS
from ui.imports_standing import Standing, standings
from ui.imports_storing import REMEMBER, order
from ui.imports_tray import Tray, Upload, tray
from ui.language import language, t
from ui.visitor import visitor


def heading(mine: Tray) -> None:
    """The title, and beside it the three steps, the present one in bold."""
    at = 3 if mine.ordered or (mine.stored and not mine.uploads) else 2 if mine.uploads else 1
    said = [t(f"imports.step.{step}") for step in (1, 2, 3)]
    said[at - 1] = f"**{said[at - 1]}**"
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(t("page.imports.title"), anchor=False, width="content")
        st.markdown(" → ".join(said), width="content")


def drop(mine: Tray) -> None:
    """Where files are dropped, and the blank list to send out."""
    READERS.warm_up()
    uploader.worded()
    key = f"imports.drop.{mine.edition}"
    wide, narrow = st.columns([3, 2], gap="medium")
    with wide:
        st.file_uploader(t("imports.drop"), accept_multiple_files=True, key=key, on_change=_dropped, args=(key,))
    with narrow:
        _templates()
    if mine.repeated:
        st.info(t("imports.repeated"), icon=":material/content_copy:")


def _dropped(key: str) -> None:
    register = register_access.register(visitor())
    held = [each.correction for each in register.corrections()]
    files = ((each.name, each.getvalue()) for each in st.session_state[key])
    tray().add(files, held, PlaceCorrections(register).meanings())


def _templates() -> None:
    st.caption(t("imports.template"))
    with st.container(horizontal=True):
        for each in LANGUAGES:
            downloads.button("template", say("imports.template_in", each), {"of": each}, key=f"imports.template.{each}")


def template(parameters: Mapping[str, str]) -> downloads.File:
    """The blank list in the language that the parameters name."""
    of = parameters.get("of", "")
    spoken = of if of in LANGUAGES else language()
    return downloads.File(say("imports.template_file", spoken), downloads.XLSX, blank_template(spoken))


def wait(mine: Tray) -> None:
    """Shows how far the reading is until it has ended; the file that is being read can be given up."""
    job = mine.job
    if job is None or job.ended:
        return
    with st.container(border=True):
        bar, name = st.progress(0.0), st.empty()
        st.button(t("imports.skip"), on_click=job.skip, key="imports.skip")
        while not job.ended:
            of = len(job.uploads)
            words = t("imports.reading", at=min(job.done + 1, of), of=of, seconds=number(job.seconds, language()))
            bar.progress(job.done / of, text=words)
            name.text(job.current.name)
            time.sleep(0.2)
    st.rerun()


def decide(mine: Tray) -> None:
    """What would be stored, and the buttons that store it or let it go."""
    found, sample = standings(mine, register_access.register(visitor())), register_access.is_sample()
    with st.container(border=True, gap="xsmall", key="imports.decide"):
        st.markdown(_summary(found))
        _consequences([each.upload for each in found if each.code == "ready"])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _buttons(found, sample)


def _summary(found: list[Standing]) -> str:
    ready = [each.upload.reading.report for each in found if each.code == "ready" and each.upload.reading]
    needs = sum(int((each.offers["kind"] == "need").sum()) for each in ready)
    counts = {"ready": len(ready), "files": len(found), "needs": needs}
    counts["offers"] = sum(len(each.offers) for each in ready) - needs
    said = {key: number(value, language()) for key, value in counts.items()}
    return t("imports.summary" if ready else "imports.summary_none", **said)


def _consequences(ready: list[Upload]) -> None:
    """What that changes in lists that are there already, and whether corrections are to be remembered."""
    register = register_access.register(visitor())
    with st.spinner(t("imports.comparing")):
        found = [compared(upload, register) for upload in ready]
    changed = [each for each in found if each.compared_with]
    if changed:
        sums = {kind: sum(each.counts[kind] for each in changed) for kind in KINDS}
        gone = sum(len(upload.withdraw) for upload in ready)
        more = f" · {t('imports.changes.withdraw', count=number(gone, language()))}" if gone else ""
        st.markdown(t("imports.changes", counts=in_words(sums, language())) + more)
    if own := sum(len(to_remember(upload)) for upload in ready):
        st.checkbox(t("imports.remember", count=own), value=True, key=REMEMBER, help=t("imports.remember_help"))


def _buttons(found: list[Standing], sample: bool) -> None:
    ready = any(each.code == "ready" for each in found)
    fit = ready or (sample and any(each.code == "already" for each in found))
    if fit:
        signing.ask()
        label, why = (t("imports.take_own"), t("imports.take_own_help")) if sample else (t("imports.take"), None)
        st.button(label, type="primary", on_click=order, args=(sample,), key="imports.take", help=why)
    if sample and ready:
        st.button(t("imports.take_sample"), on_click=order, args=(False,), key="imports.take_sample")
    st.button(t("imports.discard"), on_click=tray().clear, key="imports.discard", type="tertiary")
