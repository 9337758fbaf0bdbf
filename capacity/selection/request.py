"""What a reader asks to see, as a value: made from a web address, turned back into one, and said in words.

Leaves out how it is answered (capacity.selection.search) and the widgets (ui).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from capacity import regions, vocabulary
from capacity.columns import ATTENTION, NOT_STATED
from capacity.naming import name_of
from capacity.schema import field
from capacity.texts import say

FACETS = (
    "region", "sector", "product", "process", "organisation_type", "organisation_size", "status", "freshness",
)  # fmt: skip
CODED = (*FACETS, "attention", "imports")
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Selection:
    """Codes per filter, none meaning all; `region` holds NUTS codes of any level and countries.

    The code "none" (in lists that have it, "unknown") chooses what states nothing. `attention` holds codes of
    capacity.columns.ATTENTION, `imports` numbers of imports. `kind` is offers unless said; none of it means both.
    """

    region: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    organisation_type: tuple[str, ...] = ()
    organisation_size: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    freshness: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    words: str = ""
    kind: tuple[str, ...] = ("offer",)

    def asked(self) -> tuple[str, ...]:
        """The filters that are set, `words` among them; `kind` is no filter."""
        return tuple(name for name in (*CODED, "words") if getattr(self, name))

    def choosing(self, name: str, chosen: Any) -> "Selection":
        """The same with the filter `name` set to `chosen`: a tuple of codes, or text for "words"."""
        return replace(self, **{name: chosen})

    def without(self, name: str) -> "Selection":
        """The same with the filter `name` set back."""
        return self.choosing(name, getattr(Selection(), name))


def to_query(selection: Selection) -> dict[str, str]:
    """The parameters of a web address that from_query turns into the same selection; only what differs from none."""
    plain = Selection()
    changed = {each.name: getattr(selection, each.name) for each in fields(selection)}
    changed = {name: value for name, value in changed.items() if value != getattr(plain, name)}
    return {name: value if isinstance(value, str) else ",".join(value) for name, value in changed.items()}


def from_query(query: Mapping[str, str]) -> Selection:
    """The selection that these parameters ask for; other parameters, unknown and repeated codes are ignored."""
    asked: dict[str, tuple[str, ...]] = {}
    for name in (*CODED, "kind"):
        if name in query:
            known = _known(name)
            asked[name] = tuple(dict.fromkeys(code for code in query[name].split(",") if known(code)))
    words = " ".join(query.get("words", "").split())[:LONGEST_WORDS].strip()
    return Selection(**asked, words=words)


def in_words(selection: Selection, language: str) -> str:
    """One line that says what is chosen, such as "Product: Goggles or Gown · Region: Bavaria"."""
    said = [f"{filter_label(name, language)}: {_said(name, selection, language)}" for name in selection.asked()]
    if selection.kind != ("offer",):
        kinds = selection.kind or vocabulary.codes("kind")
        said.append(f"{filter_label('kind', language)}: {_either('kind', kinds, language)}")
    return " · ".join(said) or say("selection.everything", language)


def filter_label(name: str, language: str) -> str:
    """The name of a filter, in "de" or "en"."""
    own = ("region", "freshness", "attention", "imports", "words")
    return say(f"selection.{name}", language) if name in own else field(name).label(language)


def _said(name: str, selection: Selection, language: str) -> str:
    if name == "words":
        return say("selection.quoted", language, words=selection.words)
    return _either(name, getattr(selection, name), language)


def _either(name: str, chosen: tuple[str, ...], language: str) -> str:
    return f" {say('selection.or', language)} ".join(name_of(name, code, language) for code in chosen)


def _known(name: str) -> Callable[[str], bool]:
    if name == "region":
        return lambda code: code == NOT_STATED or regions.known(code)
    if name == "imports":
        return lambda code: code.isascii() and code.isdecimal()
    allowed = ATTENTION if name == "attention" else (*vocabulary.codes(name), NOT_STATED)
    return lambda code: code in allowed
