"""Mails read again for whoever looks at them, those to come ahead of time, in processes of their own.

What was understood is not stored but worked out from the original, so that a better reader reads old mails better,
too. Leaves out storing mails (register.inbox) and the screen (ui.inbox).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from capacity.corrections import Correction
from capacity.places.remembered import Remembered, applied
from capacity.reports import Report
from loaders.mail_boxes import mails_in
from register.inbox import Inbox
from ui.imports_reading import READERS, ReadingError

KEPT = 60  # reports held in memory
AHEAD = 3  # messages that are read before somebody opens them


@dataclass(frozen=True)
class Asked:
    """A mail to be read, with what people set right for lists and places before."""

    content: bytes
    name: str
    corrections: tuple[Correction, ...] = ()
    places: Remembered = field(default_factory=dict)


Ask = Callable[[], Asked]

_LOCK = threading.Lock()
_HELD: OrderedDict[str, Future[Report | None]] = OrderedDict()
_AT_WORK = ThreadPoolExecutor(1, thread_name_prefix="inbox")


def report_of(sha256: str, ask: Ask) -> Report | None:
    """What the mail of this hash gives, `ask` gives what it takes; None where no reading came back."""
    return _reading(sha256, ask).result()


def read_ahead(found: Iterable[tuple[str, Ask]]) -> None:
    """Has the first AHEAD of these mails read without waiting for them."""
    for _, (sha256, ask) in zip(range(AHEAD), found, strict=False):
        _reading(sha256, ask)


def take_in(inbox: Inbox, content: bytes, name: str, by: str) -> Iterator[str]:
    """Stores every mail of a dropped file: for each how it fared, "new", "already", "no_mail" or "failed"."""
    for inner, mail in mails_in(content, name):
        yield _stored(inbox, mail, inner, by)


def _stored(inbox: Inbox, content: bytes, name: str, by: str) -> str:
    report = _read(Asked(content, name))
    if report is None:
        return "failed"
    if report.message is None:
        return "no_mail"
    arrived = inbox.add(report, content, by=by)
    return "already" if arrived.already else "new"


def _reading(sha256: str, ask: Ask) -> Future[Report | None]:
    with _LOCK:
        if sha256 not in _HELD:
            _HELD[sha256] = _AT_WORK.submit(_read_original, sha256, ask)
            _trim()
        _HELD.move_to_end(sha256)
        return _HELD[sha256]


def _trim() -> None:
    while len(_HELD) > KEPT:
        _HELD.popitem(last=False)


def _read_original(sha256: str, ask: Ask) -> Report | None:
    try:
        report = _read(ask())
    except Exception:  # noqa: BLE001 - erased meanwhile, or the register was away: the next look tries again
        report = None
    if report is None:
        with _LOCK:
            _HELD.pop(sha256, None)
    return report


def _read(asked: Asked) -> Report | None:
    reader = READERS.lend()
    try:
        return applied(reader.read(asked.content, asked.name, asked.corrections).report, asked.places)
    except ReadingError:
        return None
    finally:
        READERS.give_back(reader)
