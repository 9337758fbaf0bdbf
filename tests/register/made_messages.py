"""Mails of invented people, as the loaders would give them, for the tests of the inbox and its pages."""

import datetime as dt
import hashlib
import json
from dataclasses import replace

import pandas as pd

from capacity.message import Attachment, Message, Person
from capacity.reports import Report
from capacity.schema import typed

SENT = dt.datetime(2020, 3, 30, 8, tzinfo=dt.UTC)
TEXT = (
    "Guten Tag,\nwir, die Näherei Nordlicht, können 400 bis 500 Behelfsmasken pro Woche nähen.\nViele Grüße, Ida Berg"
)


def mail(number: int = 1, **said: object) -> tuple[Report, bytes]:
    """An offer of masks by mail, with one line of capability; `said` are other values of its message."""
    message = Message(
        key=f"<{number}@example.org>",
        answers=(),
        sent_at=SENT + dt.timedelta(minutes=number),
        sender=Person("Ida Berg", f"ida{number}@example.org"),
        writer=Person("Ida Berg", f"ida{number}@example.org"),
        from_organisation=f"Näherei Nordlicht {number}",
        forwarded_by="",
        subject=f"Angebot Masken {number}",
        text=TEXT,
        body=TEXT,
        kind="offer",
        confidence=0.9,
        topic=None,
        language="de",
    )
    message = replace(message, **said)
    content = f"Message-ID: {message.key}\n\n{message.body} {number} {said}".encode("utf-8", "replace")
    report = Report(f"mail{number}.eml", hashlib.sha256(content).hexdigest(), "eml", "utf-8", None, None)
    return replace(report, message=message, **_rows(message)), content


def question(
    number: int = 1, text: str = "Welche Norm gilt für Gesichtsvisiere?", **said: object
) -> tuple[Report, bytes]:
    """A question by mail, with nothing to import."""
    report, content = mail(number, **{"kind": "question", "topic": "standards", "body": text, "text": text,
                                      "subject": "Frage", **said})  # fmt: skip
    return replace(report, offers=report.offers.iloc[:0], capabilities=report.capabilities.iloc[:0]), content


def attached(name: str = "liste.xlsx", content: bytes = b"a list") -> Attachment:
    """A file on a mail."""
    return Attachment(name, "application/vnd.ms-excel", len(content), hashlib.sha256(content).hexdigest())


def _rows(message: Message) -> dict[str, pd.DataFrame]:
    kind = "need" if message.kind == "need" else "offer"
    words = json.dumps({"Text": message.text}, ensure_ascii=False)
    offer = {
        "row_id": [0], "source_sheet": ["text"], "source_row": [1], "kind": [kind], "channel": ["mail"],
        "organisation": [message.from_organisation or None], "contact_name": [message.writer.name or None],
        "email": [message.writer.email or None], "town": ["Kiel"], "country": ["DE"], "nuts0": ["DE"],
        "precision": ["town"], "status": ["new"], "received_at": [pd.Timestamp("2020-03-30")], "original": [words],
    }  # fmt: skip
    line = {
        "row_id": [0], "product": ["mask_community"], "process": ["sewing"], "per_week_low": [400.0],
        "per_week_high": [500.0], "unit": ["piece"], "quote": ["400 bis 500 Behelfsmasken pro Woche"],
        "plausibility": ["plausible"],
    }  # fmt: skip
    return {"offers": typed(pd.DataFrame(offer), "offer"), "capabilities": typed(pd.DataFrame(line), "capability")}
