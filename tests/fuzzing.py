"""How many inputs a property is tried with: a few in every run, many more with `make fuzz`. Leaves out the inputs."""

import os

FACTOR = int(os.environ.get("CAPACITY_FUZZ", "1"))


def times(examples: int) -> int:
    """`examples` in a usual run, as many times more as CAPACITY_FUZZ says in a long one."""
    return examples * FACTOR
