"""The inbox page: one message after the other with what was understood of it, settled by one button, taken back."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from capacity.message import Person
from capacity.reports import Report
from register import begin_own
from register.inbox import Inbox
from tests.register.made_messages import attached, mail, question
from tests.register.made_reports import report as made_list
from tests.screens import STAFF, only_home, opened, said
from ui import inbox_reading, register_access
from ui.imports_reading import Reading
from ui.markdown import literal


class Shelf:
    """Reads what was put there before, as a reading process does."""

    def __init__(self) -> None:
        self.reports: dict[bytes, Report] = {}

    def lend(self) -> "Shelf":
        return self

    def give_back(self, _: "Shelf") -> None:
        pass

    def read(self, content: bytes, name: str, corrections: Sequence[object] = ()) -> Reading:
        return Reading(self.reports[content], ())


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    only_home(monkeypatch, tmp_path)
    begin_own()
    shelf = Shelf()
    monkeypatch.setattr(inbox_reading, "READERS", shelf)
    monkeypatch.setattr(inbox_reading, "_HELD", type(inbox_reading._HELD)())
    return shelf


def inbox() -> Inbox:
    return Inbox(register_access.register(STAFF))


def put(shelf: Shelf, *mails: tuple[Report, bytes]) -> None:
    for report, content in mails:
        shelf.reports[content] = report
        inbox().add(report, content, by="poll")


def page(name: str = "A. Muster", **query: str) -> AppTest:
    return opened("inbox", lang="de", state={"signing.name": name}, **query)


def states() -> list[str]:
    return inbox().state()["status"].tolist()


def offers() -> list[list[object]]:
    found = register_access.register(STAFF).offers()
    return found[["kind", "organisation", "town"]].to_numpy().tolist()


def test_an_empty_inbox_says_how_mails_get_in(shelf: Shelf) -> None:
    words = said(page())
    assert "Noch keine Nachrichten" in words
    assert "IMAP" in words


def test_the_oldest_message_stands_open_with_its_used_words_marked(shelf: Shelf) -> None:
    put(shelf, mail(1, attachments=(attached("<b>liste</b>.xlsx"),)), mail(2))
    app = page()
    words = said(app)
    assert "Angebot Masken 1" in words
    assert "400 bis 500 Behelfsmasken pro Woche</mark>" in words
    assert "&lt;b&gt;liste&lt;/b&gt;.xlsx" in words
    assert app.segmented_control(key="inbox.view").options[0] == "Ungelesen 2"
    assert app.text_input(key="inbox.1.offer.organisation").value == "Näherei Nordlicht 1"
    assert app.text_input(key="inbox.1.offer.place").value == "Kiel"
    assert inbox().state()["claimed_by"].tolist()[0] == "A. Muster"


def test_accepting_takes_over_what_was_set_right_and_opens_the_next(shelf: Shelf) -> None:
    put(shelf, mail(1), mail(2))
    app = page()
    app.text_input(key="inbox.1.offer.organisation").set_value("Näherei Süd").run()
    app.text_input(key="inbox.1.offer.place").set_value("Flensburg").run()
    app.button(key="inbox.accept").click().run()
    assert offers() == [["offer", "Näherei Süd", "Flensburg"]]
    line = register_access.register(STAFF).capabilities().iloc[0]
    assert (line["product"], line["per_week_low"], line["per_week_high"]) == ("mask_community", 400, 500)
    assert states() == ["accepted", "new"]
    words = said(app)
    assert "Übernommen: 1 Angebot<" in words
    assert "Angebot Masken 2" in words
    app.button(key="deciding.undo").click().run()
    assert (offers(), states()) == ([], ["new", "new"])
    assert "Angebot Masken 1" in said(app)


def test_consent_stands_as_it_was_read_until_it_is_set_right(shelf: Shelf) -> None:
    report, content = mail(1)
    read = report.offers.assign(consent="yes", consent_words="Gerne dürfen Sie das weitergeben.")
    put(shelf, (replace(report, offers=read), content), mail(2))
    app = page()
    assert app.segmented_control(key="inbox.1.offer.consent").value == "yes"
    app.button(key="inbox.accept").click().run()
    assert app.segmented_control(key="inbox.2.offer.consent").value == "not_stated"
    app.segmented_control(key="inbox.2.offer.consent").set_value("no").run()
    app.button(key="inbox.accept").click().run()
    kept = register_access.register(STAFF).offers()[["consent", "consent_words"]].to_numpy().tolist()
    assert kept == [
        ["yes", "Gerne dürfen Sie das weitergeben."],
        ["no", "Beim Übernehmen der Nachricht von Hand eingetragen"],
    ]


def test_another_kind_imports_it_as_that(shelf: Shelf) -> None:
    put(shelf, mail(1))
    app = page()
    app.button(key="inbox.kind.need").click().run()
    app.button(key="inbox.accept").click().run()
    assert offers() == [["need", "Näherei Nordlicht 1", "Kiel"]]
    assert "Alles gelesen" in said(app)


def test_a_question_waits_on_its_page_and_other_things_are_done(shelf: Shelf) -> None:
    put(shelf, question(1), mail(2))
    app = page()
    assert app.segmented_control(key="inbox.topic.1").value == "standards"
    app.segmented_control(key="inbox.topic.1").set_value("certification").run()
    app.button(key="inbox.accept").click().run()
    app.button(key="inbox.kind.other").click().run()
    app.button(key="inbox.accept").click().run()
    state = inbox().state()
    assert (state["status"].tolist(), state["topic"][0], offers()) == (["open", "done"], "certification", [])


def test_what_no_sentence_offered_is_entered_by_hand(shelf: Shelf) -> None:
    put(shelf, question(1))
    app = page()
    app.button(key="inbox.kind.offer").click().run()
    assert app.text_input(key="inbox.1.offer.email").value == "ida1@example.org"
    app.session_state["inbox.1.offer.lines"] = {"added_rows": [{"product": "mask_ffp2", "stock": 300}]}
    app.button(key="inbox.accept").click().run()
    register = register_access.register(STAFF)
    assert offers()[0][:2] == ["offer", "Näherei Nordlicht 1"]
    assert register.offers()["channel"].tolist() == ["mail"]
    assert register.capabilities()[["product", "stock", "unit"]].to_numpy().tolist() == [["mask_ffp2", 300.0, "piece"]]


def test_a_file_can_be_left_out(shelf: Shelf) -> None:
    report, content = mail(1, attachments=(attached(),))
    listed = made_list(offers=3, needs=1)[0].offers.assign(source_sheet="liste.xlsx › Tabelle1")
    together = pd.concat([report.offers, listed], ignore_index=True)
    put(shelf, (replace(report, offers=together), content))
    app = page()
    box = app.checkbox(key="inbox.1.sheet.liste.xlsx › Tabelle1")
    assert box.label == f"4 aus {literal('liste.xlsx › Tabelle1')} übernehmen"
    box.uncheck().run()
    app.button(key="inbox.accept").click().run()
    assert len(offers()) == 1


def test_a_withdrawal_takes_the_writers_offers_back(shelf: Shelf) -> None:
    report, content = mail(1)
    put(shelf, (report, content), mail(2))
    for number, made in ((1, (report, content)), (2, mail(2))):
        inbox().accept(number, *made, by="Ada")
    put(shelf, question(3, "Wir ziehen zurück.", kind="withdrawal", sender=Person("Ida", "ida1@example.org"),
                        from_organisation=""))  # fmt: skip
    app = page()
    assert [each.label for each in app.checkbox] == [literal("Näherei Nordlicht 1 · Kiel · mail1.eml")]
    app.button(key="inbox.accept").click().run()
    register = register_access.register(STAFF)
    assert register.offers()["status"].tolist() == ["withdrawn", "new"]
    app.button(key="deciding.undo").click().run()
    assert register.offers()["status"].tolist() == ["new", "new"]
    assert states()[2] == "new"


def test_two_who_give_no_name_are_told_of_each_other(shelf: Shelf) -> None:
    put(shelf, mail(1), mail(2))
    first, second = page(""), page("")
    assert "Angebot Masken 1" in said(first)
    assert "Angebot Masken 2" in said(second)
    assert "Gerade bei jemandem ohne Namen" in said(page("", message="1"))
    first.text_input(key="signing.name").set_value("Anna").run()
    assert "Gerade bei" not in said(first)
    assert inbox().state()["claimed_by"].tolist()[0] == "Anna"


def test_two_people_never_work_on_one_message_unknowingly(shelf: Shelf) -> None:
    put(shelf, mail(1), mail(2))
    anna, ben = page("Anna"), page("Ben")
    assert "Angebot Masken 1" in said(anna)
    assert "Angebot Masken 2" in said(ben)
    third = page("Cem", message="1")
    assert "Gerade bei Anna offen" in said(third)
    third.button(key="inbox.next").click().run()
    assert "Alles gelesen" in said(third)
    third = page("Cem", message="1")
    anna.button(key="inbox.accept").click().run()
    third.button(key="inbox.accept").click().run()
    assert "hat Anna inzwischen erledigt" in said(third)
    assert len(offers()) == 1


def test_a_message_is_given_to_somebody(shelf: Shelf) -> None:
    put(shelf, mail(1), mail(2))
    app = page("Anna")
    app.button(key="inbox.assign").click().run()
    assert inbox().state()["assignee"].tolist()[0] == "Anna"
    app.text_input(key="inbox.give.1").set_value("Ben").run()
    assert inbox().state()["assignee"].tolist()[0] == "Ben"
    assert "Angebot Masken 2" in said(app)
    app.button(key="inbox.done").click().run()
    assert "Alles gelesen" in said(app)
    assert states() == ["new", "done"]


def test_it_reads_in_english(shelf: Shelf) -> None:
    put(shelf, mail(1))
    words = said(opened("inbox", lang="en"))
    assert "90 % certain" in words
    assert "Accept" in words
