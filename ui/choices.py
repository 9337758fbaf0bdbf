"""What a filter offers: its codes, named in the reader's language, each with the offers that it would leave.

Streamlit hands back a choice by its name, and the names carry counts that change: `codes_of` reads older names too.
Leaves out the widgets (ui.filters).
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from capacity import regions, vocabulary
from capacity.columns import ATTENTION, NOT_STATED, not_stated
from capacity.formats import number
from capacity.naming import name_of
from capacity.selection import filter_label
from ui.register_access import View

COUNT = " · "
KNOWN = 4096  # more than there are regions; addresses may name others


def counts(facet: str, view: View) -> dict[str, int]:
    """Code → offers that this choice alone would leave in `facet`; codes without an offer are left out."""
    if facet == "attention":
        return view.attention
    found = view.choices[facet]
    return dict(zip(found.index.tolist(), found.tolist(), strict=True))


def offered(facet: str, view: View) -> list[str]:
    """The codes to choose from: what would leave an offer and what is chosen.

    Regions go from large to small, those directly within a chosen one first.
    """
    found, chosen = counts(facet, view), getattr(view.selection, facet)
    known = dict.fromkeys([*found, *chosen])
    if facet != "region":
        return list(known)
    needed = [code for code in known if code in chosen or not _same_as_parent(code)]
    return sorted(needed, key=lambda code: (not _within(code, chosen), _level(code), -found.get(code, 0)))


def namer(facet: str, view: View, language: str) -> Callable[[str], str]:
    """A function from code to name with count, such as "FFP2-Maske · 120"."""
    found, names = counts(facet, view), _names(facet, language)
    return lambda code: f"{names.get(code, code)}{COUNT}{number(found.get(code, 0), language)}"


def codes_of(facet: str, chosen: Iterable[str], language: str) -> list[str]:
    """The codes behind what a widget hands back, codes or names with any count; of nested regions the smallest."""
    known, named = _codes(facet), _by_name(facet, language)
    codes = [each if each in known else named.get(each.rsplit(COUNT, 1)[0], "") for each in chosen]
    codes = [code for code in dict.fromkeys(codes) if code]
    return [code for code in codes if not any(_holds(code, other) for other in codes)] if facet == "region" else codes


@cache
def _names(facet: str, language: str) -> dict[str, str]:
    if facet == "region":
        return _region_names(language)
    names = {code: name_of(facet, code, language) for code in _codes(facet)}
    silent = not_stated(facet) if facet != "attention" else ""
    if silent in names:
        names[silent] = f"{filter_label(facet, language)}: {names[silent]}"
    return names


@cache
def _codes(facet: str) -> tuple[str, ...]:
    if facet == "attention":
        return ATTENTION
    if facet == "region":
        return (*regions.countries(), *(code for level in range(4) for code in regions.codes(level)), NOT_STATED)
    return (*vocabulary.codes(facet), NOT_STATED)


@cache
def _by_name(facet: str, language: str) -> dict[str, str]:
    return {name: code for code, name in _names(facet, language).items()}


@cache
def _region_names(language: str) -> dict[str, str]:
    names, seen = {}, set()
    for code in _codes("region"):
        name = name_of("region", code, language)
        if code == NOT_STATED:
            name = f"{filter_label('region', language)}: {name}"
        elif level := regions.level(code):
            name = f"{name} ({code[:2]})"
            name = name if name not in seen else f"{name[:-1]}, NUTS {level})"
        seen.add(name)
        names[code] = name
    return names


@lru_cache(KNOWN)
def _level(code: str) -> int:
    return regions.level(code) if regions.known(code) else 4


@lru_cache(KNOWN)
def _same_as_parent(code: str) -> bool:
    """Whether a region is all of the next larger one, as NUTS has it for small countries."""
    level = regions.level(code) if regions.known(code) else 0
    return level > 0 and regions.children(regions.parent(code, level - 1)) == (code,)


def _within(code: str, chosen: Iterable[str]) -> bool:
    """Whether a region lies directly in one of those chosen."""
    level = regions.level(code) if regions.known(code) else 0
    return level > 0 and regions.parent(code, level - 1) in chosen


def _holds(region: str, other: str) -> bool:
    return other != region and NOT_STATED not in (region, other) and other.startswith(region)
