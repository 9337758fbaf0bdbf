"""The table of questions, one row per group: what is asked, how often, since when, whose it is, when it was answered.

Leaves out the groups themselves (capacity.questions) and answering (ui.questions).
"""

from collections.abc import Sequence

import pandas as pd

from capacity import questions
from capacity.naming import name_of
from ui import inbox
from ui.language import language, t

LONGEST = 160


def table(groups: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row per group of questions."""
    return pd.DataFrame([_row(rows) for rows in groups])


def _row(rows: pd.DataFrame) -> dict[str, object]:
    first = rows.iloc[0]
    asked = " ".join(questions.asked(str(first["text"])).split()) or str(first["subject"])
    answered = rows[rows["status"] == "answered"]
    last = answered.sort_values("status_at").iloc[-1] if len(answered) else None
    after = None if last is None else inbox.age(last["status_at"], last["received_at"])
    return {
        "question": asked if len(asked) <= LONGEST else f"{asked[:LONGEST]}…",
        "count": len(rows),
        "topic": name_of("message_topic", str(first["topic"]), language()),
        "since": inbox.age(inbox.now(), first["received_at"]),
        "assignee": ", ".join(dict.fromkeys(rows["assignee"].dropna())),
        "answered": "" if last is None else t("questions.after", by=last["status_by"], after=after),
    }
