"""What the browser is told to fetch at once: the frontend's files for what every page shows.

Streamlit's page asks for the parts of its frontend one after the other, when the first message names them, and for the
files these need when each has come. Leaves out what only some pages show: charts and maps are large.
"""

import re
from collections.abc import Iterator
from pathlib import Path

PARTS = ("PageLink", "ButtonGroup", "TextInput", "Metric", "Html", "Button")
ICONS = "MaterialSymbols-Rounded"
IMPORTED = re.compile(r'(?:from|import)"\./([\w.~-]+\.js)"')
# after what the page begins with: that asks for the server first, which then works while these are on their way
SCRIPT = '<link rel="modulepreload" fetchpriority="low" crossorigin href="./static/js/{}">'
FONT = '<link rel="preload" href="./static/media/{}" as="font" type="font/woff2" crossorigin>'


def links(static: Path, page: str) -> str:
    """The links for the head of `page`, whose files lie in `static`; none that it has already."""
    scripts = [SCRIPT.format(name) for name in needed(static / "js") if name not in page]
    fonts = [FONT.format(found.name) for found in sorted((static / "media").glob(f"{ICONS}.*.woff2"))]
    return "".join([*scripts, *fonts])


def needed(folder: Path) -> list[str]:
    """The files of PARTS and all that they import, each once, by name."""
    found: set[str] = set()
    waiting = [path.name for part in PARTS for path in folder.glob(f"{part}.*.js")]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += imported(folder / name)
    return sorted(found)


def imported(script: Path) -> Iterator[str]:
    """The scripts beside it that `script` cannot begin without."""
    return (match[1] for match in IMPORTED.finditer(script.read_text("utf-8")))
