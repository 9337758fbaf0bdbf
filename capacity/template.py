"""The blank list that clusters send to their members: an Excel workbook from the schema, in German or English.

Drop-down lists come from the vocabulary; the two example rows carry EXAMPLE_MARK and never become offers. Leaves out
reading filled lists (loaders).
"""

import io
from typing import Any

from capacity import vocabulary
from capacity.schema import Field, field
from capacity.texts import say

EXAMPLE_MARK = "Beispiel / Example"
GUIDE_SHEET = "Ausfüllhilfe – Guide"
LISTS_SHEET = "Auswahllisten – Lists"
QUESTIONS_SHEET = "Rückfragen – Questions"  # of a list that goes back to its sender
HELPER_SHEETS = (GUIDE_SHEET, LISTS_SHEET, QUESTIONS_SHEET)
COLUMNS = (
    "external_id", "kind", "organisation", "organisation_type", "organisation_size", "sector", "contact_name", "email",
    "phone", "website", "street", "postcode", "town", "region", "country", "product", "process", "material", "machines",
    "stock", "per_week_low", "per_week_high", "standard", "conformity", "available_from", "available_until", "consent",
    "passed_on_by", "remarks",
)  # fmt: skip
LISTED = (
    "kind", "organisation_type", "organisation_size", "sector", "product", "process", "material", "conformity",
    "consent",
)  # fmt: skip
EXAMPLES: tuple[dict[str, str | float], ...] = (
    {
        "external_id": EXAMPLE_MARK, "kind": "offer", "organisation": "Muster Kunststoff GmbH",
        "organisation_type": "company", "organisation_size": "medium", "sector": "22", "contact_name": "Erika Muster",
        "email": "erika@example.org", "phone": "+49 30 23125 001", "street": "Musterweg 1", "postcode": "10115",
        "town": "Berlin", "country": "Deutschland", "product": "face_shield", "process": "injection_moulding",
        "material": "pc", "machines": 3.0, "stock": 2000.0, "per_week_low": 5000.0, "per_week_high": 8000.0,
        "conformity": "claimed", "consent": "yes",
    },
    {
        "external_id": EXAMPLE_MARK, "kind": "need", "organisation": "Musterklinik", "organisation_type": "care",
        "contact_name": "Max Muster", "email": "max@example.org", "postcode": "52062", "town": "Aachen",
        "country": "Deutschland", "product": "gown", "stock": 300.0, "consent": "yes",
    },
)  # fmt: skip
ROWS_WITH_LISTS = 1000


def blank_template(language: str) -> bytes:
    """The workbook as bytes: the list to fill in, a guide in both languages and the lists behind the drop-downs."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(say("template_sheet", language))
        _write_list(book, sheet, language)
        _write_guide(book, language)
        _write_lists(book, sheet, language)
    return file.getvalue()


def _write_list(book: Any, sheet: Any, language: str) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True, "valign": "top"})
    grey = book.add_format({"italic": True, "font_color": "#7B8794"})
    for at, code in enumerate(COLUMNS):
        declared = field(code)
        sheet.write_string(0, at, declared.label(language), bold)
        sheet.set_column(at, at, max(declared.width, 12))
        for row, example in enumerate(EXAMPLES, 1):
            _write(sheet, row, at, _shown(declared, example.get(code, ""), language), grey)
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, row: int, at: int, value: str | float, style: Any) -> None:
    if isinstance(value, float):
        sheet.write_number(row, at, value, style)
    elif value:
        sheet.write_string(row, at, value, style)


def _shown(declared: Field, value: str | float, language: str) -> str | float:
    """A code as its label, everything else as it is."""
    coded = declared.code in LISTED and isinstance(value, str)
    return vocabulary.label(declared.vocabulary, value, language) if coded else value  # type: ignore[arg-type]


def _write_guide(book: Any, language: str) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    row = 0
    for spoken in (language, "en" if language == "de" else "de"):
        for key in ("title", "row", "lists", "quantity", "example", "fields"):
            sheet.write_string(
                row, 0, say(f"template_guide_{key}", spoken), bold if key in ("title", "fields") else wrap
            )
            row += 1
        for code in COLUMNS:
            sheet.write_string(row, 0, f"{field(code).label(spoken)}: {field(code).meaning(spoken)}", wrap)
            row += 1
        row += 1


def _write_lists(book: Any, sheet: Any, language: str) -> None:
    """The choices on a sheet of their own, hidden, and the drop-downs that point to them."""
    lists = book.add_worksheet(LISTS_SHEET)
    lists.hide()
    for at, code in enumerate(LISTED):
        choices = list(vocabulary.labels(field(code).vocabulary, language).values())
        lists.write_column(0, at, [field(code).label(language), *choices])
        column = COLUMNS.index(code)
        letter = chr(ord("A") + at)
        source = f"='{LISTS_SHEET}'!${letter}$2:${letter}${len(choices) + 1}"
        several = field(code).kind == "codes"
        rule = {"validate": "list", "source": source, "error_type": "information" if several else "stop"}
        sheet.data_validation(1, column, ROWS_WITH_LISTS, column, rule)
