"""The domain, in pure pandas: what an offer is, where it is, how much. Knows no screen, database or file format."""
