"""How many processors this process may use: what the system lends it, which may be fewer than the machine has.

Leaves out limits on their time, as containers set them.
"""

import os


def cores() -> int:
    """The number of processors, at least 1."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
