"""`python -m tools.bench [NAME …]`: runs the named benchmarks, or all, and prints their figures as they come.

Leaves out the benchmarks themselves, which are the modules of this package.
"""

import argparse
import importlib
import json
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import tools.bench
from tools.bench import Figure
from tools.bench._known import known, worse


def names() -> list[str]:
    """The benchmarks there are: every module of the package without an underscore."""
    return sorted(found.name for found in pkgutil.iter_modules(tools.bench.__path__) if not found.name.startswith("_"))


def line(name: str, figure: Figure) -> str:
    """One printed line: benchmark, value, what is wanted, whether it was reached, what it says."""
    wanted = "" if figure.wanted is None else f"{'≤' if figure.at_most else '≥'} {figure.wanted:g}"
    return f"{name:<12}{figure.value:>10.4g}  {wanted:<10}{'' if figure.reached else 'short'!s:<7}{figure.what}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs and prints; 1 where a watched figure is worse by a third than it was known to be (known.json), else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="one of: " + ", ".join(names()))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    options = parser.parse_args(arguments)
    asked = options.names
    if unknown := set(asked) - set(names()):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    found: dict[str, list[Figure]] = {}
    for name in asked or names():
        found[name] = []
        for figure in importlib.import_module(f"tools.bench.{name}").measure():
            print(line(name, figure), flush=True)
            found[name].append(figure)
    if options.json:
        _write(options.json, found)
    became = worse(found, known())
    for each in became:
        print(f"worse by a third   {each}")
    return 1 if became else 0


def _write(path: Path, found: Mapping[str, Sequence[Figure]]) -> None:
    told = [{"benchmark": name, **asdict(figure)} for name, figures in found.items() for figure in figures]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
