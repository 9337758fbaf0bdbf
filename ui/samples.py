"""The sample register: filled with the sample reports when it is first opened, once per process, under a banner.

Leaves out which register is open (ui.register_access) and what lies beside the reports (ui.samples_beside).
"""

import csv
import datetime as dt
import hashlib
import threading
import time
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from capacity.formats import date
from capacity.reference import REFERENCE
from register import Register, begin_own, open_register
from ui import samples_beside, turns
from ui.language import language, t
from ui.visitor import Forbidden, visitor

FOLDER = REFERENCE.parent / "sample"
DAYS = REFERENCE / "sample_days.csv"
BY = "samples"


def files() -> list[Path]:
    """The sample reports, in alphabetical order."""
    return sorted(path for path in FOLDER.iterdir() if path.is_file() and path.suffix != ".md")


@cache
def days() -> dict[str, dt.date]:
    """File → day on which that sample report is said to have come in."""
    with DAYS.open(encoding="utf-8", newline="") as file:
        return {row["file"]: dt.date.fromisoformat(row["received_at"]) for row in csv.DictReader(file)}


class Filling:
    """The samples on their way into the register at `url`; begins at once, in a thread of its own.

    What is in the register already is passed over, so that a filling that was broken off goes on where it stood.
    """

    def __init__(self, url: str) -> None:
        self.files, self.done = files(), 0
        self.failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, args=(url,), name="samples", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether the thread is through, with or without a failure."""
        return not self._thread.is_alive()

    def _run(self, url: str) -> None:
        try:
            register = open_register(url)
            known, current = register.imports(), set()
            for path in self.files:
                current.add(_added(register, path, set(known["sha256"])))
                self.done += 1
            _take_back(register, known, current)
            samples_beside.fill(register, FOLDER, by=BY)
        except Exception as failure:  # noqa: BLE001 - raised again in the session that waits
            self.failure = failure


def _added(register: Register, path: Path, known: set[str]) -> str:
    """The hash of a sample report, which is in the register now."""
    from loaders import read_report  # takes long to load, and only this thread needs it

    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 not in known:
        register.add(read_report(content, path.name, received_at=days().get(path.name)), content, by=BY)
    return sha256


def _take_back(register: Register, known: pd.DataFrame, current: set[str]) -> None:
    """Takes back the samples of an older version of the program, whose reports have changed since."""
    ours = (known["by"] == BY) & known["undone_at"].isna() & ~known["sha256"].isin(current)
    for import_id in known.loc[ours, "import_id"]:
        register.undo(int(import_id), by=BY)


@st.cache_resource(show_spinner=False)
def filling(url: str) -> Filling:
    """The filling of the register at `url`; the first call of this process begins it."""
    return Filling(url)


def wait(url: str) -> None:
    """Shows how far the filling is until it has ended; raises what went wrong in it."""
    bar = st.empty()  # there in every run: if what follows moved up, a table would be built anew, without its sorting
    run = filling(url)
    if not run.ended:
        while not run.ended:
            share = run.done / max(len(run.files), 1)
            bar.progress(share, text=t("samples.loading", done=run.done, total=len(run.files)))
            with turns.PAGES.lent():
                time.sleep(0.1)
        bar.empty()
    if run.failure:
        filling.clear()
        raise run.failure


def _begin() -> None:
    if not visitor().may_write:
        raise Forbidden("not_staff")
    begin_own()


def banner(last_day: dt.date, *, may_begin: bool) -> None:
    """Says that the data are invented; who `may_begin` is offered a register of one's own, then everybody's."""
    with st.container(key="samples", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":orange-background[{t('samples.banner', day=date(last_day, language()))}]", width="content")
        if not may_begin:
            return
        st.button(
            t("samples.begin_own"),
            on_click=_begin,
            key="samples.begin_own",
            help=t("samples.begin_own_help"),
            type="tertiary",
            icon=":material/folder_open:",
        )
