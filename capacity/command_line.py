"""What the commands have in common: the reader's language, any character on any console, mistakes named without data.

Leaves out what the commands do.
"""

import io
import os
import sys
import traceback
from pathlib import Path


def language() -> str:
    """German ("de") where the environment says so (LC_ALL, LC_MESSAGES, LANG), else "en"."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "de" if said.lower().startswith("de") else "en"


def any_character() -> None:
    """Lets the console take what it cannot show: a file's name or a place may hold any character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def lines_in() -> list[str]:
    """The lines of standard input; only line feeds end one, so that each line that goes in gives one record."""
    text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    lines = text.removesuffix("\n").split("\n") if text else []
    return [line.removesuffix("\r") for line in lines]


def where(error: Exception) -> str:
    """Kind and place of a mistake of ours, without its text, which may quote people's data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
