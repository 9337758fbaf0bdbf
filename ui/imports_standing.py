"""How a dropped file stands: ready to be taken over, or why not. Leaves out the screen (ui.imports) and storing."""

from dataclasses import dataclass
from typing import Literal

from loaders.issues import advice, sentence
from register import Earlier, Register
from ui import clock
from ui.imports_tray import Tray, Upload
from ui.language import language, t

Code = Literal["waiting", "failed", "unreadable", "already", "nothing", "ready"]
TOLD = ("stopped", "late", "ended")


@dataclass(frozen=True)
class Standing:
    """What becomes of one file when the visitor confirms; `earlier` when the register holds it already."""

    upload: Upload
    code: Code
    earlier: Earlier | None = None

    @property
    def words(self) -> str:
        """In one or two sentences of this session's language, without the file's name."""
        return WORDS[self.code](self)

    @property
    def short(self) -> str:
        """In a few words, for a list."""
        return t(f"imports.standing.{self.code}")


def standing(upload: Upload, register: Register) -> Standing:
    """How one file stands towards `register`."""
    if upload.waits:
        return Standing(upload, "waiting")
    if upload.reading is None:
        return Standing(upload, "failed")
    report = upload.reading.report
    if report.error:
        return Standing(upload, "unreadable")
    earlier = register.earlier(upload.sha256)
    if earlier and not earlier.error:
        return Standing(upload, "already", earlier)
    return Standing(upload, "ready" if len(report.offers) else "nothing")


def standings(tray: Tray, register: Register) -> list[Standing]:
    """How every file of the tray stands, in the order they came."""
    return [standing(each, register) for each in tray.uploads]


def _failed(found: Standing) -> str:
    why = found.upload.failure
    return t(f"imports.failed.{why}") if why in TOLD else t("imports.failed.mistake", kind=why)


def refused(upload: Upload) -> str:
    """Why a file was not read again as a visitor wanted it, and that the reading before still holds."""
    why = upload.refused
    return t("imports.refused", why=t(f"imports.refused.{why}") if why in TOLD else why)


def _unreadable(found: Standing) -> str:
    code = found.upload.reading.report.error  # type: ignore[union-attr]
    return t("imports.unreadable", why=sentence(str(code), language()), advice=advice(str(code), language()))


def _already(found: Standing) -> str:
    earlier = found.earlier
    assert earlier
    when = clock.said(earlier.at)
    return t("imports.already", when=when, by=earlier.by, number=earlier.import_id)


WORDS = {
    "waiting": lambda found: t("imports.waiting"),
    "failed": _failed,
    "unreadable": _unreadable,
    "already": _already,
    "nothing": lambda found: t("imports.nothing"),
    "ready": lambda found: t("imports.ready"),
}
