"""The main job, end to end, as a newcomer does it: samples, a report of one's own in, filtered, a workbook out."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.serving import SECONDS, dashboard, free_port

pytestmark = pytest.mark.browser

REPORT = """Rückmeldungen der Mitglieder, Stand 02.04.2020
;;;;;;
Firma;PLZ;Ort;E-Mail;Produkt;Menge pro Woche;Weitergabe erlaubt
Werkstatt Nord GmbH;24103;Kiel;nord@example.org;Visiere;1.200;ja
Nähstube Süd e. V.;80331;München;sued@example.org;Alltagsmasken;400;nein
Druckerei Ost KG;01067;Dresden;ost@example.org;Visiere;800;ja
Summe;;;;;2.400;
"""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A dashboard that nobody used before."""
    with dashboard(tmp_path / "home", free_port()) as address:
        yield address


def test_a_report_goes_in_and_a_workbook_comes_out(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("/").page
    expect(page.get_by_text("Beispieldaten")).to_be_visible(timeout=4 * SECONDS * 1000)

    report = tmp_path / "Rückmeldungen.csv"
    report.write_bytes(REPORT.encode("cp1252"))
    visit.follow("Import")
    page.locator("input[type=file]").set_input_files(report)
    take = page.get_by_role("button", name="Eigenes, leeres Register beginnen")
    take.click(timeout=SECONDS * 1000)
    expect(page.get_by_text("Gespeichert: Angebote 3, Bedarfe 0.")).to_be_visible(timeout=SECONDS * 1000)
    expect(page.get_by_text("Beispieldaten")).to_have_count(0)

    visit.follow("Übersicht")
    expect(page.locator("[data-testid=stMetricValue]").first).to_have_text("3")
    page.locator("[data-testid=stMain] [data-testid=stPopover] button", has_text="Produkt").click()
    page.get_by_role("combobox", name="Produkt").click()
    page.get_by_role("option", name="Gesichtsschild, Visier").click()
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stMetricValue]").first).to_have_text("2", timeout=SECONDS * 1000)
    assert "product=face_shield" in page.url

    visit.follow("Wochenexport")
    with page.expect_download(timeout=SECONDS * 1000) as download:
        page.get_by_role("link", name="Entwurf laden").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    written = {str(cell.value) for row in book["Angebote"].iter_rows() for cell in row if cell.value is not None}
    assert {"Werkstatt Nord GmbH", "Druckerei Ost KG"} <= written
    assert "Nähstube Süd e. V." not in written
    assert visit.foreign == []
    assert visit.complaints == []
