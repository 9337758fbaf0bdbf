"""What figures were when they were last looked at (known.json), and which have become worse by a third since.

Watched are ratios within one run, which say the same on a slow machine as on a fast one. Leaves out measuring; whoever
accepts a new value writes it into the file.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.bench import Figure

KNOWN = Path(__file__).with_name("known.json")
THIRD = 1 / 3
Watched = Mapping[str, Mapping[str, float]]


def known(path: Path = KNOWN) -> Watched:
    """Benchmark → what its figure says → its value."""
    found: Watched = json.loads(path.read_text("utf-8"))
    return found


def worse(found: Mapping[str, Sequence[Figure]], watched: Watched) -> list[str]:
    """One line per figure that is worse by a third than known, or is watched and was not measured by its benchmark.

    Benchmarks that are not in `found` were not run and are not missed.
    """
    lines = []
    for benchmark in found.keys() & watched.keys():
        measured = {figure.what: figure for figure in found[benchmark]}
        for what, before in watched[benchmark].items():
            if what not in measured:
                lines.append(f"{benchmark}: {what}: not measured any more")
            elif is_worse(measured[what], before):
                lines.append(f"{benchmark}: {what}: {measured[what].value:.4g}, known {before:.4g}")
    return sorted(lines)


def is_worse(figure: Figure, before: float) -> bool:
    """Whether what should be small grew by more than a third, or what should be large lost more than a third."""
    if figure.at_most:
        return figure.value > before * (1 + THIRD)
    return figure.value < before * (1 - THIRD)
