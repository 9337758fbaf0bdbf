"""The questions page: alike questions together, a text to answer them, answered by whom and when, taken back."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from capacity.message import Person
from register import begin_own
from register.inbox import Inbox
from tests.register.made_messages import mail, question
from tests.screens import STAFF, only_home, opened, said
from ui import register_access
from ui.questions import mail_link


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    """Two questions that are alike, one of another topic, an offer."""
    only_home(monkeypatch, tmp_path)
    begin_own()
    inbox = Inbox(register_access.register(STAFF))
    texts = ("Welche Norm gilt für Gesichtsvisiere?", "Nach welcher Norm müssen Gesichtsvisiere geprüft werden?")
    for number, text in enumerate(texts, 1):
        inbox.add(*question(number, text, writer=Person("", f"w{number}@example.org")), by="poll")
    inbox.add(*question(3, "Is there *funding*?", topic="funding", language="en"), by="poll")
    inbox.add(*mail(4), by="poll")
    inbox.accept(1, None, by="Ada")
    return inbox


def page(lang: str = "de") -> AppTest:
    return opened("questions", lang=lang, state={"signing.name": "K. Muster"})


def test_alike_questions_stand_together_with_a_text_that_answers_them(inbox: Inbox) -> None:
    app = page()
    table = app.dataframe[0].value
    assert table["count"].tolist() == [2, 1]
    assert table["topic"].tolist() == ["Normen", "Förderung"]
    assert "EN 166" in app.text_area[0].value
    words = said(app)
    assert "Nach welcher Norm" in words
    link = app.get("link_button")[0].proto.url
    assert link.startswith("mailto:?bcc=")
    assert "w1@example.org,w2@example.org" in unquote(link)


def test_answering_settles_all_of_them_and_is_taken_back(inbox: Inbox) -> None:
    app = page()
    app.text_area[0].set_value("EN 166.").run()
    app.button(key="questions.done").click().run()
    state = inbox.state()
    assert state["status"].tolist() == ["answered", "answered", "new", "new"]
    assert state["status_by"].tolist()[:2] == ["K. Muster"] * 2
    assert inbox.message(2).steps[-1].value == {"text": "EN 166.", "language": "de"}
    assert app.dataframe[0].value["count"].tolist() == [1]
    app.segmented_control(key="questions.view").set_value("answered").run()
    assert "K. Muster nach" in app.dataframe[0].value["answered"][0]
    assert r"Beantwortet von K\. Muster" in said(app)
    app.button(key="deciding.undo").click().run()
    assert inbox.state()["status"].tolist() == ["open", "new", "new", "new"]


def test_a_topic_is_chosen_and_corrected(inbox: Inbox) -> None:
    app = page("en")
    app.pills(key="questions.topics").set_value(["funding"]).run()
    assert app.dataframe[0].value["count"].tolist() == [1]
    assert app.text_area[0].value.startswith("Dear Sir or Madam,")
    app.selectbox(key="questions.3.topic").select("logistics").run()
    assert inbox.state()["topic"].tolist()[2] == "logistics"


def test_an_empty_queue_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_home(monkeypatch, tmp_path)
    begin_own()
    app = page()
    assert "Hier wartet keine Frage." in said(app)
    assert any("Strg + Enter" in each.value for each in app.html)


def test_links_for_mail_programs_stay_short_and_name_one_reader_alone() -> None:
    one = mail_link(["a@example.org"], "Re: Norm", "Zeile 1\nZeile 2 & mehr")
    assert one == "mailto:a%40example.org?subject=Re%3A%20Norm&body=Zeile%201%0AZeile%202%20%26%20mehr"
    assert len(mail_link(["a@example.org", "b@example.org"], "Norm", "ä" * 5000)) < 2100
