"""First start: the sample reports fill a register of their own, once, under progress; one click begins an empty one."""

import datetime as dt
import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from capacity import regions
from capacity.reports import Report
from register import RegisterError, active, open_register
from register.inbox import Inbox
from register.records import Event, Initiative, Records, Request
from tests.invented import invent
from tests.registers import report_of
from tests.screens import only_home, opened, said
from ui import samples, samples_beside

INVENTED = invent(60)
NAMES = tuple(INVENTED.offers["source_file"].unique())


@pytest.fixture
def first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that never saw the program, with small invented reports in the place of the samples."""
    only_home(monkeypatch, tmp_path / "home")
    folder = tmp_path / "sample"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(report_of(INVENTED, name)[1])
    (folder / "README.md").write_text("not a report", "utf-8")
    monkeypatch.setattr(samples, "FOLDER", folder)
    monkeypatch.setattr(
        "loaders.read_report", lambda content, name, received_at: report_of(INVENTED, name)[0], raising=False
    )
    return folder


def test_first_start_shows_the_samples_under_a_banner(first_start: Path) -> None:
    app = opened(lang="de")
    assert "Beispieldaten" in said(app)
    last = INVENTED.offers["received_at"].max()
    assert f"Stand {last:%d.%m.%Y}" in said(app)
    assert len(open_register(active().url).imports()) == len(NAMES)
    assert app.metric[0].value == str(int((INVENTED.offers["kind"] == "offer").sum()))


def test_nothing_moves_up_once_the_samples_are_there(first_start: Path) -> None:
    def places(app: AppTest) -> dict[int, str]:
        return {place: type(each).__name__ for place, each in app.main.children.items() if each.type != "empty"}

    app = opened(lang="de")
    first = places(app)
    assert 0 not in first  # where the progress stood
    assert places(app.run()) == first


def test_one_click_begins_an_empty_register_for_everybody(first_start: Path) -> None:
    app, other = opened(lang="de"), opened(lang="en")
    app.button(key="samples.begin_own").click().run()
    assert "noch leer" in said(app)
    assert "Beispieldaten" not in said(app)
    assert not active().is_sample
    assert "still empty" in said(other.run())


def test_two_visitors_at_once_do_not_fill_twice(first_start: Path) -> None:
    url = active().url
    found: list[samples.Filling] = []
    visitors = [threading.Thread(target=lambda: found.append(samples.filling(url))) for _ in range(4)]
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    assert len({id(each) for each in found}) == 1
    while not found[0].ended:
        pass
    assert len(open_register(url).imports()) == len(NAMES)


def test_a_filling_that_was_broken_off_goes_on_where_it_stood(first_start: Path) -> None:
    report, content = report_of(INVENTED, NAMES[0])
    register = open_register(active().url)
    register.add(report, content, by="somebody")
    opened(lang="de")
    imports = register.imports()
    assert sorted(imports["file"]) == sorted(NAMES)
    assert list(imports.loc[imports["file"] == NAMES[0], "by"]) == ["somebody"]


def test_what_was_taken_back_stays_away(first_start: Path) -> None:
    url = active().url
    opened(lang="de")
    register = open_register(url)
    register.undo(1, by="somebody")
    samples.filling.clear()
    opened(lang="de")
    assert len(register.imports()) == len(NAMES)


def test_samples_of_an_older_version_make_room(first_start: Path) -> None:
    register = open_register(active().url)
    older, content = report_of(invent(80), NAMES[0])
    register.add(older, content, by=samples.BY)
    own, other = report_of(invent(90), NAMES[1])
    register.add(own, other, by="somebody")
    opened(lang="de")
    imports = register.imports()
    assert len(imports) == len(NAMES) + 2
    assert list(imports.loc[imports["undone_at"].notna(), "sha256"]) == [older.sha256]


def test_a_failure_is_told_and_the_next_visit_tries_again(first_start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> Report:
        raise RegisterError("full", place="somewhere")

    with monkeypatch.context() as full:
        full.setattr("register.Register.add", refused)
        with pytest.raises(RegisterError):
            samples.wait(active().url)
    samples.wait(active().url)
    assert len(open_register(active().url).imports()) == len(NAMES)


def test_every_sample_report_has_the_day_it_came_in() -> None:
    assert [path.name for path in samples.files() if path.name not in samples.days()] == []
    assert {day.year for day in samples.days().values()} == {2020}


def test_mails_and_records_lie_beside_the_reports_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = open_register(f"sqlite:///{tmp_path / 'beside.sqlite'}")
    folder = tmp_path / "sample"
    (folder / "mails").mkdir(parents=True)
    mail = next(path for path in samples_beside.mails(samples.FOLDER) if "Stoffmasken CE" in path.name)
    (folder / "mails" / mail.name).write_bytes(mail.read_bytes())
    samples_beside.fill(register, folder, by=samples.BY)
    with monkeypatch.context() as again:
        again.setattr("loaders.read_report", None, raising=False)  # what is there is not read again
        samples_beside.fill(register, folder, by=samples.BY)
    assert list(Inbox(register).state()["kind"]) == ["question"]
    held = {kind: Records(register, kind).held() for kind in (Request, Event, Initiative)}
    assert {kind: len(found) for kind, found in held.items()} == {Request: 1, Event: 2, Initiative: 3}
    assert held[Request][0].record.asked_on == dt.date(2020, 3, 17)
    placed = [code for each in held[Initiative] for code in each.record.regions]
    assert [code for code in placed if not regions.known(code)] == []
