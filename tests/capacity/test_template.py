"""The blank list: drop-downs from the vocabulary, examples that never count, read back without a remark."""

import io

import openpyxl
import pytest

from capacity import vocabulary
from capacity.schema import field
from capacity.template import COLUMNS, EXAMPLE_MARK, GUIDE_SHEET, LISTED, LISTS_SHEET, blank_template
from loaders.reader import read_report


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_reads_back_with_every_column_and_without_a_remark(language: str) -> None:
    report = read_report(blank_template(language), "template.xlsx")
    assert report.issues.empty
    assert len(report.offers) == 0
    (table,) = report.tables
    assert tuple(column.field for column in table.columns) == COLUMNS
    assert (table.rows, table.offers, table.needs) == (0, 0, 0)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_filled_template_reads_back_as_filled(language: str) -> None:
    book = opened(blank_template(language))
    label = lambda name, code: vocabulary.label(name, code, language)  # noqa: E731
    values = {
        "kind": label("kind", "offer"),
        "organisation": "Nordlicht Textil",
        "organisation_type": label("organisation_type", "company"),
        "organisation_size": label("organisation_size", "small"),
        "sector": label("sector", "13"),
        "email": "nord@example.org",
        "postcode": "24937",
        "town": "Flensburg",
        "country": "Deutschland",
        "product": label("product", "gown"),
        "process": label("process", "sewing"),
        "material": label("material", "cotton"),
        "machines": 7,
        "stock": 120,
        "per_week_low": 800,
        "per_week_high": 1000,
        "conformity": label("conformity", "claimed"),
        "consent": label("consent", "yes"),
    }
    for code, value in values.items():
        book.worksheets[0].cell(4, COLUMNS.index(code) + 1, value)
    file = io.BytesIO()
    book.save(file)
    report = read_report(file.getvalue(), "filled.xlsx")
    assert report.issues.empty
    offer, line = report.offers.iloc[0], report.capabilities.iloc[0]
    assert len(report.offers) == len(report.capabilities) == 1
    assert offer[
        ["kind", "organisation", "organisation_type", "organisation_size", "sector", "country", "consent"]
    ].tolist() == ["offer", "Nordlicht Textil", "company", "small", "13", "DE", "yes"]
    assert line[
        ["product", "process", "material", "machines", "stock", "per_week_low", "per_week_high", "conformity"]
    ].tolist() == ["gown", "sewing", "cotton", 7, 120, 800, 1000, "claimed"]


def test_drop_downs_offer_the_vocabulary() -> None:
    book = opened(blank_template("de"))
    lists = book[LISTS_SHEET]
    assert lists.sheet_state == "hidden"
    shown = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.iter_cols()}
    for code in LISTED:
        assert shown[field(code).label("de")] == list(vocabulary.labels(field(code).vocabulary, "de").values())
    ranges = {rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation}
    assert len(ranges) == len(LISTED)


def test_headings_examples_and_guide() -> None:
    book = opened(blank_template("en"))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == tuple(field(code).label("en") for code in COLUMNS)
    assert [row[0] for row in rows[1:]] == [EXAMPLE_MARK, EXAMPLE_MARK]
    guide = "\n".join(str(row[0]) for row in book[GUIDE_SHEET].iter_rows(values_only=True) if row[0])
    assert field("organisation").meaning("de") in guide
    assert field("organisation").meaning("en") in guide
