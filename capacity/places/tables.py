"""Reading a reference table into memory, and nothing besides it: what unpacking takes is given back at once.

Leaves out what the tables mean (capacity.places.gazetteer, region_words, country_words).
"""

import threading

import pyarrow as pa
import pyarrow.parquet as pq

from capacity.regions import GEOGRAPHY

_ONE_AT_A_TIME = threading.Lock()  # the pool is the whole process's


def read_table(name: str, *repeating: str) -> pa.Table:
    """All of a table of data/reference/geography; `repeating` are the columns of few different words."""
    with _ONE_AT_A_TIME:
        pool, system = pa.default_memory_pool(), pa.system_memory_pool()
        pa.set_memory_pool(system)  # Arrow's own keeps what unpacking took: 40 MB of 180
        try:
            with pq.ParquetFile(GEOGRAPHY / f"{name}.parquet", read_dictionary=list(repeating)) as file:
                return file.read(use_threads=False)
        finally:
            pa.set_memory_pool(pool)
            system.release_unused()
