"""The weekly workbook: a situation as an Excel file that answers by itself what is in it and where it came from.

Leaves out where the frames come from (the register) and the forwarding of contacts.
"""

from datetime import datetime

import pandas as pd

from capacity.formats import date
from capacity.selection import Selection
from capacity.situation import Situation
from capacity.texts import say
from capacity.workbook.capacity_sheets import region_and_product, region_and_sector
from capacity.workbook.offers import Audience, capabilities_sheet, offers_sheet
from capacity.workbook.provenance import codes_sheet, issues_sheet, provenance
from capacity.workbook.shapes import Page, Table
from capacity.workbook.summary import summary
from capacity.workbook.writing import written

__all__ = ["Audience", "sheets", "write_workbook"]


def sheets(situation: Situation, issues: pd.DataFrame, imports: pd.DataFrame, selection: Selection, language: str,
           made_at: datetime, audience: Audience) -> tuple[Table | Page, ...]:  # fmt: skip
    """The sheets of the workbook as frames with headings, for a preview; arguments as in write_workbook."""
    return (
        summary(situation, selection, language, made_at, audience),
        offers_sheet(situation, language, audience),
        capabilities_sheet(situation, language, audience),
        region_and_product(situation, language),
        region_and_sector(situation, language),
        issues_sheet(situation, issues, language, audience),
        provenance(situation, imports, selection, language, made_at, audience),
        codes_sheet(situation, language),
    )


def write_workbook(situation: Situation, issues: pd.DataFrame, imports: pd.DataFrame, selection: Selection,
                   language: str, made_at: datetime, audience: Audience) -> bytes:  # fmt: skip
    """The workbook of what is in view as the bytes of an .xlsx file, the same for the same input.

    `situation` is already narrowed by `selection`, which is only said in words; `issues` and `imports` as the register
    gives them. Titles and labels in `language`. Contact fields only for `audience` "staff", and never of senders
    who did not consent to forwarding.
    """
    day = say("workbook.as_of_line", language, day=date(situation.as_of, language))
    header = f"{say('workbook.title', language)} · {day}"
    made = sheets(situation, issues, imports, selection, language, made_at, audience)
    return written(made, language, made_at, header)
