"""What each reader must hold, whatever bytes it is given: it never raises, and what it says can be kept and shown.

Leaves out where the bytes come from (tools.fuzz.seeds, tools.fuzz.__main__).
"""

import math
from collections.abc import Callable, Iterable
from contextlib import suppress
from zipfile import BadZipFile

from capacity.places import locate
from capacity.quantities import read_quantities
from capacity.vocabulary import codes
from loaders.cells import Sheet
from loaders.engines import TooLargeError
from loaders.mail import Mail
from loaders.mail_html import text_of_html
from loaders.mail_mime import read_mime
from loaders.openxml import read_workbook
from loaders.source import read_source
from tools.bench import _odd_parts as odd

Target = Callable[[bytes], None]
KINDS = {"", *codes("precision")}
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml")
FLAT = ("a.fods", "a.xml", "a.html")


def text(content: bytes) -> None:
    """A list in a text file."""
    source = read_source(content, "list.csv")
    assert source.sheets or source.error
    _sheets(source.sheets)


def workbook(content: bytes) -> None:
    """A part of a workbook, or a flat file; which one the first byte says."""
    which, part = (content[0] if content else 0) % (len(PARTS) + len(FLAT)), content[1:]
    if which >= len(PARTS):
        source = read_source(part, FLAT[which - len(PARTS)])
        _sheets(source.sheets)
        return
    package = odd.zipped(odd.package() | {PARTS[which]: part}, method=0)
    _sheets(read_source(package, "a.xlsx").sheets)
    _by_ourselves(package)


def _by_ourselves(package: bytes) -> None:
    """The second engine, too, where the first one opens the file."""
    with suppress(BadZipFile, LookupError, SyntaxError, ValueError, TooLargeError):  # a ParseError is a SyntaxError
        _sheets(read_workbook(package).sheets)


def quantities(content: bytes) -> None:
    """Amounts in words; what stands before a tab is the heading."""
    heading, _, words = content.decode("utf-8", "replace").rpartition("\t")
    for found in read_quantities(words, heading=heading):
        _said(found.quote)
        pairs = ((found.low, found.high), (found.per_week_low, found.per_week_high))
        for low, high in pairs:
            assert all(each is None or math.isfinite(each) for each in (low, high))
            assert low is None or high is None or low <= high


def places(content: bytes) -> None:
    """An address in one piece, or postcode, town and country between tabs."""
    words = content.decode("utf-8", "replace")
    pieces = words.split("\t")
    named = dict(zip(("postcode", "town", "country"), pieces, strict=False)) if len(pieces) > 1 else {"text": words}
    place = locate(**named)
    assert place.precision in KINDS
    assert math.isnan(place.latitude) or (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180)
    assert not place.nuts3 or place.nuts3.startswith(place.nuts0)
    _said(place.name, place.words, *place.contradiction)


def mails(content: bytes) -> None:
    """A mail, its page and the files on it."""
    mail = read_mime(content)
    _mail(mail)
    _said(text_of_html(mail.html))


def _mail(mail: Mail) -> None:
    _said(mail.text, mail.html, *mail.headers.values())
    for each in mail.mails:
        _mail(each)


def _sheets(sheets: Iterable[Sheet]) -> None:
    for sheet in sheets:
        _said(sheet.name, *(cell for row in sheet.cells for cell in row))
        assert len({len(row) for row in sheet.cells}) <= 1


def _said(*texts: str) -> None:
    """Raises UnicodeEncodeError for half a letter, which no database takes."""
    for each in texts:
        each.encode("utf-8")


TARGETS: dict[str, Target] = {each.__name__: each for each in (text, workbook, quantities, places, mails)}
