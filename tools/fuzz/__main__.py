"""`python -m tools.fuzz [TARGET …] [--runs N] [--seconds S]`: atheris looks for inputs that break what a reader holds.

Each target runs in a process of its own; an input that breaks it is kept in data/local/fuzz/TARGET and named, and the
command ends with 1. Needs requirements-fuzz.txt. Leaves out what is to hold (tools.fuzz.targets).
"""

import argparse
import subprocess
import sys
from pathlib import Path

from tools.fuzz.seeds import seeds
from tools.fuzz.targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "data" / "local" / "fuzz"
LIMITS = ("-max_len=4000", "-timeout=30", "-rss_limit_mb=4000", "-print_final_stats=1", "-verbosity=0")


def main(words: list[str]) -> int:
    """0 when nothing broke in any of the targets."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS], default=[*TARGETS])
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=0, help="at most so long for each target")
    given = parser.parse_args(words)
    broken = [name for name in given.targets if _run(name, given.runs, given.seconds)]
    print(f"broken: {', '.join(broken)}" if broken else "nothing broke")
    return bool(broken)


def _run(name: str, runs: int, seconds: int) -> int:
    """Tries one target in a process of its own, as the engine ends its process in the end."""
    kept, corpus = KEPT / name, KEPT / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number:03d}").write_bytes(seed)
    options = (*LIMITS, f"-runs={runs}", f"-max_total_time={seconds}", f"-artifact_prefix={kept}/", str(corpus))
    print(f"{name}: {runs} inputs", flush=True)
    return subprocess.run([sys.executable, "-m", "tools.fuzz.run", name, *options], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
