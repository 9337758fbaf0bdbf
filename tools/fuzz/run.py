"""`python -m tools.fuzz.run TARGET OPTION …` is the process in which atheris tries one target, until it ends itself.

Its options are those of libFuzzer. Leaves out starting it (tools.fuzz.__main__).
"""

import sys


def main(target: str, *options: str) -> None:
    """Never returns: the engine ends the process."""
    import atheris

    with atheris.instrument_imports(include=["capacity", "loaders"]):
        from tools.fuzz.targets import TARGETS
    atheris.Setup([target, *options], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
