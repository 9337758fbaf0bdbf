"""How fast a long list becomes offers, beside what pandas with openpyxl needs only to read it, and in how much memory.

Every figure is taken in a process of its own, one after the other. Leaves out storing.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench import Figure, _long_list

READ = "from loaders.reader import read_report; from pathlib import Path; file = Path({path!r})"
WHOLE = "report = read_report(file.read_bytes(), file.name); assert len(report.offers) == {rows}, len(report.offers)"
PANDAS = "import pandas; pandas.read_excel({path!r}, engine='openpyxl')"
TIMED = """
import resource, sys, time
{before}
began = time.perf_counter()
{timed}
spent = time.perf_counter() - began
print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
SMALL = 15


def measure() -> list[Figure]:
    """Seconds and megabytes for the long list as workbook and as text, and seconds for a list of 15 rows."""
    book, text = _long_list.paths()
    theirs, _ = _timed("import pandas, openpyxl", PANDAS.format(path=str(book)))
    ours, memory = _timed_reading(book, _long_list.ROWS)
    delimited, _ = _timed_reading(text, _long_list.ROWS)
    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "few.xlsx"
        _long_list.write_book(few, _long_list.rows(SMALL))
        small, _ = _timed_reading(few, SMALL)
        command, _ = _timed("import subprocess", f"subprocess.run({_command(few)!r}, check=True, capture_output=True)")
    return [
        Figure("100,000 x 20 workbook to offers, as a part of pandas with openpyxl", ours / theirs, 0.25, at_most=True),
        Figure("... seconds", ours),
        Figure("... seconds that pandas with openpyxl needs to read it", theirs),
        Figure("... peak memory in MB", memory, 1000, at_most=True),
        Figure("the same list as delimited text, seconds", delimited),
        Figure("15 rows to offers, seconds", small),
        Figure("15 rows as cells from the command line, seconds", command),
    ]


def _command(path: Path) -> list[str]:
    return [sys.executable, "-m", "loaders", "--cells", str(path)]


def _timed_reading(path: Path, rows: int) -> tuple[float, float]:
    return _timed(READ.format(path=str(path)), WHOLE.format(rows=rows))


def _timed(before: str, timed: str) -> tuple[float, float]:
    """Seconds, and megabytes at the peak of the process."""
    code = TIMED.format(before=before, timed=timed)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()[-2:]
    return float(seconds), float(megabytes)
