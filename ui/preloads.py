"""What the browser is told to fetch at once: the frontend's files for what every page shows.

Streamlit's page asks for the parts of its frontend one after the other, when the first message names them, and for the
files these need when each has come. The map, which is large, is fetched once a page is at rest, before somebody goes to
it. Leaves out what else only some pages show.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

PARTS = ("PageLink", "ButtonGroup", "TextInput", "Metric", "Html", "Button")
LATER, REST_MS = ("DeckGlJsonChart",), 4000
ICONS = "MaterialSymbols-Rounded"
IMPORTED = re.compile(r'(?:from|import)"\./([\w.~-]+\.js)"')
# after what the page begins with: that asks for the server first, which then works while these are on their way
SCRIPT = '<link rel="modulepreload" fetchpriority="low" crossorigin href="./static/js/{}">'
AT_REST = """
addEventListener("load", () => setTimeout(() => {{
    for (const name of {names}) {{
        const link = document.createElement("link");
        Object.assign(link, {{rel: "modulepreload", fetchPriority: "low", href: `./static/js/${{name}}`}});
        document.head.append(link);
    }}
}}, {wait}));
"""
FONT = '<link rel="preload" href="./static/media/{}" as="font" type="font/woff2" crossorigin>'


def links(static: Path, page: str) -> str:
    """The links for the head of `page`, whose files lie in `static`; none that it has already."""
    scripts = [SCRIPT.format(name) for name in needed(static / "js", PARTS) if name not in page]
    fonts = [FONT.format(found.name) for found in sorted((static / "media").glob(f"{ICONS}.*.woff2"))]
    return "".join([*scripts, *fonts])


def at_rest(static: Path, page: str) -> str:
    """The script that fetches the files of LATER in `static`, but for those of `page`, a while after it has loaded."""
    names = [name for name in needed(static / "js", LATER) if name not in page]
    return AT_REST.format(names=json.dumps(names), wait=REST_MS)


def needed(folder: Path, parts: Iterable[str]) -> list[str]:
    """The files of `parts` and all that they import, each once, by name."""
    found: set[str] = set()
    waiting = [path.name for part in parts for path in folder.glob(f"{part}.*.js")]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += imported(folder / name)
    return sorted(found)


def imported(script: Path) -> Iterator[str]:
    """The scripts beside it that `script` cannot begin without."""
    return (match[1] for match in IMPORTED.finditer(script.read_text("utf-8")))
