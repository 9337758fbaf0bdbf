"""The keys of the inbox and of the calls in a real browser: accept, kind, take on, undo; a call without a mouse."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import expect

from loaders import read_report
from register import Register, begin_own, open_register
from register.inbox import Inbox
from tests.browser.conftest import Visit, dashboard, free_port

TEXTS = {
    "Angebot": "Wir, die Muster Textil GmbH aus 72070 Tübingen, fertigen 2.000 FFP2-Masken pro Woche.",
    "Frage": "Welche Norm gilt für Gesichtsvisiere?",
    "Bedarf": "Die Klinik am Ufer in Kiel benötigt 500 Schutzkittel.",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a register of its own that holds three mails."""
    folder = tmp_path_factory.mktemp("inbox")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAPACITY_HOME", str(folder))
        patch.delenv("DATABASE_URL", raising=False)
        register = open_register(begin_own().url)
        for number, (subject, text) in enumerate(TEXTS.items()):
            letter = EmailMessage()
            letter["From"], letter["Subject"] = f"Ida Berg <ida{number}@example.org>", subject
            letter["Message-ID"], letter["Date"] = f"<{number}@example.org>", f"Mon, 30 Mar 2020 08:0{number}:00 +0000"
            letter.set_content(text)
            content = letter.as_bytes()
            Inbox(register).add(read_report(content, f"{number}.eml"), content, by="poll")
        register.close()
        yield folder


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with dashboard(home, free_port()) as found:
        yield found


@pytest.fixture
def register(home: Path) -> Iterator[Register]:
    opened = open_register(f"sqlite:///{next(home.rglob('*.sqlite'))}")
    yield opened
    opened.close()


def press(visit: Visit, key: str, says: str) -> None:
    """A key, and the line that tells what came of it."""
    visit.page.keyboard.press(key)
    expect(visit.page.locator(".st-key-deciding-line [role=status]")).to_contain_text(says, timeout=30_000)
    visit.settle()


def test_messages_are_settled_by_keys_alone(visit: Visit, register: Register) -> None:
    visit.open("/inbox")
    state = Inbox(register).state
    field = visit.page.get_by_label("Organisation", exact=True)
    field.fill("Muster Textil Tübingen")
    field.press("Enter")  # in a field it ends the typing and accepts nothing
    visit.settle()
    assert state()["status"].tolist() == ["new"] * 3
    field.blur()
    press(visit, "a", "Liegt nun bei")
    press(visit, "Enter", "Übernommen: 1 Angebot")
    assert register.offers()["organisation"].tolist() == ["Muster Textil Tübingen"]
    press(visit, "Enter", "Offen auf der Seite Fragen")
    press(visit, "1", "Als Angebot bezeichnet")
    press(visit, "2", "Als Bedarf bezeichnet")
    press(visit, "Enter", "Übernommen: 1 Bedarf")
    press(visit, "u", "Rückgängig gemacht")
    assert state()["status"].tolist() == ["accepted", "open", "new"]
    assert visit.complaints == []


def test_a_call_is_taken_down_without_a_mouse(visit: Visit, register: Register) -> None:
    visit.open("/calls")
    keyboard = visit.page.keyboard
    visit.page.get_by_label("Organisation", exact=True).focus()
    for text in ("Näherei Nord", "Ida Berg", "030 23125 101", "", "Flensburg"):
        keyboard.type(text)
        keyboard.press("Tab")
    visit.settle()
    visit.page.get_by_label("Produkt", exact=True).focus()
    keyboard.type("Kittel")
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("40")
    press(visit, "Control+Enter", "Angebot von Näherei Nord gespeichert")
    offer = register.offers().iloc[-1]
    assert (offer["organisation"], offer["town"], offer["channel"]) == ("Näherei Nord", "Flensburg", "call")
    assert register.capabilities().iloc[-1]["product"] == "gown"
    assert visit.complaints == []
