"""Places of very many addresses, found by two processes: this one takes every other address, a second one the rest.

The second one is started anew, not copied, so that it holds no lock of a server's threads; where it cannot be started
or comes to nothing, all is done here. Leaves out how a place is found.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

from capacity.cores import cores
from capacity.places.place import Place

LONG = 8_000  # addresses from which on a second process saves more than its start takes
ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from capacity.places import halves; halves.answer()")
Key = tuple[str, ...]
_values = attrgetter(*(field.name for field in fields(Place)))


def placed(keys: Sequence[Key], locate: Callable[[Key], Place]) -> list[Place]:
    """The place of each address, in their order; `locate` finds one of them."""
    if len(keys) < LONG or cores() == 1:
        return [locate(key) for key in keys]
    places: list[Place] = [Place()] * len(keys)
    with ThreadPoolExecutor(1) as waiting:
        others = waiting.submit(_elsewhere, keys[1::2])
        places[::2] = [locate(key) for key in keys[::2]]
        places[1::2] = others.result() or [locate(key) for key in keys[1::2]]
    return places


def _elsewhere(keys: Sequence[Key]) -> list[Place]:
    """What a second process finds; nothing if it cannot be started or breaks off."""
    try:
        done = subprocess.run(COMMAND, input=pickle.dumps(keys), capture_output=True, cwd=ROOT, check=False)
        return [Place(*values) for values in pickle.loads(done.stdout)]  # written by our own process
    except (EOFError, OSError, pickle.UnpicklingError):
        return []


def answer() -> None:
    """The second process: addresses from standard input, their places to standard output."""
    from capacity.collecting import paused
    from capacity.places import locate_key  # here, because it imports this module

    with paused():
        found = [_values(locate_key(key)) for key in pickle.load(sys.stdin.buffer)]  # written by the first process
    sys.stdout.buffer.write(pickle.dumps(found))
