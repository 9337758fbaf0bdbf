"""What the documents point at is there: files, pictures, commands, pages."""

import re
from pathlib import Path

import pytest

from capacity.texts import say
from tools.screenshots import LANGUAGES, THEMES
from ui.navigation import SCREENS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*/README.md")]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MAKE = re.compile(r"`make ([a-z]+)`|^    make ([a-z]+)", re.MULTILINE)
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    links = [link for link in LINK.findall(document.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_a_dead_link_would_be_seen() -> None:
    assert LINK.findall("see [this](docs/none.md#part) and ![that](a.png)") == ["docs/none.md", "a.png"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_words_for_make_are_words_of_the_makefile(document: Path) -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {word for pair in MAKE.findall(document.read_text("utf-8")) for word in pair if word} <= known


def test_the_tests_that_security_rests_on_are_there() -> None:
    told = re.findall(
        r"`((?:tests/)?[\w/]*(?:test_\w+\.py|tests/[\w/]+))`", (ROOT / "docs" / "security.md").read_text("utf-8")
    )
    places = [ROOT / each if "/" in each else ROOT / "tests" / "ui" / each for each in told]
    assert len(places) > 20
    assert [str(each) for each in places if not each.exists()] == []


def test_every_page_stands_in_the_readme() -> None:
    assert [each.name for each in SCREENS if f"| {say(f'page.{each.name}.title', 'en')} |" not in README] == []


def test_every_page_has_a_picture() -> None:
    told = (ROOT / "docs" / "pages.md").read_text("utf-8")
    assert [each.name for each in SCREENS if not re.search(rf"\(screenshots/{each.name}_\w+\.png\)", told)] == []


def test_every_picture_shows_a_page_that_there_is() -> None:
    possible = {f"{each.name}_{language}_{theme}.png" for each in SCREENS for language in LANGUAGES for theme in THEMES}
    assert {path.name for path in (ROOT / "docs" / "screenshots").glob("*.png")} <= possible, "say: make screenshots"


def test_the_commands_of_the_readme_are_there() -> None:
    for script in re.findall(r"\b(\w+\.py)\b", README):
        assert (ROOT / script).is_file(), script


def test_decisions_are_five_lines_at_most() -> None:
    decisions = (ROOT / "docs" / "decisions.md").read_text("utf-8").split("\n\n")[2:]
    assert [text for text in decisions if text.strip().count("\n") > 4 or not text.startswith("**")] == []


def test_the_description_for_catalogues_holds_what_its_standard_asks_for() -> None:
    text = (ROOT / "publiccode.yml").read_text("utf-8")
    keys = set(re.findall(r"^([a-zA-Z]+):", text, re.MULTILINE))
    assert keys >= {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation", "releaseDate", "softwareVersion",
    }  # fmt: skip
    assert all(len(short) <= 150 for short in re.findall(r"shortDescription: (.*)", text))
    version = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version
    assert f'softwareVersion: "{version[1]}"' in text
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
