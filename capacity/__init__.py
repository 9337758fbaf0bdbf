"""The domain, in pure pandas: what an offer is, where it is, how much it is. Knows no screen, no database, no file format."""
