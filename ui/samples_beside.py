"""What lies beside the sample reports: mails in the inbox, a request for help, events, regional initiatives.

Leaves out the reports themselves and when they are loaded (ui.samples). All of it is invented (data/sample/README.md).
"""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from capacity.reference import REFERENCE
from register import Register
from register.crediting import credit
from register.inbox import Inbox
from register.records import Event, Initiative, Records, Request

FILE = REFERENCE / "sample_records.json"


def mails(folder: Path) -> list[Path]:
    """The sample mails below a folder of sample reports, in alphabetical order."""
    return sorted((folder / "mails").glob("*.eml"))


def fill(register: Register, folder: Path, *, by: str) -> None:
    """Adds what misses; the same again changes nothing."""
    _records(register, by)
    inbox, known = Inbox(register), mails(folder)
    if len(inbox.state()) >= len(known):
        return  # reading them again would take seconds at each start
    from loaders import read_report  # takes long to load, and only the thread that fills needs it

    for path in known:
        content = path.read_bytes()
        inbox.add(read_report(content, path.name), content, by=by)


def _records(register: Register, by: str) -> None:
    if any(Records(register, kind).held() for kind in (Request, Event, Initiative)):
        return
    for record in _told():
        number = Records(register, type(record)).add(record, by=by)
        if isinstance(record, Request):
            credit(register, Request, number, register.imports()["import_id"].tolist())


def _told() -> Iterator[Request | Event | Initiative]:
    kinds: dict[str, type[Any]] = {"requests": Request, "events": Event, "initiatives": Initiative}
    told = json.loads(FILE.read_text("utf-8"))
    return (kinds[name](**_typed(each)) for name, many in told.items() for each in many)


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    days = {
        name: values[name] and dt.date.fromisoformat(values[name]) for name in values if name.endswith(("on", "day"))
    }
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()} | days
