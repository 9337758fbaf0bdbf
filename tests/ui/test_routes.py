"""The address of every download: for whom it is, what it gives, under which name; never a path, never kept."""

import csv
import io
import json

import pytest
from httpx2 import Response
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.screens import ROOT, download
from ui import routes
from ui.downloads import numbered, numbers
from ui.exports import EXPORTS
from ui.routes import disposition

OF_STAFF = sorted(name for name, each in EXPORTS.items() if each.audiences == ("staff",))


def asked(address: str, *, host: str = "127.0.0.1", client: str = "127.0.0.1", **headers: str) -> Response:
    """What somebody else gets there: by another name of this machine, from elsewhere, through a proxy."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with TestClient(Starlette(routes=routes.ROUTES), f"http://{host}", client=(client, 50000)) as opened:
        return opened.get(address, headers=named)


def rows(answer: Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_figures_of_the_map_follow_filters_and_language(busy: None) -> None:
    everything = rows(download("/export/map?level=nuts1&lang=de"))
    some = rows(download("/export/map?level=nuts1&lang=en&product=face_shield&until=2999-01-01"))
    assert everything[0][:2] == ["Region", "Code"]
    assert some[0][2] == "offers"
    assert 0 < sum(float(row[2]) for row in some[1:]) < sum(float(row[2]) for row in everything[1:])


@pytest.mark.parametrize("wrong", ["level=x", "measure=high", "measure=high&of=nothing", "until=2020-99-99", "share=x"])
def test_a_wrong_parameter_falls_back(busy: None, wrong: str) -> None:
    assert rows(download(f"/export/map?lang=de&{wrong}"))[1:]


def test_the_picture_of_the_map_is_one(busy: None) -> None:
    answer = download("/export/map_picture?level=nuts1&theme=dark&lang=de")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("chart", ["capacity", "days", "product", "../../secrets"])
def test_the_data_of_each_chart(busy: None, chart: str) -> None:
    answer = download(f"/export/chart?chart={chart}&lang=en")
    assert len(rows(answer)) > 1
    assert "/" not in answer.headers["content-disposition"].split("filename=")[1].split(";")[0]


def test_chosen_offers_and_no_others(busy: None) -> None:
    answer = rows(download(f"/export/offers?ids={numbers([5, 3, 111])}&lang=en"))
    assert len(answer) == 4
    assert rows(download("/export/offers?ids=../../etc/passwd&lang=en"))[1:] == []


@pytest.mark.parametrize("name", ["batch", "document"])
@pytest.mark.parametrize("number", ["", "1", "-1", "999", "../1", "1e3", "٣", "9" * 30])
def test_numbers_that_there_are_none_of_are_not_found(busy: None, name: str, number: str) -> None:
    assert download(f"/export/{name}?number={number}&lang=en").status_code == 404


@pytest.mark.parametrize("name", ["nothing", "..%2f..%2fetc%2fpasswd", "weekly%00", "__class__"])
def test_what_is_no_export_is_not_found(busy: None, name: str) -> None:
    assert download(f"/export/{name}").status_code == 404


def test_a_reading_that_nobody_holds_is_gone(busy: None) -> None:
    assert download("/export/marked?reading=guess").status_code == 404
    assert "no longer there" in download("/export/issues?lang=en").text


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_nothing_is_sent_to_elsewhere_without_a_login(busy: None, name: str) -> None:
    path = f"/export/{name}?lang=en&ids=1.1.1&number=1"
    for answer in (
        asked(path, client="192.0.2.7"),
        asked(path, host="rebound.example.org"),
        asked(path, x_forwarded_for="127.0.0.1"),
        asked(path, forwarded="for=127.0.0.1"),
    ):
        assert answer.status_code == 403, name
        assert len(answer.content) < 500


@pytest.mark.parametrize("audience", ["liaison", "viewer"])
@pytest.mark.parametrize("name", OF_STAFF)
def test_what_is_for_staff_is_for_staff(busy: None, name: str, audience: str) -> None:
    assert download(f"/export/{name}?as={audience}&ids=1.1.1&number=1").status_code == 403


def test_an_audience_that_there_is_none_of_is_nobody(busy: None) -> None:
    assert download("/export/map?as=admin").status_code == 403


def test_nothing_is_kept_shown_or_framed(busy: None) -> None:
    headers = download("/export/map?lang=en").headers
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"].startswith("attachment")
    assert "sandbox" in headers["content-security-policy"]


def test_the_report_on_a_person_is_theirs_alone(busy: None) -> None:
    report = json.loads(download(f"/export/access?form=json&ids={numbers([7])}").content)
    assert {each["offer_id"] for each in report["offers"]} == {7}


@given(st.sets(st.integers(0, 10**9), max_size=50))
def test_numbers_survive_their_address(chosen: set[int]) -> None:
    assert numbered(numbers(chosen)) == sorted(chosen)


def test_two_thousand_numbers_fit_into_an_address() -> None:
    assert len(numbers(range(7, 100_000, 50))) < 7000


@given(st.text(max_size=400))
def test_a_name_is_a_name_and_nothing_else(name: str) -> None:
    said = disposition(name)
    plain = said.split('"')[1]
    assert said.isascii()
    assert said.count('"') == 2
    assert not set("\r\n/\\:") & set(said.replace("UTF-8''", ""))
    assert plain.strip(".") != ""
    assert len(plain) <= 2 * routes.LONGEST_NAME + 1


def test_a_name_cannot_be_turned_around() -> None:
    assert "txt.exe" in disposition("an\u202eexe.txt.exe".replace("exe.", "", 1))
    assert "\u202e" not in disposition("\u202egnp.exe")


def test_no_page_hands_data_of_the_register_to_streamlit() -> None:
    """What st.download_button, st.image and the like are given lies open to whoever has its link."""
    words = ("st.download_button", "st.image", "st.audio", "st.video", "st.pdf", "media_file_mgr")
    for path in (*(ROOT / "ui").glob("*.py"), *(ROOT / "pages").glob("*.py")):
        assert [word for word in words if word in path.read_text("utf-8")] == [], path
