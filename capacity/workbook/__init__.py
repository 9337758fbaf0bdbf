"""The weekly workbook: a situation as an Excel file that answers by itself what is in it and where it came from.

Leaves out where the frames come from (the register) and the forwarding of contacts.
"""

from datetime import datetime

import pandas as pd

from capacity.formats import date
from capacity.forwarding import Outgoing
from capacity.selection import Selection
from capacity.situation import Situation
from capacity.texts import say
from capacity.workbook.batch import batch_sheets
from capacity.workbook.capacity_sheets import region_and_product, region_and_sector
from capacity.workbook.gaps import needs_and_gaps, not_on_the_map
from capacity.workbook.hxl import tags
from capacity.workbook.issues import issues_sheet
from capacity.workbook.offers import Audience, capabilities_sheet, offers_sheet
from capacity.workbook.provenance import codes_sheet, provenance
from capacity.workbook.quality import quality
from capacity.workbook.shapes import Page, Table
from capacity.workbook.summary import counted_figures, summary
from capacity.workbook.writing import written

__all__ = ["Audience", "counted_figures", "sheets", "write_workbook"]


def sheets(situation: Situation, issues: pd.DataFrame, imports: pd.DataFrame, selection: Selection, language: str,
           made_at: datetime, audience: Audience, outgoing: Outgoing | None = None
           ) -> tuple[Table | Page, ...]:  # fmt: skip
    """The sheets of the workbook as frames with headings, for a preview; arguments as in write_workbook."""
    needs = needs_and_gaps(situation, selection, language)
    return (
        summary(situation, selection, language, made_at, audience, outgoing),
        *(batch_sheets(outgoing, language, audience) if outgoing else ()),
        offers_sheet(situation, language, audience),
        capabilities_sheet(situation, language, audience),
        region_and_product(situation, language),
        region_and_sector(situation, language),
        *((needs,) if needs else ()),
        not_on_the_map(situation, language, audience),
        quality(situation, issues, language),
        issues_sheet(situation, issues, language, audience),
        provenance(situation, imports, selection, language, made_at, audience),
        codes_sheet(situation, language),
    )


def write_workbook(situation: Situation, issues: pd.DataFrame, imports: pd.DataFrame, selection: Selection,
                   language: str, made_at: datetime, audience: Audience, outgoing: Outgoing | None = None,
                   hxl: bool = False) -> bytes:  # fmt: skip
    """The workbook of what is in view as the bytes of an .xlsx file, the same for the same input.

    `situation` is already narrowed by `selection`, which is only said in words; `issues` and `imports` as the register
    gives them. Titles and labels in `language`. Contact fields only for `audience` "staff", and never of senders
    who did not consent to forwarding. `outgoing` adds the sheets of a batch and the comparison with the last one, `hxl`
    a row of HXL hashtags under the headings of each long table.
    """
    day = say("workbook.as_of_line", language, day=date(situation.as_of, language))
    header = f"{say('workbook.title', language)} · {day}"
    made = sheets(situation, issues, imports, selection, language, made_at, audience, outgoing)
    return written(made, language, made_at, header, tags() if hxl else {})
