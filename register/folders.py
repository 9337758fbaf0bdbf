"""The folder of this machine's own files. Leaves out what lies in it (register.location, register.warm)."""

import os
from pathlib import Path

from register.errors import RegisterError

LOCAL = Path(__file__).resolve().parent.parent / "data" / "local"


def named() -> Path:
    """The folder that CAPACITY_HOME names, else data/local, whether it is there or not."""
    return Path(os.environ.get("CAPACITY_HOME") or LOCAL)


def home() -> Path:
    """The same folder, made if it is not there. Raises RegisterError."""
    found = named()
    try:
        found.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise RegisterError("cannot_open", place=found) from None
    return found.resolve()
