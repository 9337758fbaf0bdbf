"""The rules of the house: who may import whom, how long things may grow, what every module says of itself."""

import ast
from pathlib import Path

import pytest

from tests.lines import every

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("capacity", "loaders", "register", "ui", "pages", "tools")
DOORS = ("dashboard.py", "import_reports.py", "weekly_export.py")
OURS = {*ROOMS, "dashboard", "import_reports", "weekly_export"}
MAY_IMPORT = {
    "capacity": {"capacity"},
    "loaders": {"loaders", "capacity"},
    "register": {"register", "capacity"},
    "ui": {"ui", "capacity", "loaders", "register", "streamlit"},
    "pages": {"capacity", "ui", "streamlit"},
    "dashboard.py": {"capacity", "ui", "streamlit"},
    "import_reports.py": {"capacity", "loaders", "register"},
    "weekly_export.py": {"capacity", "loaders", "register"},
}
# The command that groups any list has to read one; nothing else of capacity reads files that people sent.
FRONT_DOORS = {"capacity/duplicates/__main__.py": {"loaders"}}


def sources(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


EVERY = [path for place in (*ROOMS, *DOORS) for path in sources(place)]
name = lambda path: str(path.relative_to(ROOT))  # noqa: E731


def imported(path: Path) -> set[str]:
    """The first word of every module that `path` imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("place", MAY_IMPORT)
def test_rooms_import_only_what_the_design_allows(place: str) -> None:
    forbidden = (OURS | {"streamlit"}) - MAY_IMPORT[place]
    offences = {
        name(path): sorted(imported(path) & forbidden - FRONT_DOORS.get(path.relative_to(ROOT).as_posix(), set()))
        for path in sources(place)
    }
    assert {path: found for path, found in offences.items() if found} == {}


def test_an_offence_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def f():\n    from register.imports import add\n    import streamlit as st\n")
    assert imported(module) == {"register", "streamlit"}


@every(EVERY, name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text)), f"{name(path)} has no docstring"


@every(EVERY, name)
def test_nothing_grows_too_long(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = {n.name: n.end_lineno - n.lineno + 1 for n in functions if n.end_lineno - n.lineno >= 60}  # type: ignore[operator]
    assert long == {}
    assert text.count("\n") <= (60 if path.parent.name == "pages" else 300)


def test_pages_hold_no_parsing_grouping_or_sql() -> None:
    words = ("groupby", "read_csv", "read_excel", "SELECT ", "sqlalchemy", "re.compile")
    found = {name(path): [w for w in words if w in path.read_text("utf-8")] for path in sources("pages")}
    assert {path: hits for path, hits in found.items() if hits} == {}


def test_every_part_that_is_drawn_alone_asks_who_is_there() -> None:
    """A fragment's run passes no login page: what it shows is asked for anew each time."""
    found = {
        f"{name(path)}:{node.name}": ast.unparse(node)
        for path in sources("ui") + sources("pages")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and "st.fragment" in map(ast.unparse, node.decorator_list)
    }
    asks = ("visitor()", "live.followed(", "register_access.edition()")
    assert {part for part, source in found.items() if not any(each in source for each in asks)} == set()
    assert "ui/export_due.py:lists" in found
