"""What can be downloaded, for whom, and how it is made from the parameters of an address.

Made outside of any session, in the language that the address asks for. Leaves out who asks (ui.routes) and the buttons
(ui.downloads).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from capacity.selection import from_query
from register.decisions import Decisions
from register.forwarding import Ledger
from register.people import People
from ui import (
    batches,
    charts,
    export,
    export_due,
    imports,
    imports_exports,
    map_view,
    offer_documents,
    offers_bulk,
    privacy,
    reach,
    region_panel,
    register_access,
)
from ui.downloads import File
from ui.register_access import View
from ui.visitor import visitor

Parameters = Mapping[str, str]
STAFF, LIAISONS, ALL = ("staff",), ("staff", "liaison"), ("staff", "liaison", "viewer")


@dataclass(frozen=True)
class Export:
    """One kind of download: for which audiences it is there, and what makes it of the parameters."""

    audiences: tuple[str, ...]
    made: Callable[[Parameters], File]


def _of_view(made: Callable[[View, Parameters], File]) -> Callable[[Parameters], File]:
    """An export of what the filters of the address leave."""
    return lambda asked: made(register_access.view(visitor().audience, from_query(asked)), asked)


def _weekly(view: View, asked: Parameters) -> File:
    return export.exported(view, export.asked_by(asked), export_due.proposed(view))


def _batch(asked: Parameters) -> File:
    return batches.exported(Ledger(register_access.register(visitor())), _number(asked))


def _document(asked: Parameters) -> File:
    return offer_documents.exported(Decisions(register_access.register(visitor())), _number(asked))


def _access(asked: Parameters) -> File:
    return privacy.exported(People(register_access.register(visitor())), asked)


def _number(asked: Parameters) -> int:
    """The number asked for; KeyError where it is none."""
    said = asked.get("number", "")
    if not (said.isascii() and said.isdecimal() and len(said) < 16):
        raise KeyError("number")
    return int(said)


EXPORTS = {
    "map": Export(ALL, _of_view(region_panel.exported)),
    "map_picture": Export(ALL, _of_view(map_view.picture)),
    "arrivals": Export(LIAISONS, _of_view(reach.exported)),
    "chart": Export(ALL, _of_view(charts.exported)),
    "offers": Export(STAFF, _of_view(offers_bulk.exported)),
    "weekly": Export(STAFF, _of_view(_weekly)),
    "batch": Export(STAFF, _batch),
    "document": Export(STAFF, _document),
    "access": Export(STAFF, _access),
    "marked": Export(STAFF, lambda asked: imports_exports.exported("marked", asked)),
    "issues": Export(STAFF, lambda asked: imports_exports.exported("issues", asked)),
    "template": Export(ALL, imports.template),
}
