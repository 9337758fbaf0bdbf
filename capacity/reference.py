"""Where the reference data are. Leaves out what is in them: each module reads its own files."""

from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
